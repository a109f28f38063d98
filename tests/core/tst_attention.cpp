// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What heads look at, in every kind of attention, against plain loops in float64.
#include "core/model/attention.h"
#include "core/model/headproducts.h"
#include "tests/support/core/reference.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <utility>
#include <vector>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

Q_DECLARE_METATYPE(Attention)

namespace {

/// Whether query i sees key j, by the words of layers.h.
bool plainlySeen(const Attention& a, int i, int j)
{
    if (a.cross)
        return true;
    if (a.causal && j > i)
        return false;
    return a.window == 0 || std::abs(i - j) < a.window;
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attentionAgreesWithPlainLoops_data();
    void attentionAgreesWithPlainLoops();
    void relativeBiasHasItsBuckets();
    void rotaryTurnsComplexNumbers_data();
    void rotaryTurnsComplexNumbers();
    void rotaryScoresDependOnTheDistance();
    void expertsAreTheBestOfTheBestGroups();
};

void TestAttention::attentionAgreesWithPlainLoops_data()
{
    QTest::addColumn<int>("queries");
    QTest::addColumn<int>("keys");
    QTest::addColumn<Attention>("attention");
    Attention plain;
    plain.heads = 4;
    plain.groups = 2;
    plain.headSize = 5;
    plain.valueSize = 3;
    plain.scale = 0.4F;
    Attention windowed = plain;
    windowed.window = 16;
    Attention narrow = plain;
    narrow.window = 1;
    Attention bothWays = plain;
    bothWays.causal = false;
    Attention near = bothWays;
    near.window = 5;
    Attention cross = bothWays;
    cross.cross = true;
    static const Matrix table = 4.0F * Matrix::Random(32, 4);
    Attention biased = plain;
    biased.relativeBias = RelativeBias{{table.data(), 32, 4, 4, false}, 128, false};
    Attention biasedBothWays = bothWays;
    biasedBothWays.relativeBias = RelativeBias{{table.data(), 32, 4, 4, false}, 20, true};
    const auto add = [](const char* name, int T, int K, const Attention& a) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1, %2 x %3").arg(QString::fromLatin1(name)).arg(T).arg(K)))
            << T << K << a;
    };
    for (const int T : {1, 2, 23, 24, 25, 130}) {
        add("causal", T, T, plain);
        add("window of 16", T, T, windowed);
        add("window of 1", T, T, narrow);
        add("both ways", T, T, bothWays);
        add("near, both ways", T, T, near);
        add("relative bias", T, T, biased);
        add("relative bias, both ways", T, T, biasedBothWays);
        for (const int K : {1, 7, 60})
            add("cross", T, K, cross);
    }
}

void TestAttention::attentionAgreesWithPlainLoops()
{
    QFETCH(int, queries);
    QFETCH(int, keys);
    QFETCH(Attention, attention);
    const Attention& a = attention;
    const Matrix q = 3.0F * Matrix::Random(queries, 20);
    const Matrix k = 3.0F * Matrix::Random(keys, 10);
    const Matrix v = Matrix::Random(keys, 6);
    Matrix weights;
    Matrix mixed;
    QVERIFY(attend(a, q, k, weights, {}));
    QVERIFY(mixValues(a, weights, v, mixed, {}));
    for (int h = 0; h < 4; ++h) {
        Eigen::MatrixXd expected = Eigen::MatrixXd::Zero(queries, keys);
        for (int i = 0; i < queries; ++i) {
            double sum = 0.0;
            for (int j = 0; j < keys; ++j) {
                if (!plainlySeen(a, i, j))
                    continue;
                double score = 0.0;
                for (int d = 0; d < 5; ++d)
                    score += static_cast<double>(q(i, 5 * h + d))
                             * static_cast<double>(k(j, 5 * (h / 2) + d));
                score *= static_cast<double>(a.scale);
                if (a.relativeBias)
                    score += static_cast<double>(a.relativeBias->at(HeadIndex(h), i, j));
                sum += expected(i, j) = std::exp(score);
            }
            expected.row(i) /= sum;
        }
        HS_AT_MOST(differenceFrom(headOf(weights, HeadIndex(h), queries), expected), 1e-6);
        const Eigen::MatrixXd output = expected * v.middleCols(3 * (h / 2), 3).cast<double>();
        HS_AT_MOST(differenceFrom(mixed.middleCols(3 * h, 3), output), 1e-6);
        // One head alone gives the same numbers, bit for bit.
        Matrix alone(queries, keys);
        headAttention(a, HeadIndex(h), columns(q, 5 * h, 5), columns(k, 5 * (h / 2), 5),
                      view(alone));
        QCOMPARE(largestDifference(alone, headOf(weights, HeadIndex(h), queries)), 0.0);
    }
    std::stop_source source;
    source.request_stop();
    QVERIFY(!attend(a, q, k, weights, {source.get_token(), {}}));
    QVERIFY(!mixValues(a, weights, v, mixed, {source.get_token(), {}}));
}

/// Buckets by the words of Raffel et al. 2020: exact for near keys, then ever wider, each as many
/// times as far as the one before.
void TestAttention::relativeBiasHasItsBuckets()
{
    const Matrix table = Matrix::Zero(32, 1);
    const RelativeBias causal{{table.data(), 32, 1, 1, false}, 128, false};
    for (int distance = 0; distance < 16; ++distance)
        QCOMPARE(causal.bucket(100, 100 - distance), distance);
    QCOMPARE(causal.bucket(3, 50), 0); // a key behind the query
    for (int bucket = 16; bucket < 32; ++bucket) {
        const int first = static_cast<int>(
            std::ceil(16.0 * std::pow(8.0, (bucket - 16) / 16.0) - 1e-9));
        QCOMPARE(causal.bucket(1000, 1000 - first), bucket);
        QCOMPARE(causal.bucket(1000, 1000 - first + 1), bucket - 1);
    }
    QCOMPARE(causal.bucket(1000, 0), 31);
    const RelativeBias both{{table.data(), 32, 1, 1, false}, 128, true};
    for (int distance = 0; distance < 8; ++distance) {
        QCOMPARE(both.bucket(100, 100 - distance), distance);
        if (distance > 0)
            QCOMPARE(both.bucket(100, 100 + distance), 16 + distance);
    }
    QCOMPARE(both.bucket(1000, 0), 15);
    QCOMPARE(both.bucket(0, 1000), 31);
}

void TestAttention::rotaryTurnsComplexNumbers_data()
{
    QTest::addColumn<bool>("interleaved");
    QTest::addColumn<int>("first");
    QTest::newRow("halves") << false << 0;
    QTest::newRow("pairs") << true << 0;
    QTest::newRow("halves, from the third dimension on") << false << 2;
    QTest::newRow("pairs, from the third dimension on") << true << 2;
}

void TestAttention::rotaryTurnsComplexNumbers()
{
    QFETCH(bool, interleaved);
    QFETCH(int, first);
    Rotary rotary;
    rotary.first = first;
    rotary.interleaved = interleaved;
    rotary.frequencies = {1.0, 0.3, 0.01};
    rotary.longFrequencies = {0.5, 0.1, 0.001};
    rotary.longFrom = 50;
    for (const int tokens : {50, 51}) {
        const Matrix rows = Matrix::Random(4, 9);
        const std::vector<int> positions{0, 1, 17, -5};
        Matrix turned = rows;
        rotary.turn(view(turned), positions, tokens, 1.5);
        const auto& frequencies = tokens > 50 ? rotary.longFrequencies : rotary.frequencies;
        for (int t = 0; t < 4; ++t) {
            Eigen::VectorXd expected = rows.row(t).transpose().cast<double>();
            for (int p = 0; p < 3; ++p) {
                const int a = first + (interleaved ? 2 * p : p);
                const int b = first + (interleaved ? 2 * p + 1 : p + 3);
                const std::complex<double> z(expected[a], expected[b]);
                const auto result = z
                                    * std::polar(1.5,
                                                 positions[static_cast<std::size_t>(t)]
                                                     * frequencies[static_cast<std::size_t>(p)]);
                expected[a] = result.real();
                expected[b] = result.imag();
            }
            HS_AT_MOST((turned.row(t).transpose().cast<double>() - expected).cwiseAbs().maxCoeff(),
                       2e-7); // one rounding of numbers up to 2
        }
    }
}

/// Scores of turned queries and keys depend on their distance alone.
void TestAttention::rotaryScoresDependOnTheDistance()
{
    Attention a;
    a.heads = a.groups = 1;
    a.headSize = a.valueSize = 8;
    a.rotary.frequencies = {1.0, 0.2, 0.05};
    a.rotary.scale = 1.2;
    const Matrix q = Matrix::Random(1, 8).replicate(20, 1);
    const Matrix k = Matrix::Random(1, 8).replicate(20, 1);
    Matrix tq;
    Matrix tk;
    turnByPosition(a, constView(q), tq);
    turnByPosition(a, constView(k), tk);
    for (int i = 0; i < 20; ++i)
        for (int j = 0; j <= i; ++j) {
            const std::vector<int> apart(20, i - j);
            const Matrix met = keysAtDistance(a, HeadIndex(0), k, apart);
            HS_AT_MOST(std::abs(tq.row(i).dot(tk.row(j)) - q.row(i).dot(met.row(j))), 3e-6);
            HS_AT_MOST(std::abs(tq.row(i).dot(tk.row(j)) - tq.row(i - j).dot(tk.row(0))), 3e-6);
        }
}

void TestAttention::expertsAreTheBestOfTheBestGroups()
{
    constexpr int D = 6;
    const Matrix router = Matrix::Random(D, 12);
    Experts experts;
    experts.router = {router.data(), D, 12, 12, false};
    experts.bias = 0.3F * Vector::Random(12);
    experts.count = 12;
    experts.chosen = 3;
    experts.groups = 4;
    experts.chosenGroups = 2;
    experts.scale = 2.5F;
    experts.shared = 4;
    experts.neurons = 2;
    for (const bool normalised : {true, false}) {
        experts.normalised = normalised;
        const Matrix n = 2.0F * Matrix::Random(40, D);
        const Matrix weights = experts.route(constView(n));
        for (Eigen::Index t = 0; t < n.rows(); ++t) {
            const Eigen::VectorXd logit = router.cast<double>().transpose()
                                          * n.row(t).cast<double>().transpose();
            std::vector<double> likely;
            std::vector<double> wanted;
            for (int e = 0; e < 12; ++e) {
                likely.push_back(1.0 / (1.0 + std::exp(-logit[e])));
                wanted.push_back(likely.back() + static_cast<double>(experts.bias[e]));
            }
            // Groups by the sum of their two best, by plain sorting.
            std::vector<std::pair<double, int>> groups;
            for (int g = 0; g < 4; ++g) {
                std::vector<double> own(wanted.begin() + 3 * g, wanted.begin() + 3 * g + 3);
                std::sort(own.rbegin(), own.rend());
                groups.emplace_back(own[0] + own[1], g);
            }
            std::sort(groups.rbegin(), groups.rend());
            std::vector<std::pair<double, int>> some;
            for (int e = 0; e < 12; ++e)
                if (e / 3 == groups[0].second || e / 3 == groups[1].second)
                    some.emplace_back(wanted[static_cast<std::size_t>(e)], e);
            std::sort(some.rbegin(), some.rend());
            double sum = 0.0;
            for (int k = 0; k < 3; ++k)
                sum += likely[static_cast<std::size_t>(some[static_cast<std::size_t>(k)].second)];
            Vector expected = Vector::Zero(12);
            for (int k = 0; k < 3; ++k) {
                const int e = some[static_cast<std::size_t>(k)].second;
                expected[e] = static_cast<float>(2.5 * likely[static_cast<std::size_t>(e)]
                                                 / (normalised ? sum : 1.0));
            }
            HS_AT_MOST((weights.row(t).transpose() - expected).cwiseAbs().maxCoeff(), 2e-6);
        }
    }
    QCOMPARE(experts.expertOf(NeuronIndex(3)), -1);
    QCOMPARE(experts.expertOf(NeuronIndex(4)), 0);
    QCOMPARE(experts.expertOf(NeuronIndex(27)), 11);
}

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
