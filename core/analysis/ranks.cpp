// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ranks.h"

#include <Eigen/QR>
#include <Eigen/SVD>

#include <cmath>

namespace headscope::core {

namespace {

using MatrixD = Eigen::MatrixXd;

/// R of the thin QR of a (D, d) factor.
MatrixD triangle(const MatrixD& factor)
{
    const Eigen::Index d = std::min(factor.rows(), factor.cols());
    const Eigen::HouseholderQR<MatrixD> qr(factor);
    return qr.matrixQR().topRows(d).triangularView<Eigen::Upper>();
}

MatrixD factor(const Weight& weight, const Norm& norm, bool fold)
{
    MatrixD result = weight.dense().cast<double>();
    if (fold)
        result = norm.gains().cast<double>().asDiagonal() * result;
    return result;
}

} // namespace

Eigen::VectorXd singularValues(const Attention& attention, HeadIndex head, HeadMatrix matrix,
                               bool fold)
{
    const Head h = attention.head(head);
    // W^P = W_K W_Q^T and W^M = W_V W_O, each a product of two (D, d) factors A B^T = Q_A (R_A
    // R_B^T) Q_B^T.
    const bool pattern = matrix == HeadMatrix::Pattern;
    const MatrixD a = factor(pattern ? h.wk : h.wv, attention.norm, fold);
    const MatrixD b = pattern ? factor(h.wq, attention.norm, fold)
                              : MatrixD(h.wo.dense().cast<double>().transpose());
    const MatrixD core = triangle(a) * triangle(b).transpose();
    return Eigen::BDCSVD<MatrixD>(core).singularValues();
}

Eigen::VectorXd singularValues(const Model& model, LayerIndex layer, HeadIndex head,
                               HeadMatrix matrix, bool fold)
{
    const Layer& of = model.layers[static_cast<std::size_t>(layer.value)];
    const int own = of.attention.heads;
    return head.value < own ? singularValues(of.attention, head, matrix, fold)
                            : singularValues(*of.cross, HeadIndex(head.value - own), matrix, fold);
}

Ranks ranks(const Eigen::VectorXd& s)
{
    Ranks result;
    const double total = s.squaredNorm();
    if (s.size() == 0 || !(total > 0.0))
        return result;
    const auto fewest = [&](double share) {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < s.size(); ++i) {
            sum += s[i] * s[i];
            if (sum >= share * total)
                return static_cast<int>(i + 1);
        }
        return static_cast<int>(s.size());
    };
    result.e90 = fewest(0.9);
    result.e99 = fewest(0.99);
    result.e999 = fewest(0.999);
    double entropy = 0.0;
    for (const double value : s)
        if (const double p = value / s.sum(); p > 0.0)
            entropy -= p * std::log(p);
    result.entropy = std::exp(entropy);
    result.stable = total / (s[0] * s[0]);
    return result;
}

} // namespace headscope::core
