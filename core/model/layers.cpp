// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"

#include "core/tensor/elementwise.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::core {

namespace {

/// Numbers from which on an elementwise loop is worth waking a thread.
[[maybe_unused]] constexpr Eigen::Index worthThreads = 50'000;

} // namespace

void Norm::apply(const ConstMatrixView& in, MatrixView out) const
{
    if (kind == Kind::None) {
        out = in;
        return;
    }
    const NormRow norm{gain, bias, epsilon, kind == Kind::Layer};
#pragma omp parallel for if (in.size() > worthThreads)
    for (Eigen::Index i = 0; i < in.rows(); ++i)
        normalise(norm, in.data() + i * in.outerStride(), out.data() + i * out.outerStride(),
                  static_cast<std::size_t>(in.cols()));
}

double Norm::factor(const Eigen::VectorXd& row) const
{
    if (kind == Kind::None)
        return 1.0;
    const double mean = centres() ? row.mean() : 0.0;
    const double variance = (row.array() - mean).square().mean();
    return 1.0 / std::sqrt(variance + static_cast<double>(epsilon));
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

Matrix Latent::through(const Weight& w) const
{
    Matrix narrow = down.dense();
    narrow.array().rowwise() *= norm.gains().transpose().array();
    Matrix result(narrow.rows(), w.out);
    multiply(constView(narrow), w, view(result));
    return result;
}

int RelativeBias::bucket(int query, int key) const
{
    const auto all = static_cast<int>(table.in);
    const int half = bothWays ? all / 2 : all;
    const int ahead = key - query;
    const int start = bothWays && ahead > 0 ? half : 0;
    const int distance = bothWays ? std::abs(ahead) : std::max(-ahead, 0);
    const int exact = half / 2;
    if (distance < exact)
        return start + distance;
    // In float32, as the models were trained: a bucket ends where its rounding says.
    const float share = std::log(static_cast<float>(distance) / static_cast<float>(exact))
                        / static_cast<float>(std::log(static_cast<double>(maxDistance) / exact));
    const int far = exact + static_cast<int>(share * static_cast<float>(half - exact));
    return start + std::min(far, half - 1);
}

float RelativeBias::at(HeadIndex head, int query, int key) const
{
    const Eigen::Index row = bucket(query, key);
    return table.transposed ? table.data[head.value * table.stride + row]
                            : table.data[row * table.stride + head.value];
}

namespace {

/// Keeps a matrix with the head that it was made for.
Weight keep(Head& head, Matrix matrix)
{
    head.made.push_back(std::make_shared<const Matrix>(std::move(matrix)));
    const Matrix& kept = *head.made.back();
    return {kept.data(), kept.rows(), kept.cols(), kept.cols(), false};
}

/// w with the gain of the norm behind it.
Weight scaled(Head& head, const Weight& w, const Norm& norm)
{
    Matrix matrix = w.dense();
    matrix.array().rowwise() *= norm.gains().transpose().array();
    return keep(head, std::move(matrix));
}

Weight beside(Head& head, const Weight& left, const Weight& right)
{
    Matrix matrix(left.in, left.out + right.out);
    matrix << left.dense(), right.dense();
    return keep(head, std::move(matrix));
}

} // namespace

Head Attention::head(HeadIndex h) const
{
    const Eigen::Index d = headSize;
    const Eigen::Index dv = valueSize;
    const Eigen::Index dk = d - sharedKey.out;
    const int g = groupOf(h);
    Head result;
    result.wq = query.outputs(h.value * d, d);
    result.wk = key.outputs(g * dk, dk);
    result.wv = value.outputs(g * dv, dv);
    result.wo = output.inputs(h.value * dv, dv);
    result.bq = queryBias.segment(h.value * d, d);
    result.bk = keyBias.segment(g * d, d);
    result.bv = valueBias.segment(g * dv, dv);
    if (queryLatent)
        result.wq = keep(result, queryLatent->through(result.wq));
    if (latent) {
        result.wk = keep(result, latent->through(result.wk));
        result.wv = keep(result, latent->through(result.wv));
    }
    if (!sharedKey.empty())
        result.wk = beside(result, result.wk, sharedKey);
    if (queryNorm) {
        result.wq = scaled(result, result.wq, *queryNorm);
        result.bq.array() *= queryNorm->gains().array();
    }
    if (keyNorm) {
        result.wk = scaled(result, result.wk, *keyNorm);
        result.bk.array() *= keyNorm->gains().array();
    }
    result.group = g;
    result.scale = scale;
    return result;
}

KeyRange Attention::seen(Eigen::Index i, Eigen::Index keys) const
{
    if (cross)
        return {0, keys};
    KeyRange range{0, causal ? i + 1 : keys};
    if (window > 0) {
        range.first = std::max<Eigen::Index>(0, i + 1 - window);
        if (!causal)
            range.end = std::min<Eigen::Index>(keys, i + window);
    }
    return range;
}

namespace {

/// The `n` largest of `values` among those that `may` be, ties by the first.
std::vector<int> largest(const Eigen::VectorXd& values, const std::vector<bool>& may, int n)
{
    std::vector<int> order;
    for (int k = 0; k < static_cast<int>(values.size()); ++k)
        if (may[static_cast<std::size_t>(k)])
            order.push_back(k);
    const auto end = order.begin() + std::min<std::ptrdiff_t>(n, std::ssize(order));
    std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
        return values[a] != values[b] ? values[a] > values[b] : a < b;
    });
    order.erase(end, order.end());
    return order;
}

} // namespace

Matrix Experts::route(const ConstMatrixView& n) const
{
    Matrix scores(n.rows(), count);
    multiply(n, router, view(scores));
    Matrix weights = Matrix::Zero(n.rows(), count);
    const int perGroup = count / groups;
    for (Eigen::Index t = 0; t < n.rows(); ++t) {
        const Eigen::VectorXd likely =
            (1.0 + (-scores.row(t).transpose().cast<double>().array()).exp()).inverse();
        const Eigen::VectorXd wanted = likely + bias.cast<double>();
        const std::vector<bool> any(static_cast<std::size_t>(count), true);
        Eigen::VectorXd ofGroups(groups);
        for (int g = 0; g < groups; ++g) {
            Eigen::VectorXd own = wanted.segment(g * perGroup, perGroup);
            const auto best = largest(own, any, 2 < perGroup ? 2 : perGroup);
            ofGroups[g] = 0.0;
            for (const int e : best)
                ofGroups[g] += own[e];
        }
        std::vector<bool> may(static_cast<std::size_t>(count), false);
        for (const int g : largest(ofGroups, any, chosenGroups))
            std::fill_n(may.begin() + g * perGroup, perGroup, true);
        double sum = 0.0;
        const std::vector<int> running = largest(wanted, may, chosen);
        for (const int e : running)
            sum += likely[e];
        for (const int e : running)
            weights(t, e) = static_cast<float>(likely[e] * static_cast<double>(scale)
                                               / (normalised ? sum + 1e-20 : 1.0));
    }
    return weights;
}

} // namespace headscope::core
