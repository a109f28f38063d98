// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/prompttokens.h"
#include "core/model/model.h"
#include "tests/support/places.h"
#include "tests/support/ui/labsamples.h"
#include "ui/models/labheadsmodel.h"
#include "ui/models/labtext.h"
#include "ui/models/labtokensmodel.h"
#include "ui/models/roles.h"
#include "ui/models/sweepmodel.h"
#include "ui/models/wordtext.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

#include <cmath>
#include <limits>

using namespace headscope;
using namespace headscope::ui;
using namespace headscope::test;
using core::Change;
using core::ChangeScope;
using core::DropMessages;
using core::HeadIndex;
using core::HeadMatrix;
using core::HeadOff;
using core::Intervention;
using core::LayerIndex;
using core::RankCut;
using core::SweepParameter;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

/// What the Lab's view shows, as texts and tables.
class TestLabModels : public QObject
{
    Q_OBJECT

private:
    LabResultPtr m_result; ///< of sampleChange()

private Q_SLOTS:
    void initTestCase();
    void interventionsHaveTexts_data();
    void interventionsHaveTexts();
    void looksAreReadCarefully();
    void valuesOfSweepsAreRead_data();
    void valuesOfSweepsAreRead();
    void firstValuesCanBeRead();
    void tokensModelHoldsTheCoresNumbers();
    void headsModelHoldsTheCoresNumbers();
    void sweepModelHoldsTheCoresNumbers();
};

void TestLabModels::initTestCase()
{
    const auto model = core::loadModel(tests::modelsPath("/bookshelf-20m"));
    core::Lab lab(model);
    const core::PromptIds prompt = core::readPrompt(
        *model, {"The captain of the ship told the men to lower the boats, and they"});
    const auto trace = core::runTrace(*model, prompt);
    const auto applied = lab.apply(sampleChange());
    const auto changed = applied->run(prompt);
    m_result = std::make_shared<const core::LabResult>(
        *core::labResult(*model, *trace, *applied, *changed));
}

void TestLabModels::interventionsHaveTexts_data()
{
    QTest::addColumn<Intervention>("intervention");
    QTest::addColumn<QString>("expected");
    const ChangeScope all;
    const ChangeScope layer{LayerIndex(4), {}};
    const ChangeScope everywhere{{}, HeadIndex(2)};
    const DropMessages small{DropMessages::Rule::Small, 0.1, DropMessages::Mode::Renormalise};
    const DropMessages biased{DropMessages::Rule::HighBias, 0.5, DropMessages::Mode::Silence};
    const auto row = [](const char* expected, const Intervention& intervention) {
        QTest::newRow(expected) << intervention << text(expected);
    };
    row("Head 3.1 off", {HeadOff{}, oneHead(3, 1)});
    row("Head 3.c0 off", {HeadOff{}, oneHead(3, 6)});
    row("All heads off", {HeadOff{}, all});
    row("Layer 4: heads off", {HeadOff{}, layer});
    row("Layer 4: heads replaced by their mean", {HeadOff{HeadOff::Mode::Mean}, layer});
    row("Head 3.1 replaced by its mean", {HeadOff{HeadOff::Mode::Mean}, oneHead(3, 1)});
    row("All heads replaced by their mean", {HeadOff{HeadOff::Mode::Mean}, all});
    row("Head 2 of every layer off", {HeadOff{}, everywhere});
    row("Wᴾ of all heads cut to rank 8", {RankCut{HeadMatrix::Pattern, 8}, all});
    row("Wᴹ of head 3.1 cut to rank 1", {RankCut{HeadMatrix::Message, 1}, oneHead(3, 1)});
    row("All heads: messages below 10 % of the median dropped, softmax over the rest",
        {small, all});
    row("Layer 4: messages with |ρ| of 0.5 and more dropped, attention of the rest kept",
        {biased, layer});
    row("All heads: queries below cosine −0.25 pass by", {core::RouteQueries{-0.25}, all});
    row("Head 3.1: sigmoid gate", {core::GateScores{}, oneHead(3, 1)});
}

void TestLabModels::interventionsHaveTexts()
{
    QFETCH(const Intervention, intervention);
    QFETCH(const QString, expected);
    QCOMPARE(interventionText(intervention, 6), expected);
    QVERIFY(!interventionTip(intervention).isEmpty());
}

void TestLabModels::looksAreReadCarefully()
{
    LabEntries entries = entriesOf(sampleChange());
    entries.push_back(
        {{DropMessages{DropMessages::Rule::HighBias, 0.4, DropMessages::Mode::Silence}, {}},
         false});
    entries.push_back({{HeadOff{HeadOff::Mode::Mean}, {LayerIndex(1), {}}}, true});
    entries.push_back({{RankCut{HeadMatrix::Message, 3}, {}}, false});
    QVariantList list = lookOf(entries);
    QCOMPARE(entriesOfLook(list), entries);
    // Whatever is wrong with one of them, the others stay.
    const auto with = [&list](const char* key, const QVariant& value) {
        QVariantMap map = list.at(1).toMap(); // a rank
        map[QLatin1String(key)] = value;
        return QVariant(map);
    };
    const std::array<QVariant, 13> wrong{QVariant(),
                                         QVariant(5),
                                         with("kind", text("rank_q")),
                                         with("kind", 3),
                                         with("kind", QVariant()),
                                         with("on", text("true")),
                                         with("rank", 0),
                                         with("rank", 2.5),
                                         with("rank", text("8")),
                                         with("rank", std::nan("")),
                                         with("layer", -1),
                                         with("layer", 1e30),
                                         with("head", QVariantList())};
    for (const QVariant& each : wrong)
        list.insert(1, each);
    QVariantMap route = lookOf({{{core::RouteQueries{0.2}, {}}, true}}).constFirst().toMap();
    route[QStringLiteral("threshold")] = 1.5;
    list.append(route);
    QVariantMap drop = lookOf({entries[5]}).constFirst().toMap();
    drop[QStringLiteral("mode")] = QStringLiteral("loud");
    list.append(drop);
    QCOMPARE(entriesOfLook(list), entries);
    QVERIFY(entriesOfLook(QVariant()).empty());
    QVERIFY(entriesOfLook(text("changes")).empty());
    QVERIFY(entriesOfLook(QVariantMap()).empty());
}

void TestLabModels::valuesOfSweepsAreRead_data()
{
    QTest::addColumn<SweepParameter>("parameter");
    QTest::addColumn<QString>("written");
    QTest::addColumn<std::vector<double>>("values");
    using P = SweepParameter;
    using Values = std::vector<double>;
    QTest::newRow("ranks") << P::PatternRank << text("1, 2,4; 8 16") << Values{1, 2, 4, 8, 16};
    QTest::newRow("comma at the end") << P::PatternRank << text("1, 2,") << Values{1, 2};
    QTest::newRow("shares") << P::DropSmall << text("5 %, 10%, 0.5, 150 %")
                            << Values{0.05, 0.1, 0.5, 1.5};
    QTest::newRow("minus") << P::RouteThreshold << text("-0.5, −0.25, 0") << Values{-0.5, -0.25, 0};
    QTest::newRow("nothing") << P::PatternRank << text("  ") << Values{};
    QTest::newRow("no number") << P::PatternRank << text("1, two") << Values{};
    QTest::newRow("rank 0") << P::PatternRank << text("0, 1") << Values{};
    QTest::newRow("half a rank") << P::MessageRank << text("1.5") << Values{};
    QTest::newRow("larger than the head") << P::MessageRank << text("1, 33") << Values{};
    QTest::newRow("share below 0") << P::DropSmall << text("-1") << Values{};
    QTest::newRow("bias above 1") << P::DropHighBias << text("0.5, 1.1") << Values{};
    QTest::newRow("cosine above 1") << P::RouteThreshold << text("0.5, 1.1") << Values{};
    QTest::newRow("not a number") << P::RouteThreshold << text("nan") << Values{};
    QTest::newRow("infinite") << P::DropSmall << text("inf") << Values{};
    QTest::newRow("too many") << P::DropSmall << text("0.1 ").repeated(201) << Values{};
}

void TestLabModels::valuesOfSweepsAreRead()
{
    QFETCH(const SweepParameter, parameter);
    QFETCH(const QString, written);
    QFETCH(const std::vector<double>, values);
    const SweepValues read = readSweepValues(written, parameter, smallShape);
    QCOMPARE(read.values, values);
    QCOMPARE(read.problem.isEmpty(), !values.empty());
}

void TestLabModels::firstValuesCanBeRead()
{
    for (const auto parameter :
         {SweepParameter::PatternRank, SweepParameter::MessageRank, SweepParameter::DropSmall,
          SweepParameter::DropHighBias, SweepParameter::RouteThreshold}) {
        const SweepValues read = readSweepValues(firstSweepValues(parameter, smallShape), parameter,
                                                 smallShape);
        QVERIFY2(read.problem.isEmpty(), qPrintable(read.problem));
        QVERIFY(read.values.size() > 3);
    }
    LabModelShape odd = smallShape;
    odd.headSize = 24;
    QCOMPARE(firstSweepValues(SweepParameter::PatternRank, odd), text("1, 2, 4, 8, 16, 24"));
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const SweepValues read = readSweepValues(text("0,1; 0,25 0.5, 1"), SweepParameter::DropSmall,
                                             smallShape);
    const SweepValues again = readSweepValues(
        firstSweepValues(SweepParameter::DropHighBias, smallShape), SweepParameter::DropHighBias,
        smallShape);
    QLocale::setDefault(before);
    QCOMPARE(read.values, (std::vector<double>{0.1, 0.25, 0.5, 1}));
    QCOMPARE(again.values.size(), 9U);
}

void TestLabModels::tokensModelHoldsTheCoresNumbers()
{
    LabTokensModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const LabResultPtr result = m_result;
    for (const bool spaces : {false, true}) {
        model.setResult(result, spaces);
        QCOMPARE(model.rowCount(), static_cast<int>(result->tokens.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const core::LabToken& one = result->results[static_cast<std::size_t>(row)];
            const auto exported = [&](int column) {
                return model.index(row, column).data(ExportRole).toString();
            };
            const auto near = [](const QString& written, double value) {
                return std::abs(written.toDouble() - value) <= 1e-5 * std::abs(value) + 1e-12;
            };
            QVERIFY(near(exported(LabTokensModel::Kl), one.kl));
            QCOMPARE(exported(LabTokensModel::Delta).isEmpty(), row == model.rowCount() - 1);
            if (!std::isnan(one.delta())) {
                QVERIFY(near(exported(LabTokensModel::Delta), one.delta()));
                QVERIFY(near(exported(LabTokensModel::Before), one.logProbability));
                QVERIFY(near(exported(LabTokensModel::After), one.changedLogProbability));
                const QString sign = model.index(row, LabTokensModel::Delta).data().toString();
                QCOMPARE(sign.startsWith(QLatin1Char('+')), one.delta() > 0);
                QCOMPARE(model.index(row, LabTokensModel::Delta).data(ValueRole).toDouble(),
                         one.delta() / model.largestDelta());
            }
            const QStringList words =
                model.index(row, LabTokensModel::TopAfter).data(WordsRole).toStringList();
            QCOMPARE(words, shownWords(*result->words, one.after.all.ids, spaces));
            QCOMPARE(
                model.index(row, LabTokensModel::TopAfter).data(NumbersRole).toStringList().size(),
                words.size());
            QCOMPARE(model.index(row, LabTokensModel::TopAfter).data(MarkedRole).toInt() != 0,
                     one.before.all.ids.front() != one.after.all.ids.front());
            for (int column = 0; column < LabTokensModel::columns; ++column)
                QVERIFY(!model.index(row, column).data(Qt::ToolTipRole).toString().isEmpty());
        }
    }
    model.setResult(nullptr, false);
    QCOMPARE(model.rowCount(), 0);
}

void TestLabModels::headsModelHoldsTheCoresNumbers()
{
    LabHeadsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const LabResultPtr result = m_result;
    using Measure = LabHeadsModel::Measure;
    for (const Measure measure : {Measure::Dropped, Measure::Routed, Measure::Emptied}) {
        model.setResult(result, measure, 6);
        QCOMPARE(model.rowCount(), result->layers);
        QCOMPARE(model.columnCount(), result->headsPerLayer);
        bool any = false;
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column < model.columnCount(); ++column) {
                const core::HeadEffect& one = result->effect(LayerIndex(result->layers - 1 - row),
                                                             HeadIndex(column));
                const double share = measure == Measure::Dropped ? one.droppedShare()
                                     : measure == Measure::Routed
                                         ? one.routedShare()
                                         : double(one.emptied) / one.queries;
                QCOMPARE(model.shade(row, column), share);
                QCOMPARE(model.index(row, column).data(ExportRole).toDouble(),
                         QString::number(share, 'g', 6).toDouble());
                any = any || share > 0;
            }
        }
        QVERIFY(any);
    }
    QCOMPARE(model.headerData(0, Qt::Vertical).toString(), QString::number(result->layers - 1));
}

void TestLabModels::sweepModelHoldsTheCoresNumbers()
{
    SweepModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const SweepPointsPtr shown = samplePoints();
    model.setPoints(SweepParameter::DropSmall, shown);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(1, SweepModel::Value).data().toString(), text("200 %"));
    QCOMPARE(model.index(1, SweepModel::Kl).data(ExportRole).toDouble(), 0.5);
    QCOMPARE(model.index(1, SweepModel::Agreement).data().toString(), text("80.0 %"));
    QVERIFY(model.pointText(1).contains(text("0.5")));
    auto none = std::make_shared<std::vector<core::SweepPoint>>(1);
    none->front().value = std::numeric_limits<double>::quiet_NaN();
    none->front().meanDelta = none->front().value;
    model.setPoints(std::nullopt, none);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, SweepModel::Delta).data().toString(), text("–"));
    QVERIFY(model.index(0, SweepModel::Delta).data(ExportRole).toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestLabModels)
#include "tst_labmodels.moc"
