// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"
#include "core/analysis/positions.h"
#include "core/base/error.h"
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

/// (n, n): the scores of position vectors alone by plain loops in float64.
Rows learnedScores(const Model& model, LayerIndex layer, HeadIndex head, int n)
{
    const Attention& a = model.layers[static_cast<std::size_t>(layer.value)].attention;
    const int d = a.headSize;
    const int group = head.value / (a.heads / a.groups);
    Rows queries;
    Rows keys;
    for (int j = 0; j < n; ++j) {
        const Row position = naiveRow(model.positions, j);
        const Row input = naiveNorm(a.readsWordsBy ? *a.readsWordsBy : a.norm, position);
        queries.push_back(naiveTimes(input, a.query, head.value * d, d, &a.queryBias));
        keys.push_back(naiveTimes(input, a.key, group * d, d, &a.keyBias));
    }
    Rows scores;
    for (const Row& q : queries) {
        scores.emplace_back();
        for (const Row& k : keys)
            scores.back().push_back(std::inner_product(q.begin(), q.end(), k.begin(), 0.0)
                                    * static_cast<double>(a.scale));
    }
    return scores;
}

/// The mean of all rows but the first.
Row meanOf(const Rows& rows)
{
    Row mean(rows[0].size(), 0.0);
    for (std::size_t t = 1; t < rows.size(); ++t)
        for (std::size_t e = 0; e < mean.size(); ++e)
            mean[e] += rows[t][e] / static_cast<double>(rows.size() - 1);
    return mean;
}

/// (n, n): the mean query and key of the run, each turned to its own position.
Rows rotaryScores(const Attention& a, const NaiveAttention& run, std::size_t h, std::size_t n)
{
    const Row query = meanOf(run.queries[h]);
    const Row key = meanOf(run.keys[h]);
    Rows scores(n, Row(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) {
        const Row q = naiveTurned(a.rotary, query, i);
        for (std::size_t j = 0; j < n; ++j) {
            const Row k = naiveTurned(a.rotary, key, j);
            scores[i][j] = std::inner_product(q.begin(), q.end(), k.begin(), 0.0)
                           * static_cast<double>(a.scale);
        }
    }
    return scores;
}

Rows biasScores(const Attention& a, int h, std::size_t n)
{
    Rows scores(n, Row(n, 0.0));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            scores[i][j] = naiveBias(*a.relativeBias, h, i, j);
    return scores;
}

double difference(float a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) == std::isnan(b) ? 0.0 : 1e9;
    return std::abs(static_cast<double>(a) - b);
}

/// Means over the diagonals; NaN where there is nothing on one.
class Diagonals
{
public:
    explicit Diagonals(std::size_t n) : m_sums(n, 0.0), m_counts(n, 0.0) {}
    void add(std::size_t d, double value)
    {
        m_sums[d] += value;
        m_counts[d] += 1;
    }
    double mean(std::size_t d) const { return m_counts[d] > 0 ? m_sums[d] / m_counts[d] : NAN; }

private:
    Row m_sums;
    Row m_counts;
};

} // namespace

class TestPositions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithPlainLoops_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("groups");
        QTest::addColumn<bool>("biases");
        QTest::newRow("one position") << 1 << 4 << true;
        QTest::newRow("two positions") << 2 << 4 << true;
        QTest::newRow("many") << 40 << 4 << true;
        QTest::newRow("grouped heads, no biases") << 33 << 2 << false;
    }
    void agreesWithPlainLoops()
    {
        QFETCH(int, count);
        RandomShape shape;
        QFETCH(int, groups);
        shape.groups = groups;
        QFETCH(bool, biases);
        shape.biases = biases;
        const auto model = randomModel(shape);
        const LayerIndex layer(1);
        const HeadIndex head(3);
        const auto found = positionPatterns(*model, {layer, head, count}, nullptr);
        QCOMPARE(found->count(), count);
        QCOMPARE(found->most, 400);
        QCOMPARE(found->kind, PositionKind::Learned);
        QVERIFY(found->behindByDistance.empty());
        // What the head reads is rounded to float32 by the norm: 6e-8 of numbers of about 1, times
        // the weights of 24 inputs and a key of 6 numbers of about 2. Everything after that is
        // float64, rounded once.
        compare(*found, model->layers[1].attention, learnedScores(*model, layer, head, count),
                1e-5);
    }

    void everyKindAgreesWithPlainLoops_data() { everyKind(); }
    void everyKindAgreesWithPlainLoops()
    {
        QFETCH(QString, kind);
        const auto model = randomModel(kindNamed(kind).shape);
        const PromptIds prompt = randomPrompt(*model, 9);
        const auto trace = runTrace(*model, prompt);
        const NaiveRun run = naiveRun(*model, prompt);
        compareAll(*model, *trace, run);
        if (model->encoder)
            compareAll(*model->encoder, *trace->encoder, *run.encoder);
    }

    /// The score against the distance is what it is in a prompt whose tokens are all alike.
    void rotaryScoresAreThoseOfTokensAlike()
    {
        const auto model = randomModel(kindNamed(QStringLiteral("llama")).shape);
        const auto trace = runTrace(*model, std::vector<TokenId>(12, 31));
        for (int h = 0; h < 4; ++h) {
            const auto found = positionPatterns(*model, {LayerIndex(0), HeadIndex(h), 12}, &*trace);
            const Matrix real = scores(*model, *trace, LayerIndex(0), HeadIndex(h));
            for (int i = 0; i < 12; ++i)
                for (int j = 0; j <= i; ++j)
                    // Sums of 6 float32 products of about 10.
                    HS_AT_MOST(difference(found->scores(i, j), static_cast<double>(real(i, j))),
                               1e-4);
        }
    }

    /// Without a prompt nothing is known of rotary heads; the others need none.
    void whatNeedsAPrompt()
    {
        const auto rotary = randomModel(kindNamed(QStringLiteral("llama")).shape);
        const auto none = positionPatterns(*rotary, {LayerIndex(0), HeadIndex(0), 16}, nullptr);
        QCOMPARE(none->kind, PositionKind::Rotary);
        QCOMPARE(none->count(), 0);
        QVERIFY(none->most > 0);
        const auto one = runTrace(*rotary, {5}); // no later token: its own
        QCOMPARE(positionPatterns(*rotary, {LayerIndex(0), HeadIndex(0), 16}, &*one)->count(), 16);
        const auto biased = randomModel(kindNamed(QStringLiteral("t5")).shape);
        QCOMPARE(positionPatterns(*biased, {LayerIndex(0), HeadIndex(0), 16}, nullptr)->count(),
                 16);
        // Heads that look at the encoder's tokens know nothing of where they stand.
        const auto cross = positionPatterns(*biased, {LayerIndex(0), HeadIndex(5), 16}, nullptr);
        QCOMPARE(cross->kind, PositionKind::None);
        QCOMPARE(cross->count(), 0);
    }

    /// In a model whose words are all zero there are only positions.
    void areTheScoresOfAModelWithoutWords()
    {
        RandomShape shape;
        shape.layers = 1;
        shape.embeddingSize = 0.7F;
        const auto model = randomModel(shape);
        const Matrix none = Matrix::Zero(shape.vocab, shape.width);
        model->embedding = {none.data(), none.rows(), none.cols(), none.cols(), false};
        const auto trace = runTrace(*model, randomIds(*model, 30));
        for (int h = 0; h < shape.heads; ++h) {
            const auto found = positionPatterns(*model, {LayerIndex(0), HeadIndex(h), 30}, nullptr);
            const Matrix real = scores(*model, *trace, LayerIndex(0), HeadIndex(h));
            const Matrix attention = attentionOf(*model, *trace, LayerIndex(0), HeadIndex(h));
            // The model's queries and keys are sums of 24 float32 products, its scores of 6.
            QVERIFY(largestDifference(found->scores, real) < 3e-5);
            QVERIFY(largestDifference(found->attention, attention) < 1e-5);
        }
    }

    /// Some head looks at the token before, and position vectors alone would make it do so a good
    /// deal: equal attention to all would be 0.06 on average.
    void embeddedModelHasAPreviousTokenHead()
    {
        const auto model = loadModel(tests::modelsPath("/bookshelf-20m"));
        QCOMPARE(mostPositions(*model), 512);
        const auto all = positionPatterns(*model, {LayerIndex(0), HeadIndex(0), 100000}, nullptr);
        QCOMPARE(all->count(), 512);
        QCOMPARE(positionPatterns(*model, {LayerIndex(0), HeadIndex(0), -3}, nullptr)->count(), 1);
        double most = 0;
        for (int l = 0; l < 8; ++l) {
            for (int h = 0; h < 6; ++h) {
                const auto found = positionPatterns(*model, {LayerIndex(l), HeadIndex(h), 64},
                                                    nullptr);
                for (int i = 0; i < 64; ++i)
                    QVERIFY(std::abs(found->attention.row(i).sum() - 1.0F) < 1e-5F);
                double previous = 0;
                for (int i = 2; i < 64; ++i)
                    previous += static_cast<double>(found->attention(i, i - 1)) / 62;
                most = std::max(most, previous);
            }
        }
        QVERIFY2(most > 0.15, qPrintable(QString::number(most)));
    }

    void modelWithoutPositionVectors()
    {
        const auto model = randomModel();
        model->positions = {};
        QCOMPARE(mostPositions(*model), 0);
        const auto found = positionPatterns(*model, {LayerIndex(0), HeadIndex(0), 32}, nullptr);
        QCOMPARE(found->count(), 0);
        QCOMPARE(found->most, 0);
        QCOMPARE(found->scores.size(), Eigen::Index(0));
        TableRow row;
        QVERIFY(!positionTableSource(std::make_shared<const PositionPatterns>(*found)).next(row));
    }

    void stopsAndRefuses()
    {
        const auto model = randomModel();
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(!positionPatterns(*model, {LayerIndex(0), HeadIndex(0), 32}, nullptr,
                                  {stopped.get_token(), {}}));
        QVERIFY_EXCEPTION_THROWN(
            positionPatterns(*model, {LayerIndex(2), HeadIndex(0), 32}, nullptr), Error);
        QVERIFY_EXCEPTION_THROWN(
            positionPatterns(*model, {LayerIndex(0), HeadIndex(4), 32}, nullptr), Error);
    }

    void tableHasTheResult_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* const kind : {"gpt2", "mistral", "bert", "t5"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    /// All pairs of which one sees the other, windows and tokens behind included.
    void tableHasTheResult()
    {
        QFETCH(QString, kind);
        const auto model = randomModel(kindNamed(kind).shape);
        const auto trace = runTrace(*model, randomPrompt(*model, 4));
        const auto found = std::make_shared<const PositionPatterns>(
            *positionPatterns(*model, {LayerIndex(0), HeadIndex(1), 7}, &*trace));
        const TableSource source = positionTableSource(found);
        TableRow row;
        for (int i = 0; i < 7; ++i) {
            for (int j = 0; j < 7; ++j) {
                if (!naiveSees(model->layers[0].attention, static_cast<std::size_t>(i),
                               static_cast<std::size_t>(j)))
                    continue;
                QVERIFY(source.next(row));
                QCOMPARE(row.size(), source.columns.size());
                QCOMPARE(std::get<std::int64_t>(row[0]), i);
                QCOMPARE(std::get<std::int64_t>(row[1]), j);
                QCOMPARE(std::get<std::int64_t>(row[2]), i - j);
                QCOMPARE(std::get<float>(row[3]), found->scores(i, j));
                QCOMPARE(std::get<float>(row[4]), found->excess(i, j));
                QCOMPARE(std::get<float>(row[5]), found->attention(i, j));
            }
        }
        QVERIFY(!source.next(row));
    }

    /// Which heads of GPT-2 small look at the token before by positions alone.
    void previousTokenHeadsOfGpt2()
    {
        const QByteArray reference = qgetenv("HEADSCOPE_REFERENCE");
        if (reference.isEmpty())
            QSKIP("HEADSCOPE_REFERENCE does not say where reference/gpt2 is");
        const auto model = loadModel(reference.toStdString() + "/gpt2");
        std::vector<std::tuple<float, int, int>> shares;
        for (int layer = 0; layer < 12; ++layer) {
            for (int head = 0; head < 12; ++head) {
                const auto found = positionPatterns(
                    *model, {LayerIndex(layer), HeadIndex(head), 200}, nullptr);
                QCOMPARE(found->count(), 200);
                double sum = 0;
                for (int i = 1; i < 200; ++i)
                    sum += double(found->attention(i, i - 1));
                HS_AT_MOST(std::abs(sum / 199 - double(found->meanOnPrevious)), 1e-6);
                shares.emplace_back(found->meanOnPrevious, layer, head);
            }
        }
        std::sort(shares.rbegin(), shares.rend());
        const std::array expected = {std::tuple(0.255F, 0, 7), std::tuple(0.246F, 0, 4),
                                     std::tuple(0.241F, 0, 3), std::tuple(0.241F, 1, 1)};
        for (std::size_t k = 0; k < expected.size(); ++k) {
            const auto& [share, layer, head] = shares[k];
            qInfo("head %d.%d: %.4f", layer, head, double(share));
            QCOMPARE(layer, std::get<1>(expected[k]));
            QCOMPARE(head, std::get<2>(expected[k]));
            HS_AT_MOST(std::abs(share - std::get<0>(expected[k])), 0.001);
        }
    }

private:
    static void compareAll(const Model& model, const Trace& trace, const NaiveRun& run)
    {
        constexpr int n = 24; // more than the prompt has tokens
        for (int l = 0; l < model.info.layers; ++l) {
            const auto lk = static_cast<std::size_t>(l);
            const Attention& a = model.layers[lk].attention;
            for (int h = 0; h < model.info.headsPerLayer(); ++h) {
                const auto hk = static_cast<std::size_t>(h);
                const auto found = positionPatterns(model, {LayerIndex(l), HeadIndex(h), n},
                                                    &trace);
                if (h >= model.info.heads) {
                    QCOMPARE(found->kind, PositionKind::None);
                    continue;
                }
                QCOMPARE(found->count(), n);
                // As above; the mean query and key come from float32 states behind two layers, and
                // scores of up to ten are made of them.
                if (found->kind == PositionKind::Learned)
                    compare(*found, a, learnedScores(model, LayerIndex(l), HeadIndex(h), n), 1e-5);
                else if (found->kind == PositionKind::Rotary)
                    compare(*found, a, rotaryScores(a, run.own[lk], hk, n), 3e-5);
                else if (found->kind == PositionKind::Bias)
                    compare(*found, a, biasScores(a, h, n), 1e-6);
                else
                    QFAIL("every kind knows positions");
                const PositionKind kind = a.relativeBias     ? PositionKind::Bias
                                          : a.rotary.turns() ? PositionKind::Rotary
                                                             : PositionKind::Learned;
                QCOMPARE(found->kind, kind);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    /// Everything that is made of scores (n, n).
    static void compare(const PositionPatterns& found, const Attention& a, const Rows& naive,
                        double tolerance)
    {
        const std::size_t n = naive.size();
        Diagonals scores(n);
        Diagonals excess(n);
        Diagonals behind(n);
        Diagonals behindExcess(n);
        double largestScore = 0;
        double largestExcess = 0;
        for (std::size_t i = 0; i < n; ++i) {
            double sum = 0;
            double exponentials = 0;
            double count = 0;
            for (std::size_t j = 0; j < n; ++j) {
                if (!naiveSees(a, i, j))
                    continue;
                sum += naive[i][j];
                exponentials += std::exp(naive[i][j]);
                ++count;
            }
            const double mean = sum / count;
            const auto row = static_cast<int>(i);
            HS_AT_MOST(difference(found.means[i], mean), tolerance);
            for (std::size_t j = 0; j < n; ++j) {
                const auto column = static_cast<int>(j);
                QCOMPARE(found.sees(row, column), naiveSees(a, i, j));
                if (!naiveSees(a, i, j)) {
                    QCOMPARE(found.scores(row, column), 0.0F);
                    QCOMPARE(found.attention(row, column), 0.0F);
                    continue;
                }
                const double s = naive[i][j];
                HS_AT_MOST(difference(found.scores(row, column), s), tolerance);
                HS_AT_MOST(difference(found.excess(row, column), s - mean), 2 * tolerance);
                HS_AT_MOST(difference(found.attention(row, column), std::exp(s) / exponentials),
                           tolerance);
                if (j <= i) {
                    scores.add(i - j, s);
                    excess.add(i - j, s - mean);
                }
                if (j >= i) {
                    behind.add(j - i, s);
                    behindExcess.add(j - i, s - mean);
                }
                largestScore = std::max(largestScore, std::abs(s));
                largestExcess = std::max(largestExcess, std::abs(s - mean));
            }
            QCOMPARE(found.attentionOnFirst[i], found.attention(row, 0));
            const bool compared = i > 0 && naiveSees(a, i, 0) && count > 1;
            HS_AT_MOST(difference(found.pull[i],
                                  compared ? naive[i][0] - (sum - naive[i][0]) / (count - 1) : NAN),
                       2 * tolerance);
        }
        QCOMPARE(found.behindByDistance.size(), a.causal || n == 1 ? std::size_t(0) : n);
        for (std::size_t d = 0; d < n; ++d) {
            HS_AT_MOST(difference(found.byDistance[d], scores.mean(d)), tolerance);
            HS_AT_MOST(difference(found.excessByDistance[d], excess.mean(d)), 2 * tolerance);
            if (found.behindByDistance.empty())
                continue;
            HS_AT_MOST(difference(found.behindByDistance[d], behind.mean(d)), tolerance);
            HS_AT_MOST(difference(found.behindExcessByDistance[d], behindExcess.mean(d)),
                       2 * tolerance);
        }
        HS_AT_MOST(difference(found.largestScore, largestScore), tolerance);
        HS_AT_MOST(difference(found.largestExcess, largestExcess), 2 * tolerance);
    }
};

QTEST_GUILESS_MAIN(TestPositions)
#include "tst_positions.moc"
