// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headfactors.h"

#include "core/analysis/headtable.h"

#include <Eigen/QR>

#include <algorithm>
#include <array>

namespace headscope::core {

namespace {

using MatrixD = Eigen::MatrixXd;

MatrixD wide(const Weight& weight)
{
    return weight.dense().cast<double>();
}

/// x becomes (x - mean) gain / sigma, so n W = (x / sigma) (W with the gain, columns centred) + ...
void foldNorm(const Norm& norm, MatrixD& factor)
{
    factor = norm.gains().cast<double>().asDiagonal() * factor;
    if (norm.centres())
        factor.rowwise() -= factor.colwise().mean().eval();
}

} // namespace

const char* letterOf(HeadMatrix matrix)
{
    constexpr std::array letters = {"P", "M", "Q", "K", "V", "O"};
    return letters[static_cast<std::size_t>(matrix)];
}

HeadFactors headFactors(const Attention& attention, HeadIndex head, bool fold)
{
    const Head h = attention.head(head);
    HeadFactors factors{wide(h.wq), wide(h.wk), wide(h.wv), wide(h.wo).transpose()};
    if (!fold)
        return factors;
    foldNorm(attention.norm, factors.q);
    if (attention.cross)
        return factors;
    foldNorm(attention.norm, factors.k);
    foldNorm(attention.norm, factors.v);
    return factors;
}

HeadPlace headPlace(const Model& model, LayerIndex layer, HeadIndex head)
{
    checkLayer(model, layer);
    checkHead(model, head);
    const Layer& of = model.layers[static_cast<std::size_t>(layer.value)];
    const int own = of.attention.heads;
    if (head.value < own)
        return {of.attention, head};
    return {*of.cross, HeadIndex(head.value - own)};
}

MatrixD triangleOf(const MatrixD& factor)
{
    const Eigen::Index d = std::min(factor.rows(), factor.cols());
    const Eigen::HouseholderQR<MatrixD> qr(factor);
    return qr.matrixQR().topRows(d).triangularView<Eigen::Upper>();
}

MatrixD basisOf(const MatrixD& factor)
{
    const Eigen::Index d = std::min(factor.rows(), factor.cols());
    const Eigen::HouseholderQR<MatrixD> qr(factor);
    return qr.householderQ() * MatrixD::Identity(factor.rows(), d);
}

} // namespace headscope::core
