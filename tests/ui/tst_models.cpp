// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/handmade.h"
#include "ui/models/barsmodel.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/inspection.h"
#include "ui/models/measure.h"
#include "ui/models/roles.h"
#include "ui/models/roworder.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

#include <numeric>

using namespace headscope;
using namespace headscope::ui;

namespace {

std::vector<int> inOrder(int tokens)
{
    std::vector<int> order(static_cast<std::size_t>(tokens));
    std::iota(order.begin(), order.end(), 0);
    return order;
}

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class ModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void keepTheContractOfItemModels()
    {
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        HeadWordsModel words;
        HeadScoresModel scores;
        BarsModel bars;
        QAbstractItemModelTester wordsTester(&words, Mode::QtTest);
        QAbstractItemModelTester scoresTester(&scores, Mode::QtTest);
        QAbstractItemModelTester barsTester(&bars, Mode::QtTest);
        for (const int tokens : {5, 1, 13}) {
            const auto table = test::handmadeTable(tokens);
            words.setTable(table, inOrder(tokens), false);
            scores.setTable(table, inOrder(tokens), false);
            QCOMPARE(words.rowCount(), tokens);
            QCOMPARE(scores.columnCount(), tokens);
        }
        bars.setBars(
            {Bar{text("a"), text("1"), {}, 1, 1, 7}, Bar{text("b"), text("0"), {}, 0, 0, 9}});
        QCOMPARE(bars.rowOfKey(9), 1);
        QCOMPARE(bars.rowOfKey(8), -1);
        words.setTable(nullptr, {}, false);
        scores.setTable(nullptr, {}, false);
        bars.setBars({});
        QCOMPARE(words.rowCount() + scores.rowCount() + scores.columnCount() + bars.rowCount(), 0);
    }

    void wordsAreThoseOfTheTable()
    {
        HeadWordsModel model;
        model.setTable(test::handmadeTable(5), inOrder(5), false);
        const auto at = [&model](int row, int column, int role) {
            return model.index(row, column).data(role);
        };
        QCOMPARE(at(0, HeadWordsModel::Token, Qt::DisplayRole).toString(), text("‹first›"));
        QCOMPARE(at(3, HeadWordsModel::Token, Qt::DisplayRole).toString(), text("漢"));
        QCOMPARE(at(3, HeadWordsModel::Token, PartRole).toString(), text("2/3"));
        QCOMPARE(at(1, HeadWordsModel::Pattern, WordsRole).toStringList(),
                 QStringList({text("lower"), text("␣"), text("↵")}));
        QVERIFY(at(2, HeadWordsModel::Pattern, HiddenRole).toBool());
        QCOMPARE(at(2, HeadWordsModel::Message, Qt::DisplayRole).toString(), text("(high bias)"));
        QVERIFY(at(2, HeadWordsModel::Pattern, Qt::ToolTipRole).toString().contains(text("boats")));
        QCOMPARE(at(1, HeadWordsModel::Message, FractionRole).toFloat(), 2.0F / 5.0F);
        QVERIFY(!at(1, HeadWordsModel::Pattern, FractionRole).isValid());
        model.setTable(test::handmadeTable(5), inOrder(5), true);
        QCOMPARE(at(0, HeadWordsModel::Pattern, WordsRole).toStringList().constFirst(),
                 text("␣ship"));
    }

    void wordsThatAreBeingLookedUpAreSaidToBe()
    {
        auto table = std::make_shared<core::HeadTable>(*test::handmadeTable(4));
        table->found = {true, false, true, true};
        table->patternCells[1] = {};
        table->messageCells[1] = {};
        HeadWordsModel model;
        model.setTable(table, inOrder(4), false);
        for (const int column : {HeadWordsModel::Pattern, HeadWordsModel::Message}) {
            QCOMPARE(model.index(1, column).data(WordsRole).toStringList(), QStringList(text("…")));
            QVERIFY(model.index(1, column)
                        .data(Qt::ToolTipRole)
                        .toString()
                        .contains(text("looked up")));
            QVERIFY(model.index(0, column).data(WordsRole).toStringList()
                    != QStringList(text("…")));
        }
    }

    void scoresAreBlankAboveTheDiagonal()
    {
        HeadScoresModel model;
        model.setTable(test::handmadeTable(6), inOrder(6), false);
        for (int j = 0; j < 6; ++j) {
            for (int i = 0; i < 6; ++i) {
                const QVariant value = model.index(j, i).data(ValueRole);
                QCOMPARE(value.isValid(), j <= i);
                if (j <= i)
                    QCOMPARE(value.toFloat(), 1.0F / static_cast<float>(i + 1));
            }
        }
        QCOMPARE(model.index(0, 2).data().toString(), text("33"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), text("lower"));
        QVERIFY(model.headerData(1, Qt::Horizontal, RotatedRole).toBool());
    }

    void rowsAreOrderedAndFoundAgain()
    {
        const auto table = test::handmadeTable(4);
        QCOMPARE(rowOrder(*table, RowSort::Prompt, 3), inOrder(4));
        QCOMPARE(rowOrder(*table, RowSort::MessageSize, 3), std::vector<int>({3, 2, 1, 0}));
        QCOMPARE(rowOrder(*table, RowSort::Attention, 1), inOrder(4));
        HeadWordsModel model;
        model.setTable(table, rowOrder(*table, RowSort::MessageSize, 3), false);
        QCOMPARE(model.rowOf(3), 0);
        QCOMPARE(model.tokenOf(0), 3);
        QCOMPARE(model.rowOf(9), -1);
    }

    void inspectionFillsInTheFormula()
    {
        const auto table = test::handmadeTable(6);
        const Inspection inspection = inspect(*table, 1, 4, false, false);
        // Score 4.1 and shift -1: the product is 4.1 * 8 + 1.
        QVERIFY2(inspection.formula.contains(text("(33.80 − 1.00) / √64")),
                 qUtf8Printable(inspection.formula));
        QVERIFY(inspection.formula.contains(text("= 4.10")));
        // Attention is made of the pattern before centring, and so is the formula.
        QVERIFY(!inspection.formula.contains(text("mean")));
        QVERIFY(inspection.formula.contains(text("p_j = (n_j W_K + b_K) W_Qᵀ")));
        QVERIFY(inspection.formula.contains(text("= 20.0")));
        QVERIFY(inspection.formulaNote.contains(text("p_j − p̄")));
        QVERIFY(inspection.formulaNote.contains(text("attention is the same")));
        QCOMPARE(inspection.pattern.facts[0].first, text("size |p − p̄|"));
        QVERIFY(inspection.scoreTitle.contains(text("20.0")));
        QCOMPARE(inspection.pattern.words.size(), std::size_t(3));
        QCOMPARE(inspection.pattern.words[0].fraction, 1.0);
        QCOMPARE(inspection.pattern.words[1].fraction, 0.5);
        // A token cannot attend to a later one.
        QVERIFY(inspect(*table, 4, 1, true, false).scoreTitle.contains(text("cannot attend")));
    }

    void theFormulaDefinesItsLetters_data()
    {
        QTest::addColumn<bool>("query");
        QTest::addColumn<bool>("centred");
        for (const bool query : {false, true})
            for (const bool centred : {false, true})
                QTest::addRow("%s%s", query ? "looks for" : "offers", centred ? ", centred" : "")
                    << query << centred;
    }
    void theFormulaDefinesItsLetters()
    {
        QFETCH(const bool, query);
        QFETCH(const bool, centred);
        auto table = std::make_shared<core::HeadTable>(*test::handmadeTable(6));
        table->options.side = query ? core::PatternSide::Query : core::PatternSide::Key;
        table->options.centredPatterns = centred;
        const Inspection inspection = inspect(*table, 1, 4, false, false);
        const QStringList lines = inspection.formula.split(QLatin1Char('\n'));
        for (const char* letter : {"p_j", "c_j", "s_ij"}) {
            const qsizetype defined = inspection.formula.indexOf(text(letter) + text(" = "));
            QVERIFY2(defined >= 0, letter);
            QCOMPARE(inspection.formula.indexOf(text(letter)), defined);
        }
        // What is shown, where it is not that p_j, is said in words, and only there.
        QCOMPARE(inspection.formulaNote.contains(text("q_j = (n_j W_Q + b_Q) W_Kᵀ")), query);
        QCOMPARE(inspection.formulaNote.contains(text("p̄")), centred && !query);
        QCOMPARE(inspection.formulaNote.contains(text("q̄")), centred && query);
        QVERIFY(!inspection.formula.contains(text("q")));
        for (const QString& line : lines)
            QVERIFY2(line.size() <= 27, qUtf8Printable(line)); // fits the narrowest inspector
    }

    void measuresAreTakenFromTheirFields()
    {
        core::HeadMeasures a;
        a.first = 0.25;
        a.messageSize = 3.0;
        a.patternRanks.entropy = 12.0;
        core::HeadMeasures b;
        b.head = core::HeadIndex(1);
        b.first = 0.5;
        const HeadValues first = headValues({a, b}, Measure::First);
        QCOMPARE(first.layers, 1);
        QCOMPARE(first.heads, 2);
        QCOMPARE(first.at(0, 1), std::optional<double>(0.5));
        QCOMPARE(first.low, 0.0);
        QCOMPARE(first.high, 0.5);
        QCOMPARE(headValues({a, b}, Measure::MessageSize).at(0, 1), std::optional<double>());
        QCOMPARE(headValues({a, b}, Measure::PatternRank).at(0, 0), std::optional<double>(12.0));
        QVERIFY(headValues({}, Measure::First).empty());
        QCOMPARE(first.at(1, 0), std::optional<double>());
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "tst_models.moc"
