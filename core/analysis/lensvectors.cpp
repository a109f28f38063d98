// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lensvectors.h"

#include "core/base/error.h"

#include <Eigen/QR>

namespace headscope::core {

namespace {

constexpr int mostWords = 50;

/// What the space does to a vector before it is compared, as far as it is linear: `row` times the
/// gain of a norm, without its mean where the norm takes it away.
template<class Row>
void throughGain(Row&& row, const Norm& norm, bool centreFirst)
{
    using Scalar = typename std::decay_t<Row>::Scalar;
    const bool centred = norm.kind == Norm::Kind::Layer;
    if (centred && centreFirst)
        row.array() -= row.mean();
    row.array() *= norm.gains().transpose().template cast<Scalar>().array();
    if (centred && !centreFirst)
        row.array() -= row.mean();
}

} // namespace

Space spaceOf(const LensTarget& target, const LensOptions& options)
{
    if (options.space)
        return *options.space;
    if (target.kind == LensTarget::Kind::State)
        return Space::Logit;
    return target.reads() ? Space::Layer : Space::Final;
}

Metric metricOf(const LensTarget& target, const LensOptions& options)
{
    if (options.metric)
        return *options.metric;
    return target.kind == LensTarget::Kind::State || spaceOf(target, options) == Space::Logit
               ? Metric::Dot
               : Metric::Cosine;
}

void checkOptions(const LensOptions& options, Space space, Metric metric)
{
    if (options.top < 1 || options.top > mostWords)
        throw Error(ErrorKind::BadArgument, "the number of words is " + std::to_string(options.top)
                                                + ", it must be within 1 and "
                                                + std::to_string(mostWords));
    if (space == Space::Logit && metric == Metric::Cosine)
        throw Error(ErrorKind::BadArgument,
                    "the logit space has probabilities, so it goes with the dot metric only");
}

const Norm& readerNorm(const Model& model, const LensTarget& target)
{
    const int layer = target.layer.value;
    const bool last = target.kind == LensTarget::Kind::State && layer == model.info.layers;
    if (layer < 0 || layer >= model.info.layers + (last ? 1 : 0))
        throw Error(ErrorKind::BadArgument, "there is no layer " + std::to_string(layer) + ": "
                                                + model.info.name + " has layers 0 to "
                                                + std::to_string(model.info.layers - 1));
    if (last)
        return model.finalNorm;
    const Layer& l = model.layers[static_cast<std::size_t>(layer)];
    const bool neuron = target.kind == LensTarget::Kind::NeuronIn
                        || target.kind == LensTarget::Kind::NeuronOut;
    return neuron ? l.feedForward.norm : l.attention.norm;
}

PreparedVectors prepareVectors(const Model& model, const ConstMatrixView& vectors,
                               const Norm& reader, Space space, Metric metric)
{
    PreparedVectors p;
    p.vectors = vectors;
    const auto R = static_cast<std::size_t>(vectors.rows());
    p.constants.assign(R, 0.0F);
    p.zero.assign(R, false);
    if (space == Space::Draft || space == Space::Logit)
        model.finalNorm.apply(vectors, view(p.vectors));
    const Vector readerBias = reader.biases();
    for (Eigen::Index r = 0; r < vectors.rows(); ++r) {
        auto row = p.vectors.row(r);
        float constant = 0.0F;
        float length = 0.0F;
        if (space == Space::Final) {
            throughGain(row, model.finalNorm, true);
            length = row.norm();
        } else if (space == Space::Layer) {
            length = row.norm();
            constant = row.dot(readerBias);
            throughGain(row, reader, false);
        } else {
            length = row.norm();
        }
        const auto k = static_cast<std::size_t>(r);
        p.zero[k] = !(vectors.row(r).squaredNorm() > 0.0F) || !(length > 0.0F);
        if (metric == Metric::Cosine && !p.zero[k]) {
            row /= length;
            constant /= length;
        }
        p.constants[k] = constant;
    }
    return p;
}

Matrix preparedBasis(const Model& model, const Weight& span, const Norm& reader, Space space)
{
    WideMatrix rows = span.dense().transpose().cast<double>(); // (r, D)
    const bool normed = space == Space::Draft || space == Space::Logit;
    for (Eigen::Index k = 0; k < rows.rows(); ++k) {
        if (space == Space::Final || normed)
            throughGain(rows.row(k), model.finalNorm, true);
        else if (space == Space::Layer)
            throughGain(rows.row(k), reader, false);
    }
    if (normed && model.finalNorm.bias != nullptr) {
        // LN_f(v) = (v - mean) / sigma * g + b
        rows.conservativeResize(rows.rows() + 1, Eigen::NoChange);
        rows.bottomRows(1) = model.finalNorm.biases().transpose().cast<double>();
    }
    // Householder's way keeps the basis orthonormal where columns depend on each other too, and an
    // orthonormal basis costs the scores no digits, however the head's matrix is conditioned.
    using ColumnMajor = Eigen::MatrixXd;
    const Eigen::HouseholderQR<ColumnMajor> qr(rows.transpose());
    const ColumnMajor q = qr.householderQ()
                          * ColumnMajor::Identity(rows.cols(), std::min(rows.rows(), rows.cols()));
    return q.transpose().cast<float>();
}

} // namespace headscope::core
