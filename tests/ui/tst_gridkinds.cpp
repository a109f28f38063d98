// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "tests/support/ui/handmade.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/networkdrawing.h"
#include "ui/views/networkpanel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPushButton>
#include <QTest>

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

} // namespace

/// Heads of all kinds in their networks and among all heads.
class HeadNetworkKindsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        Theme::instance().setChoice(Theme::Choice::Light);
    }

    void theNetworkOfACrossHead()
    {
        const auto table = test::handmadeCross(9, 4);
        app::Selection selection;
        test::select(selection, *table);
        NetworkPanel panel(&selection);
        panel.resize(1200, 640);
        panel.show();
        selection.setQuery(Position(1));
        panel.setTable(table, false);
        const auto& side = [&panel]() -> const NetworkSide& {
            return panel.drawing()->side(NetworkDrawing::Head);
        };
        QVERIFY(side().title.contains(text("Head 1.c2")));
        QVERIFY(side().title.contains(text("9 neurons, one per encoder token")));
        QCOMPARE(side().rows.size(), std::size_t(9));
        QCOMPARE(side().input, text("captain"));
        QCOMPARE(side().rows[8].value, percentText(table->attention(1, 8)));
        const auto button = [&panel](const char* name) {
            return panel.findChild<QPushButton*>(text(name));
        };
        QVERIFY(button("networkGrow")->isHidden());
        // A step is a token.
        QTest::keyClick(panel.drawing(), Qt::Key_Right);
        QVERIFY(panel.step() == (NetworkStep{2, true}));
        QCOMPARE(selection.query().value, 2);
        QCOMPARE(side().rows.size(), std::size_t(9));
        QTest::mouseClick(button("networkEvaluate"), Qt::LeftButton);
        QVERIFY(panel.step() == (NetworkStep{3, true}));
        QVERIFY(!button("networkEvaluate")->isEnabled());
        QTest::keyClick(panel.drawing(), Qt::Key_Home);
        QVERIFY(panel.step() == (NetworkStep{0, true}));
        QVERIFY(panel.sentence().contains(text("“order” is read by all neurons")));
        QVERIFY(!button("networkBack")->isEnabled());
    }

    void theNetworkOfAWindow()
    {
        const auto table = test::handmadeSight(8, 3, true);
        app::Selection selection;
        test::select(selection, *table);
        NetworkPanel panel(&selection);
        panel.resize(1200, 640);
        panel.show();
        selection.setQuery(Position(5));
        panel.setTable(table, false);
        const NetworkSide& side = panel.drawing()->side(NetworkDrawing::Head);
        QVERIFY(side.title.contains(text("3 neurons, one per token in sight")));
        QCOMPARE(side.rows.size(), std::size_t(3));
        QCOMPARE(side.rows.front().key, 3);
        QCOMPARE(side.rows.back().key, 5);
        QCOMPARE(side.rows.front().value, percentText(1.0 / 3));
        QTest::keyClick(panel.drawing(), Qt::Key_Right);
        QVERIFY(panel.step() == (NetworkStep{6, false}));
        QVERIFY2(panel.sentence().endsWith(text("“漢 2/3” goes out of sight.")),
                 qPrintable(panel.sentence()));
        QCOMPARE(panel.drawing()->side(NetworkDrawing::Head).rows.front().key, 4);
        // All that is evaluated is of these tokens.
        auto network = std::make_shared<core::HeadNetwork>();
        network->options = *panel.options();
        network->words = table->words;
        network->firstContext = Position(4);
        network->tokens = {table->tokens.begin() + 4, table->tokens.begin() + 7};
        network->messageSizes = {40, 50, 60};
        network->written = {4, 5, 6};
        panel.setNetwork(network);
        QTest::keyClick(panel.drawing(), Qt::Key_Right);
        QVERIFY(panel.drawing()
                    ->side(NetworkDrawing::Head)
                    .rows.back()
                    .tip.contains(numberText(60, 4)));
        auto other = std::make_shared<core::HeadNetwork>(*network);
        other->firstContext = Position(0);
        panel.setNetwork(other); // of a head that sees from the first token on
        QCOMPARE(panel.drawing()->side(NetworkDrawing::Head).outputNote, text("…"));
    }

    void theNetworkOfAHeadThatSeesBothWays()
    {
        const auto table = test::handmadeSight(6, 0, false);
        app::Selection selection;
        test::select(selection, *table);
        NetworkPanel panel(&selection);
        panel.resize(1200, 640);
        panel.show();
        selection.setQuery(Position(0));
        panel.setTable(table, false);
        QCOMPARE(panel.drawing()->side(NetworkDrawing::Head).rows.size(), std::size_t(6));
        QVERIFY(panel.step() == (NetworkStep{0, true}));
        QTest::keyClick(panel.drawing(), Qt::Key_End);
        QVERIFY(panel.step() == (NetworkStep{5, true}));
        QCOMPARE(panel.drawing()->side(NetworkDrawing::Head).rows.size(), std::size_t(6));
    }

    void filtersKnowCrossHeads()
    {
        const auto has = [](const char* filter, int layer, int head) {
            return RowFilter::parse(text(filter), 4).has(LayerIndex(layer), HeadIndex(head));
        };
        QVERIFY(has("1.c2", 1, 6) && !has("1.c2", 1, 2) && has("1.C2", 1, 6));
        QVERIFY(has("1.2", 1, 2) && !has("1.2", 1, 6));
        QVERIFY(has("1", 1, 6) && has("0.3-1.c1", 1, 5) && !has("0.3-1.c1", 1, 6));
        QCOMPARE(RowFilter::parse(text("c2"), 4).word, text("c2"));
    }

    void gridsOfADecoder()
    {
        const auto grid = test::handmadeDecoderGrid(2, 3, 5, 8);
        HeadGridModel model(HeadGridModel::Kind::Messages);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setGrid(grid);
        QVERIFY(model.hasCross());
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.columnCount(), 5);
        QCOMPARE(model.heads(), 6);
        QCOMPARE(model.headsFound(), 6);
        QCOMPARE(model.rowOf(LayerIndex(1), HeadIndex(4)), -1);
        QCOMPARE(model.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), text("t4"));
        model.setLook({.markRepeats = true, .cross = true});
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.columnCount(), 8);
        QCOMPARE(model.headerData(7, Qt::Horizontal, Qt::DisplayRole).toString(), text("m7"));
        QCOMPARE(model.headerData(4, Qt::Vertical, Qt::DisplayRole).toString(), text("1.c1"));
        const QString tip = model.headerData(4, Qt::Vertical, Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(text("cross head 1 (looks at the encoder)")), qPrintable(tip));
        QVERIFY2(tip.contains(text("In files it is head 4.")), qPrintable(tip));
        QCOMPARE(model.rowOf(LayerIndex(1), HeadIndex(4)), 4);
        const auto& cells = grid->of(LayerIndex(1), HeadIndex(4))->messages;
        for (int j = 0; j < 8; ++j) {
            QCOMPARE(model.index(4, j).data(WordsRole).toStringList(),
                     shownWords(*grid->words, cells[static_cast<std::size_t>(j)].ids, false));
            QCOMPARE((model.marks(4, j) & GridModel::Repeats) != 0, true);
        }
        model.setLook({.filter = text("0.c2"), .cross = true});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.headOf(0), HeadIndex(5));
        // A model without an encoder comes.
        model.setGrid(test::handmadeGrid(2, 3, 5));
        model.setLook({});
        QVERIFY(!model.hasCross());
        QCOMPARE(model.rowCount(), 6);
    }

    void theGridOfADecoderFollows()
    {
        const auto grid = test::handmadeDecoderGrid(2, 3, 5, 8);
        app::Selection selection;
        selection.setBounds(2, 6, 5);
        selection.setMemory(3, 8);
        HeadGridView view(HeadGridView::Kind::Patterns, &selection);
        view.setGrid(grid);
        view.setState(View::State::Ready);
        view.resize(1000, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto* lookAt = view.findChild<QComboBox*>(text("lookAt"));
        QVERIFY(lookAt->isVisible());
        QCOMPARE(view.factsText(), text("what tokens offer  ·  6 heads"));
        lookAt->setFocus();
        QTest::keyClick(lookAt, Qt::Key_Down);
        QCOMPARE(view.model()->columnCount(), 8);
        QCOMPARE(view.factsText(), text("what the encoder's tokens offer  ·  6 heads"));
        QCOMPARE(view.grid()->current().row, -1); // the selected head is not among these
        QTest::mouseClick(view.grid()->viewport(), Qt::LeftButton, {},
                          view.grid()->geometryOfCells().cell(4, 7).center());
        QCOMPARE(selection.layer(), LayerIndex(1));
        QCOMPARE(selection.head(), HeadIndex(4));
        QCOMPARE(selection.context(), Position(7));
        // Heads that are selected elsewhere are shown.
        selection.setHead(LayerIndex(0), HeadIndex(1));
        QCOMPARE(lookAt->currentIndex(), 0);
        QVERIFY((view.grid()->current() == GridView::Cell{1, 4}));
        selection.setHead(LayerIndex(0), HeadIndex(5));
        QCOMPARE(lookAt->currentIndex(), 1);
        QCOMPARE(view.grid()->current().row, 2);
        view.setGrid(test::handmadeGrid(2, 3, 5));
        QVERIFY(!lookAt->isVisible());
        QCOMPARE(view.model()->columnCount(), 5);
    }

    void gridsSayAtWhichDistanceAndOfWhichEmbedding()
    {
        app::Selection selection;
        auto grid = std::make_shared<core::HeadGrid>(*test::handmadeGrid(2, 3, 5));
        grid->tied = false;
        grid->byDistance = true;
        HeadGridView patterns(HeadGridView::Kind::Patterns, &selection);
        HeadGridView messages(HeadGridView::Kind::Messages, &selection);
        patterns.setGrid(grid);
        messages.setGrid(grid);
        QCOMPARE(patterns.factsText(), text("what tokens offer  ·  at distance 1  ·  6 heads  ·  "
                                            "compared with the input embedding"));
        QCOMPARE(messages.factsText(), text("6 heads  ·  compared with the output embedding"));
        grid = std::make_shared<core::HeadGrid>(*grid);
        grid->options.distance.fixed = 12;
        patterns.setGrid(grid);
        QVERIFY(patterns.factsText().contains(text("at distance 12")));
    }
};

QTEST_MAIN(HeadNetworkKindsTest)
#include "tst_gridkinds.moc"
