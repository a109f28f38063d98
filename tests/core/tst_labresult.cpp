// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of changed runs, against plain loops in float64; sweeps against their single runs;
// and what is refused.
#include "core/analysis/lab/divergence.h"
#include "core/analysis/lab/labresult.h"
#include "core/analysis/lab/sweep.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naivelab.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

Q_DECLARE_METATYPE(headscope::core::Change)

namespace {

const Change gates{{{GateScores{}, {}}}};

/// (V): log softmax.
Row logProbabilities(const Row& logits)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0.0;
    for (const double score : logits)
        sum += std::exp(score - largest);
    Row result = logits;
    for (double& value : result)
        value -= largest + std::log(sum);
    return result;
}

std::vector<TokenId> best(const Row& logits, std::size_t n)
{
    std::vector<TokenId> ids(logits.size());
    std::iota(ids.begin(), ids.end(), 0);
    std::sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) {
        return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
    });
    ids.resize(n);
    return ids;
}

LabResult resultOf(const std::shared_ptr<const Model>& model, const PromptIds& prompt,
                   const Change& change, int top = 5)
{
    Lab lab(model);
    const auto applied = lab.apply(change);
    return *labResult(*model, *runTrace(*model, prompt), *applied, *applied->run(prompt), top);
}

std::vector<TableRow> rowsOf(const TableSource& table)
{
    std::vector<TableRow> rows;
    for (TableRow row; table.next(row); row.clear()) {
        if (row.size() != table.columns.size())
            qFatal("a row has %d values", static_cast<int>(row.size()));
        rows.push_back(row);
    }
    return rows;
}

} // namespace

class TestLabResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsAgreeWithPlainLoops_data() { everyKind(); }
    void resultsAgreeWithPlainLoops();
    void divergenceIsNeverNegative();
    void tablesSayIt();
    void resultsStop();
    void sweepsAreMeansOfRuns_data() { everyKind(); }
    void sweepsAreMeansOfRuns();
    void sweepsGoOnWhereTheyStopped();
    void sweepsSayWhatIsWrong();
    void whatTheModelLacksIsRefused_data();
    void whatTheModelLacksIsRefused();
};

void TestLabResult::resultsAgreeWithPlainLoops()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    const PromptIds prompt = randomPrompt(*model, 9);
    const LabResult result = resultOf(model, prompt, gates);
    NaiveMargin margin;
    const NaiveRun before = naiveRun(*model, prompt);
    const NaiveRun after = naiveRun(*model, prompt, naiveChange(*model, gates, margin));
    // Logits agree within 2e-5 of their size (tst_lab.cpp), which is a few units here.
    Worst kl("KL, nats", 2e-5);
    Worst logP("log-probabilities", 1e-4);
    const std::vector<TokenId>& ids = model->encoder ? prompt.decoderIds : prompt.ids;
    QCOMPARE(result.results.size(), ids.size());
    double mean = 0.0;
    double deltas = 0.0;
    int targets = 0;
    int same = 0;
    for (std::size_t t = 0; t < ids.size(); ++t) {
        const LabToken& token = result.results[t];
        const Row p = logProbabilities(before.logits[t]);
        const Row q = logProbabilities(after.logits[t]);
        double expected = 0.0;
        for (std::size_t v = 0; v < p.size(); ++v)
            expected += std::exp(p[v]) * (p[v] - q[v]);
        HS_WITHIN(kl, std::abs(token.kl - expected));
        mean += expected / static_cast<double>(ids.size());
        QCOMPARE(token.before.all.ids, best(before.logits[t], 5));
        QCOMPARE(token.after.all.ids, best(after.logits[t], 5));
        same += best(p, 1) == best(q, 1) ? 1 : 0;
        const std::size_t target = t + (model->info.causal ? 1 : 0);
        const auto next = result.next(Position(static_cast<int>(t)));
        QCOMPARE(next.has_value(), target < ids.size());
        if (!next) {
            QVERIFY(std::isnan(token.logProbability) && token.before.nextRank == 0);
            continue;
        }
        QCOMPARE(*next, ids[target]);
        const auto v = static_cast<std::size_t>(*next);
        HS_WITHIN(logP, std::abs(token.logProbability - p[v]));
        HS_WITHIN(logP, std::abs(token.changedLogProbability - q[v]));
        const auto rank = [v](const Row& row) {
            return 1 + std::count_if(row.begin(), row.end(), [&](double x) { return x > row[v]; });
        };
        QCOMPARE(token.before.nextRank, rank(p));
        QCOMPARE(token.after.nextRank, rank(q));
        deltas += q[v] - p[v];
        ++targets;
    }
    QVERIFY(mean > 1e-4);
    HS_WITHIN(kl, std::abs(result.meanKl - mean));
    HS_WITHIN(logP, std::abs(result.meanDelta - deltas / targets));
    QCOMPARE(result.agreement, same / static_cast<double>(ids.size()));
}

void TestLabResult::divergenceIsNeverNegative()
{
    Worst close("KL of all but equal rows against half the variance", 1e-9);
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::srand(seed);
        const Vector a = 20.0F * Vector::Random(1000);
        Vector b = a;
        QCOMPARE(divergence(ConstVectorView(a.data(), 1000), ConstVectorView(b.data(), 1000), 3).kl,
                 0.0);
        // The same probabilities: all scores moved alike.
        b.array() += 8.0F;
        HS_AT_MOST(
            divergence(ConstVectorView(a.data(), 1000), ConstVectorView(b.data(), 1000), 3).kl,
            1e-6);
        b = a + 1e-4F * Vector::Random(1000);
        const Divergence d = divergence(ConstVectorView(a.data(), 1000),
                                        ConstVectorView(b.data(), 1000), {});
        QVERIFY(d.kl >= 0.0);
        // To second order in what they differ by.
        Eigen::VectorXd p = (a.cast<double>().array() - 20.0).exp();
        p /= p.sum();
        const Eigen::VectorXd difference = b.cast<double>() - a.cast<double>();
        const double average = p.dot(difference);
        HS_WITHIN(close,
                  std::abs(d.kl - 0.5 * p.dot((difference.array() - average).square().matrix())));
        QVERIFY(d.sameTop && std::isnan(d.logProbability));
    }
}

void TestLabResult::tablesSayIt()
{
    const auto model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const PromptIds prompt(Golden("bookshelf-20m").prompts().front());
    const auto result = std::make_shared<const LabResult>(
        resultOf(model, prompt,
                 {{{DropMessages{DropMessages::Rule::Small, 0.9}, {}}, {RouteQueries{0.0}, {}}}}));
    const auto tokens = rowsOf(labTokensTableSource(result));
    QCOMPARE(tokens.size(), prompt.ids.size());
    QCOMPARE(std::get<double>(tokens[2][3]), result->results[2].kl);
    QCOMPARE(std::get<std::string>(tokens[2][4]), std::string(model->words->word(prompt.ids[3])));
    QCOMPARE(std::get<double>(tokens[2][7]), result->results[2].delta());
    QCOMPARE(std::get<std::vector<std::string>>(tokens[2][10]).size(), std::size_t(5));
    QVERIFY(std::holds_alternative<std::monostate>(tokens.back()[4]));
    QVERIFY(std::holds_alternative<std::monostate>(tokens.back()[5]));
    QVERIFY(std::holds_alternative<std::monostate>(tokens.back()[8]));
    const auto heads = rowsOf(labHeadsTableSource(result));
    QCOMPARE(heads.size(), std::size_t(48));
    std::int64_t dropped = 0;
    double shares = 0.0;
    for (const TableRow& row : heads) {
        dropped += std::get<std::int64_t>(row[3]);
        shares += std::get<double>(row[4]) / 48;
    }
    QVERIFY(dropped > 0 && result->routed > 0);
    QVERIFY(std::abs(shares - result->dropped) < 1e-12);
    QCOMPARE(dropped, sumOf(result->heads).dropped);
}

void TestLabResult::resultsStop()
{
    const auto model = randomModel();
    const PromptIds prompt = randomPrompt(*model, 40);
    Lab lab(model);
    const auto applied = lab.apply(gates);
    const auto trace = runTrace(*model, prompt);
    const auto run = applied->run(prompt);
    std::stop_source source;
    std::vector<int> reported;
    const RunControl control{source.get_token(), [&](int done, int of) {
                                 QCOMPARE(of, 40);
                                 reported.push_back(done);
                                 source.request_stop();
                             }};
    QVERIFY(!labResult(*model, *trace, *applied, *run, 5, control));
    QCOMPARE(reported, std::vector<int>{32});
    QVERIFY(labResult(*model, *trace, *applied, *run));
    QVERIFY_EXCEPTION_THROWN(
        labResult(*model, *runTrace(*model, randomPrompt(*model, 3)), *applied, *run),
        std::logic_error);
}

void TestLabResult::sweepsAreMeansOfRuns()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    std::vector<PromptIds> prompts;
    for (const int T : {1, 2, 9, 40})
        prompts.push_back(randomPrompt(*model, T, static_cast<unsigned>(T)));
    const ChangeScope all;
    const std::vector<SweepOptions> sweeps{
        {SweepParameter::PatternRank,
         {1, 3},
         {},
         {},
         {{{HeadOff{}, {LayerIndex(0), HeadIndex(1)}}}}},
        {SweepParameter::MessageRank, {2, 1, 4}, {{LayerIndex(1), {}}, {{}, HeadIndex(0)}}},
        {SweepParameter::DropSmall, {0.5, 1.1}, {}, DropMessages::Mode::Silence},
        {SweepParameter::DropHighBias, {0.3}},
        {SweepParameter::RouteThreshold, {-0.1, 0.1}, {all}},
        {std::nullopt, {}, {}, {}, gates}};
    for (SweepOptions options : sweeps) {
        Lab lab(model);
        // Blocks of one prompt, and all at once.
        std::vector<std::vector<SweepPoint>> found;
        for (const std::size_t bytes : {std::size_t(1), std::size_t(1) << 20U}) {
            options.blockBytes = bytes;
            Sweep sweep(lab, prompts, options);
            QVERIFY(sweep.advance());
            found.push_back(sweep.take());
        }
        QCOMPARE(found[0].size(), options.points());
        for (std::size_t v = 0; v < options.points(); ++v) {
            double kl = 0.0;
            double delta = 0.0;
            double logP = 0.0;
            double same = 0.0;
            int tokens = 0;
            int targets = 0;
            EffectSums effects;
            for (const PromptIds& prompt : prompts) {
                const LabResult result = resultOf(model, prompt, options.at(v));
                for (std::size_t t = 0; t < result.results.size(); ++t) {
                    kl += result.results[t].kl;
                    same += result.results[t].sameTop() ? 1.0 : 0.0;
                    ++tokens;
                    if (!result.next(Position(static_cast<int>(t))))
                        continue;
                    delta += result.results[t].delta();
                    logP += result.results[t].changedLogProbability;
                    ++targets;
                }
                const EffectSums more = sumOf(result.heads);
                effects.messages += more.messages;
                effects.dropped += more.dropped;
                effects.queries += more.queries;
                effects.routed += more.routed;
                QCOMPARE(found[0][v].parametersSaved, result.parametersSaved);
            }
            for (const auto& points : found) {
                const SweepPoint& point = points[v];
                // Sums of the same numbers.
                HS_AT_MOST(std::abs(point.meanKl - kl / tokens), 1e-12);
                HS_AT_MOST(std::abs(point.meanDelta - delta / targets), 1e-12);
                HS_AT_MOST(std::abs(point.meanLogProbability - logP / targets), 1e-12);
                QCOMPARE(point.agreement, same / tokens);
                QCOMPARE(point.tokens, tokens);
                QCOMPARE(point.prompts, 4);
                QCOMPARE(point.dropped, static_cast<double>(effects.dropped)
                                            / static_cast<double>(effects.messages));
                QCOMPARE(point.routed, static_cast<double>(effects.routed)
                                           / static_cast<double>(effects.queries));
                if (options.parameter)
                    QCOMPARE(point.value, options.values[v]);
            }
        }
    }
}

void TestLabResult::sweepsGoOnWhereTheyStopped()
{
    const auto model = randomModel();
    std::vector<PromptIds> prompts;
    for (const int T : {5, 7, 3})
        prompts.push_back(randomPrompt(*model, T, static_cast<unsigned>(T)));
    SweepOptions options{SweepParameter::MessageRank, {1, 2, 6}};
    options.blockBytes = std::size_t(4) * 24 * 4 * 12; // two prompts at a time
    Lab lab(model);
    Sweep whole(lab, prompts, options);
    std::vector<std::pair<int, int>> reports;
    QVERIFY(whole.advance({{}, [&](int done, int of) { reports.emplace_back(done, of); }}));
    QCOMPARE(reports.size(), std::size_t(12)); // 3 prompts, original and 3 values
    for (int k = 0; k < 12; ++k)
        QCOMPARE(reports[static_cast<std::size_t>(k)], std::pair(k + 1, 12));
    Sweep pieces(lab, prompts, options);
    int stops = 0;
    for (bool done = false; !done; ++stops) {
        std::stop_source source;
        done = pieces.advance({source.get_token(), [&](int, int) { source.request_stop(); }});
        QVERIFY(stops < 50);
    }
    QVERIFY(stops > 10);
    const auto a = whole.take();
    const auto b = pieces.take();
    for (std::size_t v = 0; v < 3; ++v) {
        QCOMPARE(a[v].meanKl, b[v].meanKl);
        QCOMPARE(a[v].meanDelta, b[v].meanDelta);
        QCOMPARE(a[v].tokens, b[v].tokens);
    }
    QVERIFY(a[0].meanKl > a[1].meanKl && a[1].meanKl > a[2].meanKl);
    const auto points = std::make_shared<const std::vector<SweepPoint>>(a);
    const TableSource table = sweepTableSource(options.parameter, points);
    QCOMPARE(table.columns.front(), std::string("rank_m"));
    const auto rows = rowsOf(table);
    QCOMPARE(std::get<std::int64_t>(rows[1].front()), 2);
    QCOMPARE(std::get<double>(rows[1][1]), a[1].meanKl);
    QCOMPARE(sweepTableSource({}, points).columns.front(), std::string("mean_kl"));
    QCOMPARE(std::get<double>(rowsOf(sweepTableSource({}, points))[1].front()), a[1].meanKl);
}

void TestLabResult::sweepsSayWhatIsWrong()
{
    const auto model = randomModel();
    Lab lab(model);
    const auto wrong = [&](std::vector<PromptIds> prompts, const SweepOptions& options) {
        const auto error = errorOf([&] { Sweep(lab, prompts, options); });
        return std::string(error ? error->what() : "nothing");
    };
    const PromptIds good{1, 2};
    QCOMPARE(wrong({good}, {SweepParameter::MessageRank}),
             std::string("a sweep needs at least one value"));
    QCOMPARE(wrong({}, {SweepParameter::MessageRank, {1}}),
             std::string("a sweep needs at least one prompt"));
    QCOMPARE(wrong({good}, {SweepParameter::MessageRank, {1, 2.5}}),
             std::string("a rank of 2.5: ranks are whole numbers from 1 on"));
    QCOMPARE(wrong({good}, {SweepParameter::MessageRank, {1, 7}}),
             std::string(
                 "a rank of 7 for W^M: it must be from 1 to 6, the size of the heads of random"));
    QVERIFY(wrong({good, PromptIds{1, 97}}, {SweepParameter::MessageRank, {1}})
                .starts_with("prompt 2 of 2: "));
}

void TestLabResult::whatTheModelLacksIsRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](Intervention::What what, ChangeScope scope, const char* sentence) {
        QTest::newRow(sentence) << Change{{{what, scope}}} << QString::fromUtf8(sentence);
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    using Rule = DropMessages::Rule;
    row(HeadOff{}, {LayerIndex(9), HeadIndex(1)},
        "there is no head 9.1: random has 2 layers of 4 heads");
    row(HeadOff{}, {LayerIndex(1), HeadIndex(4)},
        "there is no head 1.4: random has 2 layers of 4 heads");
    row(GateScores{}, {LayerIndex(-1), {}}, "there is no layer -1: random has 2 layers of 4 heads");
    row(GateScores{}, {{}, HeadIndex(4)},
        "there is no head 4 in any layer: random has 2 layers of 4 heads");
    row(RankCut{HeadMatrix::Pattern, 0}, {},
        "a rank of 0 for W^P: it must be from 1 to 6, the size of the heads of random");
    row(RankCut{HeadMatrix::Message, 7}, {},
        "a rank of 7 for W^M: it must be from 1 to 6, the size of the heads of random");
    row(DropMessages{Rule::Small, -0.5}, {},
        "a share of the median of -0.5: it must be a number of at least 0");
    row(DropMessages{Rule::Small, nan}, {},
        "a share of the median of nan: it must be a number of at least 0");
    row(DropMessages{Rule::HighBias, 1.5}, {},
        "a bias |rho| of 1.5: it must be a number from 0 to 1");
    row(RouteQueries{nan}, {}, "a cosine of nan: it must be a number from -1 to 1");
    row(RouteQueries{-1.25}, {}, "a cosine of -1.25: it must be a number from -1 to 1");
}

void TestLabResult::whatTheModelLacksIsRefused()
{
    QFETCH(Change, change);
    QFETCH(QString, sentence);
    const auto model = randomModel();
    const auto error = errorOf([&] { Lab(model).apply(change); });
    QVERIFY(error && error->kind() == ErrorKind::BadArgument);
    QCOMPARE(QString::fromUtf8(error->what()), sentence);
    // Those of cross-attention count where there is one.
    if (change.interventions.front().scope.head == HeadIndex(4))
        checkChange(*randomModel(kindNamed(QStringLiteral("t5")).shape), change);
}

QTEST_GUILESS_MAIN(TestLabResult)
#include "tst_labresult.moc"
