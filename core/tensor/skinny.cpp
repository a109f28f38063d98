// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/skinny.h"

#include "core/base/clones.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <vector>

namespace headscope::core {

namespace {

/// What one thread does: columns `first` .. `last` - 1 of c.
struct Part {
    const float* a = nullptr; ///< (rows, in)
    Eigen::Index strideA = 0;
    Eigen::Index rows = 0;
    Eigen::Index in = 0;
    const float* w = nullptr; ///< stored (in, out), or (out, in)
    Eigen::Index strideW = 0;
    float* c = nullptr; ///< (rows, out)
    Eigen::Index strideC = 0;
    Eigen::Index first = 0;
    Eigen::Index last = 0;
    bool add = false;
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
    for (Eigen::Index column = p.first; column < p.last; column += chunkColumns) {
        const Eigen::Index columns = std::min(chunkColumns, p.last - column);
        if (!p.add)
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
        float& to = p.c[i * p.strideC + j];
        to = p.add ? to + value : value;
    };
    Eigen::Index j = p.first;
    for (; j + 2 <= p.last; j += 2) {
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
    for (; j < p.last; ++j)
        for (Eigen::Index i = 0; i < p.rows; ++i)
            put(i, j, dot(p.a + i * p.strideA, p.w + j * p.strideW, p.in));
}

// ---- more rows than a tile has: weights and rows are copied so that a tile reads them in a stream
// --

constexpr Eigen::Index groupRows = 8;   ///< rows of a tile
constexpr Eigen::Index blockInner = 64; ///< of the sum, between two visits of a tile to c
constexpr int tileLanes = 2;
constexpr Eigen::Index tileColumns = tileLanes * floatsOfLine;

/// a (rows, in) as groups of eight rows, each (in, 8).
void packRows(const ConstMatrixView& a, std::vector<float>& packed)
{
    const Eigen::Index in = a.cols();
    const Eigen::Index groups = (a.rows() + groupRows - 1) / groupRows;
    packed.resize(static_cast<std::size_t>(groups * groupRows * in));
    for (Eigen::Index i = 0; i < a.rows(); ++i) {
        const float* const from = a.data() + i * a.outerStride();
        float* const to = packed.data() + i / groupRows * groupRows * in + i % groupRows;
        for (Eigen::Index k = 0; k < in; ++k)
            to[k * groupRows] = from[k];
    }
}

/// Sixteen lanes read as rows become its columns: four rounds, each of which swaps the off-diagonal
/// quarters of blocks twice as large.
HEADSCOPE_INLINE void transpose(Lane (&rows)[floatsOfLine])
{
    using Mask [[gnu::vector_size(64)]] = int;
#pragma GCC unroll 4
    for (int size = 1; size < floatsOfLine; size *= 2) {
        Mask upper{};
        Mask lower{};
#pragma GCC unroll 16
        for (int j = 0; j < floatsOfLine; ++j) {
            const bool right = (j & size) != 0;
            upper[j] = right ? static_cast<int>(floatsOfLine) + j - size : j;
            lower[j] = right ? static_cast<int>(floatsOfLine) + j : j + size;
        }
#pragma GCC unroll 16
        for (int i = 0; i < floatsOfLine; ++i) {
            if ((i & size) != 0)
                continue;
            const Lane first = rows[i];
            const Lane second = rows[i + size];
            rows[i] = __builtin_shuffle(first, second, upper);
            rows[i + size] = __builtin_shuffle(first, second, lower);
        }
    }
}

/// Weights k .. k + n - 1 of columns `column` on as (n, tileColumns), 0 behind the last column.
HEADSCOPE_INLINE void packWeights(const Part& p, bool transposed, Eigen::Index k, Eigen::Index n,
                                  Eigen::Index column, Eigen::Index columns, float* to)
{
    if (columns < tileColumns)
        std::fill_n(to, n * tileColumns, 0.0F);
    if (!transposed) {
        for (Eigen::Index e = 0; e < n; ++e) {
            const float* const from = p.w + (k + e) * p.strideW + column;
            if (columns < tileColumns) {
                std::copy_n(from, columns, to + e * tileColumns);
                continue;
            }
#pragma GCC unroll 2
            for (int l = 0; l < tileLanes; ++l) {
                Lane lane;
                load(lane, from + l * floatsOfLine);
                std::memcpy(to + e * tileColumns + l * floatsOfLine, &lane, sizeof lane);
                __builtin_prefetch(from + blockInner * p.strideW + l * floatsOfLine, 0, 2);
            }
        }
        return;
    }
    for (Eigen::Index j = 0; j < columns; j += floatsOfLine) {
        const float* const from = p.w + (column + j) * p.strideW + k;
        Eigen::Index e = 0;
        if (j + floatsOfLine <= columns) {
            for (; e + floatsOfLine <= n; e += floatsOfLine) {
                Lane lanes[floatsOfLine];
#pragma GCC unroll 16
                for (int i = 0; i < floatsOfLine; ++i) {
                    load(lanes[i], from + i * p.strideW + e);
                    __builtin_prefetch(from + i * p.strideW + e + blockInner, 0, 2);
                }
                transpose(lanes);
#pragma GCC unroll 16
                for (int i = 0; i < floatsOfLine; ++i)
                    std::memcpy(to + (e + i) * tileColumns + j, &lanes[i], sizeof(Lane));
            }
        }
        for (; e < n; ++e)
            for (Eigen::Index i = 0; i < std::min(floatsOfLine, columns - j); ++i)
                to[e * tileColumns + j + i] = from[i * p.strideW + e];
    }
}

/// (rows, tileColumns) of c += rows of a group (n, 8) times packed weights (n, tileColumns).
template<int rows>
HEADSCOPE_INLINE void packedTile(const float* a, const float* w, Eigen::Index n, float* c,
                                 Eigen::Index strideC)
{
    Lane sums[rows * tileLanes];
#pragma GCC unroll 16
    for (int s = 0; s < rows * tileLanes; ++s)
        sums[s] = Lane{};
    for (Eigen::Index k = 0; k < n; ++k) {
        Lane weights[tileLanes];
#pragma GCC unroll 2
        for (int l = 0; l < tileLanes; ++l)
            load(weights[l], w + k * tileColumns + l * floatsOfLine);
#pragma GCC unroll 16
        for (int s = 0; s < rows * tileLanes; ++s)
            sums[s] += a[k * groupRows + s / tileLanes] * weights[s % tileLanes];
    }
#pragma GCC unroll 16
    for (int s = 0; s < rows * tileLanes; ++s)
        addTo(c + s / tileLanes * strideC + s % tileLanes * floatsOfLine, sums[s]);
}

HEADSCOPE_INLINE void packedRows(const float* a, Eigen::Index rows, const float* w, Eigen::Index n,
                                 float* c, Eigen::Index strideC)
{
    if (rows >= groupRows) {
        packedTile<groupRows>(a, w, n, c, strideC);
        return;
    }
    Eigen::Index i = 0;
    for (; i + 2 <= rows; i += 2)
        packedTile<2>(a + i, w, n, c + i * strideC, strideC);
    if (i < rows)
        packedTile<1>(a + i, w, n, c + i * strideC, strideC);
}

/// As multiplyInOut() and multiplyOutIn(), with p.a as packRows() made it.
HEADSCOPE_CLONES void multiplyPacked(const Part& p, bool transposed)
{
    alignas(64) float weights[blockInner * tileColumns];
    alignas(64) float edge[groupRows * tileColumns];
    constexpr Eigen::Index chunk = chunkColumns / 2;
    for (Eigen::Index first = p.first; first < p.last; first += chunk) {
        const Eigen::Index last = std::min(first + chunk, p.last);
        for (Eigen::Index k = 0; k < p.in; k += blockInner) {
            const Eigen::Index n = std::min(blockInner, p.in - k);
            for (Eigen::Index column = first; column < last; column += tileColumns) {
                const Eigen::Index columns = std::min(tileColumns, last - column);
                packWeights(p, transposed, k, n, column, columns, weights);
                for (Eigen::Index i = 0; i < p.rows; i += groupRows) {
                    const Eigen::Index rows = std::min(groupRows, p.rows - i);
                    const float* const a = p.a + i * p.in + k * groupRows;
                    float* const c = p.c + i * p.strideC + column;
                    if (!p.add && k == 0)
                        for (Eigen::Index r = 0; r < rows; ++r)
                            std::fill_n(c + r * p.strideC, columns, 0.0F);
                    if (columns == tileColumns) {
                        packedRows(a, rows, weights, n, c, p.strideC);
                        continue;
                    }
                    for (Eigen::Index r = 0; r < rows; ++r)
                        std::copy_n(c + r * p.strideC, columns, edge + r * tileColumns);
                    packedRows(a, rows, weights, n, edge, tileColumns);
                    for (Eigen::Index r = 0; r < rows; ++r)
                        std::copy_n(edge + r * tileColumns, columns, c + r * p.strideC);
                }
            }
        }
    }
}

} // namespace

void multiplySkinny(const ConstMatrixView& a, const Weight& w, MatrixView c, bool add)
{
    assert(a.cols() == w.in && c.rows() == a.rows() && c.cols() == w.out);
    Part whole{a.data(), a.outerStride(), a.rows(), w.in,  w.data, w.stride,
               c.data(), c.outerStride(), 0,        w.out, add};
    static thread_local std::vector<float> packed;
    const bool packs = a.rows() > groupRows;
    if (packs) {
        packRows(a, packed);
        whole.a = packed.data();
    }
    // Pieces of whole cache lines; four for two threads, so that one that is held up is helped.
    constexpr Eigen::Index fewestPerPiece = 8 * floatsOfLine;
    constexpr Eigen::Index largestPiece = 8 * chunkColumns;
    Eigen::Index piece = (w.out / 4 + floatsOfLine - 1) / floatsOfLine * floatsOfLine;
    piece = std::clamp(piece, fewestPerPiece, largestPiece);
    const Eigen::Index pieces = (w.out + piece - 1) / piece;
    // Waking a thread costs what reading some ten thousand weights costs.
    const bool worthwhile = pieces > 1 && w.in * w.out > 50'000;
#pragma omp parallel for schedule(dynamic) if (worthwhile) firstprivate(whole)
    for (Eigen::Index i = 0; i < pieces; ++i) {
        whole.first = i * piece;
        whole.last = std::min(whole.first + piece, w.out);
        if (packs)
            multiplyPacked(whole, w.transposed);
        else if (w.transposed)
            multiplyOutIn(whole);
        else
            multiplyInOut(whole);
    }
}

} // namespace headscope::core
