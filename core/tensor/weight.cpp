// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/weight.h"

#include "core/base/threads.h"
#include "core/tensor/packedproduct.h"

#include <cblas.h>

#include <algorithm>
#include <cassert>

namespace headscope::core {

namespace {

int blasInt(Eigen::Index n)
{
    return static_cast<int>(n);
}

/// The one call into BLAS: c (m, n) = alpha op(a) op(b) + beta c, all row-major.
void gemm(bool transposeB, const ConstMatrixView& a, const float* b, Eigen::Index strideB,
          Eigen::Index n, MatrixView& c, float alpha, float beta)
{
    assert(c.rows() == a.rows() && c.cols() == n);
    if (a.rows() == 0 || n == 0)
        return;
    cblas_sgemm(CblasRowMajor, CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
                blasInt(a.rows()), blasInt(n), blasInt(a.cols()), alpha, a.data(),
                blasInt(a.outerStride()), b, blasInt(strideB), beta, c.data(),
                blasInt(c.outerStride()));
}

} // namespace

Weight Weight::inputs(Eigen::Index first, Eigen::Index count) const
{
    assert(first >= 0 && first + count <= in);
    return {transposed ? data + first : data + first * stride, count, out, stride, transposed};
}

Weight Weight::outputs(Eigen::Index first, Eigen::Index count) const
{
    assert(first >= 0 && first + count <= out);
    return {transposed ? data + first * stride : data + first, in, count, stride, transposed};
}

Matrix Weight::dense() const
{
    if (transposed)
        return ConstMatrixView(data, out, in, Eigen::OuterStride<>(stride)).transpose();
    return ConstMatrixView(data, in, out, Eigen::OuterStride<>(stride));
}

void multiply(const ConstMatrixView& a, const Weight& w, MatrixView c)
{
    assert(a.cols() == w.in && c.rows() == a.rows() && c.cols() == w.out);
    static thread_local PackedRows rows;
    rows.pack(a);
    const PackedRows& packed = rows; // the caller's, not each thread's own
    const Eigen::Index piece = pieceColumns(w.out, a.size());
    sharePieces((w.out + piece - 1) / piece, [&](std::ptrdiff_t i) {
        const Eigen::Index first = i * piece;
        const Eigen::Index count = std::min(piece, w.out - first);
        multiply(packed, w.outputs(first, count),
                 MatrixView(c.data() + first, c.rows(), count, c.outerStride()));
    });
}

void multiplyTransposed(const ConstMatrixView& a, const Weight& w, MatrixView c)
{
    multiply(a, w.flipped(), c);
}

void multiplyRows(const ConstMatrixView& a, const ConstMatrixView& b, MatrixView c, float alpha,
                  float beta)
{
    assert(a.cols() == b.cols());
    gemm(true, a, b.data(), b.outerStride(), b.rows(), c, alpha, beta);
}

void multiplyRows(const WideMatrix& a, const WideMatrix& b, WideMatrix& c)
{
    assert(a.cols() == b.cols());
    c.resize(a.rows(), b.rows());
    if (c.size() == 0)
        return;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, blasInt(a.rows()), blasInt(b.rows()),
                blasInt(a.cols()), 1.0, a.data(), blasInt(a.cols()), b.data(), blasInt(b.cols()),
                0.0, c.data(), blasInt(c.cols()));
}

void multiply(const ConstMatrixView& a, const ConstMatrixView& b, MatrixView c, float beta)
{
    assert(a.cols() == b.rows());
    gemm(false, a, b.data(), b.outerStride(), b.cols(), c, 1.0F, beta);
}

} // namespace headscope::core
