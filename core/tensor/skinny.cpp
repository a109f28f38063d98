// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/skinny.h"

#include "core/base/clones.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace headscope::core {

namespace {

struct Part {
    const float* a = nullptr; ///< (rows, in)
    Eigen::Index strideA = 0;
    Eigen::Index rows = 0;
    Eigen::Index in = 0;
    const float* w = nullptr; ///< stored (in, out), or (out, in)
    Eigen::Index strideW = 0;
    Eigen::Index out = 0;
    float* c = nullptr; ///< (rows, out)
    Eigen::Index strideC = 0;
};

using Lane [[gnu::vector_size(64)]] = float; // one cache line, one register of AVX-512
constexpr Eigen::Index floatsOfLine = 16;
/// Weights that are read together: this many rows of a chunk of columns, in the second-level cache.
constexpr Eigen::Index weightRows = 32;
constexpr Eigen::Index chunkColumns = 512;

/// No function that returns a lane: how one is returned would depend on the instruction set.
HEADSCOPE_INLINE void load(Lane& lane, const float* from)
{
    std::memcpy(&lane, from, sizeof lane);
}

/// Sums of a block are added to c when they are complete: added one by one to what is there, each
/// product would lose the digits that c has no room for.
HEADSCOPE_INLINE void addTo(float* c, const Lane& sum)
{
    Lane lane;
    load(lane, c);
    lane += sum;
    std::memcpy(c, &lane, sizeof lane);
}

/// A tile of c, (rows, lanes * 16) += a (rows, n) times n rows of w.
template<int rows, int lanes>
HEADSCOPE_INLINE void tile(const float* a, Eigen::Index strideA, const float* w,
                           Eigen::Index strideW, Eigen::Index n, float* c, Eigen::Index strideC)
{
    Lane sums[rows * lanes];
#pragma GCC unroll 16
    for (int s = 0; s < rows * lanes; ++s)
        sums[s] = Lane{};
    for (Eigen::Index k = 0; k < n; ++k) {
        Lane weights[lanes];
#pragma GCC unroll 2
        for (int l = 0; l < lanes; ++l) {
            load(weights[l], w + k * strideW + l * floatsOfLine);
            // The weights of the next block, so that reading and counting overlap: rows of a range
            // of columns are too short for the processor to foresee where the next one begins.
            __builtin_prefetch(w + (k + weightRows) * strideW + l * floatsOfLine, 0, 2);
        }
#pragma GCC unroll 16
        for (int s = 0; s < rows * lanes; ++s)
            sums[s] += a[s / lanes * strideA + k] * weights[s % lanes];
    }
#pragma GCC unroll 16
    for (int s = 0; s < rows * lanes; ++s)
        addTo(c + s / lanes * strideC + s % lanes * floatsOfLine, sums[s]);
}

/// `n` rows of w from `k` on, times all rows of a, added to `lanes` lanes of c.
template<int lanes>
HEADSCOPE_INLINE void addToAll(const Part& p, Eigen::Index k, Eigen::Index n, Eigen::Index column)
{
    const float* const w = p.w + k * p.strideW + column;
    Eigen::Index i = 0;
    const auto a = [&] { return p.a + i * p.strideA + k; };
    const auto c = [&] { return p.c + i * p.strideC + column; };
    for (; i + 8 <= p.rows; i += 8)
        tile<8, lanes>(a(), p.strideA, w, p.strideW, n, c(), p.strideC);
    for (; i + 2 <= p.rows; i += 2)
        tile<2, lanes>(a(), p.strideA, w, p.strideW, n, c(), p.strideC);
    if (i < p.rows)
        tile<1, lanes>(a(), p.strideA, w, p.strideW, n, c(), p.strideC);
}

HEADSCOPE_INLINE void addColumn(const Part& p, Eigen::Index k, Eigen::Index n, Eigen::Index column)
{
    for (Eigen::Index i = 0; i < p.rows; ++i) {
        float sum = 0;
        for (Eigen::Index e = k; e < k + n; ++e)
            sum += p.a[i * p.strideA + e] * p.w[e * p.strideW + column];
        p.c[i * p.strideC + column] += sum;
    }
}

/// Weights stored (in, out): rows of w times numbers of a are added to rows of c.
HEADSCOPE_CLONES void multiplyInOut(const Part& p)
{
    constexpr int lanes = 2;
    constexpr Eigen::Index width = lanes * floatsOfLine;
    for (Eigen::Index column = 0; column < p.out; column += chunkColumns) {
        const Eigen::Index columns = std::min(chunkColumns, p.out - column);
        for (Eigen::Index i = 0; i < p.rows; ++i)
            std::fill_n(p.c + i * p.strideC + column, columns, 0.0F);
        for (Eigen::Index k = 0; k < p.in; k += weightRows) {
            const Eigen::Index n = std::min(weightRows, p.in - k);
            Eigen::Index j = 0;
            for (; j + width <= columns; j += width)
                addToAll<lanes>(p, k, n, column + j);
            for (; j + floatsOfLine <= columns; j += floatsOfLine)
                addToAll<1>(p, k, n, column + j);
            for (; j < columns; ++j)
                addColumn(p, k, n, column + j);
        }
    }
}

HEADSCOPE_INLINE float sumOf(const Lane& lane)
{
    float all[floatsOfLine];
    std::memcpy(all, &lane, sizeof all);
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < floatsOfLine; ++i)
        sum += all[i];
    return sum;
}

/// Four rows of a times two of w (out, in): eight dot products that share what they read.
HEADSCOPE_INLINE void fourTimesTwo(const float* a, Eigen::Index strideA, const float* w,
                                   Eigen::Index strideW, Eigen::Index in, float (&dots)[8])
{
    Lane sums[8];
#pragma GCC unroll 8
    for (int s = 0; s < 8; ++s)
        sums[s] = Lane{};
    Eigen::Index k = 0;
    for (; k + floatsOfLine <= in; k += floatsOfLine) {
        Lane weights[2];
        load(weights[0], w + k);
        load(weights[1], w + strideW + k);
        // The next two rows: the processor sees two streams that end too soon to follow.
        __builtin_prefetch(w + 2 * strideW + k);
        __builtin_prefetch(w + 3 * strideW + k);
#pragma GCC unroll 8
        for (int s = 0; s < 8; ++s) {
            Lane row;
            load(row, a + s / 2 * strideA + k);
            sums[s] += row * weights[s % 2];
        }
    }
    for (int s = 0; s < 8; ++s)
        dots[s] = sumOf(sums[s]);
    for (; k < in; ++k)
        for (int s = 0; s < 8; ++s)
            dots[s] += a[s / 2 * strideA + k] * w[s % 2 * strideW + k];
}

HEADSCOPE_INLINE float dot(const float* a, const float* w, Eigen::Index in)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (Eigen::Index k = 0; k < in; ++k)
        sum += a[k] * w[k];
    return sum;
}

/// Weights stored (out, in): every number of c is a dot product.
HEADSCOPE_CLONES void multiplyOutIn(const Part& p)
{
    const auto put = [&p](Eigen::Index i, Eigen::Index j, float value) {
        p.c[i * p.strideC + j] = value;
    };
    Eigen::Index j = 0;
    for (; j + 2 <= p.out; j += 2) {
        const float* const w0 = p.w + j * p.strideW;
        const float* const w1 = w0 + p.strideW;
        Eigen::Index i = 0;
        for (; i + 4 <= p.rows; i += 4) {
            float dots[8];
            fourTimesTwo(p.a + i * p.strideA, p.strideA, w0, p.strideW, p.in, dots);
            for (int r = 0; r < 4; ++r) {
                put(i + r, j, dots[2 * r]);
                put(i + r, j + 1, dots[2 * r + 1]);
            }
        }
        for (; i < p.rows; ++i) {
            put(i, j, dot(p.a + i * p.strideA, w0, p.in));
            put(i, j + 1, dot(p.a + i * p.strideA, w1, p.in));
        }
    }
    for (; j < p.out; ++j)
        for (Eigen::Index i = 0; i < p.rows; ++i)
            put(i, j, dot(p.a + i * p.strideA, p.w + j * p.strideW, p.in));
}

} // namespace

void multiplySkinny(const ConstMatrixView& a, const Weight& w, MatrixView c)
{
    assert(a.cols() == w.in && c.rows() == a.rows() && c.cols() == w.out);
    const Part part{a.data(), a.outerStride(), a.rows(), w.in,           w.data,
                    w.stride, w.out,           c.data(), c.outerStride()};
    if (w.transposed)
        multiplyOutIn(part);
    else
        multiplyInOut(part);
}

} // namespace headscope::core
