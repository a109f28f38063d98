// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/packedproduct.h"

#include "core/base/clones.h"
#include "core/base/threads.h"
#include "core/tensor/skinny.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace headscope::core {

namespace {

// The blocking is that of Goto and van de Geijn, Anatomy of high-performance matrix multiplication
// (2008), with weights and rows in each other's roles: a panel of weights is copied into the
// nearest cache, where all rows pass by it, and the block of rows stays in the next cache for all
// panels.

using Lane [[gnu::vector_size(64)]] = float; // one cache line, one register of AVX-512
constexpr Eigen::Index floatsOfLine = 16;
constexpr Eigen::Index blockInner = 128;   ///< of the sum, between two visits of a tile to c
constexpr Eigen::Index chunkColumns = 240; ///< of c, whose rows stay in the cache for all blocks

/// What a tile counts in: one register. Narrow tiles are for AVX2, whose registers are half a line;
/// whole lines there are taken apart by way of the memory, at a tenth of the speed.
template<TileShape shape>
struct Register {
    using Type = Lane;
};
template<>
struct Register<TileShape::Narrow> {
    using Type [[gnu::vector_size(32)]] = float;
};
using HalfLane = Register<TileShape::Narrow>::Type;

template<TileShape shape>
constexpr Eigen::Index groupRows = shape == TileShape::Wide ? 8 : 6;
template<TileShape shape>
constexpr int lanesOf = shape == TileShape::Wide ? 3 : 1;
template<TileShape shape>
constexpr Eigen::Index panelColumns = lanesOf<shape>* floatsOfLine;

/// No function that returns a lane: how one is returned would depend on the instruction set.
HEADSCOPE_INLINE void load(Lane& lane, const float* from)
{
    std::memcpy(&lane, from, sizeof lane);
}

HEADSCOPE_INLINE void load(HalfLane& lane, const float* from)
{
    std::memcpy(&lane, from, sizeof lane);
}

HEADSCOPE_INLINE void store(float* to, const Lane& lane)
{
    std::memcpy(to, &lane, sizeof lane);
}

HEADSCOPE_INLINE void store(float* to, const HalfLane& lane)
{
    std::memcpy(to, &lane, sizeof lane);
}

using LaneMask [[gnu::vector_size(64)]] = int;

/// Lane j of the result is number mask[j] of `first` and `second`, counted through.
HEADSCOPE_INLINE void shuffle(Lane& result, const Lane& first, const Lane& second,
                              const LaneMask& mask)
{
#if __has_builtin(__builtin_shuffle)
    result = __builtin_shuffle(first, second, mask);
#else
    // Clang's shuffle takes constants only; with it the core is checked, not measured.
    for (int j = 0; j < floatsOfLine; ++j)
        result[j] = mask[j] < floatsOfLine ? first[mask[j]] : second[mask[j] - floatsOfLine];
#endif
}

/// Sixteen lanes read as rows become its columns: four rounds, each of which swaps the off-diagonal
/// quarters of blocks twice as large.
HEADSCOPE_INLINE void transpose(Lane (&rows)[floatsOfLine])
{
#pragma GCC unroll 4
    for (int size = 1; size < floatsOfLine; size *= 2) {
        LaneMask upper{};
        LaneMask lower{};
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
            shuffle(rows[i], first, second, upper);
            shuffle(rows[i + size], first, second, lower);
        }
    }
}

// ---- a panel of weights -------------------------------------------------------------------------

/// What is copied next: rows first .. first + n - 1 of w and `columns` columns from `column` on.
struct Region {
    Eigen::Index first = 0;
    Eigen::Index n = 0;
    Eigen::Index column = 0;
    Eigen::Index columns = 0;
};

/// The region behind `r` on the way through columns first .. last - 1: columns of the same block of
/// the sum, then the next block, then nothing.
Region regionAfter(Region r, const Weight& w, Eigen::Index first, Eigen::Index last,
                   Eigen::Index width)
{
    r.column += width;
    if (r.column >= last) {
        r.column = first;
        r.first += r.n;
    }
    r.n = std::clamp<Eigen::Index>(w.in - r.first, 0, blockInner);
    r.columns = std::min(width, last - r.column);
    return r;
}

/// Asks for the weights of a region little by little, so that they are at hand when they are
/// copied: asked for all at once, they would be more than the processor can wait for at a time.
class Ahead
{
public:
    Ahead(const Weight& w, const Region& r, Eigen::Index steps)
        : m_stride(w.stride),
          m_rows(w.transposed ? r.columns : r.n),
          m_length(w.transposed ? r.n : r.columns),
          m_perStep((m_rows + steps - 1) / steps),
          m_from(w.data
                 + (w.transposed ? r.column * w.stride + r.first : r.first * w.stride + r.column))
    {}
    HEADSCOPE_INLINE void step()
    {
        const Eigen::Index last = m_length > 0 ? std::min(m_next + m_perStep, m_rows) : m_next;
        for (; m_next < last; ++m_next) {
            const float* const row = m_from + m_next * m_stride;
            for (Eigen::Index e = 0; e < m_length; e += floatsOfLine)
                __builtin_prefetch(row + e, 0, 2);
            __builtin_prefetch(row + m_length - 1, 0, 2); // rows need not begin with a line
        }
    }

private:
    Eigen::Index m_stride;
    Eigen::Index m_rows;   ///< of the stored weights
    Eigen::Index m_length; ///< floats of each
    Eigen::Index m_perStep;
    Eigen::Index m_next = 0;
    const float* m_from;
};

/// Weights stored (in, out) as (n, panelColumns), 0 behind the last column.
template<TileShape shape>
HEADSCOPE_INLINE void copyPanel(const Weight& w, const Region& r, float* to)
{
    constexpr Eigen::Index width = panelColumns<shape>;
    const float* from = w.data + r.first * w.stride + r.column;
    if (r.columns < width) {
        std::fill_n(to, r.n * width, 0.0F);
        for (Eigen::Index e = 0; e < r.n; ++e)
            std::copy_n(from + e * w.stride, r.columns, to + e * width);
        return;
    }
    for (Eigen::Index e = 0; e < r.n; ++e, from += w.stride, to += width) {
#pragma GCC unroll 4
        for (int l = 0; l < lanesOf<shape>; ++l) {
            Lane lane;
            load(lane, from + l * floatsOfLine);
            store(to + l * floatsOfLine, lane);
        }
    }
}

/// Sixteen columns at most, of weights stored (out, in).
template<TileShape shape>
HEADSCOPE_INLINE void turnColumns(const float* from, Eigen::Index stride, Eigen::Index n,
                                  Eigen::Index columns, float* to)
{
    constexpr Eigen::Index width = panelColumns<shape>;
    Eigen::Index e = 0;
    for (; columns == floatsOfLine && e + floatsOfLine <= n; e += floatsOfLine) {
        Lane lanes[floatsOfLine];
#pragma GCC unroll 16
        for (int i = 0; i < floatsOfLine; ++i)
            load(lanes[i], from + i * stride + e);
        transpose(lanes);
#pragma GCC unroll 16
        for (int i = 0; i < floatsOfLine; ++i)
            store(to + (e + i) * width, lanes[i]);
    }
    for (; e < n; ++e)
        for (Eigen::Index i = 0; i < columns; ++i)
            to[e * width + i] = from[i * stride + e];
}

template<TileShape shape>
HEADSCOPE_INLINE void turnPanel(const Weight& w, const Region& r, float* to)
{
    if (r.columns < panelColumns<shape>)
        std::fill_n(to, r.n * panelColumns<shape>, 0.0F);
    for (Eigen::Index j = 0; j < r.columns; j += floatsOfLine)
        turnColumns<shape>(w.data + (r.column + j) * w.stride + r.first, w.stride, r.n,
                           std::min(floatsOfLine, r.columns - j), to + j);
}

// ---- tiles --------------------------------------------------------------------------------------

/// What all tiles of one panel and one block of the sum have in common.
struct Block {
    const float* a = nullptr; ///< groups of rows, (n, groupRows) each
    Eigen::Index rows = 0;
    const float* panel = nullptr; ///< (n, panelColumns)
    Eigen::Index n = 0;
    bool add = false; ///< to what earlier blocks left in c
};

/// (rows, panelColumns) of c from rows of a group and the panel. The block's sum is added to c when
/// it is complete: term by term, each would lose the digits that c has no room for.
template<TileShape shape, int rows>
HEADSCOPE_INLINE void tile(const Block& block, const float* a, float* c, Eigen::Index strideC)
{
    using Sum = typename Register<shape>::Type;
    constexpr int floats = sizeof(Sum) / sizeof(float);
    constexpr int lanes = static_cast<int>(panelColumns<shape>) / floats;
    Sum sums[rows * lanes];
#pragma GCC unroll 32
    for (int s = 0; s < rows * lanes; ++s)
        sums[s] = Sum{};
    const float* panel = block.panel;
    for (Eigen::Index k = 0; k < block.n; ++k, panel += panelColumns<shape>) {
        Sum weights[lanes];
#pragma GCC unroll 4
        for (int l = 0; l < lanes; ++l)
            load(weights[l], panel + l * floats);
#pragma GCC unroll 32
        for (int s = 0; s < rows * lanes; ++s)
            sums[s] += a[k * groupRows<shape> + s / lanes] * weights[s % lanes];
    }
#pragma GCC unroll 32
    for (int s = 0; s < rows * lanes; ++s) {
        float* const to = c + s / lanes * strideC + s % lanes * floats;
        if (block.add) {
            Sum before;
            load(before, to);
            sums[s] += before;
        }
        store(to, sums[s]);
    }
}

template<TileShape shape>
HEADSCOPE_INLINE void groupTimesPanel(const Block& block, const float* a, Eigen::Index rows,
                                      float* c, Eigen::Index strideC)
{
    constexpr int whole = static_cast<int>(groupRows<shape>);
    if (rows == whole) {
        tile<shape, whole>(block, a, c, strideC);
        return;
    }
    Eigen::Index i = 0;
    for (; i + 2 <= rows; i += 2)
        tile<shape, 2>(block, a + i, c + i * strideC, strideC);
    if (i < rows)
        tile<shape, 1>(block, a + i, c + i * strideC, strideC);
}

/// All rows times the panel, to `columns` columns of c.
template<TileShape shape>
HEADSCOPE_INLINE void rowsTimesPanel(const Block& block, float* c, Eigen::Index strideC,
                                     Eigen::Index columns, Ahead ahead)
{
    constexpr Eigen::Index group = groupRows<shape>;
    constexpr Eigen::Index width = panelColumns<shape>;
    alignas(64) float edge[group * width];
    for (Eigen::Index i = 0; i < block.rows; i += group) {
        ahead.step();
        const Eigen::Index rows = std::min(group, block.rows - i);
        const float* const a = block.a + i * block.n;
        float* const to = c + i * strideC;
        if (columns == width) {
            groupTimesPanel<shape>(block, a, rows, to, strideC);
            continue;
        }
        for (Eigen::Index r = 0; block.add && r < rows; ++r)
            std::copy_n(to + r * strideC, columns, edge + r * width);
        groupTimesPanel<shape>(block, a, rows, edge, width);
        for (Eigen::Index r = 0; r < rows; ++r)
            std::copy_n(edge + r * width, columns, to + r * strideC);
    }
}

/// Rows in groups of as many as a tile has.
Eigen::Index padded(Eigen::Index rows, Eigen::Index group)
{
    return (rows + group - 1) / group * group;
}

template<TileShape shape>
HEADSCOPE_INLINE void product(const float* a, Eigen::Index rows, const Weight& w, MatrixView& c)
{
    alignas(64) static thread_local float panel[blockInner * panelColumns<shape>];
    constexpr Eigen::Index width = panelColumns<shape>;
    const Eigen::Index all = padded(rows, groupRows<shape>);
    for (Eigen::Index first = 0; first < w.out; first += chunkColumns) {
        const Eigen::Index last = std::min(first + chunkColumns, w.out);
        Region region{0, std::min(blockInner, w.in), first, std::min(width, last - first)};
        while (region.n > 0) {
            if (w.transposed)
                turnPanel<shape>(w, region, panel);
            else
                copyPanel<shape>(w, region, panel);
            const Region next = regionAfter(region, w, first, last, width);
            const Block block{a + region.first * all, rows, panel, region.n, region.first > 0};
            rowsTimesPanel<shape>(block, c.data() + region.column, c.outerStride(), region.columns,
                                  Ahead(w, next, all / groupRows<shape>));
            region = next;
        }
    }
}

HEADSCOPE_AVX512 void wideProduct(const float* a, Eigen::Index rows, const Weight& w, MatrixView& c)
{
    product<TileShape::Wide>(a, rows, w, c);
}

HEADSCOPE_CLONES void narrowProduct(const float* a, Eigen::Index rows, const Weight& w,
                                    MatrixView& c)
{
    product<TileShape::Narrow>(a, rows, w, c);
}

/// One group of rows to its place in every block of the sum.
void packGroup(const ConstMatrixView& a, Eigen::Index first, Eigen::Index group, float* packed)
{
    const Eigen::Index rows = std::min(group, a.rows() - first);
    const Eigen::Index all = padded(a.rows(), group);
    for (Eigen::Index k = 0; k < a.cols(); k += blockInner) {
        const Eigen::Index n = std::min(blockInner, a.cols() - k);
        float* const to = packed + k * all + first * n;
        for (Eigen::Index r = 0; r < rows; ++r) {
            const float* const from = a.data() + (first + r) * a.outerStride() + k;
            for (Eigen::Index e = 0; e < n; ++e)
                to[e * group + r] = from[e];
        }
    }
}

} // namespace

TileShape bestTileShape()
{
    static const bool wide = hasAvx512();
    return wide ? TileShape::Wide : TileShape::Narrow;
}

void PackedRows::pack(const ConstMatrixView& a, TileShape shape)
{
    m_rows = a.rows();
    m_inner = a.cols();
    m_shape = shape;
    if (m_rows <= skinnyRows) {
        reserve(a.size());
        MatrixView(m_data.data(), m_rows, m_inner, Eigen::OuterStride<>(m_inner)) = a;
        return;
    }
    const Eigen::Index group = shape == TileShape::Wide ? groupRows<TileShape::Wide>
                                                        : groupRows<TileShape::Narrow>;
    const Eigen::Index groups = padded(m_rows, group) / group;
    reserve(groups * group * m_inner);
    const auto packOne = [&](Eigen::Index g) { packGroup(a, g * group, group, m_data.data()); };
    constexpr Eigen::Index worthThreads = 100'000; // waking one takes the time of packing some
    if (a.size() > worthThreads) {
        sharePieces(groups, packOne);
        return;
    }
    for (Eigen::Index g = 0; g < groups; ++g)
        packOne(g);
}

void PackedRows::reserve(Eigen::Index floats)
{
    if (m_data.size() < static_cast<std::size_t>(floats))
        m_data.resize(static_cast<std::size_t>(floats));
}

Eigen::Index pieceColumns(Eigen::Index columns, Eigen::Index operations)
{
    constexpr Eigen::Index whole = panelColumns<TileShape::Wide>;
    constexpr Eigen::Index worthThreads = 500'000; // waking one takes the time of some of them
    constexpr Eigen::Index most = 200'000'000;     // 2 to 20 ms
    constexpr Eigen::Index piecesPerThread = 4;    // so that a thread that is held up is helped
    if (columns * operations < worthThreads)
        return std::max<Eigen::Index>(columns, 1);
    const Eigen::Index share = columns / (piecesPerThread * threadCount());
    const Eigen::Index piece = std::min(share, most / std::max<Eigen::Index>(operations, 1));
    return (std::max<Eigen::Index>(piece, 1) + whole - 1) / whole * whole;
}

void multiply(const PackedRows& a, const Weight& w, MatrixView c)
{
    assert(a.inner() == w.in && c.rows() == a.rows() && c.cols() == w.out);
    if (w.in == 0)
        c.setZero();
    else if (a.m_rows <= skinnyRows)
        multiplySkinny(
            ConstMatrixView(a.m_data.data(), a.m_rows, a.m_inner, Eigen::OuterStride<>(a.m_inner)),
            w, c);
    else if (a.m_shape == TileShape::Wide)
        wideProduct(a.m_data.data(), a.m_rows, w, c);
    else
        narrowProduct(a.m_data.data(), a.m_rows, w, c);
}

} // namespace headscope::core
