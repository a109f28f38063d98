// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/messagescales.h"

#include "core/analysis/lensvectors.h"
#include "core/analysis/lenswords.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace headscope::core {

namespace {

/// Words whose products are summed in float32 before they are added to the others.
constexpr Eigen::Index tile = 1024;

/// (K): the square root of v G v^T of every row; no less than 0, which rounding may leave it by.
Eigen::VectorXd lengths(const Eigen::MatrixXd& values, const Eigen::MatrixXd& gram)
{
    return (values * gram).cwiseProduct(values).rowwise().sum().cwiseMax(0.0).cwiseSqrt();
}

} // namespace

std::optional<WordSpread> wordSpread(const Model& model, const RunControl& control)
{
    // Lives as long as this call; nothing of it is kept.
    LensWords words(std::shared_ptr<const Model>(std::shared_ptr<void>(), &model));
    const WordSide* side = words.side(LensTarget::message(LayerIndex(0)), model.finalNorm,
                                      Space::Final, Metric::Cosine, control);
    if (side == nullptr)
        return std::nullopt;
    const Weight& rows = side->rows;
    const Eigen::Index D = rows.out;
    WordSpread spread{Eigen::MatrixXd::Zero(D, D), side->biasRow};
    const Vector mean = side->meanRow.cast<float>();
    Matrix centred; // (D, tile)
    Matrix product(D, D);
    for (Eigen::Index first = 0; first < rows.in; first += tile) {
        if (control.stopped())
            return std::nullopt;
        const Eigen::Index n = std::min(tile, rows.in - first);
        const ConstVectorView scale(side->scale.data() + first, n);
        centred = rows.inputs(first, n).dense().transpose();
        centred.array().rowwise() *= scale.transpose().array();
        centred.colwise() -= mean;
        multiplyRows(constView(centred), constView(centred), view(product));
        spread.covariance += product.cast<double>();
    }
    spread.covariance /= static_cast<double>(rows.in);
    return spread;
}

MessageSizes::MessageSizes(const Weight& wo)
{
    const Eigen::MatrixXd w = wo.dense().cast<double>();
    m_gram = w * w.transpose();
}

Eigen::VectorXd MessageSizes::of(const ConstMatrixView& values) const
{
    return lengths(values.cast<double>(), m_gram);
}

MessageBias::MessageBias(const Model& model, const WordSpread& spread, const Weight& wo)
{
    const Eigen::MatrixXd f = throughFinalSpace(model, constView(wo.dense())).cast<double>();
    m_gram = f * spread.covariance * f.transpose();
    m_bias = f * spread.bias;
}

Eigen::VectorXd MessageBias::of(const ConstMatrixView& values) const
{
    const Eigen::MatrixXd wide = values.cast<double>();
    const Eigen::VectorXd deviations = lengths(wide, m_gram);
    return (wide * m_bias).binaryExpr(deviations, [](double covariance, double deviation) {
        return deviation > 0.0 ? covariance / deviation : 0.0;
    });
}

} // namespace headscope::core
