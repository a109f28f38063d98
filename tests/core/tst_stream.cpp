// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stream.h"
#include "core/base/error.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

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

double meanOf(const Row& x)
{
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

/// What the norm makes of c with the mean taken from c and the divisor that it has for `input`;
/// without its bias.
Row frozen(const Norm& norm, const Row& c, const Row& input)
{
    const bool centred = norm.kind == Norm::Kind::Layer;
    const double mean = centred ? meanOf(input) : 0.0;
    double variance = 0;
    for (const double v : input)
        variance += (v - mean) * (v - mean) / static_cast<double>(input.size());
    const double sigma = std::sqrt(variance + static_cast<double>(norm.epsilon));
    const double meanC = centred ? meanOf(c) : 0.0;
    Row result;
    for (std::size_t e = 0; e < c.size(); ++e)
        result.push_back(static_cast<double>(norm.gain[e]) * (c[e] - meanC) / sigma);
    return result;
}

/// Every part of the stream as a vector of its own.
struct NaivePart {
    double weight = NAN;
    Row c; ///< (D)
};

/// Adds the parts of one stream in the order in which the model does, and takes all that is there
/// through each norm on the way.
class NaiveStack
{
public:
    NaiveStack(const Model& model, const NaiveRun& run, TokenId id, int token)
        : m_run(run), m_token(static_cast<std::size_t>(token))
    {
        const Row embedding = naiveEmbedding(model, id, token);
        const Row own = times(naiveRow(model.embedding, id),
                              static_cast<double>(model.embeddingScale));
        m_parts = {{NAN, own}, {NAN, plus(embedding, times(own, -1))}};
        if (model.embeddingNorm)
            all(*model.embeddingNorm, embedding);
    }

    void layer(const Layer& layer, std::size_t l)
    {
        const Row& before = m_run.states[l][m_token];
        attention(layer.attention, m_run.own[l], before);
        if (layer.cross)
            attention(*layer.cross, m_run.cross[l], m_run.middles[l][m_token]);
        std::vector<NaivePart> fresh;
        for (int k = 0; k < layer.feedForward.neurons; ++k) {
            const double f = m_run.activations[l][m_token][static_cast<std::size_t>(k)];
            fresh.push_back({f, times(naiveRow(layer.feedForward.out, k), f)});
        }
        fresh.push_back({NAN, toRow(layer.feedForward.outBias)});
        add(layer.feedForward, fresh, (layer.cross ? m_run.crossed : m_run.middles)[l][m_token],
            m_run.neuronsWritten[l][m_token]);
    }
    const std::vector<NaivePart>& parts() const { return m_parts; }

private:
    void attention(const Attention& a, const NaiveAttention& heads, const Row& before)
    {
        std::vector<NaivePart> fresh;
        for (std::size_t h = 0; h < heads.attention.size(); ++h) {
            const Row& weights = heads.attention[h][m_token];
            const std::size_t n = a.causal ? m_token + 1 : weights.size();
            for (std::size_t j = 0; j < n; ++j)
                fresh.push_back({weights[j], times(heads.messages[h][j], weights[j])});
        }
        fresh.push_back({NAN, toRow(a.outputBias)});
        add(a, fresh, before, heads.written[m_token]);
    }
    /// `fresh` ends with the bias of the sub-layer, which the norms' biases are counted with.
    template<class SubLayer>
    void add(const SubLayer& part, std::vector<NaivePart> fresh, const Row& before, Row written)
    {
        if (part.outputNorm) {
            for (NaivePart& p : fresh)
                p.c = frozen(*part.outputNorm, p.c, written);
            fresh.back().c = plus(fresh.back().c, toRow(part.outputNorm->biases()));
            written = naiveNorm(*part.outputNorm, written);
        }
        m_parts.insert(m_parts.end(), fresh.begin(), fresh.end());
        if (part.sumNorm)
            all(*part.sumNorm, plus(before, written));
    }
    /// A norm over the sum of all parts; its bias goes to the last of them.
    void all(const Norm& norm, const Row& sum)
    {
        for (NaivePart& p : m_parts)
            p.c = frozen(norm, p.c, sum);
        m_parts.back().c = plus(m_parts.back().c, toRow(norm.biases()));
    }

    const NaiveRun& m_run;
    std::size_t m_token;
    std::vector<NaivePart> m_parts;
};

std::vector<NaivePart> naiveParts(const Model& model, const NaiveRun& run, TokenId id, int i,
                                  int state)
{
    NaiveStack stack(model, run, id, i);
    for (std::size_t l = 0; l < static_cast<std::size_t>(state); ++l)
        stack.layer(model.layers[l], l);
    return stack.parts();
}

/// The effect of c on the logit of a word, u_w . LN_f(act(x W + b)), with the norm's divisor and
/// the ratio act(z) / z of every entry kept.
double naiveEffect(const Model& model, const Row& c, const Row& x, TokenId word)
{
    Row read = x;
    Row own = c;
    if (model.transform) {
        const Transform& t = *model.transform;
        const auto n = static_cast<int>(t.weight.out);
        const Row z = naiveTimes(x, t.weight, 0, n, &t.bias);
        own = naiveTimes(c, t.weight, 0, n);
        for (std::size_t e = 0; e < z.size(); ++e) {
            read[e] = naiveAct(t.activation, z[e]);
            own[e] *= read[e] / z[e];
        }
    }
    return dot(naiveRow(model.unembedding, word), frozen(model.finalNorm, own, read))
           * static_cast<double>(model.logitScale);
}

} // namespace

class TestStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_model = loadModel(tests::modelsPath("/bookshelf-20m"));
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
        TraceOptions spare;
        spare.attentionBytes = seed == 2 ? 0 : spare.attentionBytes; // attention is made again
        const auto trace = runTrace(*model, ids, spare);
        Worst residue("the parts add up to the state", 1e-5);
        compare(*model, *trace, naiveRun(*model, ids), token, state, residue);
        QVERIFY(!streamOf(*model, *trace, {Position(token)}).normsFrozen);
    }

    void everyKindAgreesWithPlainLoops_data() { everyKind(); }
    /// Every part as it comes to the state, through all norms on its way, at the first token, one
    /// in the middle and the last, and up to every state.
    void everyKindAgreesWithPlainLoops()
    {
        QFETCH(QString, kind);
        const RandomShape& shape = kindNamed(kind).shape;
        const auto model = randomModel(shape);
        const PromptIds prompt = randomPrompt(*model, 8);
        const NaiveRun run = naiveRun(*model, prompt);
        TraceOptions spare;
        spare.attentionBytes = 0;
        const auto trace = runTrace(*model, prompt);
        const auto again = runTrace(*model, prompt, spare); // attention is made again
        QVERIFY(trace->hasAttention() && !again->hasAttention());
        Worst residue("the parts add up to the state", 1e-5);
        const bool frozen = shape.sumNorms || shape.outputNorms || shape.embeddingNorm;
        for (const int token : {0, 5, 7}) {
            for (int state = 0; state <= model->info.layers; ++state) {
                compare(*model, *trace, run, token, state, residue);
                compare(*model, *again, run, token, state, residue);
                QCOMPARE(streamOf(*model, *trace, {Position(token), LayerIndex(state)}).normsFrozen,
                         frozen);
                if (QTest::currentTestFailed())
                    return;
            }
            if (model->encoder)
                for (const int state : {1, model->encoder->info.layers})
                    compare(*model->encoder, *trace->encoder, *run.encoder, token, state, residue);
        }
    }

    void everyKindIsNumbered_data() { everyKind(); }
    void everyKindIsNumbered()
    {
        QFETCH(QString, kind);
        const auto model = randomModel(kindNamed(kind).shape);
        const auto trace = runTrace(*model, randomPrompt(*model, 6));
        const TokenStream s = streamOf(*model, *trace, {Position(3)});
        QCOMPARE(s.contexts(), model->info.causal ? 4 : 6);
        QCOMPARE(std::ssize(s.memory), model->encoder ? 8 : 0);
        // All there are, once each, in the order of the sum.
        int next = 2;
        for (int l = 0; l < model->info.layers; ++l) {
            const LayerIndex layer(l);
            QCOMPARE(s.layerStart(layer), next);
            for (int h = 0; h < model->info.headsPerLayer(); ++h) {
                if (h == model->info.heads) {
                    QCOMPARE(s.part(next).kind, StreamPart::Kind::AttentionBias);
                    QCOMPARE(s.attentionBias(layer), next++);
                }
                for (int j = 0; j < s.contextsOf(HeadIndex(h)); ++j, ++next) {
                    const StreamPart part = s.part(next);
                    QCOMPARE(part.kind, StreamPart::Kind::Message);
                    QCOMPARE(part.layer.value, l);
                    QCOMPARE(part.head.value, h);
                    QCOMPARE(part.context.value, j);
                    QCOMPARE(s.message(layer, HeadIndex(h), Position(j)), next);
                    const Trace& from = h < model->info.heads ? *trace : *trace->encoder;
                    QCOMPARE(s.contextToken(HeadIndex(h), Position(j)).id,
                             from.ids[static_cast<std::size_t>(j)]);
                }
            }
            if (model->encoder) {
                QCOMPARE(s.part(next).kind, StreamPart::Kind::CrossBias);
                QCOMPARE(s.crossBias(layer), next++);
            } else {
                QCOMPARE(s.part(next).kind, StreamPart::Kind::AttentionBias);
                QCOMPARE(s.attentionBias(layer), next++);
            }
            const int neurons = model->layers[static_cast<std::size_t>(l)].feedForward.neurons;
            for (int k = 0; k < neurons; ++k, ++next) {
                QCOMPARE(s.part(next).kind, StreamPart::Kind::Neuron);
                QCOMPARE(s.part(next).layer.value, l);
                QCOMPARE(s.part(next).neuron.value, k);
                QCOMPARE(s.neuron(layer, NeuronIndex(k)), next);
            }
            QCOMPARE(s.part(next).kind, StreamPart::Kind::NeuronBias);
            QCOMPARE(s.neuronBias(layer), next++);
        }
        QCOMPARE(s.count(), next);
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
    /// Everything about one stream against plain loops in float64.
    static void compare(const Model& model, const Trace& trace, const NaiveRun& run, int token,
                        int state, Worst& residue)
    {
        const TokenId word = 11;
        const TokenStream found = streamOf(model, trace,
                                           {Position(token), LayerIndex(state), word});
        const auto i = static_cast<std::size_t>(token);
        const auto parts = naiveParts(model, run, trace.ids[i], token, state);
        QCOMPARE(found.count(), static_cast<int>(parts.size()));
        const Row& x = run.states[static_cast<std::size_t>(state)][i];
        const double square = dot(x, x);
        double largest = 0;
        for (const NaivePart& part : parts)
            largest = std::max(largest, std::abs(naiveEffect(model, part.c, x, word)));
        for (std::size_t p = 0; p < parts.size(); ++p) {
            const Row& c = parts[p].c;
            // Activations and values are float32 sums of a few dozen products behind a norm (with a
            // gate, products of two), attention is made of scores of up to thirty: of weights and
            // of what is written with them five digits of 1 are left.
            if (std::isnan(parts[p].weight))
                QVERIFY(std::isnan(found.weights[p]));
            else
                HS_AT_MOST(std::abs(static_cast<double>(found.weights[p]) - parts[p].weight),
                           3e-5 * (1 + std::abs(parts[p].weight)));
            HS_AT_MOST(std::abs(static_cast<double>(found.sizes[p]) - length(c)),
                       3e-5 * (length(c) + 1));
            HS_AT_MOST(std::abs(static_cast<double>(found.shares[p]) - dot(c, x) / square),
                       3e-5 * (1 + length(c) / std::sqrt(square)));
            HS_AT_MOST(
                std::abs(static_cast<double>(found.effects[p]) - naiveEffect(model, c, x, word)),
                3e-5 * (1 + largest));
        }
        HS_AT_MOST(std::abs(found.stateSize - length(x)), 1e-5 * length(x));
        HS_AT_MOST(std::abs(found.shareSum - 1), 1e-5);
        HS_WITHIN(residue, found.sumResidue);
        const double logit = naiveLogits(model, x)[static_cast<std::size_t>(word)];
        HS_AT_MOST(std::abs(found.logit - logit), 1e-4 * (1 + std::abs(logit)));
        HS_AT_MOST(std::abs(found.effectSum + found.constant - found.logit), 1e-4 * (1 + largest));
        // The steps by their definition.
        for (std::size_t l = 0; l < static_cast<std::size_t>(state); ++l) {
            const Row& before = run.states[l][i];
            const Row& middle = (run.crossed.empty() ? run.middles : run.crossed)[l][i];
            const Row& after = run.states[l + 1][i];
            checkStep(found.attentionSteps[l], before, middle);
            checkStep(found.neuronSteps[l], middle, after);
            checkStep(found.layerSteps[l], before, after);
        }
    }
    static void checkStep(const StreamStep& step, const Row& before, const Row& after)
    {
        HS_AT_MOST(std::abs(step.kept - dot(before, after) / (length(before) * length(after))),
                   1e-5);
        const Row written = plus(after, times(before, -1));
        HS_AT_MOST(std::abs(step.written - length(written) / length(after)), 1e-5);
    }

    std::shared_ptr<const Model> m_model;
    std::vector<TokenId> m_ids;
    std::shared_ptr<const Trace> m_trace;
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
