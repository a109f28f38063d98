// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/weight.h"

#include <cblas.h>

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

void multiply(const ConstMatrixView& a, const Weight& w, MatrixView c, float beta)
{
    assert(a.cols() == w.in);
    gemm(w.transposed, a, w.data, w.stride, w.out, c, 1.0F, beta);
}

void multiplyTransposed(const ConstMatrixView& a, const Weight& w, MatrixView c, float beta)
{
    assert(a.cols() == w.out);
    gemm(!w.transposed, a, w.data, w.stride, w.in, c, 1.0F, beta);
}

void multiplyTransposedPrecisely(const ConstMatrixView& a, const Weight& w, MatrixView c)
{
    assert(a.cols() == w.out && c.rows() == a.rows() && c.cols() == w.in);
    if (a.rows() == 0 || w.in == 0)
        return;
    const WideMatrix weight = ConstMatrixView(w.data, w.transposed ? w.out : w.in,
                                              w.transposed ? w.in : w.out,
                                              Eigen::OuterStride<>(w.stride))
                                  .cast<double>();
    constexpr Eigen::Index block = 256; // rows widened at a time
    WideMatrix wide;
    WideMatrix result;
    for (Eigen::Index first = 0; first < a.rows(); first += block) {
        const Eigen::Index n = std::min(block, a.rows() - first);
        wide = a.middleRows(first, n).cast<double>();
        result.resize(n, w.in);
        cblas_dgemm(CblasRowMajor, CblasNoTrans, w.transposed ? CblasNoTrans : CblasTrans,
                    blasInt(n), blasInt(w.in), blasInt(w.out), 1.0, wide.data(),
                    blasInt(wide.cols()), weight.data(), blasInt(weight.cols()), 0.0, result.data(),
                    blasInt(w.in));
        c.middleRows(first, n) = result.cast<float>();
    }
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
