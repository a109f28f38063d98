// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/evolution.h"
#include "core/analysis/lens.h"
#include "core/base/error.h"
#include "core/model/forward.h"
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

std::shared_ptr<const Trace> traceOf(const Model& model, const PromptIds& prompt)
{
    return std::make_shared<const Trace>(*runTrace(model, prompt));
}

Evolution evolutionOf(const std::shared_ptr<const Model>& model,
                      const std::shared_ptr<const Trace>& trace)
{
    EvolutionSearch search(model, trace);
    if (!search.advance())
        qFatal("nobody asked the search to stop");
    return search.take();
}

/// The words of a state by a full sort of its probabilities, in float64.
struct NaiveReading {
    Row probabilities;        ///< (V)
    std::vector<TokenId> ids; ///< all, best first
};
NaiveReading naiveReading(const Model& model, const Row& state)
{
    NaiveReading reading;
    double sum = 0.0;
    for (const double score : naiveLogits(model, state)) {
        reading.probabilities.push_back(std::exp(score));
        sum += reading.probabilities.back();
    }
    for (double& p : reading.probabilities)
        p /= sum;
    reading.ids.resize(reading.probabilities.size());
    std::iota(reading.ids.begin(), reading.ids.end(), 0);
    std::stable_sort(reading.ids.begin(), reading.ids.end(), [&](TokenId a, TokenId b) {
        return reading.probabilities[static_cast<std::size_t>(a)]
               > reading.probabilities[static_cast<std::size_t>(b)];
    });
    return reading;
}

} // namespace

class TestEvolution : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_model = loadModel(tests::modelsPath("/bookshelf-20m"));
        const auto ids = promptIds(
            *m_model, "The captain of the ship gave the order to lower the boats", true);
        QCOMPARE(ids.size(), std::size_t(13));
        m_trace = traceOf(*m_model, ids);
    }

    void agreesWithPlainLoops_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::newRow("one token") << 1;
        QTest::newRow("two tokens") << 2;
        QTest::newRow("a full block and one more") << 65;
    }
    void agreesWithPlainLoops()
    {
        QFETCH(int, tokens);
        RandomShape shape;
        shape.vocab = 613; // some chunks and a rest
        shape.embeddingSize = 0.5F;
        const auto model = randomModel(shape);
        for (std::size_t t = 0; t < model->fragments.size(); t += 3)
            model->fragments[t] = 1;
        const auto trace = traceOf(*model, randomIds(*model, tokens));
        const Evolution found = evolutionOf(model, trace);
        QCOMPARE(found.layers, 2);
        QCOMPARE(found.states.size(), static_cast<std::size_t>(3 * tokens));
        QCOMPARE(found.tokens.size(), static_cast<std::size_t>(tokens));
        int right = 0;
        for (int l = 0; l <= 2; ++l) {
            for (int i = 0; i < tokens; ++i) {
                const StateReading& reading = found.of(LayerIndex(l), Position(i));
                const NaiveReading naive = naiveReading(
                    *model, toRow(trace->states[static_cast<std::size_t>(l)], i));
                std::vector<TokenId> legible;
                for (const TokenId id : naive.ids)
                    if (model->fragments[static_cast<std::size_t>(id)] == 0)
                        legible.push_back(id);
                legible.resize(10);
                QCOMPARE(reading.legible.ids, legible);
                QCOMPARE(reading.all.ids,
                         std::vector<TokenId>(naive.ids.begin(), naive.ids.begin() + 10));
                for (const StateWords* words : {&reading.all, &reading.legible}) {
                    for (std::size_t k = 0; k < 10; ++k) {
                        const double p =
                            naive.probabilities[static_cast<std::size_t>(words->ids[k])];
                        // A score is a sum of 24 float32 products of up to about 10: its rounding,
                        // 1e-5, is the relative error of its exponential.
                        QVERIFY(std::abs(static_cast<double>(words->probabilities[k]) - p)
                                <= 3e-5 * p);
                    }
                }
                if (i + 1 == tokens) {
                    QCOMPARE(reading.nextRank, 0);
                    continue;
                }
                const TokenId next = trace->ids[static_cast<std::size_t>(i) + 1];
                const auto place = std::find(naive.ids.begin(), naive.ids.end(), next);
                QCOMPARE(reading.nextRank, static_cast<int>(place - naive.ids.begin()) + 1);
                right += l == 2 && naive.ids.front() == next ? 1 : 0;
            }
        }
        QCOMPARE(found.right, right);
    }

    void everyKindAgreesWithPlainLoops_data() { everyKind(); }
    /// Each stack by its own output: through the transform in front of it, scaled, with its bias.
    void everyKindAgreesWithPlainLoops()
    {
        QFETCH(QString, kind);
        const auto model = randomModel(kindNamed(kind).shape);
        const auto trace = traceOf(*model, randomPrompt(*model, 7));
        compare(model, trace);
        if (model->encoder)
            compare(model->encoder, trace->encoder);
    }

    /// Where tokens see each other both ways, what is predicted is the token at its own place.
    void withoutOrderTheTokenItselfIsPredicted()
    {
        const auto model = loadModel(tests::dataPath("/bert-tiny"));
        const auto trace = traceOf(*model, {5, 17, 3, 40, 2});
        const auto found = std::make_shared<const Evolution>(evolutionOf(model, trace));
        QVERIFY(!found->causal);
        const Matrix scores = logits(*model, trace->states.back());
        int right = 0;
        for (int i = 0; i < 5; ++i) {
            const Position token(i);
            QVERIFY(found->hasTarget(token));
            QCOMPARE(found->target(token), static_cast<std::size_t>(i));
            const TokenId own = trace->ids[static_cast<std::size_t>(i)];
            const int rank = static_cast<int>((scores.row(i).array() > scores(i, own)).count()) + 1;
            QCOMPARE(found->of(LayerIndex(found->layers), token).nextRank, rank);
            QCOMPARE(found->predictedRight(token), rank == 1);
            right += rank == 1 ? 1 : 0;
            // Nothing can be appended.
            QVERIFY(found->predictedText[static_cast<std::size_t>(i)].empty());
            const auto detail = stateDetail(*model, *trace, {LayerIndex(found->layers), token});
            QCOMPARE(detail->reading.nextRank, rank);
        }
        QCOMPARE(found->right, right);
        const TableSource source = evolutionTableSource(found, false);
        QCOMPARE(source.columns.back(), std::string("own_rank"));
        TableRow row;
        for (std::size_t k = 0; k < found->states.size(); ++k) {
            QVERIFY(source.next(row));
            QCOMPARE(std::get<std::int64_t>(row.back()),
                     std::int64_t(found->states[k].nextRank)); // the last token's too
        }
        QVERIFY(!source.next(row));
    }

    /// Words of the same score rank by id, in the lists and in the ranks.
    void tiesGoById()
    {
        RandomShape shape;
        shape.layers = 1;
        const auto model = randomModel(shape);
        Matrix same = model->unembedding.dense(); // (V, D)
        for (const Eigen::Index t : {5, 50, 96})
            same.row(t) = same.row(20);
        model->unembedding = {same.data(), same.rows(), same.cols(), same.cols(), false};
        const auto trace = traceOf(*model, {3, 96, 50, 20, 5, 7});
        const Evolution found = evolutionOf(model, trace);
        const Matrix scores = logits(*model, trace->states[1]);
        bool tied = false;
        for (int i = 0; i < 5; ++i) {
            std::vector<TokenId> order(97);
            std::iota(order.begin(), order.end(), 0);
            std::stable_sort(order.begin(), order.end(),
                             [&](TokenId a, TokenId b) { return scores(i, a) > scores(i, b); });
            const StateReading& reading = found.of(LayerIndex(1), Position(i));
            QCOMPARE(reading.all.ids, std::vector<TokenId>(order.begin(), order.begin() + 10));
            const TokenId next = trace->ids[static_cast<std::size_t>(i) + 1];
            const auto place = std::find(order.begin(), order.end(), next);
            QCOMPARE(reading.nextRank, static_cast<int>(place - order.begin()) + 1);
            tied = tied || scores(i, 5) == scores(i, 20) || scores(i, 20) == scores(i, 50);
        }
        QVERIFY(tied);
    }

    void embeddedModelSaysWhatItsLogitsSay()
    {
        const Evolution found = evolutionOf(m_model, m_trace);
        const Trace withLogits = *runTrace(*m_model, m_trace->ids, {.logits = true});
        int right = 0;
        for (int i = 0; i < 13; ++i) {
            const auto logits = withLogits.logits.row(i);
            Eigen::Index best = 0;
            const float most = logits.maxCoeff(&best);
            QCOMPARE(found.predicted(Position(i)), static_cast<TokenId>(best));
            const double sum =
                (logits.cast<double>().array() - static_cast<double>(most)).exp().sum();
            QVERIFY(std::abs(static_cast<double>(found.predictedProbability(Position(i))) * sum - 1)
                    < 1e-4);
            QCOMPARE(found.predictedText[static_cast<std::size_t>(i)],
                     std::string(m_model->bytes(static_cast<TokenId>(best))));
            if (i == 12)
                continue;
            const TokenId next = m_trace->ids[static_cast<std::size_t>(i) + 1];
            QCOMPARE(found.of(LayerIndex(8), Position(i)).nextRank,
                     static_cast<int>((logits.array() > logits[next]).count()) + 1);
            right += best == next ? 1 : 0;
            QCOMPARE(found.predictedRight(Position(i)), best == next);
        }
        QCOMPARE(found.right, right);
        QVERIFY(found.right > 0);
        QVERIFY(found.right < 12);
        // Before the first layer, the state says the token itself.
        QCOMPARE(found.of(LayerIndex(0), Position(2)).all.ids.front(), m_trace->ids[2]);
        QVERIFY(found.of(LayerIndex(0), Position(0)).all.probabilities.front() > 0.9F);
    }

    /// A prompt of ids goes on with an id.
    void withoutTokenizerIdsAreAppended()
    {
        const auto model = loadModel(tests::dataPath("/gpt2-tiny"));
        QVERIFY(!model->tokenizer);
        const Evolution found = evolutionOf(model, traceOf(*model, {{5, 17, 3}}));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(found.predictedText[static_cast<std::size_t>(i)],
                     " " + std::to_string(found.predicted(Position(i))));
    }

    /// The same words as the lens finds for states.
    void agreesWithTheLens()
    {
        const Evolution found = evolutionOf(m_model, m_trace);
        const Lens lens(m_model);
        for (const int l : {0, 4, 8}) {
            const auto cells = lens.search(constView(m_trace->states[static_cast<std::size_t>(l)]),
                                           LensTarget::state(LayerIndex(l)));
            for (int i = 0; i < 13; ++i) {
                const LensCell& cell = (*cells)[static_cast<std::size_t>(i)];
                const StateWords& words = found.of(LayerIndex(l), Position(i)).legible;
                QCOMPARE(words.ids, cell.ids);
                for (std::size_t k = 0; k < cell.ids.size(); ++k) // two ways to sum exponentials
                    QVERIFY(std::abs(words.probabilities[k] - cell.scores[k])
                            <= 1e-5F * cell.scores[k] + 1e-12F);
            }
        }
    }

    void detailHasManyWords()
    {
        const Evolution found = evolutionOf(m_model, m_trace);
        const auto detail = stateDetail(*m_model, *m_trace, {LayerIndex(6), Position(5)});
        QCOMPARE(detail->reading.all.ids.size(), std::size_t(50));
        QCOMPARE(detail->reading.legible.ids.size(), std::size_t(50));
        QCOMPARE(detail->place.state.value, 6);
        QCOMPARE(detail->place.token.value, 5);
        const StateReading& cell = found.of(LayerIndex(6), Position(5));
        QVERIFY(std::equal(cell.legible.ids.begin(), cell.legible.ids.end(),
                           detail->reading.legible.ids.begin()));
        QCOMPARE(detail->reading.nextRank, cell.nextRank);
        QVERIFY_EXCEPTION_THROWN(
            stateDetail(*m_model, *m_trace, StatePlace{LayerIndex(9), Position(0)}), Error);
        QVERIFY_EXCEPTION_THROWN(
            stateDetail(*m_model, *m_trace, StatePlace{LayerIndex(0), Position(13)}), Error);
        QVERIFY_EXCEPTION_THROWN(
            stateDetail(*m_model, *m_trace, StatePlace{LayerIndex(-1), Position(0)}), Error);
    }

    /// Stopped again and again, the search still ends, with the same result.
    void stoppingLosesLittle()
    {
        const Evolution whole = evolutionOf(m_model, m_trace);
        EvolutionSearch search(m_model, m_trace);
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(!search.advance({stopped.get_token(), {}}));
        int stops = 0;
        int last = 0;
        for (bool done = false; !done;) {
            std::stop_source once;
            done = search.advance({once.get_token(), [&](int at, int total) {
                                       QVERIFY(at > last);
                                       QCOMPARE(total, 9 * 13);
                                       last = at;
                                       once.request_stop();
                                   }});
            stops += done ? 0 : 1;
        }
        QCOMPARE(last, 9 * 13);
        QCOMPARE(stops, 8); // one block a layer; the last one is done when it is asked to stop
        const Evolution pieces = search.take();
        QCOMPARE(pieces.right, whole.right);
        for (std::size_t k = 0; k < whole.states.size(); ++k) {
            QCOMPARE(pieces.states[k].all.ids, whole.states[k].all.ids);
            QCOMPARE(pieces.states[k].legible.probabilities, whole.states[k].legible.probabilities);
            QCOMPARE(pieces.states[k].nextRank, whole.states[k].nextRank);
        }
        QVERIFY(!stateDetail(*m_model, *m_trace, {LayerIndex(0), Position(0)},
                             {stopped.get_token(), {}}));
    }

    void tableHasTheResult()
    {
        const auto found = std::make_shared<const Evolution>(evolutionOf(m_model, m_trace));
        for (const bool hideFragments : {true, false}) {
            const TableSource source = evolutionTableSource(found, hideFragments);
            QCOMPARE(source.columns.back(), std::string("next_rank"));
            TableRow row;
            for (int l = 0; l <= 8; ++l) {
                for (int i = 0; i < 13; ++i) {
                    QVERIFY(source.next(row));
                    QCOMPARE(row.size(), source.columns.size());
                    const StateReading& cell = found->of(LayerIndex(l), Position(i));
                    const StateWords& words = hideFragments ? cell.legible : cell.all;
                    QCOMPARE(std::get<std::int64_t>(row[0]), l);
                    QCOMPARE(std::get<std::int64_t>(row[1]), i);
                    QCOMPARE(std::get<std::string>(row[4]),
                             std::string(m_model->words->word(words.ids.front())));
                    QCOMPARE(std::get<float>(row[5]), words.probabilities.front());
                    if (i < 12)
                        QCOMPARE(std::get<std::int64_t>(row[6]), cell.nextRank);
                    else
                        QVERIFY(std::holds_alternative<std::monostate>(row[6]));
                }
            }
            QVERIFY(!source.next(row));
        }
    }

private:
    /// Words, probabilities and ranks of all states against plain loops in float64.
    static void compare(const std::shared_ptr<const Model>& model,
                        const std::shared_ptr<const Trace>& trace)
    {
        const Evolution found = evolutionOf(model, trace);
        const int T = trace->tokens();
        QCOMPARE(found.states.size(), static_cast<std::size_t>((model->info.layers + 1) * T));
        int right = 0;
        for (int l = 0; l <= model->info.layers; ++l) {
            for (int i = 0; i < T; ++i) {
                const StateReading& reading = found.of(LayerIndex(l), Position(i));
                const NaiveReading naive = naiveReading(
                    *model, toRow(trace->states[static_cast<std::size_t>(l)], i));
                QCOMPARE(reading.all.ids,
                         std::vector<TokenId>(naive.ids.begin(), naive.ids.begin() + 10));
                for (std::size_t k = 0; k < 10; ++k) {
                    const double p =
                        naive.probabilities[static_cast<std::size_t>(reading.all.ids[k])];
                    // As above: the rounding of a score is the relative error of its exponential.
                    HS_AT_MOST(std::abs(static_cast<double>(reading.all.probabilities[k]) - p),
                               3e-5 * p);
                }
                const int target = model->info.causal ? i + 1 : i;
                QCOMPARE(found.hasTarget(Position(i)), target < T);
                if (target == T) {
                    QCOMPARE(reading.nextRank, 0);
                    continue;
                }
                const TokenId next = trace->ids[static_cast<std::size_t>(target)];
                const auto place = std::find(naive.ids.begin(), naive.ids.end(), next);
                QCOMPARE(reading.nextRank, static_cast<int>(place - naive.ids.begin()) + 1);
                right += l == model->info.layers && naive.ids.front() == next ? 1 : 0;
            }
        }
        QCOMPARE(found.right, right);
    }

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Trace> m_trace;
};

QTEST_GUILESS_MAIN(TestEvolution)
#include "tst_evolution.moc"
