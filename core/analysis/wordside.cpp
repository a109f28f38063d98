// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wordside.h"

#include <cmath>

namespace headscope::core {

namespace {

ConstVectorView rowOf(const Weight& rows, Eigen::Index t)
{
    return {rows.data + t * rows.stride, rows.out};
}

/// 1 / x; a word without length is like no vector, so its score is made 0.
float inverseOrZero(double x)
{
    return x > 0.0 ? static_cast<float>(1.0 / x) : 0.0F;
}

} // namespace

WordSide plainWords(const Weight& rows, bool normed)
{
    WordSide side;
    side.rows = rows;
    side.scale.assign(static_cast<std::size_t>(rows.in), 1.0F);
    side.offset.assign(static_cast<std::size_t>(rows.in), 0.0F);
    if (normed)
        for (Eigen::Index t = 0; t < rows.in; ++t)
            side.scale[static_cast<std::size_t>(t)] = inverseOrZero(
                static_cast<double>(rowOf(rows, t).norm()));
    return side;
}

WordSide wordsThroughNorm(const Weight& rows, const Norm& norm, bool normed)
{
    WordSide side;
    side.rows = rows;
    const auto V = static_cast<std::size_t>(rows.in);
    side.scale.resize(V);
    side.offset.resize(V);
    const ConstVectorView g = norm.gains();
    const Vector b = norm.biases();
    Vector seen(rows.out);
    for (Eigen::Index t = 0; t < rows.in; ++t) {
        const ConstVectorView e = rowOf(rows, t);
        const float mean = norm.kind == Norm::Kind::Layer ? e.mean() : 0.0F;
        const float variance = (e.array() - mean).square().mean();
        const float inverse = 1.0F / std::sqrt(variance + norm.epsilon);
        float length = 1.0F;
        if (normed) {
            seen = ((e.array() - mean) * inverse * g.array() + b.array()).matrix();
            length = inverseOrZero(static_cast<double>(seen.norm()));
        }
        side.scale[static_cast<std::size_t>(t)] = inverse * length;
        side.offset[static_cast<std::size_t>(t)] = length;
    }
    return side;
}

void addMoments(WordSide& side, const Vector& bias)
{
    // float64 sums over blocks of float32 ones: the blocks are short enough to lose nothing that
    // shows.
    constexpr Eigen::Index block = 256;
    const Eigen::Index V = side.rows.in;
    const Eigen::Index D = side.rows.out;
    side.meanRow = Eigen::VectorXd::Zero(D);
    side.biasRow = Eigen::VectorXd::Zero(D);
    side.meanOffset = 0.0;
    side.biasOffset = 0.0;
    Vector meanPart(D);
    Vector biasPart(D);
    for (Eigen::Index start = 0; start < V; start += block) {
        meanPart.setZero();
        biasPart.setZero();
        for (Eigen::Index t = start; t < std::min(start + block, V); ++t) {
            const auto k = static_cast<std::size_t>(t);
            const ConstVectorView row = rowOf(side.rows, t);
            meanPart += side.scale[k] * row;
            biasPart += side.scale[k] * bias[t] * row;
            side.meanOffset += static_cast<double>(side.offset[k]);
            side.biasOffset += static_cast<double>(side.offset[k] * bias[t]);
        }
        side.meanRow += meanPart.cast<double>();
        side.biasRow += biasPart.cast<double>();
    }
    const auto n = static_cast<double>(V);
    side.meanRow /= n;
    side.biasRow /= n;
    side.meanOffset /= n;
    side.biasOffset /= n;
}

} // namespace headscope::core
