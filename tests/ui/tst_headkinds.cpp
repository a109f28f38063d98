// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "tests/support/ui/handmade.h"
#include "ui/models/headname.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headtext.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/inspection.h"
#include "ui/models/roles.h"
#include "ui/models/roworder.h"
#include "ui/theme/theme.h"
#include "ui/views/attentionplot.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"
#include "ui/views/tokenstrip.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

#include <numeric>

using namespace headscope;
using namespace headscope::ui;
using core::HeadIndex;
using core::LayerIndex;
using core::Position;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

std::vector<int> inOrder(int tokens)
{
    std::vector<int> order(static_cast<std::size_t>(tokens));
    std::iota(order.begin(), order.end(), 0);
    return order;
}

std::shared_ptr<core::HeadTable> copyOf(const HeadTablePtr& table)
{
    return std::make_shared<core::HeadTable>(*table);
}

/// Scores whose softmax is the attention of an input token; that of `context` stays.
void makeSoftmax(core::HeadTable& table, int query, int context)
{
    for (int j = 0; j < static_cast<int>(table.scores.cols()); ++j)
        if (table.sees(query, j))
            table.scores(query, j) = table.scores(query, context)
                                     + std::log(table.attention(query, j)
                                                / table.attention(query, context));
}

} // namespace

/// Heads of all kinds in the models and widgets of the Head view: what is seen, what is said.
class HeadKindsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        Theme::instance().setChoice(Theme::Choice::Light);
    }

    void headsAreNamed()
    {
        QCOMPARE(headNumber(LayerIndex(1), HeadIndex(2), 4), text("1.2"));
        QCOMPARE(headNumber(LayerIndex(1), HeadIndex(6), 4), text("1.c2"));
        QCOMPARE(headName(LayerIndex(1), HeadIndex(2), 4), text("Layer 1, head 2"));
        QCOMPARE(headName(LayerIndex(1), HeadIndex(6), 4),
                 text("Layer 1, cross head 2 (looks at the encoder)"));
        QCOMPARE(headTitle(LayerIndex(0), HeadIndex(4), 4),
                 text("Layer 0 · Cross head 0 (looks at the encoder)"));
    }

    void cellsAreThoseThatAreSeen_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<bool>("causal");
        QTest::newRow("causal") << 0 << true;
        QTest::newRow("window") << 3 << true;
        QTest::newRow("both ways") << 0 << false;
    }
    void cellsAreThoseThatAreSeen()
    {
        QFETCH(const int, window);
        QFETCH(const bool, causal);
        const auto table = test::handmadeSight(7, window, causal);
        HeadScoresModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(table, inOrder(7), false);
        int there = 0;
        for (int j = 0; j < 7; ++j)
            for (int i = 0; i < 7; ++i) {
                const bool seen = (!causal || j <= i) && (window == 0 || j > i - window);
                const QModelIndex index = model.index(j, i);
                QCOMPARE(index.data(ValueRole).isValid(), seen);
                QCOMPARE(index.data(ExportRole).toString().isEmpty(), !seen);
                there += seen ? 1 : 0;
                const QString tip = index.data(Qt::ToolTipRole).toString();
                if (seen)
                    QVERIFY2(tip.contains(text("before the softmax")), qPrintable(tip));
                else if (j > i)
                    QVERIFY2(tip.contains(text("comes before")), qPrintable(tip));
                else
                    QVERIFY2(tip.contains(text("a window of 3 tokens")), qPrintable(tip));
            }
        QCOMPARE(there, window ? 18 : causal ? 28 : 49);
        // Rows that the selected input token does not see come last.
        const auto order = rowOrder(*table, RowSort::Attention, 3);
        QCOMPARE(order.front(), window ? 1 : 0);
        QCOMPARE(order.back(), causal ? 6 : 6);
        QCOMPARE(order == inOrder(7), window == 0);
    }

    void thePlotShowsWhatIsSeen_data() { cellsAreThoseThatAreSeen_data(); }
    void thePlotShowsWhatIsSeen()
    {
        QFETCH(const int, window);
        QFETCH(const bool, causal);
        app::Selection selection;
        const auto table = test::handmadeSight(7, window, causal);
        test::select(selection, *table);
        selection.setCell(Position(6), Position(6)); // its mark is drawn over the rest
        AttentionPlot plot(&selection);
        plot.resize(900, 300);
        plot.setTable(table, false);
        plot.show();
        const QImage image = plot.grab().toImage();
        const QColor nothing = Theme::instance().colours().window;
        const HeatmapGeometry map = plot.heatmap();
        QCOMPARE(map.area.width(), map.area.height());
        for (int j = 0; j < 6; ++j)
            for (int i = 0; i < 6; ++i) {
                const bool seen = (!causal || j <= i) && (window == 0 || j > i - window);
                QCOMPARE(image.pixelColor(map.cell(j, i).center()) == nothing, !seen);
            }
    }

    void crossAttentionIsNotSquare()
    {
        const auto table = test::handmadeCross(9, 4);
        HeadScoresModel scores;
        HeadWordsModel words;
        const QAbstractItemModelTester tester(
            &scores, QAbstractItemModelTester::FailureReportingMode::QtTest);
        scores.setTable(table, inOrder(9), false);
        words.setTable(table, inOrder(9), false);
        QCOMPARE(scores.rowCount(), 9);
        QCOMPARE(scores.columnCount(), 4);
        QCOMPARE(words.rowCount(), 9);
        for (int j = 0; j < 9; ++j)
            for (int i = 0; i < 4; ++i)
                QCOMPARE(scores.index(j, i).data(ValueRole).toFloat(), table->attention(i, j));
        // Columns are the decoder's tokens, rows the encoder's.
        QCOMPARE(scores.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), text("order"));
        QCOMPARE(words.index(1, HeadWordsModel::Token).data().toString(), text("lower"));
        QCOMPARE(
            words.headerData(HeadWordsModel::Token, Qt::Horizontal, Qt::DisplayRole).toString(),
            text("encoder token"));
        QVERIFY(scores.index(4, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .startsWith(text("<b>order</b> attends")));
        QCOMPARE(rowOrder(*table, RowSort::Attention, 3),
                 std::vector<int>({8, 7, 6, 5, 4, 3, 2, 1, 0}));
        // The same way round again.
        scores.setTable(test::handmadeCross(3, 11), inOrder(3), false);
        QCOMPARE(scores.rowCount(), 3);
        QCOMPARE(scores.columnCount(), 11);
    }

    void theHeadViewOfACrossHead_data()
    {
        QTest::addColumn<int>("contexts");
        QTest::addColumn<int>("inputs");
        QTest::newRow("more of the encoder") << 12 << 4;
        QTest::newRow("more of the decoder") << 3 << 14;
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("long") << 300 << 20;
    }
    void theHeadViewOfACrossHead()
    {
        QFETCH(const int, contexts);
        QFETCH(const int, inputs);
        const auto table = test::handmadeCross(contexts, inputs);
        app::Selection selection;
        test::select(selection, *table);
        HeadView view(&selection);
        view.resize(1000, 760);
        view.setTable(table);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(view.titleText().contains(text("Layer 1 · Cross head 2 (looks at the encoder)")));
        PaneTable* pane = view.tableView()->scoresPane();
        QCOMPARE(pane->model()->columnCount(), inputs);
        QCOMPARE(pane->model()->rowCount(), contexts);
        // Every cell can be reached by the keyboard, and no other.
        pane->setFocus();
        selection.setCell(Position(0), Position(0));
        QTest::keyClick(pane, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(selection.context().value, contexts - 1);
        QCOMPARE(selection.query().value, inputs - 1);
        AttentionPlot* plot = view.plot();
        plot->setFocus();
        for (const auto key : {Qt::Key_Down, Qt::Key_Right})
            QTest::keyClick(plot, key);
        QCOMPARE(selection.context().value, contexts - 1);
        QCOMPARE(selection.query().value, inputs - 1);
        if (plot->isVisible()) {
            const HeatmapGeometry map = plot->heatmap();
            QTest::mouseClick(plot, Qt::LeftButton, {}, map.cell(contexts / 2, 0).center());
            QCOMPARE(selection.query().value, map.inputAt(map.cell(contexts / 2, 0).center()));
            if (map.cellHeight() >= 1)
                QCOMPARE(selection.context().value, contexts / 2);
        }
        // Pictures and copies are of the whole table.
        const auto whole = view.wholeTable(300);
        QCOMPARE(whole->scoresModel()->columnCount(), inputs);
        QVERIFY(!view.picture(2000).isNull());
        pane->setFocus();
        pane->selectAll();
        const QStringList lines = view.selectedText().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), contexts);
        for (const QString& line : lines)
            QCOMPARE(line.split(QLatin1Char('\t')).size(), inputs);
    }

    /// The tokens above the views are the decoder's: columns of a cross head, and never its rows.
    void theTokensOfADecoder()
    {
        const auto table = test::handmadeCross(9, 4);
        app::Selection selection;
        test::select(selection, *table);
        selection.setCell(Position(8), Position(0));
        TokenStrip strip(&selection);
        strip.setTokens(tokenLabels(table->inputTokens, false));
        strip.resize(600, strip.sizeHint().height());
        strip.show();
        strip.setFocus();
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(selection.query().value, 1);
        QCOMPARE(selection.context().value, 8);
        QTest::mouseClick(strip.viewport(), Qt::LeftButton, {}, QPoint(14, strip.height() / 2));
        QCOMPARE(selection.query().value, 0);
        QCOMPARE(selection.context().value, 8);
        selection.setHead(table->layer, HeadIndex(0));
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(selection.context().value, 2); // a row of the layer's own heads
        QCOMPARE(selection.query().value, 0);
    }

    void findGoesOverTheEncodersTokens()
    {
        const auto table = test::handmadeCross(9, 2);
        app::Selection selection;
        test::select(selection, *table);
        HeadView view(&selection);
        view.setTable(table);
        selection.setContext(Position(0), app::Selection::Focus::Pattern);
        QVERIFY(view.find(text("captain"), false));
        QCOMPARE(selection.context().value, 4); // the first whose words have it
        selection.setContext(Position(5), app::Selection::Focus::Pattern);
        QVERIFY(view.find(text("captain"), false));
        QCOMPARE(selection.context().value, 6);
    }

    void theInspectorOfACrossHead()
    {
        const auto table = copyOf(test::handmadeCross(9, 3));
        makeSoftmax(*table, 1, 7);
        app::Selection selection;
        test::select(selection, *table);
        Inspector inspector(&selection);
        inspector.setTable(table, false);
        selection.setCell(Position(7), Position(1));
        const Inspection& shown = inspector.inspection();
        QCOMPARE(shown.title, text("Pattern of <b>ship</b> at 1.c2"));
        // 8 of 45 parts.
        QCOMPARE(shown.scoreTitle,
                 text("<b>captain</b> attends %1 to <b>ship</b>").arg(percentText(8.0 / 45)));
        QVERIFY(shown.formula.contains(text("p_j = (e_j W_K + b_K) W_Qᵀ")));
        QVERIFY(shown.formula.contains(text("softmax over all j")));
        QVERIFY(shown.formulaNote.contains(text("captain, the decoder token")));
        QVERIFY(shown.formulaNote.contains(text("ship, the encoder token")));
        // The encoder's token reads nothing here.
        for (const auto& [name, value] : shown.message.facts)
            QVERIFY(name != text("itself reads"));
    }

    void theFormulaIsTheHeads_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("lines");
        const QString p = text("p_j = (n_j W_K + b_K) W_Qᵀ");
        const QString c = text("c_j = (n_j W_K + b_K)·b_Q");
        const QString percent = text("     = ") + percentText(0.2);
        const QString all = text("a_ij = softmax over j ≤ i");
        // Token 1 read by token 4: score 4.1, shift -1, attention 20 %.
        QTest::newRow("as in GPT-2") << text("usual")
                                     << QStringList{p,
                                                    c,
                                                    text("s_ij = (n_i·p_j + c_j) / √d"),
                                                    text("     = (33.80 − 1.00) / √64"),
                                                    text("     = 4.10"),
                                                    all,
                                                    percent};
        QTest::newRow("not scaled") << text("unscaled") << QStringList{p,
                                                                       c,
                                                                       text("s_ij = n_i·p_j + c_j"),
                                                                       text("     = 5.10 − 1.00"),
                                                                       text("     = 4.10"),
                                                                       all,
                                                                       percent};
        QTest::newRow("with a bias by distance") << text("bias")
                                                 << QStringList{p,
                                                                c,
                                                                text("s_ij = n_i·p_j + c_j + b_ij"),
                                                                text("     = 4.60 − 1.00 + 0.50"),
                                                                text("     = 4.10"),
                                                                all,
                                                                percent};
        QTest::newRow("with norms of queries") << text("factor")
                                               << QStringList{p,
                                                              c,
                                                              text("s_ij = (n_i·p_j + c_j) f_i"),
                                                              text("       / √d"),
                                                              text("     = (17.40 − 1.00)"),
                                                              text("       · 2.000 / √64"),
                                                              text("     = 4.10"),
                                                              all,
                                                              percent};
        QTest::newRow("with a scale of its own") << text("scale")
                                                 << QStringList{p,
                                                                c,
                                                                text("s_ij = (n_i·p_j + c_j)"),
                                                                text("       · 0.2500"),
                                                                text("     = (17.40 − 1.00)"),
                                                                text("       · 0.2500"),
                                                                text("     = 4.10"),
                                                                all,
                                                                percent};
        QTest::newRow("by distance, that of the pair")
            << text("pair")
            << QStringList{text("k_j = n_j W_K + b_K"),
                           text("p_j = (R k_j) W_Qᵀ"),
                           text("c_j = (R k_j)·b_Q"),
                           text("s_ij = (n_i·p_j + c_j) / √d"),
                           text("     = (33.80 − 1.00) / √64"),
                           text("     = 4.10"),
                           all,
                           percent};
        // The shift that the table has is that of another distance.
        QTest::newRow("by distance, another") << text("fixed")
                                              << QStringList{text("k_j = n_j W_K + b_K"),
                                                             text("p_j = (R k_j) W_Qᵀ"),
                                                             text("c_j = (R k_j)·b_Q"),
                                                             text("s_ij = (n_i·p_j + c_j) / √d"),
                                                             text("     = 4.10"),
                                                             all,
                                                             percent};
        QTest::newRow("a window") << text("window")
                                  << QStringList{p,
                                                 c,
                                                 text("s_ij = (n_i·p_j + c_j) / √d"),
                                                 text("     = (33.80 − 1.00) / √64"),
                                                 text("     = 4.10"),
                                                 text("a_ij = softmax over"),
                                                 text("       i − 4096 < j ≤ i"),
                                                 percent};
    }
    void theFormulaIsTheHeads()
    {
        QFETCH(const QString, kind);
        QFETCH(const QStringList, lines);
        auto table = copyOf(test::handmadeTable(6));
        if (kind == text("unscaled") || kind == text("bias"))
            table->scale = 1.0F;
        if (kind == text("bias"))
            table->relativeBias = core::Matrix::Constant(6, 6, 0.5F);
        if (kind == text("factor"))
            table->queryFactors = core::Vector::Constant(6, 2.0F);
        if (kind == text("scale"))
            table->scale = 0.25F;
        if (kind == text("pair") || kind == text("fixed"))
            table->byDistance = true;
        if (kind == text("pair"))
            table->options.distance.other = Position(4);
        if (kind == text("fixed"))
            table->options.distance.fixed = 2;
        if (kind == text("window"))
            table->window = 4096;
        makeSoftmax(*table, 4, 1);
        const Inspection inspection = inspect(*table, 1, 4, false, false);
        QCOMPARE(inspection.formula.split(QLatin1Char('\n')), lines);
        for (const QString& line : lines)
            QVERIFY2(line.size() <= 27, qUtf8Printable(line)); // fits the narrowest inspector
        // Attention that is not that of the scores is not said to be.
        table->attention(4, 1) *= 0.5F;
        const Inspection changed = inspect(*table, 1, 4, false, false);
        QVERIFY(!changed.formula.contains(text("softmax")));
        QVERIFY(changed.formula.contains(text("a_ij as changed in the Lab")));
        const QString& note = inspection.formulaNote;
        QCOMPARE(note.contains(text("f_i is")), kind == text("factor"));
        QCOMPARE(note.contains(text("b_ij depends")), kind == text("bias"));
        QCOMPARE(note.contains(text("R turns a key by the distance of the pair, here 3")),
                 table->byDistance);
        if (kind == text("pair"))
            QVERIFY(note.contains(text("at distance 3, when “boats” looks at it")));
        if (kind == text("fixed"))
            QVERIFY(note.contains(text("at distance 2")));
        // An unseen cell has no numbers.
        const Inspection unseen = inspect(*table, 5, 1, false, false);
        QVERIFY(!unseen.formula.contains(text("     =")));
    }

    void groupsAreNamed()
    {
        app::Selection selection;
        auto table = copyOf(test::handmadeTable(5));
        HeadView view(&selection);
        view.resize(1000, 700);
        view.show();
        test::select(selection, *table);
        view.setTable(table);
        auto* line = view.findChild<QLabel*>(text("viewNature"));
        QVERIFY(line->isHidden());
        QVERIFY(natureTip(*table).isEmpty());
        auto grouped = copyOf(table);
        grouped->groupHeads = {0, 1, 2, 3};
        grouped->groupAlike = {0.12F, 0.98F, 1.0F, -0.3F};
        view.setTable(grouped);
        QVERIFY(line->isVisible());
        QCOMPARE(view.natureText(), text("shares keys and values with heads 0, 1, 3 (messages "
                                         "alike: 0.12, 0.98, −0.30)"));
        QVERIFY(line->toolTip().contains(text("W_O")));
        grouped = copyOf(grouped);
        grouped->groupHeads = {2, 3};
        grouped->groupAlike = {1.0F, 0.5F};
        view.setTable(grouped);
        QCOMPARE(view.natureText(),
                 text("shares keys and values with head 3 (messages alike: 0.50)"));
        // Not of a head that is no longer the selected one.
        selection.setHead(LayerIndex(1), HeadIndex(3));
        QVERIFY(view.natureText().isEmpty());
    }

    void latentsAndSightAreNamed()
    {
        auto table = copyOf(test::handmadeTable(5));
        table->latentSize = 16;
        table->headSize = 24;
        QCOMPARE(natureOf(*table), text("keys and values from a latent of rank 16; head size 24"));
        QVERIFY(natureTip(*table).contains(text("16 numbers")));
        QCOMPARE(natureOf(*test::handmadeSight(5, 3, true)), text("sees a window of 3 tokens"));
        QCOMPARE(natureOf(*test::handmadeSight(5, 0, false)), text("sees tokens on both sides"));
        QCOMPARE(natureOf(*test::handmadeCross(5, 2)), QString());
        QCOMPARE(natureOf(*test::handmadeTable(5)), QString());
    }

    void untiedVocabulariesAreNamed()
    {
        auto table = copyOf(test::handmadeTable(5));
        HeadWordsModel model;
        const auto header = [&model](int column, int role) {
            return model.headerData(column, Qt::Horizontal, role).toString();
        };
        model.setTable(table, inOrder(5), false);
        QCOMPARE(header(HeadWordsModel::Pattern, Qt::DisplayRole), text("pattern"));
        QVERIFY(!header(HeadWordsModel::Pattern, Qt::ToolTipRole).contains(text("embedding")));
        QVERIFY(!inspect(*table, 1, 2, true, false).pattern.title.contains(text("embedding")));
        table = copyOf(table);
        table->tied = false;
        model.setTable(table, inOrder(5), false);
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)}) {
            QVERIFY(header(HeadWordsModel::Pattern, role).contains(text("input embedding")));
            QVERIFY(header(HeadWordsModel::Message, role).contains(text("output embedding")));
        }
        QVERIFY(!header(HeadWordsModel::Token, Qt::ToolTipRole).contains(text("embedding")));
        const Inspection inspection = inspect(*table, 1, 2, true, false);
        QVERIFY(inspection.pattern.title.contains(text("input embedding")));
        QVERIFY(inspection.message.title.contains(text("output embedding")));
    }

    void distancesAreNamed()
    {
        auto table = copyOf(test::handmadeTable(6));
        HeadWordsModel model;
        const auto pattern = [&](int token) {
            return model.index(token, HeadWordsModel::Pattern).data(Qt::ToolTipRole).toString();
        };
        const auto subtitle = [&model] {
            return model.headerData(HeadWordsModel::Pattern, Qt::Horizontal, SubtitleRole)
                .toString();
        };
        table->options.distance.fixed = 7; // chosen, but of no meaning
        model.setTable(table, inOrder(6), false);
        QVERIFY(!pattern(1).contains(text("distance")));
        QCOMPARE(subtitle(), text("who will read this token"));
        table = copyOf(table);
        table->byDistance = true;
        model.setTable(table, inOrder(6), false);
        QVERIFY(pattern(1).contains(text("at distance 7")));
        QCOMPARE(subtitle(), text("who will read this token, distance 7"));
        table = copyOf(table);
        table->options.distance = {.fixed = {}, .other = Position(4)};
        model.setTable(table, inOrder(6), false);
        QVERIFY(pattern(1).contains(text("at distance 3, when “boats” looks at it")));
        QVERIFY(pattern(4).contains(text("at distance 0")));
        QVERIFY(pattern(5).contains(text("at distance 1: “boats” comes before")));
        QCOMPARE(subtitle(), text("who will read this token, distance to “boats”"));
        QVERIFY(!model.index(1, HeadWordsModel::Message)
                     .data(Qt::ToolTipRole)
                     .toString()
                     .contains(text("distance")));
        table = copyOf(table);
        table->options.side = core::PatternSide::Query;
        model.setTable(table, inOrder(6), false);
        QVERIFY(pattern(5).contains(text("at distance 1, when it looks at “boats”")));
        QVERIFY(pattern(1).contains(text("comes later")));
        const auto facts = inspect(*table, 5, 5, false, false).pattern.facts;
        QCOMPARE(facts[0].first, text("distance δ"));
        QCOMPARE(facts[0].second, text("1"));
    }

    /// Another distance, the same tokens: what somebody has selected stays.
    void newWordsKeepTheSelection()
    {
        app::Selection selection;
        auto table = copyOf(test::handmadeTable(6));
        table->byDistance = true;
        test::select(selection, *table);
        HeadView view(&selection);
        view.resize(1000, 700);
        view.setTable(table);
        view.show();
        PaneTable* pane = view.tableView()->wordsPane();
        pane->setFocus();
        QTest::mouseClick(pane->viewport(), Qt::LeftButton, {},
                          pane->visualRect(pane->model()->index(3, 1)).center());
        const QString copied = view.selectedText();
        QVERIFY(!copied.isEmpty());
        const int width = pane->columnWidth(HeadWordsModel::Pattern);
        QSignalSpy reset(pane->model(), &QAbstractItemModel::modelReset);
        auto other = copyOf(table);
        other->options.distance.other = Position(2);
        other->patternCells[3].ids = {0};
        for (core::LensCell& cell : other->patternCells)
            cell.ids.resize(1); // narrower
        view.setTable(other);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(view.selectedText(), text("ship"));
        QCOMPARE(pane->columnWidth(HeadWordsModel::Pattern), width);
        view.setTable(test::handmadeTable(5));
        QCOMPARE(reset.count(), 1);
    }
};

QTEST_MAIN(HeadKindsTest)
#include "tst_headkinds.moc"
