// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/naive.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::tests {

using namespace core;

namespace {

double dot(const Row& a, const Row& b)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k)
        sum += a[k] * b[k];
    return sum;
}

} // namespace

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

double relativeDifference(const Matrix& a, const Rows& b)
{
    double worst = a.rows() == std::ssize(b) ? 0.0 : 1e9;
    for (std::size_t i = 0; i < b.size(); ++i) {
        Row difference = toRow(a, static_cast<Eigen::Index>(i));
        for (std::size_t e = 0; e < difference.size(); ++e)
            difference[e] -= b[i][e];
        worst = std::max(worst, length(difference) / length(b[i]));
    }
    return worst;
}

double widerFor(const Model& model)
{
    return model.layers.front().attention.scale < 1.0F ? 1.0 : 5.0;
}

Row naiveWordBias(const Model& model)
{
    Row b;
    if (model.finalNorm.bias != nullptr) {
        const Row bias(model.finalNorm.bias, model.finalNorm.bias + model.info.width);
        for (int t = 0; t < model.info.vocab; ++t)
            b.push_back(dot(naiveRow(model.unembedding, t), bias));
    } else {
        const TokenId first = *model.info.firstToken;
        b = naiveRun(model, model.encoder ? PromptIds(
                                {model.encoder->info.lastToken.value_or(first)}, {first})
                                          : PromptIds({first}))
                .logits[0];
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

namespace {

/// What a word looks like to who reads in front of `norm`; in post-norm blocks, which have none
/// there, behind the norm of the sub-layer before.
Row readWord(const Model& model, const Norm& norm, const std::optional<Norm>& readsWordsBy, Row e)
{
    if (norm.kind == Norm::Kind::None)
        return naiveNorm(*readsWordsBy, e);
    for (double& value : e)
        value *= static_cast<double>(model.embeddingScale);
    return naiveNorm(norm, e);
}

Row readWord(const Model& model, const LensTarget& target, const Row& e)
{
    using Kind = LensTarget::Kind;
    if (target.layer.value == model.info.layers)
        return naiveNorm(model.finalNorm, e);
    const Layer& layer = model.layers[static_cast<std::size_t>(target.layer.value)];
    if (target.kind == Kind::NeuronIn || target.kind == Kind::NeuronOut)
        return readWord(model, layer.feedForward.norm, layer.feedForward.readsWordsBy, e);
    if (target.kind == Kind::MemoryPattern)
        return naiveNorm(model.encoder->finalNorm, e);
    const bool cross = target.kind == Kind::CrossPattern || target.kind == Kind::CrossMessage;
    const Attention& a = cross ? *layer.cross : layer.attention;
    return readWord(model, a.norm, a.readsWordsBy, e);
}

Row throughTransform(const Model& model, const Row& v)
{
    if (!model.transform)
        return v;
    return naiveTimes(v, model.transform->weight, 0, static_cast<int>(model.transform->weight.out));
}

} // namespace

NaiveCell naiveLens(const Model& model, const Row& vector, const LensTarget& target,
                    const LensOptions& options)
{
    using Kind = LensTarget::Kind;
    const bool reads = target.kind == Kind::Pattern || target.kind == Kind::NeuronIn
                       || target.kind == Kind::CrossPattern || target.kind == Kind::MemoryPattern;
    const Space space = options.space.value_or(target.kind == Kind::State ? Space::Logit
                                               : reads                    ? Space::Layer
                                                                          : Space::Final);
    const Metric metric = options.metric.value_or(
        target.kind == Kind::State || space == Space::Logit ? Metric::Dot : Metric::Cosine);
    const Norm& final = model.finalNorm;
    Row v = vector;
    if (space == Space::Final) {
        v = throughTransform(model, v);
        const double mean = final.kind == Norm::Kind::Layer
                                ? std::accumulate(v.begin(), v.end(), 0.0)
                                      / static_cast<double>(v.size())
                                : 0.0;
        for (std::size_t k = 0; k < v.size(); ++k)
            v[k] = (v[k] - mean) * static_cast<double>(final.gain[k]);
    } else if (space == Space::Draft || space == Space::Logit) {
        v = naiveRead(model, v);
    }
    const bool input = space == Space::Layer || (space == Space::Raw && reads);
    const Row logits = space == Space::Logit ? naiveLogits(model, vector) : Row();
    NaiveCell cell;
    for (int t = 0; t < model.info.vocab; ++t) {
        Row w = naiveRow(input ? model.embedding : model.unembedding, t);
        if (space == Space::Layer)
            w = readWord(model, target, w);
        double score = dot(v, w);
        if (metric == Metric::Cosine)
            score /= length(v) * length(w);
        if (space == Space::Logit)
            score = logits[static_cast<std::size_t>(t)];
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
