// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/attention.h"

#include "core/tensor/elementwise.h"
#include "core/tensor/memory.h"
#include "core/tensor/panels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace headscope::core {

namespace {

/// Queries whose scores are made together: few enough that the scores stay in the cache.
constexpr Eigen::Index blockQueries = 24;

/// From the scores of the keys that a query sees, before their scale, to row (K) by a rule;
/// `scores` is overwritten.
void weigh(const AttentionRule& rule, const KeyRange& seen, double scale, double* scores,
           float* row)
{
    const auto masked = [&rule](Eigen::Index j) {
        return !rule.masked.empty() && rule.masked[static_cast<std::size_t>(j)] != 0;
    };
    // What is left moves together, so that masked scores have no part in anything, however large.
    Eigen::Index left = 0;
    for (Eigen::Index j = seen.first; j < seen.end; ++j)
        if (!masked(j))
            scores[left++] = scores[j];
    float* const weights = row + seen.first;
    if (rule.gate)
        for (Eigen::Index k = 0; k < left; ++k)
            weights[k] = static_cast<float>(1.0 / (1.0 + std::exp(-scores[k] * scale))
                                            / static_cast<double>(left));
    else if (left > 0)
        softmax(scores, scale, weights, static_cast<std::size_t>(left));
    for (Eigen::Index j = seen.end - 1; j >= seen.first; --j)
        row[j] = masked(j) ? 0.0F : weights[--left];
}

/// Rows first .. first + n - 1 of headAttention(). Scores are summed in float64: heads that look
/// at the first token alone have scores of ten thousand, and float32 would leave the differences,
/// which are what the softmax sees, few digits.
void attendBlock(const Attention& a, HeadIndex head, const ConstMatrixView& queries,
                 const Panels<double>& keys, Eigen::Index first, Eigen::Index n, MatrixView weights,
                 const AttentionRule& rule)
{
    static thread_local WideMatrix wide;
    static thread_local WideMatrix scores;
    const Eigen::Index all = weights.cols();
    const Eigen::Index end = a.seen(first + n - 1, all).end;
    wide = queries.middleRows(first, n).cast<double>();
    scores.resize(n, end);
    multiplyPanels(PanelProduct<double, double>{wide.data(), wide.cols(), n, wide.cols(), end,
                                                scores.data(), end},
                   keys);
    for (Eigen::Index i = 0; i < n; ++i) {
        float* const row = weights.data() + (first + i) * weights.outerStride();
        double* const own = scores.data() + i * end;
        const KeyRange seen = a.seen(first + i, all);
        if (a.relativeBias)
            for (Eigen::Index j = seen.first; j < seen.end; ++j)
                own[j] += static_cast<double>(a.relativeBias->at(head, static_cast<int>(first + i),
                                                                 static_cast<int>(j)))
                          / static_cast<double>(a.scale);
        std::fill(row, row + seen.first, 0.0F);
        if (rule.plain())
            softmax(own + seen.first, static_cast<double>(a.scale), row + seen.first,
                    static_cast<std::size_t>(seen.count()));
        else
            weigh(rule, seen, static_cast<double>(a.scale), own, row);
        std::fill(row + seen.end, row + all, 0.0F);
    }
}

/// Head h's rows of attention that is (H T, K).
MatrixView headRows(Matrix& attention, Eigen::Index head, Eigen::Index tokens)
{
    return rowsOf(attention, head * tokens, tokens);
}

/// Whether work of so many multiplications is worth waking a thread.
[[maybe_unused]] bool worthThreads(Eigen::Index operations)
{
    return operations > 1'000'000;
}

} // namespace

void headAttention(const Attention& a, HeadIndex head, const ConstMatrixView& queries,
                   const ConstMatrixView& keys, MatrixView weights, const AttentionRule& rule)
{
    const Eigen::Index T = queries.rows();
    const Eigen::Index K = keys.rows();
    assert(weights.rows() == T && weights.cols() == K);
    static thread_local Panels<double> panels;
    panels.pack(Weight{keys.data(), keys.cols(), K, keys.outerStride(), true});
    const Panels<double>& packed = panels; // the caller's, not each thread's own
    const Eigen::Index blocks = (T + blockQueries - 1) / blockQueries;
#pragma omp parallel for schedule(dynamic) if (worthThreads(T * K * keys.cols()))
    for (Eigen::Index b = 0; b < blocks; ++b) {
        const Eigen::Index first = (blocks - 1 - b) * blockQueries; // the longest first
        attendBlock(a, head, queries, packed, first, std::min(blockQueries, T - first), weights,
                    rule);
    }
}

void attentionOfHead(const Attention& a, HeadIndex head, const Matrix& queries, const Matrix& keys,
                     MatrixView weights, const AttentionRule& rule)
{
    const Eigen::Index d = a.headSize;
    const ConstMatrixView q = columns(queries, head.value * d, d);
    const ConstMatrixView k = columns(keys, a.groupOf(head) * d, d);
    if (!a.rotary.turns()) {
        headAttention(a, head, q, k, weights, rule);
        return;
    }
    Matrix turnedQueries;
    Matrix turnedKeys;
    turnByPosition(a, q, turnedQueries);
    turnByPosition(a, k, turnedKeys);
    headAttention(a, head, constView(turnedQueries), constView(turnedKeys), weights, rule);
}

void turnByPosition(const Attention& a, const ConstMatrixView& vectors, Matrix& turned)
{
    turned = vectors;
    std::vector<int> positions(static_cast<std::size_t>(vectors.rows()));
    std::iota(positions.begin(), positions.end(), 0);
    for (Eigen::Index first = 0; first < vectors.cols(); first += a.headSize)
        a.rotary.turn(columns(turned, first, a.headSize), positions, vectors.rows(),
                      a.rotary.scale);
}

bool attend(const Attention& a, const Matrix& queries, const Matrix& keys, Matrix& attention,
            const RunControl& control)
{
    const Eigen::Index T = queries.rows();
    const Eigen::Index d = a.headSize;
    allocate(attention, a.heads * T, keys.rows());
#pragma omp parallel for schedule(dynamic) if (a.heads > 1 && worthThreads(attention.size() * d))
    for (int h = 0; h < a.heads; ++h) {
        if (!control.stopped())
            headAttention(a, HeadIndex(h), columns(queries, h * d, d),
                          columns(keys, a.groupOf(HeadIndex(h)) * d, d), headRows(attention, h, T));
    }
    return !control.stopped();
}

bool mixValues(const Attention& a, const Matrix& attention, const Matrix& values, Matrix& mixed,
               const RunControl& control, const std::vector<std::uint8_t>& open)
{
    const Eigen::Index T = attention.rows() / a.heads;
    const Eigen::Index K = values.rows();
    const Eigen::Index d = a.valueSize;
    constexpr Eigen::Index block = 48; // queries that read the same part of the values
    allocate(mixed, T, a.heads * d);
#pragma omp parallel for schedule(dynamic) if (a.heads > 1 && worthThreads(attention.size() * d))
    for (int h = 0; h < a.heads; ++h) {
        if (control.stopped())
            continue;
        static thread_local Panels<float> panels;
        const ConstMatrixView v = columns(values, a.groupOf(HeadIndex(h)) * d, d);
        panels.pack(Weight{v.data(), K, d, v.outerStride(), false});
        const float* const weights = attention.data() + h * T * K;
        const bool all = !open.empty() && open[static_cast<std::size_t>(h)] != 0;
        for (Eigen::Index first = 0; first < T; first += block) {
            const Eigen::Index n = std::min(block, T - first);
            multiplyPanels(PanelProduct<float, float>{weights + first * K, K, n,
                                                      all ? K : a.seen(first + n - 1, K).end, d,
                                                      mixed.data() + first * mixed.cols() + h * d,
                                                      mixed.cols()},
                           panels);
        }
    }
    return !control.stopped();
}

ConstMatrixView headOf(const Matrix& attention, HeadIndex head, Eigen::Index tokens)
{
    return rowsOf(attention, head.value * tokens, tokens);
}

} // namespace headscope::core
