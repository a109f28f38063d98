// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/panels.h"

#include "core/base/clones.h"
#include "core/base/threads.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace headscope::core {

namespace {

/// One cache line, and one register of AVX-512; two of AVX, four of SSE.
template<class Real>
struct LaneOf;
template<>
struct LaneOf<float> {
    using Type [[gnu::vector_size(64)]] = float;
};
template<>
struct LaneOf<double> {
    using Type [[gnu::vector_size(64)]] = double;
};

/// Rows of a tile: with one lane of columns it leaves AVX's sixteen registers room for the panel.
constexpr Eigen::Index tileRows = 6;
/// Rows that go through all panels together: their part of a stays in the nearest cache.
constexpr Eigen::Index blockRows = 8 * tileRows;

/// (rows, width) of c from a (rows, k) and one panel; only the first `columns` are stored.
template<int rows, class Real, class Out>
HEADSCOPE_INLINE void tile(const Real* a, Eigen::Index strideA, const Real* panel, Eigen::Index k,
                           Out* c, Eigen::Index strideC, Eigen::Index columns)
{
    using Lane = typename LaneOf<Real>::Type;
    constexpr Eigen::Index width = Panels<Real>::width;
    Lane sums[rows];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
        sums[i] = Lane{};
    for (Eigen::Index e = 0; e < k; ++e) {
        Lane b;
        std::memcpy(&b, panel + e * width, sizeof b);
#pragma GCC unroll 8
        for (int i = 0; i < rows; ++i)
            sums[i] += a[i * strideA + e] * b;
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i) {
        Real stored[width];
        std::memcpy(stored, &sums[i], sizeof stored);
        Out* const to = c + i * strideC;
        if (columns >= width) {
#pragma omp simd
            for (Eigen::Index j = 0; j < width; ++j)
                to[j] = static_cast<Out>(stored[j]);
        } else {
            for (Eigen::Index j = 0; j < columns; ++j)
                to[j] = static_cast<Out>(stored[j]);
        }
    }
}

template<class Real, class Out>
HEADSCOPE_INLINE void rowsTimesPanel(const PanelProduct<Real, Out>& p, Eigen::Index first,
                                     Eigen::Index last, const Real* panel, Eigen::Index column)
{
    const Eigen::Index columns = p.columns - column;
    Eigen::Index i = first;
    const auto a = [&] { return p.a + i * p.strideA; };
    const auto c = [&] { return p.c + i * p.strideC + column; };
    for (; i + tileRows <= last; i += tileRows)
        tile<tileRows>(a(), p.strideA, panel, p.k, c(), p.strideC, columns);
    if (i + 3 <= last) {
        tile<3>(a(), p.strideA, panel, p.k, c(), p.strideC, columns);
        i += 3;
    }
    for (; i < last; ++i)
        tile<1>(a(), p.strideA, panel, p.k, c(), p.strideC, columns);
}

template<class Real, class Out>
HEADSCOPE_INLINE void product(const PanelProduct<Real, Out>& p, const Panels<Real>& b)
{
    assert(p.k <= b.rows() && p.columns <= b.columns());
    constexpr Eigen::Index width = Panels<Real>::width;
    for (Eigen::Index first = 0; first < p.rows; first += blockRows)
        for (Eigen::Index column = 0; column < p.columns; column += width)
            rowsTimesPanel(p, first, std::min(first + blockRows, p.rows), b.panel(column / width),
                           column);
}

} // namespace

HEADSCOPE_CLONES void multiplyPanels(const PanelProduct<float, float>& p, const Panels<float>& b)
{
    product(p, b);
}

HEADSCOPE_CLONES void multiplyPanels(const PanelProduct<double, float>& p, const Panels<double>& b)
{
    product(p, b);
}

HEADSCOPE_CLONES void multiplyPanels(const PanelProduct<double, double>& p, const Panels<double>& b)
{
    product(p, b);
}

template<class Real>
void Panels<Real>::pack(const Weight& b)
{
    m_rows = b.in;
    m_columns = b.out;
    const Eigen::Index panels = (b.out + width - 1) / width;
    const auto size = static_cast<std::size_t>(panels * b.in * width);
    if (m_data.size() < size)
        m_data.resize(size);
    Real* to = m_data.data();
    for (Eigen::Index p = 0; p < panels; ++p, to += b.in * width) {
        const Eigen::Index first = p * width;
        const Eigen::Index count = std::min(width, b.out - first);
        if (count < width)
            std::fill(to, to + b.in * width, Real(0));
        if (b.transposed) {
            for (Eigen::Index e = 0; e < b.in; ++e)
                for (Eigen::Index j = 0; j < count; ++j)
                    to[e * width + j] = static_cast<Real>(b.data[(first + j) * b.stride + e]);
        } else {
            for (Eigen::Index e = 0; e < b.in; ++e)
                for (Eigen::Index j = 0; j < count; ++j)
                    to[e * width + j] = static_cast<Real>(b.data[e * b.stride + first + j]);
        }
    }
}

template class Panels<float>;
template class Panels<double>;

void multiplyTransposedPrecisely(const ConstMatrixView& a, const Weight& w, MatrixView c)
{
    assert(a.cols() == w.out && c.rows() == a.rows() && c.cols() == w.in);
    static thread_local Panels<double> panels;
    panels.pack(w.flipped());
    const Panels<double>& b = panels;
    const auto rowsOfResult = [&](Eigen::Index first, Eigen::Index n) {
        static thread_local WideMatrix wide;
        wide = a.middleRows(first, n).cast<double>();
        multiplyPanels({wide.data(), wide.cols(), n, b.rows(), b.columns(),
                        c.data() + first * c.outerStride(), c.outerStride()},
                       b);
    };
    // Waking a thread costs some ten thousand operations.
    if (a.rows() * b.rows() * b.columns() <= 1'000'000) {
        rowsOfResult(0, a.rows());
        return;
    }
    sharePieces((a.rows() + blockRows - 1) / blockRows, [&](std::ptrdiff_t block) {
        rowsOfResult(block * blockRows, std::min(blockRows, a.rows() - block * blockRows));
    });
}

} // namespace headscope::core
