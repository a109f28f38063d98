// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every family against Hugging Face, and the identities that patterns and messages promise in each.
// Where HEADSCOPE_WRITE_FAMILIES names a file, the figures are written to it as docs/families.md.
#include "core/analysis/evolution.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/headmeasures.h"
#include "core/analysis/headnetwork.h"
#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/neuronactivity.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/positions.h"
#include "core/analysis/stream.h"
#include "tests/support/core/familytable.h"
#include "tests/support/core/reference.h"

#include <algorithm>
#include <cmath>
#include <string_view>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// The largest difference of two rows, relative to the size of the second.
double relativeDifference(const Matrix& a, const Matrix& b)
{
    double worst = 0.0;
    for (Eigen::Index i = 0; i < a.rows(); ++i)
        worst = std::max(worst,
                         static_cast<double>((a.row(i) - b.row(i)).norm() / b.row(i).norm()));
    return worst;
}

double standardDeviation(const Matrix& m)
{
    const Eigen::ArrayXXd wide = m.cast<double>().array();
    return std::sqrt((wide - wide.mean()).square().mean());
}

std::string under(const std::string& prefix, const char* name, int number)
{
    return prefix + name + "." + std::to_string(number);
}

std::vector<int> allHeadsOf(const Model& model)
{
    std::vector<int> heads;
    for (int h = 0; h < model.info.headsPerLayer(); ++h)
        heads.push_back(h);
    return heads;
}

/// (T, K) the attention of a head from its patterns and shifts, each query's at the distances of
/// its own pairs, in float64.
Eigen::MatrixXd attentionFromPatterns(const Model& model, const Trace& trace, LayerIndex layer,
                                      HeadIndex head)
{
    const HeadRun run = headRun(model, trace, layer, head);
    const Attention& a = run.attention;
    const Vector factors = queryFactors(model, trace, layer, head);
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(run.queryCount(), run.keyCount());
    Matrix p;
    Vector c;
    for (int i = 0; i < run.queryCount(); ++i) {
        if (i == 0 || a.dependsOnDistance()) {
            const PatternDistance distance{std::nullopt, Position(i)};
            p = patterns(model, trace, layer, head, PatternSide::Key, distance);
            c = shifts(model, trace, layer, head, distance);
        }
        const KeyRange seen = a.seen(i, run.keyCount());
        Eigen::VectorXd scores(seen.count());
        for (Eigen::Index j = seen.first; j < seen.end; ++j) {
            const double product = run.input.row(i).cast<double>().dot(p.row(j).cast<double>());
            double score = (product + static_cast<double>(c[j])) * static_cast<double>(factors[i])
                           * static_cast<double>(a.scale);
            if (a.relativeBias)
                score += static_cast<double>(a.relativeBias->at(run.head, i, static_cast<int>(j)));
            scores[j - seen.first] = score;
        }
        const Eigen::ArrayXd e = (scores.array() - scores.maxCoeff()).exp();
        result.row(i).segment(seen.first, seen.count()) = (e / e.sum()).matrix().transpose();
    }
    return result;
}

/// (T, D): the state behind an attention, from the messages of its heads.
Matrix stateFromMessages(const Model& model, const Trace& trace, LayerIndex layer, bool cross)
{
    const auto l = static_cast<std::size_t>(layer.value);
    const int first = cross ? model.info.heads : 0;
    const HeadRun run = headRun(model, trace, layer, HeadIndex(first));
    const Attention& a = run.attention;
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(run.queryCount(), model.info.width);
    for (int h = first; h < first + a.heads; ++h)
        sum += attentionOf(model, trace, layer, HeadIndex(h)).cast<double>()
               * messages(model, trace, layer, HeadIndex(h)).cast<double>();
    sum.rowwise() += a.outputBias.cast<double>().transpose();
    Matrix written = sum.cast<float>();
    if (a.outputNorm)
        a.outputNorm->apply(constView(written), view(written));
    written += cross ? trace.middles[l] : trace.states[l];
    if (a.sumNorm)
        a.sumNorm->apply(constView(written), view(written));
    return written;
}

} // namespace

class TestFamilies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithHuggingFace_data() { families(); }
    void agreesWithHuggingFace();
    void identitiesHold_data() { families(); }
    void identitiesHold();
    void everyViewHasItsNumbers_data() { families(); }
    void everyViewHasItsNumbers();
    void cleanupTestCase() { m_table.write(); }

private:
    /// How much a family may differ where it is not as much as the others.
    struct Bounds {
        double logits = 2e-4;
        double states = 1e-4;
        double attention = 1e-5;
        double identities = 1e-5;
    };

    static void families();
    void compare(const Model& model, const Trace& trace, const Golden& golden, std::size_t prompt,
                 const std::string& prefix, const Bounds& bounds);
    void checkIdentities(const Model& model, const Trace& trace, const Bounds& bounds);
    static Bounds boundsOf(const QString& name);

    FamilyTable m_table;
    FamilyTable::Row* m_row = nullptr;
};

void TestFamilies::families()
{
    QTest::addColumn<QString>("name");
    for (const auto& family : FamilyTable::families()) {
#if defined(HEADSCOPE_SANITIZED)
        // The embedded models are large, and nothing runs in them that does not in the small ones.
        if (std::string_view(family.folder).starts_with("bookshelf"))
            continue;
#endif
        QTest::newRow(family.folder) << QString::fromLatin1(family.folder);
    }
}

TestFamilies::Bounds TestFamilies::boundsOf(const QString& name)
{
    Bounds bounds;
    // Scores of T5 are not scaled and reach 77 in these models: one float32 rounding of such a
    // score is 4e-6, of the products that it is made of 1e-4. Evaluated in float64 the reference
    // itself is 1e-4 (attention) and 1.3e-4 (logits) from exact.
    if (name.contains(QLatin1String("t5")))
        bounds = {4e-4, 1e-4, 4e-4, 2e-4};
    return bounds;
}

void TestFamilies::compare(const Model& model, const Trace& trace, const Golden& golden,
                           std::size_t prompt, const std::string& prefix, const Bounds& bounds)
{
    const int L = model.info.layers;
    for (int l = 0; l <= L; ++l) {
        Matrix state = trace.states[static_cast<std::size_t>(l)];
        if (l == L && !model.transform) // the reference has it behind the final norm
            model.finalNorm.apply(constView(state), view(state));
        const double difference = relativeDifference(
            state, golden.array(prompt, under(prefix, "hidden", l)));
        m_row->states = std::max(m_row->states, difference);
        QVERIFY2(difference <= bounds.states, qPrintable(QString::number(difference)));
    }
    for (int l = 0; l < L; ++l) {
        const auto k = static_cast<std::size_t>(l);
        double difference = largestDifference(trace.attention[k],
                                              golden.array(prompt, under(prefix, "attn", l)));
        if (!trace.cross.empty())
            difference = std::max(
                difference, largestDifference(trace.cross[k].attention,
                                              golden.array(prompt, under("cross_", "attn", l))));
        m_row->attention = std::max(m_row->attention, difference);
        QVERIFY2(difference <= bounds.attention, qPrintable(QString::number(difference)));
    }
}

void TestFamilies::agreesWithHuggingFace()
{
    QFETCH(QString, name);
    m_row = &m_table.row(name);
    const auto model = loadModel(FamilyTable::modelFolder(name));
    const Golden golden(FamilyTable::goldenFolder(name));
    const Bounds bounds = boundsOf(name);
    const auto prompts = golden.prompts();
    QCOMPARE(prompts.size(), std::size_t(3));
    for (std::size_t k = 0; k < prompts.size(); ++k) {
        const PromptIds ids(prompts[k], golden.decoderIds(k));
        const auto trace = runTrace(*model, ids, {.logits = true});
        const Matrix logits = golden.array(k, "logits");
        const double difference = largestDifference(trace->logits, logits)
                                  / std::max(1.0, standardDeviation(logits));
        m_row->logits = std::max(m_row->logits, difference);
        QVERIFY2(difference <= bounds.logits, qPrintable(QString::number(difference)));
        compare(*model, *trace, golden, k, model->encoder ? "dec_" : "", bounds);
        if (model->encoder)
            compare(*model->encoder, *trace->encoder, golden, k, "enc_", bounds);
    }
}

void TestFamilies::checkIdentities(const Model& model, const Trace& trace, const Bounds& bounds)
{
    for (int l = 0; l < model.info.layers; ++l) {
        const LayerIndex layer(l);
        for (const int h : allHeadsOf(model)) {
            const Eigen::MatrixXd made = attentionFromPatterns(model, trace, layer, HeadIndex(h));
            const double difference = differenceFrom(attentionOf(model, trace, layer, HeadIndex(h)),
                                                     made);
            m_row->patterns = std::max(m_row->patterns, difference);
            QVERIFY2(difference <= bounds.identities, qPrintable(QString::number(difference)));
        }
        const auto k = static_cast<std::size_t>(l);
        double difference = relativeDifference(stateFromMessages(model, trace, layer, false),
                                               trace.middles[k]);
        if (model.layers[k].cross)
            difference = std::max(
                difference,
                relativeDifference(stateFromMessages(model, trace, layer, true), trace.crossed[k]));
        m_row->messages = std::max(m_row->messages, difference);
        QVERIFY2(difference <= bounds.identities, qPrintable(QString::number(difference)));
    }
    for (int token = 0; token < trace.tokens(); ++token) {
        for (const int state : {model.info.layers, 1}) {
            const auto stream = tokenStream(model, trace, {Position(token), LayerIndex(state)});
            m_row->stream = std::max(m_row->stream, stream->sumResidue);
            QVERIFY2(stream->sumResidue <= 1e-5, qPrintable(QString::number(stream->sumResidue)));
            const double logit = std::abs(stream->effectSum + stream->constant - stream->logit);
            // Effects are kept in float32, some of them in the hundreds.
            QVERIFY2(logit <= 1e-3 * std::max(1.0, std::abs(stream->logit)),
                     qPrintable(QString::number(logit)));
        }
    }
}

void TestFamilies::identitiesHold()
{
    QFETCH(QString, name);
    m_row = &m_table.row(name);
    const auto model = loadModel(FamilyTable::modelFolder(name));
    const Golden golden(FamilyTable::goldenFolder(name));
    for (std::size_t k = 0; k < 3; ++k) {
        const auto trace = runTrace(*model, PromptIds(golden.prompts()[k], golden.decoderIds(k)));
        checkIdentities(*model, *trace, boundsOf(name));
        if (model->encoder)
            checkIdentities(*model->encoder, *trace->encoder, boundsOf(name));
    }
}

/// What each view shows is there, and finite, for every head, token and neuron.
void TestFamilies::everyViewHasItsNumbers()
{
    QFETCH(QString, name);
    const auto model = loadModel(FamilyTable::modelFolder(name));
    const auto lens = std::make_shared<const Lens>(model);
    const Golden golden(FamilyTable::goldenFolder(name));
    auto trace = std::make_shared<const Trace>(
        *runTrace(*model, PromptIds(golden.prompts()[1], golden.decoderIds(1))));
    const auto check = [&](const std::shared_ptr<const Model>& part,
                           const std::shared_ptr<const Trace>& run,
                           const std::shared_ptr<const Lens>& words) {
        const int T = run->tokens();
        const int heads = part->info.headsPerLayer();
        LensOptions open;
        open.hideHighBias = false;
        for (int l = 0; l < part->info.layers; ++l) {
            for (int h = 0; h < heads; ++h) {
                HeadTableOptions options;
                options.lens = open;
                options.distance.other = Position(T - 1);
                const auto table = makeHeadTable(*part, *run, *words, LayerIndex(l), HeadIndex(h),
                                                 options);
                QVERIFY(table && table->complete());
                QCOMPARE(std::ssize(table->inputTokens), std::ptrdiff_t(T));
                QCOMPARE(table->attention.cols(), std::ssize(table->tokens));
                QVERIFY(table->attention.allFinite() && table->scores.allFinite());
                for (std::size_t j = 0; j < table->tokens.size(); ++j) {
                    QCOMPARE(std::ssize(table->patternCells[j].ids), std::ptrdiff_t(10));
                    QCOMPARE(std::ssize(table->messageCells[j].ids), std::ptrdiff_t(10));
                }
                for (const float alike : table->groupAlike)
                    QVERIFY(std::abs(alike) <= 1.0001F);
                const auto network = headNetwork(
                    *part, *run, *words, {LayerIndex(l), HeadIndex(h), Position(T - 1), open});
                QVERIFY(network && !network->output.ids.empty());
                QVERIFY(positionPatterns(*part, {LayerIndex(l), HeadIndex(h), 16}, run.get()));
            }
        }
        const auto measures = attentionMeasures(*part, *run);
        QCOMPARE(std::ssize(*measures), std::ptrdiff_t(part->info.layers * heads));
        NeuronWordsSearch neurons(part, words, open);
        QVERIFY(neurons.advance());
        const NeuronWords found = neurons.take();
        for (int l = 0; l < part->info.layers; ++l) {
            const auto k = static_cast<std::size_t>(l);
            const FeedForward& ffn = part->layers[k].feedForward;
            QCOMPARE(std::ssize(found.in[k]), std::ptrdiff_t(ffn.neurons));
            QCOMPARE(std::ssize(found.out[k]), std::ptrdiff_t(ffn.neurons));
            QCOMPARE(std::ssize(found.gate[k]), std::ptrdiff_t(ffn.gated() ? ffn.neurons : 0));
        }
        const auto activity = neuronActivity(*part, run);
        QVERIFY(activity && activity->layers() == part->info.layers);
        EvolutionSearch evolution(part, run);
        QVERIFY(evolution.advance());
    };
    check(model, trace, lens);
    if (model->encoder)
        check(model->encoder, trace->encoder, std::make_shared<const Lens>(model->encoder));
    m_table.row(name).views = true;
}

QTEST_GUILESS_MAIN(TestFamilies)
#include "tst_families.moc"
