// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

#include "core/tensor/elementwise.h"

#include <cmath>

namespace headscope::core {

namespace {

/// Numbers from which on an elementwise loop is worth waking a thread.
[[maybe_unused]] constexpr Eigen::Index worthThreads = 50'000;

} // namespace

void Norm::apply(const ConstMatrixView& in, MatrixView out) const
{
    const NormRow norm{gain, bias, epsilon, kind == Kind::Layer};
#pragma omp parallel for if (in.size() > worthThreads)
    for (Eigen::Index i = 0; i < in.rows(); ++i)
        normalise(norm, in.data() + i * in.outerStride(), out.data() + i * out.outerStride(),
                  static_cast<std::size_t>(in.cols()));
}

Vector Norm::biases() const
{
    if (bias == nullptr)
        return Vector::Zero(width);
    return ConstVectorView(bias, width);
}

void activate(Activation activation, MatrixView x)
{
#pragma omp parallel for if (x.size() > worthThreads)
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
        auto row = x.row(i).array();
        float* const numbers = x.data() + i * x.outerStride();
        switch (activation) {
        case Activation::GeluTanh:
            geluTanh(numbers, static_cast<std::size_t>(x.cols()));
            break;
        case Activation::Gelu:
            row = 0.5F * row * (1.0F + (row * static_cast<float>(M_SQRT1_2)).unaryExpr([](float v) {
                      return std::erf(v);
                  }));
            break;
        case Activation::Relu:
            row = row.max(0.0F);
            break;
        case Activation::Silu:
            silu(numbers, static_cast<std::size_t>(x.cols()));
            break;
        }
    }
}

Head Attention::head(HeadIndex h) const
{
    const Eigen::Index d = headSize;
    const int g = groupOf(h);
    Head result;
    result.wq = query.outputs(h.value * d, d);
    result.wk = key.outputs(g * d, d);
    result.wv = value.outputs(g * d, d);
    result.wo = output.inputs(h.value * d, d);
    result.bq = queryBias.segment(h.value * d, d);
    result.bk = keyBias.segment(g * d, d);
    result.bv = valueBias.segment(g * d, d);
    result.group = g;
    result.scale = scale;
    return result;
}

} // namespace headscope::core
