// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/matrix.h"

namespace headscope::core {

/// A weight matrix as the equations use it, (in, out) for row vectors, wherever and however it is
/// stored. A view: the model owns the floats. GPT-2 stores (in, out); torch's Linear stores (out,
/// in), which is `transposed`.
struct Weight {
    const float* data = nullptr; ///< row after row as stored; null where there is no matrix
    Eigen::Index in = 0;         ///< rows of (in, out)
    Eigen::Index out = 0;        ///< columns of (in, out)
    Eigen::Index stride = 0;     ///< floats from one stored row to the next
    bool transposed = false;     ///< stored as (out, in)

    bool empty() const { return data == nullptr; }                ///< the model has no such matrix
    Weight inputs(Eigen::Index first, Eigen::Index count) const;  ///< rows first .. of (in, out)
    Weight outputs(Eigen::Index first, Eigen::Index count) const; ///< columns first .. of (in, out)
    Matrix dense() const;                                         ///< a copy, (in, out)
    /// The same numbers read as (out, in).
    Weight flipped() const { return {data, out, in, stride, !transposed}; }
};

/// c (n, w.out) = a (n, w.in) * w, on all threads unless called in one of them; the same numbers
/// either way. Sizes are the caller's contract (checked where data enters).
void multiply(const ConstMatrixView& a, const Weight& w, MatrixView c);
/// c (n, w.in) = a (n, w.out) * w^T, likewise.
void multiplyTransposed(const ConstMatrixView& a, const Weight& w, MatrixView c);
/// c (n, m) = alpha * a (n, k) * b (m, k)^T + beta * c.
void multiplyRows(const ConstMatrixView& a, const ConstMatrixView& b, MatrixView c,
                  float alpha = 1.0F, float beta = 0.0F);
/// c (n, m) = a (n, k) * b (m, k)^T in float64; c is resized.
void multiplyRows(const WideMatrix& a, const WideMatrix& b, WideMatrix& c);
/// c (n, m) = a (n, k) * b (k, m) + beta * c.
void multiply(const ConstMatrixView& a, const ConstMatrixView& b, MatrixView c, float beta = 0.0F);

} // namespace headscope::core
