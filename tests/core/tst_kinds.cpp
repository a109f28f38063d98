// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random models made of the parts of every family: the forward pass against plain loops in float64,
// and the identities on which patterns and messages rest.
#include "core/analysis/headvectors.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/reference.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

double largestDifference(const Matrix& a, const Rows& b)
{
    double worst = a.rows() == std::ssize(b) ? 0.0 : 1e9;
    for (std::size_t i = 0; i < b.size(); ++i) {
        const Row own = toRow(a, static_cast<Eigen::Index>(i));
        for (std::size_t e = 0; e < own.size(); ++e)
            worst = std::max(worst, std::abs(own[e] - b[i][e]));
    }
    return worst;
}

/// (T, K): the attention of a head made of its patterns and shifts, each query's at the distances
/// of its own pairs.
Rows attentionFromPatterns(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const HeadRun run = headRun(model, trace, layer, head);
    const Attention& a = run.attention;
    const Vector factors = queryFactors(model, trace, layer, head);
    Rows result;
    for (int i = 0; i < run.queryCount(); ++i) {
        const PatternDistance distance{std::nullopt, Position(i)};
        const Matrix p = patterns(model, trace, layer, head, PatternSide::Key, distance);
        const Vector c = shifts(model, trace, layer, head, distance);
        const Row n = toRow(run.input, i);
        Row weights(static_cast<std::size_t>(run.keyCount()), 0.0);
        for (std::size_t j = 0; j < weights.size(); ++j) {
            const auto key = static_cast<Eigen::Index>(j);
            if (!naiveSees(a, static_cast<std::size_t>(i), j))
                continue;
            const Row pattern = toRow(p, key);
            double score = std::inner_product(n.begin(), n.end(), pattern.begin(),
                                              static_cast<double>(c[key]))
                           * static_cast<double>(factors[i]) * static_cast<double>(a.scale);
            if (a.relativeBias)
                score += naiveBias(*a.relativeBias, run.head.value, static_cast<std::size_t>(i), j);
            weights[j] = std::exp(score);
        }
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (double& weight : weights)
            weight /= sum;
        result.push_back(weights);
    }
    return result;
}

/// (T, D): what the heads of an attention write together, made of their messages.
Rows writtenByMessages(const Model& model, const Trace& trace, LayerIndex layer, int firstHead)
{
    const Attention& a = headRun(model, trace, layer, HeadIndex(firstHead)).attention;
    Rows result(static_cast<std::size_t>(trace.tokens()), toRow(a.outputBias));
    for (int h = firstHead; h < firstHead + a.heads; ++h) {
        const Matrix weights = attentionOf(model, trace, layer, HeadIndex(h));
        const Matrix m = messages(model, trace, layer, HeadIndex(h));
        for (std::size_t i = 0; i < result.size(); ++i)
            for (Eigen::Index j = 0; j < m.rows(); ++j)
                for (Eigen::Index e = 0; e < m.cols(); ++e)
                    result[i][static_cast<std::size_t>(e)] += static_cast<double>(weights(
                                                                  static_cast<Eigen::Index>(i), j))
                                                              * static_cast<double>(m(j, e));
    }
    return result;
}

} // namespace

class TestKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forwardAgreesWithPlainLoops_data() { everyKind(); }
    void forwardAgreesWithPlainLoops();
    void identitiesHold_data() { everyKind(); }
    void identitiesHold();
    void attentionIsMadeAgain_data() { everyKind(); }
    void attentionIsMadeAgain();

private:
    static void compare(const Model& model, const Trace& trace, const NaiveRun& run);
    static void checkIdentities(const Model& model, const Trace& trace, const NaiveRun& run);
};

void TestKinds::compare(const Model& model, const Trace& trace, const NaiveRun& run)
{
    const double wider = widerFor(model);
    Worst states("states, relative", 1e-5 * wider);
    Worst attention("attention", 1e-5 * wider);
    Worst active("activations, relative to the token's", 2e-5 * wider);
    Worst routing("weights of experts", 1e-5);
    for (std::size_t l = 0; l <= model.layers.size(); ++l)
        HS_WITHIN(states, relativeDifference(trace.states[l], run.states[l]));
    for (std::size_t l = 0; l < model.layers.size(); ++l) {
        const LayerIndex layer(static_cast<int>(l));
        HS_WITHIN(states, relativeDifference(trace.middles[l], run.middles[l]));
        HS_WITHIN(active, relativeDifference(trace.activations[l], run.activations[l]));
        if (model.layers[l].feedForward.experts)
            HS_WITHIN(routing, largestDifference(trace.routing[l], run.routing[l]));
        if (model.layers[l].cross)
            HS_WITHIN(states, relativeDifference(trace.crossed[l], run.crossed[l]));
        for (int h = 0; h < model.info.headsPerLayer(); ++h) {
            const bool cross = h >= model.info.heads;
            const auto& heads = (cross ? run.cross : run.own)[l].attention;
            HS_WITHIN(attention,
                      largestDifference(
                          attentionOf(model, trace, layer, HeadIndex(h)),
                          heads[static_cast<std::size_t>(cross ? h - model.info.heads : h)]));
        }
    }
}

void TestKinds::forwardAgreesWithPlainLoops()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    for (const int tokens : {1, 2, 9}) {
        const PromptIds prompt = randomPrompt(*model, tokens);
        const NaiveRun run = naiveRun(*model, prompt);
        const auto trace = runTrace(*model, prompt, {.logits = true});
        compare(*model, *trace, run);
        if (model->encoder)
            compare(*model->encoder, *trace->encoder, *run.encoder);
        // Sums of 24 products of up to about ten.
        Worst logits("logits", 5e-5 * widerFor(*model));
        HS_WITHIN(logits, largestDifference(trace->logits, run.logits));
    }
}

void TestKinds::checkIdentities(const Model& model, const Trace& trace, const NaiveRun& run)
{
    Worst patterns("attention from patterns and shifts", 1e-5);
    Worst written("what heads write, from messages, relative", 1e-5 * widerFor(model));
    for (int l = 0; l < model.info.layers; ++l) {
        const LayerIndex layer(l);
        const auto lk = static_cast<std::size_t>(l);
        for (int h = 0; h < model.info.headsPerLayer(); ++h)
            HS_WITHIN(patterns,
                      largestDifference(attentionOf(model, trace, layer, HeadIndex(h)),
                                        attentionFromPatterns(model, trace, layer, HeadIndex(h))));
        const auto compareWritten = [&](int firstHead, const Rows& expected) {
            const Rows found = writtenByMessages(model, trace, layer, firstHead);
            for (std::size_t i = 0; i < found.size(); ++i) {
                Row difference = found[i];
                for (std::size_t e = 0; e < difference.size(); ++e)
                    difference[e] -= expected[i][e];
                HS_WITHIN(written, length(difference) / length(expected[i]));
            }
        };
        compareWritten(0, run.own[lk].written);
        if (model.layers[lk].cross)
            compareWritten(model.info.heads, run.cross[lk].written);
    }
}

void TestKinds::identitiesHold()
{
    QFETCH(QString, kind);
    // Other weights than those of the forward pass.
    for (const unsigned seed : {1U, 2U, 3U}) {
        RandomShape shape = kindNamed(kind).shape;
        shape.seed = seed;
        const auto model = randomModel(shape);
        const PromptIds prompt = randomPrompt(*model, 7, seed);
        const NaiveRun run = naiveRun(*model, prompt);
        const auto trace = runTrace(*model, prompt);
        checkIdentities(*model, *trace, run);
        if (model->encoder)
            checkIdentities(*model->encoder, *trace->encoder, *run.encoder);
    }
}

/// What long prompts keep no memory of is the same when it is asked for.
void TestKinds::attentionIsMadeAgain()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    const PromptIds prompt = randomPrompt(*model, 30);
    TraceOptions spare;
    spare.attentionBytes = 0;
    const auto kept = runTrace(*model, prompt);
    const auto made = runTrace(*model, prompt, spare);
    QVERIFY(kept->hasAttention() && !made->hasAttention());
    for (int l = 0; l < model->info.layers; ++l)
        for (int h = 0; h < model->info.headsPerLayer(); ++h)
            QCOMPARE(
                tests::largestDifference(attentionOf(*model, *kept, LayerIndex(l), HeadIndex(h)),
                                         attentionOf(*model, *made, LayerIndex(l), HeadIndex(h))),
                0.0);
}

QTEST_GUILESS_MAIN(TestKinds)
#include "tst_kinds.moc"
