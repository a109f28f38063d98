// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lensvectors.h"

#include "core/base/error.h"
#include "core/model/forward.h"

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
    const bool centred = norm.centres();
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
                                                + ", but must be from 1 to "
                                                + std::to_string(mostWords));
    if (space == Space::Logit && metric == Metric::Cosine)
        throw Error(ErrorKind::BadArgument,
                    "the logit space has probabilities, so it goes with the dot metric only");
}

const Norm& readerNorm(const Model& model, const LensTarget& target)
{
    using Kind = LensTarget::Kind;
    const int layer = target.layer.value;
    const bool last = target.kind == Kind::State && layer == model.info.layers;
    if (layer < 0 || layer >= model.info.layers + (last ? 1 : 0))
        throw Error(ErrorKind::BadArgument, "there is no layer " + std::to_string(layer) + ": "
                                                + model.info.name + " has layers 0 to "
                                                + std::to_string(model.info.layers - 1));
    if (last)
        return model.finalNorm;
    const Layer& l = model.layers[static_cast<std::size_t>(layer)];
    const bool crosses = target.kind == Kind::CrossPattern || target.kind == Kind::MemoryPattern
                         || target.kind == Kind::CrossMessage;
    if (crosses && !l.cross)
        throw Error(ErrorKind::BadArgument, model.info.name + " has no cross-attention");
    switch (target.kind) {
    case Kind::NeuronIn:
    case Kind::NeuronOut:
        requireRunnable(model); // without feed-forward weights there is no norm of theirs
        return l.feedForward.wordNorm();
    case Kind::CrossPattern:
    case Kind::CrossMessage:
        return l.cross->wordNorm();
    case Kind::MemoryPattern:
        return model.encoder->finalNorm;
    case Kind::Pattern:
    case Kind::Message:
    case Kind::State:
        break;
    }
    return l.attention.wordNorm();
}

namespace {

/// What the transform in front of the output does to what is written, as far as it is linear.
Matrix throughTransform(const Model& model, const ConstMatrixView& written)
{
    if (!model.transform)
        return written;
    Matrix result(written.rows(), model.transform->weight.out);
    multiply(written, model.transform->weight, view(result));
    return result;
}

bool isRead(Space space)
{
    return space == Space::Draft || space == Space::Logit;
}

} // namespace

Matrix throughFinalSpace(const Model& model, const ConstMatrixView& written)
{
    Matrix result = throughTransform(model, written);
    for (Eigen::Index r = 0; r < result.rows(); ++r)
        throughGain(result.row(r), model.finalNorm, true);
    return result;
}

bool isLinear(const Model& model, Space space)
{
    return !(isRead(space) && model.transform);
}

PreparedVectors prepareVectors(const Model& model, const ConstMatrixView& vectors,
                               const Norm& reader, Space space, Metric metric)
{
    PreparedVectors p;
    p.vectors = isRead(space)           ? readout(model, vectors)
                : space == Space::Final ? throughFinalSpace(model, vectors)
                                        : Matrix(vectors);
    const auto R = static_cast<std::size_t>(vectors.rows());
    p.constants.assign(R, 0.0F);
    p.zero.assign(R, false);
    const Vector readerBias = reader.biases();
    for (Eigen::Index r = 0; r < vectors.rows(); ++r) {
        auto row = p.vectors.row(r);
        float constant = 0.0F;
        float length = 0.0F;
        if (space == Space::Layer) {
            length = row.norm();
            constant = row.dot(readerBias);
            throughGain(row, reader, false);
        } else {
            length = row.norm();
            constant = space == Space::Logit ? 1.0F : 0.0F; // of the bias that the output has
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
    Matrix written = span.dense().transpose(); // (r, D)
    if (space == Space::Final)
        written = throughTransform(model, constView(written));
    WideMatrix rows = written.cast<double>();
    const bool normed = isRead(space);
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
