// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/naive.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::tests {

using namespace core;

namespace {

double at(const Weight& w, int i, int o)
{
    return static_cast<double>(w.transposed ? w.data[o * w.stride + i] : w.data[i * w.stride + o]);
}

double dot(const Row& a, const Row& b)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k)
        sum += a[k] * b[k];
    return sum;
}

Row wordRow(const Weight& rows, int t)
{
    Row row;
    for (int k = 0; k < rows.out; ++k)
        row.push_back(at(rows, t, k));
    return row;
}

double act(Activation activation, double x)
{
    switch (activation) {
    case Activation::GeluTanh:
        return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / M_PI) * (x + 0.044715 * x * x * x)));
    case Activation::Gelu:
        return 0.5 * x * (1.0 + std::erf(x / std::sqrt(2.0)));
    case Activation::Relu:
        return x > 0.0 ? x : 0.0;
    case Activation::Silu:
        return x / (1.0 + std::exp(-x));
    }
    return 0.0;
}

/// x (in) times columns first .. first + count - 1 of w, plus the bias.
Row times(const Row& x, const Weight& w, int first, int count, const Vector* bias)
{
    Row result;
    for (int o = 0; o < count; ++o) {
        double sum = bias ? static_cast<double>((*bias)[first + o]) : 0.0;
        for (int i = 0; i < w.in; ++i)
            sum += x[static_cast<std::size_t>(i)] * at(w, i, first + o);
        result.push_back(sum);
    }
    return result;
}

/// y (count) times the transpose of columns first .. of w: a vector of size in.
Row timesTransposed(const Row& y, const Weight& w, int first)
{
    Row result;
    for (int i = 0; i < w.in; ++i) {
        double sum = 0.0;
        for (std::size_t o = 0; o < y.size(); ++o)
            sum += y[o] * at(w, i, first + static_cast<int>(o));
        result.push_back(sum);
    }
    return result;
}

/// y (count) times rows first .. of w: a vector of size out.
Row timesRows(const Row& y, const Weight& w, int first)
{
    Row result;
    for (int o = 0; o < w.out; ++o) {
        double sum = 0.0;
        for (std::size_t i = 0; i < y.size(); ++i)
            sum += y[i] * at(w, first + static_cast<int>(i), o);
        result.push_back(sum);
    }
    return result;
}

void add(Row& to, const Row& what, double factor = 1.0)
{
    for (std::size_t k = 0; k < to.size(); ++k)
        to[k] += factor * what[k];
}

void runHead(const Attention& a, int h, const Rows& n, NaiveRun& run, Rows& x)
{
    const int d = a.headSize;
    const int g = h / (a.heads / a.groups);
    const std::size_t T = n.size();
    Rows q, k, v, p, qp, m;
    Row c;
    Row bq;
    for (int e = 0; e < d; ++e)
        bq.push_back(static_cast<double>(a.queryBias[h * d + e]));
    for (const Row& row : n) {
        q.push_back(times(row, a.query, h * d, d, &a.queryBias));
        k.push_back(times(row, a.key, g * d, d, &a.keyBias));
        v.push_back(times(row, a.value, g * d, d, &a.valueBias));
        p.push_back(timesTransposed(k.back(), a.query, h * d));
        qp.push_back(timesTransposed(q.back(), a.key, g * d));
        m.push_back(timesRows(v.back(), a.output, h * d));
        c.push_back(dot(k.back(), bq));
    }
    Rows weights(T, Row(T, 0.0));
    for (std::size_t i = 0; i < T; ++i) {
        double sum = 0.0;
        for (std::size_t j = 0; j <= i; ++j)
            sum += weights[i][j] = std::exp(dot(q[i], k[j]) * static_cast<double>(a.scale));
        for (std::size_t j = 0; j <= i; ++j) {
            weights[i][j] /= sum;
            add(x[i], m[j], weights[i][j]);
        }
    }
    run.patterns.back().push_back(p);
    run.queryPatterns.back().push_back(qp);
    run.messages.back().push_back(m);
    run.shifts.back().push_back(c);
    run.attention.back().push_back(weights);
}

Row toDoubles(const Vector& v)
{
    return {v.data(), v.data() + v.size()};
}

} // namespace

Row naiveNorm(const Norm& norm, const Row& x)
{
    const auto n = static_cast<double>(x.size());
    const double mean = norm.kind == Norm::Kind::Layer
                            ? std::accumulate(x.begin(), x.end(), 0.0) / n
                            : 0.0;
    double variance = 0.0;
    for (const double value : x)
        variance += (value - mean) * (value - mean) / n;
    Row result;
    for (std::size_t k = 0; k < x.size(); ++k)
        result.push_back((x[k] - mean) / std::sqrt(variance + static_cast<double>(norm.epsilon))
                             * static_cast<double>(norm.gain[k])
                         + (norm.bias ? static_cast<double>(norm.bias[k]) : 0.0));
    return result;
}

NaiveRun naiveRun(const Model& model, const std::vector<TokenId>& ids)
{
    NaiveRun run;
    Rows x;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        x.push_back(wordRow(model.embedding, ids[i]));
        add(x.back(), wordRow(model.positions, static_cast<int>(i)));
    }
    for (const Layer& layer : model.layers) {
        run.states.push_back(x);
        run.attention.emplace_back();
        run.patterns.emplace_back();
        run.queryPatterns.emplace_back();
        run.messages.emplace_back();
        run.shifts.emplace_back();
        Rows n;
        for (const Row& row : x)
            n.push_back(naiveNorm(layer.attention.norm, row));
        run.inputs.push_back(n);
        for (int h = 0; h < layer.attention.heads; ++h)
            runHead(layer.attention, h, n, run, x);
        run.activations.emplace_back();
        for (Row& row : x) {
            add(row, toDoubles(layer.attention.outputBias));
            const FeedForward& f = layer.feedForward;
            Row active = times(naiveNorm(f.norm, row), f.in, 0, f.neurons, &f.inBias);
            for (double& value : active)
                value = act(f.activation, value);
            run.activations.back().push_back(active);
            add(row, times(active, f.out, 0, static_cast<int>(f.out.out), &f.outBias));
        }
    }
    run.states.push_back(x);
    for (const Row& row : x) {
        run.logits.emplace_back();
        const Row n = naiveNorm(model.finalNorm, row);
        for (int t = 0; t < model.info.vocab; ++t)
            run.logits.back().push_back(dot(n, wordRow(model.unembedding, t)));
    }
    return run;
}

double length(const Row& x)
{
    return std::sqrt(dot(x, x));
}

Row toRow(const Matrix& m, Eigen::Index row)
{
    Row result;
    for (Eigen::Index k = 0; k < m.cols(); ++k)
        result.push_back(static_cast<double>(m(row, k)));
    return result;
}

Row naiveWordBias(const Model& model)
{
    Row b;
    if (model.finalNorm.bias != nullptr) {
        const Row bias(model.finalNorm.bias, model.finalNorm.bias + model.info.width);
        for (int t = 0; t < model.info.vocab; ++t)
            b.push_back(dot(wordRow(model.unembedding, t), bias));
    } else {
        b = naiveRun(model, {*model.info.firstToken}).logits[0];
    }
    const double mean = std::accumulate(b.begin(), b.end(), 0.0) / static_cast<double>(b.size());
    double variance = 0.0;
    for (double& value : b) {
        value -= mean;
        variance += value * value / static_cast<double>(b.size());
    }
    for (double& value : b)
        value /= std::sqrt(variance);
    return b;
}

NaiveCell naiveLens(const Model& model, const Row& vector, const LensTarget& target,
                    const LensOptions& options)
{
    using Kind = LensTarget::Kind;
    const bool reads = target.kind == Kind::Pattern || target.kind == Kind::NeuronIn;
    const Space space = options.space.value_or(target.kind == Kind::State ? Space::Logit
                                               : reads                    ? Space::Layer
                                                                          : Space::Final);
    const Metric metric = options.metric.value_or(
        target.kind == Kind::State || space == Space::Logit ? Metric::Dot : Metric::Cosine);
    const Norm& final = model.finalNorm;
    Row v = vector;
    if (space == Space::Final) {
        const double mean = final.kind == Norm::Kind::Layer
                                ? std::accumulate(v.begin(), v.end(), 0.0)
                                      / static_cast<double>(v.size())
                                : 0.0;
        for (std::size_t k = 0; k < v.size(); ++k)
            v[k] = (v[k] - mean) * static_cast<double>(final.gain[k]);
    } else if (space == Space::Draft || space == Space::Logit) {
        v = naiveNorm(final, v);
    }
    const bool neuron = target.kind == Kind::NeuronIn || target.kind == Kind::NeuronOut;
    const bool input = space == Space::Layer || (space == Space::Raw && reads);
    NaiveCell cell;
    for (int t = 0; t < model.info.vocab; ++t) {
        Row w = wordRow(input ? model.embedding : model.unembedding, t);
        if (space == Space::Layer && target.layer.value == model.info.layers)
            w = naiveNorm(final, w);
        else if (space == Space::Layer) {
            const Layer& layer = model.layers[static_cast<std::size_t>(target.layer.value)];
            w = naiveNorm(neuron ? layer.feedForward.norm : layer.attention.norm, w);
        }
        double score = dot(v, w);
        if (metric == Metric::Cosine)
            score /= length(v) * length(w);
        cell.raw.push_back(score);
    }
    cell.scores = cell.raw;
    if (space == Space::Logit) {
        double sum = 0.0;
        for (const double score : cell.raw)
            sum += std::exp(score);
        for (double& score : cell.scores)
            score = std::exp(score) / sum;
    }

    std::vector<TokenId> order;
    for (TokenId t = 0; t < model.info.vocab; ++t)
        if (!options.hideFragments || model.fragments[static_cast<std::size_t>(t)] == 0)
            order.push_back(t);
    std::stable_sort(order.begin(), order.end(), [&](TokenId a, TokenId b) {
        return cell.raw[static_cast<std::size_t>(a)] > cell.raw[static_cast<std::size_t>(b)];
    });
    order.resize(std::min(order.size(), static_cast<std::size_t>(options.top)));
    cell.ids = order;

    const Row b = naiveWordBias(model);
    const auto n = static_cast<double>(cell.scores.size());
    const double mean = std::accumulate(cell.scores.begin(), cell.scores.end(), 0.0) / n;
    double variance = 0.0;
    double covariance = 0.0;
    for (std::size_t t = 0; t < cell.scores.size(); ++t) {
        variance += (cell.scores[t] - mean) * (cell.scores[t] - mean) / n;
        covariance += (cell.scores[t] - mean) * b[t] / n;
    }
    for (const TokenId id : order)
        cell.bias += std::abs(b[static_cast<std::size_t>(id)]) / static_cast<double>(order.size());
    cell.rho = covariance / std::sqrt(variance);
    cell.legibility = (*std::max_element(cell.scores.begin(), cell.scores.end()) - mean)
                      / std::sqrt(variance);
    return cell;
}

} // namespace headscope::tests
