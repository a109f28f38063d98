// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stream.h"
#include "core/base/error.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

TokenStream streamOf(const Model& model, const Trace& trace, const StreamOptions& options)
{
    auto found = tokenStream(model, trace, options);
    if (!found)
        qFatal("nobody asked to stop");
    return std::move(*found);
}

Row plus(Row a, const Row& b)
{
    for (std::size_t e = 0; e < a.size(); ++e)
        a[e] += b[e];
    return a;
}

Row times(Row a, double x)
{
    for (double& v : a)
        v *= x;
    return a;
}

double dot(const Row& a, const Row& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Row rowOf(const Weight& w, int row)
{
    return toRow(w.inputs(row, 1).dense(), 0);
}

Row rowOf(const Vector& v)
{
    return Row(v.data(), v.data() + v.size());
}

/// Every part of the stream as a vector of its own.
struct NaivePart {
    double weight = NAN;
    Row c; ///< (D)
};
std::vector<NaivePart> naiveParts(const Model& model, const NaiveRun& run,
                                  const std::vector<TokenId>& ids, int i, int state)
{
    const auto ik = static_cast<std::size_t>(i);
    std::vector<NaivePart> parts;
    parts.push_back({NAN, rowOf(model.embedding, ids[ik])});
    parts.push_back(
        {NAN, model.positions.empty() ? Row(parts[0].c.size(), 0.0) : rowOf(model.positions, i)});
    for (std::size_t l = 0; l < static_cast<std::size_t>(state); ++l) {
        const Layer& layer = model.layers[l];
        for (std::size_t h = 0; h < run.attention[l].size(); ++h)
            for (std::size_t j = 0; j <= ik; ++j) {
                const double a = run.attention[l][h][ik][j];
                parts.push_back({a, times(run.messages[l][h][j], a)});
            }
        parts.push_back({NAN, rowOf(layer.attention.outputBias)});
        for (int k = 0; k < layer.feedForward.neurons; ++k) {
            const double f = run.activations[l][ik][static_cast<std::size_t>(k)];
            parts.push_back({f, times(rowOf(layer.feedForward.out, k), f)});
        }
        parts.push_back({NAN, rowOf(layer.feedForward.outBias)});
    }
    return parts;
}

/// The effect of c on u_w . LN_f(x) with the norm's divisor kept, by the definition.
double naiveEffect(const Model& model, const Row& c, const Row& x, TokenId word)
{
    const Norm& norm = model.finalNorm;
    const auto D = static_cast<double>(x.size());
    const bool centred = norm.kind == Norm::Kind::Layer;
    const double mean = centred ? std::accumulate(x.begin(), x.end(), 0.0) / D : 0.0;
    double variance = 0;
    for (const double v : x)
        variance += (v - mean) * (v - mean) / D;
    const double sigma = std::sqrt(variance + static_cast<double>(norm.epsilon));
    const double meanC = centred ? std::accumulate(c.begin(), c.end(), 0.0) / D : 0.0;
    const Row u = rowOf(model.unembedding, word);
    double effect = 0;
    for (std::size_t e = 0; e < c.size(); ++e)
        effect += u[e] * static_cast<double>(norm.gain[e]) * (c[e] - meanC) / sigma;
    return effect;
}

} // namespace

class TestStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_model = loadModel(HEADSCOPE_MODELS "/bookshelf-20m");
        m_ids = promptIds(*m_model, "The captain of the ship gave the order to lower the boats",
                          true);
        QCOMPARE(m_ids.size(), std::size_t(13));
        m_trace = std::make_shared<const Trace>(*runTrace(*m_model, m_ids));
    }

    void agreesWithPlainLoops_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("seed");
        QTest::newRow("one token") << 1 << 0 << 2 << 1;
        QTest::newRow("the last of five") << 5 << 4 << 2 << 1;
        QTest::newRow("grouped heads, in the middle") << 7 << 3 << 2 << 2;
        QTest::newRow("RMS norm") << 5 << 4 << 2 << 3;
        QTest::newRow("stored the other way") << 5 << 4 << 2 << 4;
        QTest::newRow("up to a state") << 5 << 4 << 1 << 1;
        QTest::newRow("nothing but the embedding") << 5 << 2 << 0 << 1;
    }
    void agreesWithPlainLoops()
    {
        QFETCH(int, tokens);
        QFETCH(int, token);
        QFETCH(int, state);
        QFETCH(int, seed);
        RandomShape shape;
        shape.seed = static_cast<unsigned>(seed);
        shape.groups = seed == 2 ? 2 : 4;
        shape.norm = seed == 3 ? Norm::Kind::Rms : Norm::Kind::Layer;
        shape.transposed = seed == 4;
        const auto model = randomModel(shape);
        const auto ids = randomIds(*model, tokens);
        const NaiveRun run = naiveRun(*model, ids);
        TraceOptions spare;
        spare.attentionBytes = seed == 2 ? 0 : spare.attentionBytes; // attention is made again
        const auto trace = runTrace(*model, ids, spare);
        const TokenId word = 11;
        const TokenStream found = streamOf(*model, *trace,
                                           {Position(token), LayerIndex(state), word});
        const auto parts = naiveParts(*model, run, ids, token, state);
        QCOMPARE(found.count(), static_cast<int>(parts.size()));
        const Row& x = run.states[static_cast<std::size_t>(state)][static_cast<std::size_t>(token)];
        const double square = dot(x, x);
        double largest = 0;
        for (const NaivePart& part : parts)
            largest = std::max(largest, std::abs(naiveEffect(*model, part.c, x, word)));
        Row sum(x.size(), 0.0);
        for (std::size_t p = 0; p < parts.size(); ++p) {
            const Row& c = parts[p].c;
            sum = plus(sum, c);
            // The activations and values are float32 sums of a few dozen products behind a norm:
            // six digits of the largest are left.
            if (std::isnan(parts[p].weight))
                QVERIFY(std::isnan(found.weights[p]));
            else
                HS_AT_MOST(std::abs(static_cast<double>(found.weights[p]) - parts[p].weight),
                           1e-5 * (1 + std::abs(parts[p].weight)));
            HS_AT_MOST(std::abs(static_cast<double>(found.sizes[p]) - length(c)),
                       3e-5 * (length(c) + 0.1));
            HS_AT_MOST(std::abs(static_cast<double>(found.shares[p]) - dot(c, x) / square), 3e-5);
            HS_AT_MOST(
                std::abs(static_cast<double>(found.effects[p]) - naiveEffect(*model, c, x, word)),
                3e-5 * (1 + largest));
        }
        HS_AT_MOST(std::abs(found.stateSize - length(x)), 1e-5 * length(x));
        HS_AT_MOST(std::abs(found.shareSum - 1), 1e-5);
        HS_AT_MOST(found.sumResidue, 1e-5);
        const double logit = dot(naiveNorm(model->finalNorm, x), rowOf(model->unembedding, word));
        HS_AT_MOST(std::abs(found.logit - logit), 1e-4 * (1 + std::abs(logit)));
        HS_AT_MOST(std::abs(found.effectSum + found.constant - found.logit), 1e-4 * (1 + largest));
        // The steps by their definition.
        for (std::size_t l = 0; l < static_cast<std::size_t>(state); ++l) {
            const auto i = static_cast<std::size_t>(token);
            const Row& before = run.states[l][i];
            const Row& after = run.states[l + 1][i];
            const Row written = plus(after, times(before, -1));
            HS_AT_MOST(std::abs(found.layerSteps[l].kept
                                - dot(before, after) / (length(before) * length(after))),
                       1e-5);
            HS_AT_MOST(std::abs(found.layerSteps[l].written - length(written) / length(after)),
                       1e-5);
        }
    }

    void partsAreNumberedAsTheyAreAdded()
    {
        const TokenStream s = streamOf(*m_model, *m_trace, {Position(4)});
        QCOMPARE(s.count(), 2 + 8 * (6 * 5 + 1536 + 2));
        for (int p = 2; p < s.count(); p += 7) {
            const StreamPart part = s.part(p);
            switch (part.kind) {
            case StreamPart::Kind::Message:
                QCOMPARE(s.message(part.layer, part.head, part.context), p);
                break;
            case StreamPart::Kind::AttentionBias:
                QCOMPARE(s.attentionBias(part.layer), p);
                break;
            case StreamPart::Kind::Neuron:
                QCOMPARE(s.neuron(part.layer, part.neuron), p);
                break;
            case StreamPart::Kind::NeuronBias:
                QCOMPARE(s.neuronBias(part.layer), p);
                break;
            default:
                QFAIL("only the first two parts belong to no layer");
            }
        }
        QCOMPARE(s.part(0).kind, StreamPart::Kind::Embedding);
        QCOMPARE(s.part(1).kind, StreamPart::Kind::Place);
        QCOMPARE(s.part(s.attentionBias(LayerIndex(3))).kind, StreamPart::Kind::AttentionBias);
        QCOMPARE(s.part(s.neuronBias(LayerIndex(7))).kind, StreamPart::Kind::NeuronBias);
        QCOMPARE(s.neuronBias(LayerIndex(7)), s.count() - 1);
    }

    /// The sums at every token and some states of the embedded model, and of a long prompt.
    void sumsAreWhole()
    {
        std::vector<TokenId> many = m_ids;
        while (many.size() < 300)
            many.insert(many.end(), m_ids.begin() + 1, m_ids.end());
        many.resize(300);
        const auto longTrace = runTrace(*m_model, many);
        const auto one = runTrace(*m_model, {m_ids[0]});
        // Float rounding of a state that is a sum of 16 products and whose parts cancel.
        Worst shares("shares add up to 1", 1e-5);
        Worst vectors("the parts add up to the state", 1e-5);
        Worst logits("effects and constant add up to the logit, relative to the largest effect",
                     1e-4);
        for (const Trace* trace : {m_trace.get(), &*longTrace, &*one}) {
            for (int i = 0; i<trace->tokens(); i += trace->tokens()> 100 ? 299 : 4) {
                for (const int state : {0, 3, 8}) {
                    const TokenStream s = streamOf(*m_model, *trace,
                                                   {Position(i), LayerIndex(state)});
                    HS_WITHIN(shares, std::abs(s.shareSum - 1));
                    HS_WITHIN(vectors, s.sumResidue);
                    double largest = 1;
                    for (const float e : s.effects)
                        largest = std::max(largest, std::abs(static_cast<double>(e)));
                    HS_WITHIN(logits, std::abs(s.effectSum + s.constant - s.logit) / largest);
                }
            }
        }
    }

    void defaultsAreTheLastStateAndThePrediction()
    {
        const TokenStream s = streamOf(*m_model, *m_trace, {Position(5)});
        QCOMPARE(s.layers, 8);
        QCOMPARE(s.readings.size(), std::size_t(17));
        QCOMPARE(s.word, s.readings.back().all.ids.front());
        const TokenStream early = streamOf(*m_model, *m_trace, {Position(5), LayerIndex(2)});
        QCOMPARE(early.readings.size(), std::size_t(5));
        QCOMPARE(early.word, s.word); // what the model predicts, not what the state says
        for (const int l : {0, 1, 2}) {
            const auto k = static_cast<std::size_t>(l);
            const auto detail = stateDetail(*m_model, *m_trace,
                                            StatePlace{LayerIndex(l), Position(5)});
            QCOMPARE(early.readings[2 * k].all.ids,
                     std::vector<TokenId>(detail->reading.all.ids.begin(),
                                          detail->reading.all.ids.begin() + 10));
            QCOMPARE(s.readings[2 * k].legible.ids, early.readings[2 * k].legible.ids);
        }
    }

    void refusesWhatThereIsNot()
    {
        const auto refused = [&](const StreamOptions& options) {
            const auto error = errorOf([&] { tokenStream(*m_model, *m_trace, options); });
            return error && error->kind() == ErrorKind::BadArgument;
        };
        QVERIFY(refused({Position(13)}));
        QVERIFY(refused({Position(-1)}));
        QVERIFY(refused({Position(0), LayerIndex(9)}));
        QVERIFY(refused({Position(0), std::nullopt, m_model->info.vocab}));
        QVERIFY(!refused({Position(12), LayerIndex(8), 0}));
    }

    void stops()
    {
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(!tokenStream(*m_model, *m_trace, {Position(5)}, {stopped.get_token(), {}}));
    }

    void tableHasEveryPart()
    {
        const auto s = std::make_shared<const TokenStream>(
            streamOf(*m_model, *m_trace, {Position(2), LayerIndex(1)}));
        const TableSource source = streamTableSource(s, nullptr, nullptr);
        TableRow row;
        for (int p = 0; p < s->count(); ++p) {
            QVERIFY(source.next(row));
            QCOMPARE(row.size(), source.columns.size());
            QCOMPARE(std::get<float>(row[8]), s->shares[static_cast<std::size_t>(p)]);
            if (p == s->message(LayerIndex(0), HeadIndex(4), Position(1))) {
                QCOMPARE(std::get<std::string>(row[0]), std::string("message"));
                QCOMPARE(std::get<std::int64_t>(row[2]), 4);
                QCOMPARE(std::get<std::string>(row[5]), s->tokens[1].text);
            }
        }
        QVERIFY(!source.next(row));
    }

private:
    std::shared_ptr<const Model> m_model;
    std::vector<TokenId> m_ids;
    std::shared_ptr<const Trace> m_trace;
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
