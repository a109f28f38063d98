// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/weight.h"

#include <vector>

namespace headscope::core {

/// The right factor b (k, n) of a product, copied into panels of as many columns as a tile of the
/// kernel has, so that the tile reads it as one stream. Real is float or double (widened while it
/// is copied). Its memory is kept from one pack() to the next.
template<class Real>
class Panels
{
public:
    static constexpr Eigen::Index width = 64 / sizeof(Real); ///< columns of a panel

    void pack(const Weight& b); ///< in the caller's thread; what panel() gave before is void
    Eigen::Index rows() const { return m_rows; }       ///< k
    Eigen::Index columns() const { return m_columns; } ///< n
    /// (k, width), contiguous; columns behind the last are 0.
    const Real* panel(Eigen::Index index) const { return m_data.data() + index * m_rows * width; }

private:
    std::vector<Real> m_data;
    Eigen::Index m_rows = 0;
    Eigen::Index m_columns = 0;
};

/// What a product takes and where it goes; strides in elements.
template<class Real, class Out>
struct PanelProduct {
    const Real* a = nullptr;  ///< (rows, k)
    Eigen::Index strideA = 0; ///< from one row of a to the next
    Eigen::Index rows = 0;    ///< of a and of c
    Eigen::Index k = 0;       ///< at most b.rows(): the first k of the sum
    Eigen::Index columns = 0; ///< at most b.columns(): the first columns of the result
    Out* c = nullptr;         ///< (rows, columns)
    Eigen::Index strideC = 0; ///< from one row of c to the next
};

/// c = a b, in the caller's thread: for the many small products of the heads, which run side by
/// side (OpenBLAS runs one at a time, and would pack for each). Real results are rounded to Out.
void multiplyPanels(const PanelProduct<float, float>& p, const Panels<float>& b);
/// Added up in float64, each number rounded once.
void multiplyPanels(const PanelProduct<double, float>& p, const Panels<double>& b);
/// Added up in float64 and left so, as scores are.
void multiplyPanels(const PanelProduct<double, double>& p, const Panels<double>& b);

/// c (n, w.in) = a (n, w.out) w^T by panels, on all threads unless called in one of them, added up
/// in float64 and rounded once: for products of a head's factors whose terms cancel later.
void multiplyTransposedPrecisely(const ConstMatrixView& a, const Weight& w, MatrixView c);

} // namespace headscope::core
