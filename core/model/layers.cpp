// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

#include <cmath>

namespace headscope::core {

void Norm::apply(const ConstMatrixView& in, MatrixView out) const
{
    const ConstVectorView g = gains();
    for (Eigen::Index i = 0; i < in.rows(); ++i) {
        const auto x = in.row(i);
        // Two passes: the mean first, then the squares of what is left, so that a large common part
        // cancels exactly.
        const float mean = kind == Kind::Layer ? x.mean() : 0.0F;
        const float variance = (x.array() - mean).square().mean();
        const float inverse = 1.0F / std::sqrt(variance + epsilon);
        out.row(i) = ((x.array() - mean) * inverse * g.transpose().array()).matrix();
        if (bias != nullptr)
            out.row(i) += ConstVectorView(bias, width).transpose();
    }
}

Vector Norm::biases() const
{
    if (bias == nullptr)
        return Vector::Zero(width);
    return ConstVectorView(bias, width);
}

void activate(Activation activation, MatrixView x)
{
    constexpr float sqrtTwoOverPi = 0.7978845608028654F;
    constexpr float cubic = 0.044715F; // Hendrycks and Gimpel 2016, Gaussian error linear units
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
        auto row = x.row(i).array();
        switch (activation) {
        case Activation::GeluTanh:
            row = 0.5F * row * (1.0F + (sqrtTwoOverPi * (row + cubic * row.cube())).tanh());
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
            row = row / (1.0F + (-row).exp());
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
