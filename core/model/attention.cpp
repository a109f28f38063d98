// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/attention.h"

#include "core/tensor/elementwise.h"
#include "core/tensor/memory.h"
#include "core/tensor/panels.h"

#include <algorithm>
#include <cassert>

namespace headscope::core {

namespace {

/// Queries whose scores are made together: few enough that the scores stay in the cache.
constexpr Eigen::Index blockQueries = 24;

/// Rows first .. first + n - 1 of causalAttention(). Scores are summed in float64: heads that look
/// at the first token alone have scores of ten thousand, and float32 would leave the differences,
/// which are what the softmax sees, few digits.
void attendBlock(const ConstMatrixView& queries, const Panels<double>& keys, double scale,
                 Eigen::Index first, Eigen::Index n, MatrixView weights)
{
    static thread_local WideMatrix wide;
    static thread_local WideMatrix scores;
    const Eigen::Index seen = first + n;
    wide = queries.middleRows(first, n).cast<double>();
    scores.resize(n, seen);
    multiplyPanels(PanelProduct<double, double>{wide.data(), wide.cols(), n, wide.cols(), seen,
                                                scores.data(), seen},
                   keys);
    for (Eigen::Index i = 0; i < n; ++i) {
        float* const row = weights.data() + (first + i) * weights.outerStride();
        softmax(scores.data() + i * seen, scale, row, static_cast<std::size_t>(first + i + 1));
        std::fill(row + first + i + 1, row + weights.cols(), 0.0F);
    }
}

MatrixView headRows(Matrix& attention, Eigen::Index head)
{
    const Eigen::Index T = attention.cols();
    return {attention.data() + head * T * T, T, T, Eigen::OuterStride<>(T)};
}

/// Whether work of so many multiplications is worth waking a thread.
[[maybe_unused]] bool worthThreads(Eigen::Index operations)
{
    return operations > 1'000'000;
}

} // namespace

void causalAttention(const ConstMatrixView& queries, const ConstMatrixView& keys, float scale,
                     MatrixView weights)
{
    const Eigen::Index T = queries.rows();
    assert(keys.rows() == T && weights.rows() == T && weights.cols() == T);
    static thread_local Panels<double> panels;
    panels.pack(Weight{keys.data(), keys.cols(), T, keys.outerStride(), true});
    const Panels<double>& packed = panels; // the caller's, not each thread's own
    const Eigen::Index blocks = (T + blockQueries - 1) / blockQueries;
#pragma omp parallel for schedule(dynamic) if (worthThreads(T * T * keys.cols()))
    for (Eigen::Index b = 0; b < blocks; ++b) {
        const Eigen::Index first = (blocks - 1 - b) * blockQueries; // the longest first
        attendBlock(queries, packed, static_cast<double>(scale), first,
                    std::min(blockQueries, T - first), weights);
    }
}

bool attend(const Attention& a, const Matrix& queries, const Matrix& keys, Matrix& attention,
            const RunControl& control)
{
    const Eigen::Index T = queries.rows();
    const Eigen::Index d = a.headSize;
    allocate(attention, a.heads * T, T);
#pragma omp parallel for schedule(dynamic) if (a.heads > 1 && worthThreads(a.heads * T * T * d))
    for (int h = 0; h < a.heads; ++h) {
        if (!control.stopped())
            causalAttention(columns(queries, h * d, d),
                            columns(keys, a.groupOf(HeadIndex(h)) * d, d), a.scale,
                            headRows(attention, h));
    }
    return !control.stopped();
}

bool mixValues(const Attention& a, const Matrix& attention, const Matrix& values, Matrix& mixed,
               const RunControl& control)
{
    const Eigen::Index T = values.rows();
    const Eigen::Index d = a.headSize;
    constexpr Eigen::Index block = 48; // queries that read the same part of the values
    allocate(mixed, T, a.heads * d);
#pragma omp parallel for schedule(dynamic) if (a.heads > 1 && worthThreads(a.heads * T * T * d))
    for (int h = 0; h < a.heads; ++h) {
        if (control.stopped())
            continue;
        static thread_local Panels<float> panels;
        const ConstMatrixView v = columns(values, a.groupOf(HeadIndex(h)) * d, d);
        panels.pack(Weight{v.data(), T, d, v.outerStride(), false});
        const float* const weights = attention.data() + h * T * T;
        for (Eigen::Index first = 0; first < T; first += block) {
            const Eigen::Index n = std::min(block, T - first);
            multiplyPanels(PanelProduct<float, float>{weights + first * T, T, n, first + n, d,
                                                      mixed.data() + first * mixed.cols() + h * d,
                                                      mixed.cols()},
                           panels);
        }
    }
    return !control.stopped();
}

ConstMatrixView headOf(const Matrix& attention, HeadIndex head)
{
    const Eigen::Index T = attention.cols();
    return {attention.data() + head.value * T * T, T, T, Eigen::OuterStride<>(T)};
}

} // namespace headscope::core
