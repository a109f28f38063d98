// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/fullmatrices.h"

#include <Eigen/SVD>

namespace headscope::tests {

using namespace core;

namespace {

using MatrixD = Eigen::MatrixXd;

MatrixD wide(const Weight& weight)
{
    return weight.dense().cast<double>();
}

MatrixD gains(const Norm& norm)
{
    return norm.gains().cast<double>().asDiagonal();
}

/// (D, D): what the norm does to the stream but for its length.
MatrixD folded(const Norm& norm)
{
    const Eigen::Index D = norm.width;
    if (norm.kind != Norm::Kind::Layer)
        return gains(norm);
    return (MatrixD::Identity(D, D) - MatrixD::Constant(D, D, 1.0 / double(D))) * gains(norm);
}

/// Columns of a projection, through the latent where there is one.
MatrixD projection(const Weight& weight, const std::optional<Latent>& latent, int first, int count)
{
    const MatrixD own = wide(weight).middleCols(first, count);
    return latent ? MatrixD(wide(latent->down) * gains(latent->norm) * own) : own;
}

MatrixD queryOf(const Attention& a, int head)
{
    MatrixD w = projection(a.query, a.queryLatent, head * a.headSize, a.headSize);
    return a.queryNorm ? MatrixD(w * gains(*a.queryNorm)) : w;
}

MatrixD keyOf(const Attention& a, int group)
{
    const auto shared = static_cast<int>(a.sharedKey.out);
    const int own = a.headSize - shared;
    const MatrixD ownPart = projection(a.key, a.latent, group * own, own);
    MatrixD w(ownPart.rows(), a.headSize);
    w.leftCols(own) = ownPart;
    if (shared > 0)
        w.rightCols(shared) = wide(a.sharedKey);
    return a.keyNorm ? MatrixD(w * gains(*a.keyNorm)) : w;
}

} // namespace

MatrixD fullMatrix(const Attention& a, int head, HeadMatrix matrix, bool fold)
{
    const int group = head / (a.heads / a.groups);
    const MatrixD one = MatrixD::Identity(a.norm.width, a.norm.width);
    const MatrixD gain = fold ? folded(a.norm) : one;
    const MatrixD other = a.cross ? one : gain;
    const MatrixD q = gain * queryOf(a, head);
    const MatrixD k = other * keyOf(a, group);
    const MatrixD v = other * projection(a.value, a.latent, group * a.valueSize, a.valueSize);
    const MatrixD o = wide(a.output).middleRows(head * a.valueSize, a.valueSize);
    switch (matrix) {
    case HeadMatrix::Pattern:
        return k * q.transpose();
    case HeadMatrix::Message:
        return v * o;
    case HeadMatrix::Query:
        return q;
    case HeadMatrix::Key:
        return k;
    case HeadMatrix::Value:
        return v;
    case HeadMatrix::Output:
        break;
    }
    return o;
}

Eigen::VectorXd plainSingularValues(const MatrixD& matrix, Eigen::Index count)
{
    return Eigen::JacobiSVD<MatrixD>(matrix).singularValues().head(count);
}

} // namespace headscope::tests
