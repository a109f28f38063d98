// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/neuronactivity.h"
#include "core/analysis/neurondetail.h"
#include "core/analysis/neurontable.h"
#include "core/base/error.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

/// What the Neurons view shows, against plain loops.
class TestNeurons : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Lens> m_lens;
    std::shared_ptr<const Trace> m_trace;
    std::shared_ptr<const NeuronActivity> m_activity;

    static std::shared_ptr<const Trace> traceOf(const Model& model, const PromptIds& prompt)
    {
        return std::make_shared<const Trace>(*runTrace(model, prompt));
    }
    static double exactLength(const Matrix& v) { return std::sqrt(v.cast<double>().squaredNorm()); }

private Q_SLOTS:
    void initTestCase();
    void activityIsTheTraces();
    void summariesByPlainLoops();
    void storedEitherWay();
    void firstTokenNeurons();
    void oneTokenTellsNothing();
    void activityIsStopped();
    void detailByPlainLoops();
    void detailRefusesBadPlaces();
    void tableStreams();
    void activityOfEveryKind_data() { everyKind(); }
    void activityOfEveryKind();
    void detailOfEveryKind_data() { everyKind(); }
    void detailOfEveryKind();
    void tableOfEveryKind_data() { everyKind(); }
    void tableOfEveryKind();
};

void TestNeurons::initTestCase()
{
    m_model = loadModel(tests::modelsPath("/bookshelf-20m"));
    m_lens = std::make_shared<const Lens>(m_model);
    m_trace = traceOf(
        *m_model,
        promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true));
    m_activity = std::make_shared<const NeuronActivity>(*neuronActivity(*m_model, m_trace));
}

void TestNeurons::activityIsTheTraces()
{
    QCOMPARE(m_activity->count(), m_model->info.layers * m_model->info.ffn);
    QCOMPARE(m_activity->tokenCount(), 13);
    QCOMPARE(m_activity->tokens[5].text, std::string(" ship"));
    for (int place = 0; place < m_activity->count(); ++place) {
        const LayerIndex layer = m_activity->layerOf(place);
        const NeuronIndex neuron = m_activity->neuronOf(place);
        QCOMPARE(m_activity->place(layer, neuron), place);
        const Matrix& f = m_trace->activations[static_cast<std::size_t>(layer.value)];
        for (int i = 0; i < 13; ++i)
            QCOMPARE(m_activity->activation(place, i), f(i, neuron.value));
    }
    // The numbers lie where the trace has them, and outlive whoever held it.
    auto own = traceOf(*m_model, {5, 6, 7});
    const float* const there = own->activations[2].data();
    const float number = own->activations[2](1, 3);
    const auto kept = neuronActivity(*m_model, own);
    own.reset();
    const int place = kept->place(LayerIndex(2), NeuronIndex(3));
    QCOMPARE(kept->activation(place, 1), number);
    QCOMPARE(there[m_model->info.ffn + 3], number);
}

void TestNeurons::summariesByPlainLoops()
{
    // Lengths of float32 vectors added up in another order: relative to their size a few roundings.
    Worst sizes("sizes of neurons, relative", 2e-6);
    for (int place = 0; place < m_activity->count(); place += 7) {
        const auto l = static_cast<std::size_t>(m_activity->layerOf(place).value);
        const int k = m_activity->neuronOf(place).value;
        const Matrix& f = m_trace->activations[l];
        int best = 0;
        int later = 1;
        for (int i = 1; i < 13; ++i) {
            if (f(i, k) > f(best, k))
                best = i;
            if (f(i, k) > f(later, k))
                later = i;
        }
        const NeuronActivity::Summary& s = m_activity->summary(place);
        QCOMPARE(s.at, best);
        QCOMPARE(s.largest, f(best, k));
        QCOMPARE(s.largestLater, f(later, k));
        const FeedForward& ffn = m_model->layers[l].feedForward;
        const double out = exactLength(neuronOutputs(ffn, k, 1));
        const double in = exactLength(neuronInputs(ffn, k, 1));
        HS_WITHIN(sizes, std::abs(static_cast<double>(s.outSize) - out) / out);
        HS_WITHIN(sizes, std::abs(static_cast<double>(s.inSize) - in) / in);
    }
    const Vector out = neuronOutSizes(m_model->layers[3].feedForward);
    const Vector in = neuronInSizes(m_model->layers[3].feedForward);
    for (int k = 0; k < m_activity->neurons(LayerIndex(0)); ++k) {
        const auto& s = m_activity->summary(m_activity->place(LayerIndex(3), NeuronIndex(k)));
        HS_WITHIN(sizes, std::abs(static_cast<double>(out[k] - s.outSize)));
        HS_WITHIN(sizes, std::abs(static_cast<double>(in[k] - s.inSize)));
    }
}

void TestNeurons::storedEitherWay()
{
    for (const bool transposed : {false, true}) {
        RandomShape shape;
        shape.transposed = transposed;
        shape.ffn = 400; // more than one piece, the last one smaller
        const auto model = randomModel(shape);
        const auto activity = neuronActivity(*model, traceOf(*model, randomIds(*model, 9)));
        for (int place = 0; place < activity->count(); ++place) {
            const FeedForward& ffn =
                model->layers[static_cast<std::size_t>(activity->layerOf(place).value)].feedForward;
            const int k = activity->neuronOf(place).value;
            const double out = exactLength(neuronOutputs(ffn, k, 1));
            const double in = exactLength(neuronInputs(ffn, k, 1));
            // As above: a few roundings of float32.
            HS_AT_MOST(std::abs(activity->summary(place).outSize - out), 2e-6 * out);
            HS_AT_MOST(std::abs(activity->summary(place).inSize - in), 2e-6 * in);
        }
    }
}

void TestNeurons::firstTokenNeurons()
{
    for (const float threshold : {0.1F, 0.5F, 1.0F}) {
        int found = 0;
        for (int place = 0; place < m_activity->count(); ++place) {
            bool later = false;
            for (int i = 1; i < 13; ++i)
                later = later || m_activity->activation(place, i) >= threshold;
            const bool only = m_activity->activation(place, 0) >= threshold && !later;
            QCOMPARE(m_activity->firesOnFirstOnly(place, threshold), only);
            found += only ? 1 : 0;
        }
        // The first token is where this model puts attention that has nowhere to go: there are
        // always some neurons of its own, and never most of them.
        QVERIFY(found > 0);
        QVERIFY(found < m_activity->count() / 2);
    }
}

void TestNeurons::oneTokenTellsNothing()
{
    const auto one = neuronActivity(*m_model, traceOf(*m_model, {m_trace->ids[0]}));
    QCOMPARE(one->tokenCount(), 1);
    for (int place = 0; place < one->count(); ++place) {
        QVERIFY(!one->firesOnFirstOnly(place, 0.5F));
        QCOMPARE(one->summary(place).largest, one->activation(place, 0));
        QCOMPARE(one->summary(place).at, 0);
    }
}

void TestNeurons::activityIsStopped()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!neuronActivity(*m_model, m_trace, {stop.get_token(), {}}));
    QVERIFY(!neuronDetail(*m_model, *m_trace, *m_lens, {LayerIndex(0), NeuronIndex(0), {}},
                          {stop.get_token(), {}}));
}

void TestNeurons::detailByPlainLoops()
{
    // Products of D = 384 float32 terms that mostly cancel, against float64.
    Worst products("LN2(x) . w_in", 1e-4);
    for (const int k : {0, 7, 1100, 1535}) {
        const NeuronDetailOptions options{LayerIndex(k % 8), NeuronIndex(k), {}};
        const auto detail = neuronDetail(*m_model, *m_trace, *m_lens, options);
        QVERIFY(detail.has_value());
        QVERIFY(detail->options == options);
        const auto l = static_cast<std::size_t>(options.layer.value);
        const FeedForward& ffn = m_model->layers[l].feedForward;
        const Row w = toRow(neuronInputs(ffn, k, 1), 0);
        for (std::size_t i = 0; i < 13; ++i) {
            const Row x = naiveNorm(ffn.norm,
                                    toRow(m_trace->middles[l], static_cast<Eigen::Index>(i)));
            double product = 0.0;
            for (std::size_t c = 0; c < x.size(); ++c)
                product += x[c] * w[c];
            HS_WITHIN(products, std::abs(detail->products[i] - product));
            const double z = product + static_cast<double>(detail->inBias);
            const double f = 0.5 * z
                             * (1.0
                                + std::tanh(std::sqrt(2.0 / M_PI) * (z + 0.044715 * z * z * z)));
            HS_WITHIN(products, std::abs(detail->activations[i] - f));
        }
        const NaiveCell in = naiveLens(*m_model, w, LensTarget::neuronIn(options.layer), {});
        const NaiveCell out = naiveLens(*m_model, toRow(neuronOutputs(ffn, k, 1), 0),
                                        LensTarget::neuronOut(options.layer), {});
        QCOMPARE(detail->in.ids, in.ids);
        QCOMPARE(detail->out.ids, out.ids);
        QCOMPARE(detail->tokens.size(), std::size_t(13));
    }
}

void TestNeurons::detailRefusesBadPlaces()
{
    const auto sentence = [&](int layer, int neuron) -> std::string {
        try {
            neuronDetail(*m_model, *m_trace, *m_lens, {LayerIndex(layer), NeuronIndex(neuron), {}});
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    QCOMPARE(sentence(8, 0), std::string("there is no layer 8: bookshelf-20m has layers 0 to 7"));
    QCOMPARE(sentence(5, 1536), std::string("there is no neuron 1536: layer 5 of bookshelf-20m has "
                                            "neurons 0 to 1535"));
    QVERIFY(!sentence(0, -1).empty());
    QVERIFY(sentence(7, 1535).empty());
    // Layers differ in what they have.
    const auto model = randomModel(kindNamed(QStringLiteral("deepseek_v3")).shape);
    const auto asked = [&](int layer, int neuron) {
        const auto error = errorOf(
            [&] { checkNeuron(*model, LayerIndex(layer), NeuronIndex(neuron)); });
        return error ? std::string(error->what()) : std::string();
    };
    QCOMPARE(asked(0, 39), std::string());
    QCOMPARE(asked(1, 36), std::string());
    QCOMPARE(asked(1, 37),
             std::string("there is no neuron 37: layer 1 of random has neurons 0 to 36"));
}

void TestNeurons::tableStreams()
{
    LensOptions options;
    options.top = 3;
    const auto activity = std::make_shared<const NeuronActivity>(
        *neuronActivity(*m_model, m_trace));
    auto source = neuronTableSource(activity, m_model, m_lens, options, LayerIndex(2));
    QCOMPARE(source.columns.size(), std::size_t(5 + 13));
    QCOMPARE(source.columns[5 + 5], std::string("activation 5 ship"));
    NeuronWordsSearch search(m_model, m_lens, options);
    QVERIFY(search.advance());
    const auto words = std::make_shared<const NeuronWords>(search.take());
    auto ready = neuronTableSource(activity, words);
    TableRow row;
    TableRow other;
    for (int k = 0; k < 2 * m_activity->neurons(LayerIndex(0)); ++k)
        QVERIFY(ready.next(other));
    bool hidden = false;
    for (int k = 0; k < m_activity->neurons(LayerIndex(0)); ++k) {
        QVERIFY(source.next(row));
        QVERIFY(ready.next(other));
        QCOMPARE(row.size(), source.columns.size());
        QCOMPARE(std::get<std::int64_t>(row[0]), 2);
        QCOMPARE(std::get<std::int64_t>(row[1]), k);
        const LensCell& out = words->out[2][static_cast<std::size_t>(k)];
        const auto listed = std::get<std::vector<std::string>>(row[3]);
        QCOMPARE(listed.size(), out.highBias ? 0U : out.ids.size());
        for (std::size_t w = 0; w < listed.size(); ++w)
            QCOMPARE(std::string_view(listed[w]), m_model->words->word(out.ids[w]));
        hidden = hidden || out.highBias;
        QCOMPARE(std::get<float>(row[5 + 4]), m_trace->activations[2](4, k));
        // The words of a block of another size are the same, and so is everything else.
        QVERIFY(row == other);
    }
    QVERIFY(hidden);
    QVERIFY(!source.next(row));
    for (int layer = 3; layer < 8; ++layer)
        for (int k = 0; k < m_activity->neurons(LayerIndex(0)); ++k)
            QVERIFY(ready.next(other));
    QVERIFY(!ready.next(other));
}

void TestNeurons::activityOfEveryKind()
{
    QFETCH(QString, kind);
    const RandomShape& shape = kindNamed(kind).shape;
    const auto model = randomModel(shape);
    const PromptIds prompt = randomPrompt(*model, 9);
    const NaiveRun run = naiveRun(*model, prompt);
    const auto trace = traceOf(*model, prompt);
    const auto activity = neuronActivity(*model, trace);
    QCOMPARE(activity->hasGates(), shape.gated);
    QCOMPARE(activity->hasExperts(), shape.experts);
    QCOMPARE(activity->layers(), model->info.layers);
    // Sums of a few dozen float32 products of states behind a norm; with a gate, products of two.
    Worst active("activations", 3e-5);
    int place = 0;
    bool somewhereNot = false;
    for (int l = 0; l < model->info.layers; ++l) {
        const auto lk = static_cast<std::size_t>(l);
        const FeedForward& ffn = model->layers[lk].feedForward;
        QCOMPARE(activity->neurons(LayerIndex(l)), ffn.neurons);
        for (int k = 0; k < ffn.neurons; ++k, ++place) {
            const auto kk = static_cast<std::size_t>(k);
            QCOMPARE(activity->place(LayerIndex(l), NeuronIndex(k)), place);
            QCOMPARE(activity->layerOf(place).value, l);
            QCOMPARE(activity->neuronOf(place).value, k);
            const int expert = ffn.experts && k >= ffn.experts->shared
                                   ? (k - ffn.experts->shared) / ffn.experts->neurons
                                   : -1;
            QCOMPARE(activity->expertOf(place), expert);
            float largest = -std::numeric_limits<float>::infinity();
            for (std::size_t i = 0; i < 9; ++i) {
                const auto token = static_cast<int>(i);
                const double f = run.activations[lk][i][kk];
                HS_WITHIN(active,
                          std::abs(static_cast<double>(activity->activation(place, token)) - f)
                              / (1 + std::abs(f)));
                const bool ran = expert < 0
                                 || run.routing[lk][i][static_cast<std::size_t>(expert)] != 0.0;
                QCOMPARE(activity->ran(place, token), ran);
                somewhereNot = somewhereNot || !ran;
                if (!ran)
                    QCOMPARE(activity->activation(place, token), 0.0F);
                largest = std::max(largest, activity->activation(place, token));
            }
            const NeuronActivity::Summary& s = activity->summary(place);
            QCOMPARE(s.largest, largest);
            QCOMPARE(activity->activation(place, s.at), largest);
            // A few roundings of float32.
            const double out = exactLength(neuronOutputs(ffn, k, 1));
            const double in = exactLength(neuronInputs(ffn, k, 1));
            const double gate = ffn.gated() ? exactLength(neuronGates(ffn, k, 1)) : 0.0;
            HS_AT_MOST(std::abs(s.outSize - out), 2e-6 * out);
            HS_AT_MOST(std::abs(s.inSize - in), 2e-6 * in);
            HS_AT_MOST(std::abs(s.gateSize - gate), 2e-6 * gate);
        }
    }
    QCOMPARE(activity->count(), place);
    QCOMPARE(somewhereNot, shape.experts);
}

void TestNeurons::detailOfEveryKind()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    const Lens lens(model);
    const PromptIds prompt = randomPrompt(*model, 6);
    const NaiveRun run = naiveRun(*model, prompt);
    const auto trace = traceOf(*model, prompt);
    // Products of 24 float32 terms that mostly cancel, of states behind a norm.
    Worst products("LN(x) . w_in and LN(x) . w_gate", 3e-5);
    Worst formula("act(gate) up weight, against the model's activation", 1e-5);
    for (int l = 0; l < model->info.layers; ++l) {
        const auto lk = static_cast<std::size_t>(l);
        const FeedForward& ffn = model->layers[lk].feedForward;
        for (int k = l; k < ffn.neurons; k += 9) {
            const NeuronDetailOptions options{LayerIndex(l), NeuronIndex(k), {}};
            const auto detail = neuronDetail(*model, *trace, lens, options);
            QCOMPARE(detail->gated(), ffn.gated());
            const bool routed = ffn.experts && k >= ffn.experts->shared;
            QCOMPARE(detail->expert,
                     routed ? (k - ffn.experts->shared) / ffn.experts->neurons : -1);
            QCOMPARE(detail->expertWeights.size(), routed ? std::size_t(6) : std::size_t(0));
            for (std::size_t i = 0; i < 6; ++i) {
                const Row& n = run.neuronInputs[lk][i];
                HS_WITHIN(products, std::abs(static_cast<double>(detail->products[i])
                                             - naiveTimes(n, ffn.in, k, 1)[0]));
                double f = static_cast<double>(detail->products[i] + detail->inBias);
                if (ffn.gated()) {
                    HS_WITHIN(products, std::abs(static_cast<double>(detail->gates[i])
                                                 - naiveTimes(n, ffn.gate, k, 1)[0]));
                    f *= naiveAct(detail->activation,
                                  static_cast<double>(detail->gates[i] + detail->gateBias));
                } else {
                    f = naiveAct(detail->activation, f);
                }
                if (routed) {
                    const auto e = static_cast<std::size_t>(detail->expert);
                    const auto weight = static_cast<double>(detail->expertWeights[i]);
                    HS_WITHIN(products, std::abs(weight - run.routing[lk][i][e]));
                    f *= weight;
                }
                // The numbers that are shown make the activation that the model has.
                HS_WITHIN(formula, std::abs(f - static_cast<double>(detail->activations[i]))
                                       / (1 + std::abs(f)));
                QCOMPARE(detail->activations[i],
                         trace->activations[lk](static_cast<Eigen::Index>(i), k));
            }
            const auto words = [&](const Matrix& w, const LensTarget& target) {
                return naiveLens(*model, toRow(w, 0), target, {}).ids;
            };
            const LensTarget reads = LensTarget::neuronIn(LayerIndex(l));
            QCOMPARE(detail->in.ids, words(neuronInputs(ffn, k, 1), reads));
            QCOMPARE(detail->out.ids,
                     words(neuronOutputs(ffn, k, 1), LensTarget::neuronOut(LayerIndex(l))));
            if (ffn.gated()) {
                QCOMPARE(detail->gate.ids, words(neuronGates(ffn, k, 1), reads));
                QCOMPARE(detail->gateBias, ffn.gateBias[k]);
                HS_AT_MOST(std::abs(detail->gateSize - exactLength(neuronGates(ffn, k, 1))), 1e-5);
            } else {
                QVERIFY(detail->gate.ids.empty());
            }
        }
    }
}

/// Columns that not all models have, where they have them.
void TestNeurons::tableOfEveryKind()
{
    QFETCH(QString, kind);
    const RandomShape& shape = kindNamed(kind).shape;
    const auto model = randomModel(shape);
    const auto lens = std::make_shared<const Lens>(model);
    const auto trace = traceOf(*model, randomPrompt(*model, 3));
    const auto activity = std::make_shared<const NeuronActivity>(*neuronActivity(*model, trace));
    LensOptions options;
    options.hideHighBias = false;
    NeuronWordsSearch search(model, lens, options);
    QVERIFY(search.advance());
    const auto words = std::make_shared<const NeuronWords>(search.take());
    auto ready = neuronTableSource(activity, words);
    auto source = neuronTableSource(activity, model, lens, options);
    std::vector<std::string> columns{"layer", "neuron"};
    if (shape.experts)
        columns.emplace_back("expert");
    columns.emplace_back("input_words");
    if (shape.gated)
        columns.emplace_back("gate_words");
    columns.insert(columns.end(), {"output_words", "out_size"});
    QCOMPARE(source.columns.size(), columns.size() + 3);
    QVERIFY(std::equal(columns.begin(), columns.end(), source.columns.begin()));
    QCOMPARE(ready.columns, source.columns);
    const auto at = [&](const char* name) {
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name)
                                        - columns.begin());
    };
    const auto listed = [&](const LensCell& cell) {
        std::vector<std::string> list;
        for (const TokenId id : cell.ids)
            list.emplace_back(model->words->word(id));
        return list;
    };
    using Words = std::vector<std::string>;
    TableRow row;
    TableRow other;
    for (int place = 0; place < activity->count(); ++place) {
        QVERIFY(ready.next(row) && source.next(other));
        QVERIFY(row == other);
        QCOMPARE(row.size(), source.columns.size());
        const auto l = static_cast<std::size_t>(activity->layerOf(place).value);
        const auto k = static_cast<std::size_t>(activity->neuronOf(place).value);
        QCOMPARE(std::get<std::int64_t>(row[0]), static_cast<std::int64_t>(l));
        QCOMPARE(std::get<std::int64_t>(row[1]), static_cast<std::int64_t>(k));
        QCOMPARE(std::get<Words>(row[at("input_words")]), listed(words->in[l][k]));
        QCOMPARE(std::get<Words>(row[at("output_words")]), listed(words->out[l][k]));
        if (shape.gated)
            QCOMPARE(std::get<Words>(row[at("gate_words")]), listed(words->gate[l][k]));
        if (shape.experts) {
            const int expert = activity->expertOf(place);
            const TableValue& cell = row[at("expert")];
            QVERIFY(expert < 0 ? std::holds_alternative<std::monostate>(cell)
                               : std::get<std::int64_t>(cell) == expert);
        }
        QCOMPARE(std::get<float>(row[columns.size() + 1]), activity->activation(place, 1));
    }
    QVERIFY(!ready.next(row) && !source.next(other));
}

QTEST_GUILESS_MAIN(TestNeurons)
#include "tst_neurons.moc"
