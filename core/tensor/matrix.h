// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace headscope::core {

/// Row-major float32, as the files store it and as (T, D) arrays read: one token a row.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXf; ///< float32
/// float64, for sums whose large common part cancels later.
using WideMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// A part of a matrix, or another one's memory: rows lie outerStride() floats apart.
using MatrixView = Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
/// The same, not to be written to.
using ConstMatrixView = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
/// Floats one behind the other, read as a vector.
using ConstVectorView = Eigen::Map<const Vector>;

/// All of a matrix; good until its memory changes.
inline MatrixView view(Matrix& m)
{
    return MatrixView(m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols()));
}
/// The same, not to be written to.
inline ConstMatrixView view(const Matrix& m)
{
    return ConstMatrixView(m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols()));
}
/// The same of a matrix that is not const.
inline ConstMatrixView constView(const Matrix& m)
{
    return view(m);
}

/// Columns first .. first + count - 1 of a matrix, without a copy.
inline ConstMatrixView columns(const Matrix& m, Eigen::Index first, Eigen::Index count)
{
    return ConstMatrixView(m.data() + first, m.rows(), count, Eigen::OuterStride<>(m.cols()));
}
/// The same, to be written to.
inline MatrixView columns(Matrix& m, Eigen::Index first, Eigen::Index count)
{
    return MatrixView(m.data() + first, m.rows(), count, Eigen::OuterStride<>(m.cols()));
}
/// Rows first .. first + count - 1 likewise.
inline ConstMatrixView rowsOf(const Matrix& m, Eigen::Index first, Eigen::Index count)
{
    return ConstMatrixView(m.data() + first * m.cols(), count, m.cols(),
                           Eigen::OuterStride<>(m.cols()));
}
/// The same, to be written to.
inline MatrixView rowsOf(Matrix& m, Eigen::Index first, Eigen::Index count)
{
    return MatrixView(m.data() + first * m.cols(), count, m.cols(), Eigen::OuterStride<>(m.cols()));
}

} // namespace headscope::core
