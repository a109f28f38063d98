// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/naive.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numeric>
#include <utility>

namespace headscope::tests {

using namespace core;

namespace {

double at(const Weight& w, int i, int o)
{
    return static_cast<double>(w.transposed ? w.data[o * w.stride + i] : w.data[i * w.stride + o]);
}

double dot(const Row& a, const Row& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
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

/// What a projection reads of a row.
Row through(const std::optional<Latent>& latent, const Row& row)
{
    if (!latent)
        return row;
    return naiveNorm(latent->norm, naiveTimes(row, latent->down, 0, latent->size()));
}

Row normed(const std::optional<Norm>& norm, Row row)
{
    return norm ? naiveNorm(*norm, row) : row;
}

Row queryOf(const Attention& a, int h, const Row& row)
{
    const int d = a.headSize;
    return normed(a.queryNorm,
                  naiveTimes(through(a.queryLatent, row), a.query, h * d, d, &a.queryBias));
}

/// The key of the head's group: its own dimensions, then those that all groups share.
Row keyOf(const Attention& a, int h, const Row& row)
{
    const int g = h / (a.heads / a.groups);
    const int shared = static_cast<int>(a.sharedKey.out);
    const int own = a.headSize - shared;
    Row key = naiveTimes(through(a.latent, row), a.key, g * own, own);
    const Row rest = naiveTimes(row, a.sharedKey, 0, shared);
    key.insert(key.end(), rest.begin(), rest.end());
    for (int e = 0; e < a.headSize; ++e)
        key[static_cast<std::size_t>(e)] += static_cast<double>(a.keyBias[g * a.headSize + e]);
    return normed(a.keyNorm, key);
}

Row messageOf(const Attention& a, int h, const Row& row)
{
    const int dv = a.valueSize;
    const int g = h / (a.heads / a.groups);
    const Row value = naiveTimes(through(a.latent, row), a.value, g * dv, dv, &a.valueBias);
    return timesRows(value, a.output, h * dv);
}

void edit(const NaiveEdits::Edit& change, NaiveHead& head)
{
    if (change)
        change(head);
}

/// The softmax over the keys that are seen.
void weigh(NaiveHead& head)
{
    const Attention& a = head.attention;
    head.scores.assign(head.n.size(), Row(head.source.size(), 0.0));
    head.weights = head.scores;
    for (std::size_t i = 0; i < head.n.size(); ++i) {
        double largest = -1e300; // real models have scores of ten thousand
        for (std::size_t j = 0; j < head.source.size(); ++j) {
            if (!naiveSees(a, i, j))
                continue;
            double& score = head.scores[i][j];
            score = dot(naiveTurned(a.rotary, head.queries[i], i),
                        naiveTurned(a.rotary, head.keys[j], j))
                    * static_cast<double>(a.scale);
            if (a.relativeBias)
                score += naiveBias(*a.relativeBias, head.within, i, j);
            largest = std::max(largest, score);
        }
        double sum = 0.0;
        for (std::size_t j = 0; j < head.source.size(); ++j)
            if (naiveSees(a, i, j))
                sum += head.weights[i][j] = std::exp(head.scores[i][j] - largest);
        for (double& weight : head.weights[i])
            weight /= sum;
    }
}

/// One attention sub-layer: queries of `n` (T, D), keys and values of `source` (K, D). Its heads
/// are numbered from `firstHead` on.
NaiveAttention attend(const Attention& a, const Rows& n, const Rows& source, int layer,
                      int firstHead, const NaiveEdits& edits)
{
    NaiveAttention run;
    run.written.assign(n.size(), toRow(a.outputBias));
    for (int h = 0; h < a.heads; ++h) {
        NaiveHead head{a, layer, firstHead + h, h, n, source, {}, {}, {}, {}, {}, {}};
        for (const Row& row : n)
            head.queries.push_back(queryOf(a, h, row));
        for (const Row& row : source) {
            head.keys.push_back(keyOf(a, h, row));
            head.messages.push_back(messageOf(a, h, row));
        }
        edit(edits.projected, head);
        weigh(head);
        edit(edits.weighed, head);
        head.output.assign(n.size(), Row(run.written.front().size(), 0.0));
        for (std::size_t i = 0; i < n.size(); ++i)
            for (std::size_t j = 0; j < source.size(); ++j)
                add(head.output[i], head.messages[j], head.weights[i][j]);
        edit(edits.written, head);
        for (std::size_t i = 0; i < n.size(); ++i)
            add(run.written[i], head.output[i]);
        run.queries.push_back(head.queries);
        run.keys.push_back(head.keys);
        run.attention.push_back(head.weights);
        run.messages.push_back(head.messages);
    }
    return run;
}

/// Patterns and shifts by their definition, of heads without norms on the way.
void addPatterns(const Attention& a, const NaiveAttention& heads, NaiveRun& run)
{
    run.patterns.emplace_back();
    run.queryPatterns.emplace_back();
    run.shifts.emplace_back();
    if (a.queryLatent || a.latent || a.queryNorm || a.keyNorm)
        return;
    const int d = a.headSize;
    for (int h = 0; h < a.heads; ++h) {
        const auto hk = static_cast<std::size_t>(h);
        Row bq;
        for (int e = 0; e < d; ++e)
            bq.push_back(static_cast<double>(a.queryBias[h * d + e]));
        Rows p, qp;
        Row c;
        for (const Row& k : heads.keys[hk]) {
            p.push_back(timesTransposed(k, a.query, h * d));
            c.push_back(dot(k, bq));
        }
        for (const Row& q : heads.queries[hk])
            qp.push_back(timesTransposed(q, a.key, h / (a.heads / a.groups) * d));
        run.patterns.back().push_back(p);
        run.queryPatterns.back().push_back(qp);
        run.shifts.back().push_back(c);
    }
}

/// (E): by plain sorting. Groups go by the sum of their two best.
Row route(const Experts& experts, const Row& n)
{
    Row likely, wanted;
    for (int e = 0; e < experts.count; ++e) {
        likely.push_back(1.0 / (1.0 + std::exp(-naiveTimes(n, experts.router, e, 1)[0])));
        wanted.push_back(likely.back() + static_cast<double>(experts.bias[e]));
    }
    const int each = experts.count / experts.groups;
    std::vector<std::pair<double, int>> groups;
    for (int g = 0; g < experts.groups; ++g) {
        Row own(wanted.begin() + each * g, wanted.begin() + each * (g + 1));
        std::sort(own.rbegin(), own.rend());
        groups.emplace_back(own[0] + (each > 1 ? own[1] : 0.0), g);
    }
    std::sort(groups.rbegin(), groups.rend());
    std::vector<std::pair<double, int>> some;
    for (int g = 0; g < experts.chosenGroups; ++g)
        for (int e = 0; e < each; ++e) {
            const int expert = groups[static_cast<std::size_t>(g)].second * each + e;
            some.emplace_back(wanted[static_cast<std::size_t>(expert)], expert);
        }
    std::sort(some.rbegin(), some.rend());
    some.resize(static_cast<std::size_t>(experts.chosen));
    double sum = 0.0;
    for (const auto& [value, e] : some)
        sum += likely[static_cast<std::size_t>(e)];
    Row weights(likely.size(), 0.0);
    for (const auto& [value, e] : some)
        weights[static_cast<std::size_t>(e)] = likely[static_cast<std::size_t>(e)]
                                               * static_cast<double>(experts.scale)
                                               / (experts.normalised ? sum : 1.0);
    return weights;
}

/// (F): the activations of one token; `weights` of its experts.
Row activationsOf(const FeedForward& f, const Row& n, const Row& weights)
{
    Row active = naiveTimes(n, f.in, 0, f.neurons, &f.inBias);
    const Row gates = f.gated() ? naiveTimes(n, f.gate, 0, f.neurons, &f.gateBias) : Row();
    for (int k = 0; k < f.neurons; ++k) {
        double& value = active[static_cast<std::size_t>(k)];
        value = f.gated() ? value * naiveAct(f.activation, gates[static_cast<std::size_t>(k)])
                          : naiveAct(f.activation, value);
        if (f.experts && k >= f.experts->shared)
            value *=
                weights[static_cast<std::size_t>((k - f.experts->shared) / f.experts->neurons)];
    }
    return active;
}

/// (T, D): what stands behind a sub-layer that adds `written` to `before`.
template<class SubLayer>
Rows behind(const SubLayer& part, const Rows& before, const Rows& written)
{
    Rows result;
    for (std::size_t i = 0; i < before.size(); ++i) {
        Row sum = before[i];
        add(sum, normed(part.outputNorm, written[i]));
        result.push_back(normed(part.sumNorm, sum));
    }
    return result;
}

Rows normedRows(const Norm& norm, const Rows& rows)
{
    Rows result;
    for (const Row& row : rows)
        result.push_back(naiveNorm(norm, row));
    return result;
}

/// From the states before a layer to those behind it.
Rows runLayer(const Layer& layer, const Rows& x, const Rows& memory, const NaiveEdits& edits,
              NaiveRun& run)
{
    const auto l = static_cast<int>(run.states.size());
    run.states.push_back(x);
    run.inputs.push_back(normedRows(layer.attention.norm, x));
    run.own.push_back(attend(layer.attention, run.inputs.back(), run.inputs.back(), l, 0, edits));
    run.attention.push_back(run.own.back().attention);
    run.messages.push_back(run.own.back().messages);
    addPatterns(layer.attention, run.own.back(), run);
    Rows next = behind(layer.attention, x, run.own.back().written);
    run.middles.push_back(next);
    if (layer.cross) {
        run.cross.push_back(attend(*layer.cross, normedRows(layer.cross->norm, next), memory, l,
                                   layer.attention.heads, edits));
        next = behind(*layer.cross, next, run.cross.back().written);
        run.crossed.push_back(next);
    }
    const FeedForward& f = layer.feedForward;
    run.neuronInputs.push_back(normedRows(f.norm, layer.parallel ? x : next));
    run.routing.emplace_back();
    run.activations.emplace_back();
    run.neuronsWritten.emplace_back();
    for (const Row& n : run.neuronInputs.back()) {
        if (f.experts)
            run.routing.back().push_back(route(*f.experts, n));
        const Row weights = f.experts ? run.routing.back().back() : Row();
        run.activations.back().push_back(activationsOf(f, n, weights));
        run.neuronsWritten.back().push_back(naiveTimes(run.activations.back().back(), f.out, 0,
                                                       static_cast<int>(f.out.out), &f.outBias));
    }
    return behind(f, next, run.neuronsWritten.back());
}

} // namespace

Row naiveTurned(const Rotary& rotary, Row x, std::size_t position)
{
    const std::size_t n = rotary.frequencies.size();
    for (std::size_t p = 0; p < n; ++p) {
        const auto first = static_cast<std::size_t>(rotary.first);
        double& a = x[first + (rotary.interleaved ? 2 * p : p)];
        double& b = x[first + (rotary.interleaved ? 2 * p + 1 : p + n)];
        const auto z = std::complex(a, b)
                       * std::polar(rotary.scale,
                                    static_cast<double>(position) * rotary.frequencies[p]);
        a = z.real();
        b = z.imag();
    }
    return x;
}

bool naiveSees(const Attention& a, std::size_t i, std::size_t j)
{
    if (a.cross)
        return true;
    if (a.causal && j > i)
        return false;
    const std::size_t apart = i > j ? i - j : j - i;
    return a.window == 0 || apart < static_cast<std::size_t>(a.window);
}

double naiveBias(const RelativeBias& bias, int h, std::size_t i, std::size_t j)
{
    const auto all = static_cast<int>(bias.table.in);
    const int half = bias.bothWays ? all / 2 : all;
    const bool behind = j > i;
    const auto apart = static_cast<int>(behind ? j - i : i - j);
    int bucket = behind && !bias.bothWays ? 0 : apart;
    if (bucket >= half / 2) {
        const double share = std::log(2.0 * bucket / half)
                             / std::log(2.0 * bias.maxDistance / half);
        bucket = std::min(half - 1, half / 2 + static_cast<int>(share * (half - half / 2) + 1e-9));
    }
    return at(bias.table, bucket + (behind && bias.bothWays ? half : 0), h);
}

Row toRow(const Vector& v)
{
    return {v.data(), v.data() + v.size()};
}

Row naiveRow(const Weight& w, int t)
{
    Row row;
    for (int k = 0; k < w.out; ++k)
        row.push_back(at(w, t, k));
    return row;
}

Row naiveTimes(const Row& x, const Weight& w, int first, int count, const Vector* bias)
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

double naiveAct(Activation activation, double x)
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

Row naiveNorm(const Norm& norm, const Row& x)
{
    if (norm.kind == Norm::Kind::None)
        return x;
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

Row naiveEmbedding(const Model& model, TokenId id, int position)
{
    Row x = naiveRow(model.embedding, id);
    for (double& value : x)
        value *= static_cast<double>(model.embeddingScale);
    if (!model.positions.empty())
        add(x, naiveRow(model.positions, position));
    if (model.segment.size() > 0)
        add(x, toRow(model.segment));
    return x;
}

Row naiveRead(const Model& model, const Row& state)
{
    Row x = state;
    if (model.transform) {
        x = naiveTimes(x, model.transform->weight, 0, static_cast<int>(model.transform->weight.out),
                       &model.transform->bias);
        for (double& value : x)
            value = naiveAct(model.transform->activation, value);
    }
    return naiveNorm(model.finalNorm, x);
}

Row naiveLogits(const Model& model, const Row& state)
{
    const Row n = naiveRead(model, state);
    Row result;
    for (int t = 0; t < model.info.vocab; ++t)
        result.push_back(
            dot(n, naiveRow(model.unembedding, t)) * static_cast<double>(model.logitScale)
            + (model.outputBias.size() > 0 ? static_cast<double>(model.outputBias[t]) : 0.0));
    return result;
}

NaiveRun naiveRun(const Model& model, const PromptIds& prompt, const NaiveEdits& edits)
{
    NaiveRun run;
    Rows memory;
    if (model.encoder) {
        run.encoder = std::make_shared<const NaiveRun>(naiveRun(*model.encoder, prompt.ids));
        memory = normedRows(model.encoder->finalNorm, run.encoder->states.back());
    }
    Rows x;
    for (const TokenId id : model.encoder ? prompt.decoderIds : prompt.ids)
        x.push_back(
            normed(model.embeddingNorm, naiveEmbedding(model, id, static_cast<int>(x.size()))));
    for (const Layer& layer : model.layers)
        x = runLayer(layer, x, memory, edits, run);
    run.states.push_back(x);
    for (const Row& row : x)
        run.logits.push_back(naiveLogits(model, row));
    return run;
}

} // namespace headscope::tests
