// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headmeasures.h"
#include "core/analysis/headvectors.h"
#include "tests/support/core/fullmatrices.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <cmath>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// The definitions, word for word, in float64 on a float64 run.
struct NaiveMeasures {
    std::optional<double> first, self, previous, duplicate, induction, entropy, size;
};

NaiveMeasures naiveMeasures(const NaiveRun& run, const std::vector<TokenId>& ids, std::size_t l,
                            std::size_t h)
{
    const Rows& a = run.attention[l][h];
    const auto mean = [&](auto valueOf) -> std::optional<double> {
        double sum = 0.0;
        int count = 0;
        for (std::size_t i = 1; i < ids.size(); ++i)
            if (const std::optional<double> value = valueOf(i)) {
                sum += *value;
                ++count;
            }
        return count > 0 ? std::optional(sum / count) : std::nullopt;
    };
    const auto overCopies = [&](std::size_t i, std::size_t shift) -> std::optional<double> {
        std::optional<double> sum;
        for (std::size_t j = 0; j < i; ++j)
            if (ids[j] == ids[i])
                sum = sum.value_or(0.0) + a[i][j + shift];
        return sum;
    };
    NaiveMeasures m;
    m.first = mean([&](std::size_t i) { return std::optional(a[i][0]); });
    m.self = mean([&](std::size_t i) { return std::optional(a[i][i]); });
    m.previous = mean(
        [&](std::size_t i) { return i >= 2 ? std::optional(a[i][i - 1]) : std::nullopt; });
    m.duplicate = mean([&](std::size_t i) { return overCopies(i, 0); });
    m.induction = mean([&](std::size_t i) { return overCopies(i, 1); });
    m.entropy = mean([&](std::size_t i) {
        double entropy = 0.0;
        for (std::size_t j = 0; j <= i; ++j)
            entropy -= a[i][j] * std::log(a[i][j]);
        return std::optional(entropy / std::log(static_cast<double>(i) + 1.0));
    });
    m.size = mean([&](std::size_t i) {
        double size = 0.0;
        for (std::size_t j = 0; j <= i; ++j)
            size += a[i][j] * length(run.messages[l][h][j]);
        return std::optional(size);
    });
    return m;
}

/// Both absent, or both there and close.
bool same(const std::optional<double>& a, const std::optional<double>& b, double tolerance)
{
    return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= tolerance);
}

std::optional<double> optional(const nlohmann::json& line, const char* name)
{
    return line.at(name).is_null() ? std::nullopt : std::optional(line.at(name).get<double>());
}

} // namespace

class TestHeadMeasures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheDefinitions();
    void agreesWithTheReference();
    void nothingToAverageIsNull();
    void legibilityIsTheMeanOverTokens();
    void ranksAgreeWithTheFullMatrix();
    void ranksOfKnownValues();
    void probeIsDeterministicAndFindsInduction();
    void stopsWhenAsked();
};

void TestHeadMeasures::agreesWithTheDefinitions()
{
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const auto model = randomModel({.groups = seed == 2 ? 2 : 4, .vocab = 9, .seed = seed});
        const auto ids = randomIds(*model, 12, seed); // twelve of nine words: some come twice
        const auto trace = runTrace(*model, ids);
        const NaiveRun run = naiveRun(*model, ids);
        const auto measures = *attentionMeasures(*model, *trace);
        QCOMPARE(measures.size(), std::size_t(8));
        for (const HeadMeasures& m : measures) {
            const NaiveMeasures naive = naiveMeasures(run, ids,
                                                      static_cast<std::size_t>(m.layer.value),
                                                      static_cast<std::size_t>(m.head.value));
            // Attention agrees to 1e-6 or so in float32; sizes are about 10.
            QVERIFY(same(m.first, naive.first, 1e-5));
            QVERIFY(same(m.self, naive.self, 1e-5));
            QVERIFY(same(m.previous, naive.previous, 1e-5));
            QVERIFY(naive.duplicate.has_value());
            QVERIFY(same(m.duplicate, naive.duplicate, 1e-5));
            QVERIFY(same(m.induction, naive.induction, 1e-5));
            QVERIFY(same(m.entropy, naive.entropy, 1e-5));
            QVERIFY(same(m.messageSize, naive.size, 1e-4));
        }
    }
}

void TestHeadMeasures::agreesWithTheReference()
{
    const auto model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const auto trace = runTrace(*model, Golden("bookshelf-20m").prompts()[1]);
    auto measures = *attentionMeasures(*model, *trace);
    QVERIFY(addRanks(measures, *model));
    const auto lines = readLines(tests::dataPath("/bookshelf-20m/heads.jsonl"));
    QCOMPARE(lines.size(), std::size_t(48));
    for (const auto& line : lines) {
        const QByteArray where = QByteArray::fromStdString(line.dump());
        const HeadMeasures& m = measures.at(line.at("layer").get<std::size_t>() * 6
                                            + line.at("head").get<std::size_t>());
        // The reference prints six decimals.
        QVERIFY2(same(m.first, optional(line, "first"), 1e-5), where.constData());
        QVERIFY2(same(m.self, optional(line, "self"), 1e-5), where.constData());
        QVERIFY2(same(m.previous, optional(line, "previous"), 1e-5), where.constData());
        QVERIFY2(same(m.duplicate, optional(line, "duplicate"), 1e-5), where.constData());
        QVERIFY2(same(m.induction, optional(line, "induction"), 1e-5), where.constData());
        QVERIFY2(same(m.entropy, optional(line, "entropy"), 1e-5), where.constData());
        QVERIFY2(same(m.messageSize, optional(line, "message_size"), 1e-4), where.constData());
        for (const auto& [name, ranks] :
             {std::pair("rank_p", m.patternRanks), std::pair("rank_m", m.messageRanks)}) {
            const auto& r = line.at(name);
            QVERIFY2(ranks.e90 == r.at("e90") && ranks.e99 == r.at("e99")
                         && ranks.e999 == r.at("e999"),
                     where.constData());
            QVERIFY2(std::abs(ranks.entropy - r.at("entropy").get<double>()) <= 1e-4,
                     where.constData());
            QVERIFY2(std::abs(ranks.stable - r.at("stable").get<double>()) <= 1e-4,
                     where.constData());
        }
    }
}

void TestHeadMeasures::nothingToAverageIsNull()
{
    const auto model = randomModel();
    const auto one = *attentionMeasures(*model, *runTrace(*model, {5}));
    QVERIFY(!one[0].first && !one[0].self && !one[0].previous && !one[0].entropy
            && !one[0].messageSize);
    const auto two = *attentionMeasures(*model, *runTrace(*model, {5, 6}));
    QVERIFY(two[0].first && two[0].self && !two[0].previous && !two[0].duplicate
            && !two[0].induction);
}

void TestHeadMeasures::legibilityIsTheMeanOverTokens()
{
    const auto model = randomModel({.embeddingSize = 0.05F});
    const Lens lens(model);
    const auto ids = randomIds(*model, 5);
    const auto trace = runTrace(*model, ids);
    auto measures = *attentionMeasures(*model, *trace);
    QVERIFY(addLegibility(measures, *model, *trace, lens));
    for (const HeadMeasures& m : measures) {
        double pattern = 0.0;
        double message = 0.0;
        const Matrix p = patterns(*model, *trace, m.layer, m.head);
        const Matrix w = messages(*model, *trace, m.layer, m.head);
        for (Eigen::Index i = 0; i < 5; ++i) {
            pattern += naiveLens(*model, toRow(p, i), LensTarget::pattern(m.layer), {}).legibility
                       / 5.0;
            message += naiveLens(*model, toRow(w, i), LensTarget::message(m.layer), {}).legibility
                       / 5.0;
        }
        QVERIFY(same(m.patternLegibility, pattern, 1e-3));
        QVERIFY(same(m.messageLegibility, message, 1e-3));
    }
}

void TestHeadMeasures::ranksAgreeWithTheFullMatrix()
{
    const auto model = randomModel({.transposed = true, .seed = 5});
    const Attention& a = model->layers[1].attention;
    for (int h = 0; h < 4; ++h) {
        for (const bool fold : {false, true}) {
            for (const HeadMatrix matrix : {HeadMatrix::Pattern, HeadMatrix::Message}) {
                const Eigen::VectorXd expected = plainSingularValues(fullMatrix(a, h, matrix, fold),
                                                                     6);
                const Eigen::VectorXd s = singularValues(a, HeadIndex(h), matrix, fold);
                QCOMPARE(s.size(), Eigen::Index(6));
                // float64 both; the two ways lose some digits of the largest value.
                HS_AT_MOST((s - expected).cwiseAbs().maxCoeff() / expected[0], 1e-12);
            }
        }
    }
}

void TestHeadMeasures::ranksOfKnownValues()
{
    const Ranks equal = ranks(Eigen::VectorXd::Constant(10, 2.0));
    QCOMPARE(equal.e90, 9);
    QCOMPARE(equal.e99, 10);
    QCOMPARE(equal.e999, 10);
    HS_AT_MOST(std::abs(equal.entropy - 10.0), 1e-12);
    HS_AT_MOST(std::abs(equal.stable - 10.0), 1e-12);
    const Ranks one = ranks(Eigen::Vector3d(5.0, 0.0, 0.0));
    QCOMPARE(one.e999, 1);
    HS_AT_MOST(std::abs(one.entropy - 1.0), 1e-12);
    HS_AT_MOST(std::abs(one.stable - 1.0), 1e-12);
    QCOMPARE(ranks(Eigen::VectorXd::Zero(4)).e90, 0);
}

void TestHeadMeasures::probeIsDeterministicAndFindsInduction()
{
    const auto model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const auto probe = probeMeasures(*model);
    const auto again = probeMeasures(*model);
    QCOMPARE(probe->size(), std::size_t(48));
    double induction = 0.0;
    double previous = 0.0;
    for (std::size_t k = 0; k < probe->size(); ++k) {
        QCOMPARE(probe->at(k).induction, again->at(k).induction);
        QVERIFY(probe->at(k).duplicate.has_value() && probe->at(k).entropy.has_value());
        induction = std::max(induction, *probe->at(k).induction);
        previous = std::max(previous, *probe->at(k).previous);
    }
    // A trained model has heads that do these; one that looks everywhere evenly would score about
    // 0.02.
    QVERIFY(induction > 0.2);
    QVERIFY(previous > 0.2);
}

void TestHeadMeasures::stopsWhenAsked()
{
    const auto model = randomModel();
    const Lens lens(model);
    const auto trace = runTrace(*model, {1, 2, 3});
    std::stop_source source;
    source.request_stop();
    const RunControl control{source.get_token(), {}};
    auto measures = *attentionMeasures(*model, *trace);
    QVERIFY(!attentionMeasures(*model, *trace, control).has_value());
    QVERIFY(!addLegibility(measures, *model, *trace, lens, {}, control));
    QVERIFY(!addRanks(measures, *model, control));
    QVERIFY(!probeMeasures(*model, control).has_value());
}

QTEST_GUILESS_MAIN(TestHeadMeasures)
#include "tst_headmeasures.moc"
