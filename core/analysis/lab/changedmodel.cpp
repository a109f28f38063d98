// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/changedmodel.h"

#include <Eigen/QR>
#include <Eigen/SVD>

#include <algorithm>
#include <utility>

namespace headscope::core {

namespace {

using MatrixD = Eigen::MatrixXd;
using Qr = Eigen::HouseholderQR<MatrixD>;

MatrixD wide(const Weight& w)
{
    return w.dense().cast<double>();
}

/// R of a thin QR.
MatrixD triangle(const Qr& qr)
{
    const Eigen::Index n = std::min(qr.rows(), qr.cols());
    return qr.matrixQR().topRows(n).triangularView<Eigen::Upper>();
}

/// (D, d): a projection of the queries as it reads n, without norms that come behind it.
MatrixD readingOf(const std::optional<Latent>& latent, const MatrixD& w)
{
    if (!latent)
        return w;
    return wide(latent->down) * latent->norm.gains().cast<double>().asDiagonal() * w;
}

/// w (in, d) so that what it reads of n is projected on the columns of v (D, r).
MatrixD cutReading(const std::optional<Latent>& latent, const MatrixD& w, const MatrixD& v)
{
    const MatrixD reading = readingOf(latent, w);
    const MatrixD projected = v * (v.transpose() * reading);
    if (!latent)
        return projected;
    // In the head's own coordinates, for the latent is shared.
    return w * reading.completeOrthogonalDecomposition().solve(projected);
}

} // namespace

HeadBasis headBasis(const Attention& attention, HeadIndex head, HeadMatrix matrix)
{
    const Head h = attention.head(head);
    const bool pattern = matrix == HeadMatrix::Pattern;
    // A B^T = Q_A (R_A R_B^T) Q_B^T, so that the right singular vectors are Q_B times the core's.
    const Qr a(wide(pattern ? h.wk : h.wv));
    const Qr b(pattern ? wide(h.wq) : MatrixD(wide(h.wo).transpose()));
    const MatrixD core = triangle(a) * triangle(b).transpose();
    const Eigen::BDCSVD<MatrixD> svd(core, Eigen::ComputeThinV);
    MatrixD directions = MatrixD::Zero(b.rows(), svd.matrixV().cols());
    directions.topRows(core.cols()) = svd.matrixV();
    directions.applyOnTheLeft(b.householderQ());
    return {std::move(directions)};
}

ChangedModel::ChangedModel(std::shared_ptr<const Model> original)
    : Model(*original), m_original(std::move(original))
{
    info.weightsHash.clear(); // of no file's weights
}

Attention& ChangedModel::attentionOf(LayerIndex layer, HeadIndex head)
{
    Layer& part = layers[static_cast<std::size_t>(layer.value)];
    return head.value < part.attention.heads ? part.attention : *part.cross;
}

HeadIndex ChangedModel::within(LayerIndex layer, HeadIndex head) const
{
    const int own = layers[static_cast<std::size_t>(layer.value)].attention.heads;
    return head.value < own ? head : HeadIndex(head.value - own);
}

void ChangedModel::prepareCut(LayerIndex layer, HeadIndex head, HeadMatrix matrix)
{
    Attention& a = attentionOf(layer, head);
    Weight& weight = matrix == HeadMatrix::Pattern ? a.query : a.output;
    if (m_owned.contains(&weight))
        return;
    Matrix& own = m_owned[&weight];
    own = weight.dense();
    weight = {own.data(), own.rows(), own.cols(), own.cols(), false};
}

void ChangedModel::cut(LayerIndex layer, HeadIndex head, HeadMatrix matrix, const HeadBasis& basis,
                       int rank)
{
    const Attention& a = attentionOf(layer, head);
    const Eigen::Index h = within(layer, head).value;
    const MatrixD v = basis.directions.leftCols(
        std::min<Eigen::Index>(rank, basis.directions.cols()));
    if (matrix == HeadMatrix::Pattern) {
        auto columns = m_owned.at(&a.query).middleCols(h * a.headSize, a.headSize);
        columns = cutReading(a.queryLatent, columns.cast<double>(), v).cast<float>();
    } else {
        auto rows = m_owned.at(&a.output).middleRows(h * a.valueSize, a.valueSize);
        rows = ((rows.cast<double>() * v) * v.transpose()).cast<float>();
    }
}

} // namespace headscope::core
