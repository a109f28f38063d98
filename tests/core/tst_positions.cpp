// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"
#include "core/analysis/positions.h"
#include "core/base/error.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"

#include <cmath>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// (n, n): the scores of position vectors alone by plain loops in float64; 0 above the diagonal.
Rows naiveScores(const Model& model, LayerIndex layer, HeadIndex head, int n)
{
    const Attention& a = model.layers[static_cast<std::size_t>(layer.value)].attention;
    const Head h = a.head(head);
    const Matrix wq = h.wq.dense();
    const Matrix wk = h.wk.dense();
    const Matrix positions = model.positions.dense();
    const auto through = [](const Row& x, const Matrix& w, const Vector& bias) {
        Row y;
        for (Eigen::Index k = 0; k < w.cols(); ++k) {
            double sum = static_cast<double>(bias[k]);
            for (std::size_t c = 0; c < x.size(); ++c)
                sum += x[c] * static_cast<double>(w(static_cast<Eigen::Index>(c), k));
            y.push_back(sum);
        }
        return y;
    };
    Rows queries;
    Rows keys;
    for (int j = 0; j < n; ++j) {
        const Row input = naiveNorm(a.norm, toRow(positions, j));
        queries.push_back(through(input, wq, h.bq));
        keys.push_back(through(input, wk, h.bk));
    }
    Rows scores(static_cast<std::size_t>(n), Row(static_cast<std::size_t>(n), 0.0));
    for (std::size_t i = 0; i < scores.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            for (std::size_t k = 0; k < keys[j].size(); ++k)
                scores[i][j] += queries[i][k] * keys[j][k];
            scores[i][j] *= static_cast<double>(h.scale);
        }
    }
    return scores;
}

double difference(float a, double b)
{
    return std::abs(static_cast<double>(a) - b);
}

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
        const Rows naive = naiveScores(*model, layer, head, count);
        // What the head reads is rounded to float32 by the norm: 6e-8 of numbers of about 1, times
        // the weights of 24 inputs and a key of 6 numbers of about 2. Everything after that is
        // float64, rounded once.
        const double tolerance = 1e-5;
        Row byDistance(static_cast<std::size_t>(count), 0.0);
        Row excessByDistance(static_cast<std::size_t>(count), 0.0);
        double largestScore = 0;
        double largestExcess = 0;
        for (int i = 0; i < count; ++i) {
            const auto r = static_cast<std::size_t>(i);
            double sum = 0;
            double exponentials = 0;
            for (std::size_t j = 0; j <= r; ++j) {
                sum += naive[r][j];
                exponentials += std::exp(naive[r][j]);
            }
            const double mean = sum / (i + 1);
            QVERIFY(difference(found->means[r], mean) < tolerance);
            for (int j = 0; j < count; ++j) {
                const auto c = static_cast<std::size_t>(j);
                if (j > i) {
                    QCOMPARE(found->scores(i, j), 0.0F);
                    QCOMPARE(found->attention(i, j), 0.0F);
                    continue;
                }
                const double s = naive[r][c];
                QVERIFY(difference(found->scores(i, j), s) < tolerance);
                QVERIFY(difference(found->excess(i, j), s - mean) < tolerance);
                QVERIFY(difference(found->attention(i, j), std::exp(s) / exponentials) < tolerance);
                byDistance[r - c] += s / (count - i + j);
                excessByDistance[r - c] += (s - mean) / (count - i + j);
                largestScore = std::max(largestScore, std::abs(s));
                largestExcess = std::max(largestExcess, std::abs(s - mean));
            }
            QCOMPARE(found->attentionOnFirst[r], found->attention(i, 0));
            if (i == 0)
                QVERIFY(std::isnan(found->pull[0]));
            else
                QVERIFY(difference(found->pull[r], naive[r][0] - (sum - naive[r][0]) / i)
                        < tolerance);
        }
        for (std::size_t d = 0; d < byDistance.size(); ++d) {
            QVERIFY(difference(found->byDistance[d], byDistance[d]) < tolerance);
            QVERIFY(difference(found->excessByDistance[d], excessByDistance[d]) < tolerance);
        }
        QVERIFY(difference(found->largestScore, largestScore) < tolerance);
        QVERIFY(difference(found->largestExcess, largestExcess) < tolerance);
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
        const auto model = loadModel(HEADSCOPE_MODELS "/bookshelf-20m");
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

    void tableHasTheResult()
    {
        const auto model = randomModel();
        const auto found = std::make_shared<const PositionPatterns>(
            *positionPatterns(*model, {LayerIndex(0), HeadIndex(1), 5}, nullptr));
        const TableSource source = positionTableSource(found);
        TableRow row;
        for (int i = 0; i < 5; ++i) {
            for (int j = 0; j <= i; ++j) {
                QVERIFY(source.next(row));
                QCOMPARE(row.size(), source.columns.size());
                QCOMPARE(std::get<std::int64_t>(row[0]), i);
                QCOMPARE(std::get<std::int64_t>(row[1]), j);
                QCOMPARE(std::get<std::int64_t>(row[2]), i - j);
                QCOMPARE(std::get<float>(row[3]), found->scores(i, j));
                QCOMPARE(std::get<float>(row[5]), found->attention(i, j));
            }
        }
        QVERIFY(!source.next(row));
    }
};

QTEST_GUILESS_MAIN(TestPositions)
#include "tst_positions.moc"
