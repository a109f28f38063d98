// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/printoutmodel.h"
#include "ui/models/roles.h"
#include "ui/models/streammodel.h"
#include "ui/views/evolutionview.h"
#include "ui/views/filterbar.h"
#include "ui/views/findbar.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/panetable.h"
#include "ui/views/positionsview.h"
#include "ui/views/streampicture.h"
#include "ui/views/streamview.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;
using Focus = app::Selection::Focus;

/// One selection moves all views of the real window: from cell to head, from band to neuron, back
/// and forward, and from one find to the next.
class ViewLinksTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }

private Q_SLOTS:
    void init()
    {
        m_real.forgetSettings();
        m_real.open(text("The captain of the ship"));
        QCOMPARE(m_real.tokens(), 6);
    }
    void cleanup() { m_real.close(); }

    void patternsLeadToTheHead();
    void streamLeadsToHeadsAndNeurons();
    void evolutionLeadsToTheStreamOfTheState();
    void positionsLeadToTheHead();
    void aClickOnThePredictionGoesOn();
    void backAndForward();
    void findGoesFromPlaceToPlace();
    void theFilterBarGoesAlong();
    void theMenuOfACellCopiesIt();
    void keysInASortedScrolledTableCopyTheirCell();
    void theInspectorTellsOfTheViewInFront();
    void aLongerPromptIsReadAtItsEndWhateverWasLookedAt();
};

void ViewLinksTest::patternsLeadToTheHead()
{
    m_real.show(Kind::Patterns);
    GridView* grid = m_real.views()->patterns()->grid();
    const int row = m_real.views()->patterns()->model()->rowOf(core::LayerIndex(6),
                                                               core::HeadIndex(2));
    m_real.click(grid, row, 3);
    QCOMPARE(m_real.selection()->view(), Kind::Patterns);
    QCOMPARE(m_real.selection()->layer().value, 6);
    QCOMPARE(m_real.selection()->head().value, 2);
    QCOMPARE(m_real.selection()->context().value, 3);
    QCOMPARE(m_real.selection()->focus(), Focus::Pattern);
    QCOMPARE(m_real.window()->headMapPanel()->accessibleDescription(), text("Layer 6, head 2"));
    m_real.click(grid, row, 3, true);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    m_real.settle();
    QCOMPARE(m_real.window()->headView()->table()->layer.value, 6);
    QCOMPARE(m_real.window()->headView()->table()->head.value, 2);
    const QModelIndex current =
        m_real.window()->headView()->tableView()->wordsPane()->currentIndex();
    QCOMPARE(m_real.window()->headView()->tableView()->wordsModel()->tokenOf(current.row()), 3);
    // The other way round: the head of the map is the row of the grid.
    m_real.selection()->setHead(core::LayerIndex(2), core::HeadIndex(1));
    m_real.show(Kind::Messages);
    QCOMPARE(m_real.views()->messages()->grid()->current().row,
             m_real.views()->messages()->model()->rowOf(core::LayerIndex(2), core::HeadIndex(1)));
    QTest::keyClick(m_real.views()->messages()->grid(), Qt::Key_Return);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    QCOMPARE(m_real.selection()->focus(), Focus::Message);
}

void ViewLinksTest::aLongerPromptIsReadAtItsEndWhateverWasLookedAt()
{
    // Views behind the one in front still hold results of the prompt before; following the new
    // selection there must not clamp it to the old tokens.
    for (const Kind visited : {Kind::Evolution, Kind::Stream, Kind::Neurons, Kind::Positions}) {
        m_real.show(visited);
        m_real.show(Kind::Head);
        m_real.run(text("The captain of the ship"), 6);
        m_real.settle();
        m_real.selection()->setCell(core::Position(1), core::Position(2));
        m_real.run(text("The captain of the ship went to the sea and the captain"), 13);
        m_real.settle();
        QCOMPARE(m_real.selection()->query().value, 12);
        QCOMPARE(m_real.selection()->context().value, 12);
    }
}

void ViewLinksTest::streamLeadsToHeadsAndNeurons()
{
    m_real.show(Kind::Stream);
    StreamView* view = m_real.views()->stream();
    const auto stream = m_real.session()->stream();
    const auto rowOf = [&](int part) { return view->model()->rowOf(part); };
    const int message = rowOf(
        stream->message(core::LayerIndex(5), core::HeadIndex(2), core::Position(1)));
    QVERIFY(message >= 0);
    view->table()->setFocus();
    view->table()->setCurrentIndex(view->model()->index(message, StreamModel::Where));
    QCOMPARE(m_real.selection()->layer().value, 5);
    QCOMPARE(m_real.selection()->head().value, 2);
    QCOMPARE(m_real.selection()->context().value, 1);
    QCOMPARE(m_real.selection()->focus(), Focus::Message);
    QCOMPARE(m_real.selection()->view(), Kind::Stream);
    QTest::keyClick(view->table(), Qt::Key_Return);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    m_real.show(Kind::Stream);
    const int neuron = rowOf(stream->neuron(core::LayerIndex(3), core::NeuronIndex(700)));
    view->table()->setCurrentIndex(view->model()->index(neuron, StreamModel::Where));
    QCOMPARE(m_real.selection()->neuron().value, 700);
    QCOMPARE(m_real.selection()->layer().value, 3);
    QTest::keyClick(view->table(), Qt::Key_Return);
    QCOMPARE(m_real.selection()->view(), Kind::Neurons);
    m_real.settle();
    const NeuronTable* table = m_real.views()->neurons()->table();
    const int row = table->wordsModel()->rowOf(
        m_real.session()->neuronActivity()->place(core::LayerIndex(3), core::NeuronIndex(700)));
    QVERIFY(row >= 0);
    QCOMPARE(table->valuesPane()->currentIndex().row(), row);
    QVERIFY(table->valuesPane()->viewport()->rect().intersects(
        table->valuesPane()->visualRect(table->valuesModel()->index(row, 0))));
    // A band of the picture opens, and a neuron in it is the selected one.
    m_real.show(Kind::Stream);
    StreamPicture* picture = view->stack();
    picture->setFocus();
    QTest::keyClick(picture, Qt::Key_Home);
    QTest::keyClick(picture, Qt::Key_Return);
    QVERIFY(picture->open() >= 0);
}

void ViewLinksTest::evolutionLeadsToTheStreamOfTheState()
{
    m_real.show(Kind::Evolution);
    GridView* grid = m_real.views()->evolution()->grid();
    m_real.click(grid, 1 + 4, 2); // under the tokens, state 0 first
    QCOMPARE(m_real.selection()->state().value, 4);
    QCOMPARE(m_real.selection()->query().value, 2);
    QCOMPARE(m_real.selection()->focus(), Focus::State);
    m_real.settle();
    QVERIFY(m_real.session()->stateDetail());
    QCOMPARE(m_real.session()->stateDetail()->place.state.value, 4);
    m_real.click(grid, 1 + 4, 2, true);
    QCOMPARE(m_real.selection()->view(), Kind::Stream);
    m_real.settle();
    QCOMPARE(m_real.session()->stream()->layers, 4);
    QCOMPARE(m_real.session()->stream()->token.value, 2);
    m_real.check(Kind::Stream);
    // And on to the final state, from where it was left.
    auto* last = m_real.views()->stream()->findChild<QPushButton*>(text("lastState"));
    QVERIFY(last->isVisible());
    m_real.views()->stream()->stack()->setPlace(StreamPlace::neurons(3));
    QTest::mouseClick(last, Qt::LeftButton);
    m_real.settle();
    QCOMPARE(m_real.session()->stream()->layers, 8);
    QVERIFY(!last->isVisible());
    // A band that is chosen above a state on the way does not filter its table.
    Q_EMIT m_real.views()->stream()->stack()->placeChosen(StreamPlace::neurons(6));
    QVERIFY(m_real.views()->stream()->model()->rowCount() < m_real.session()->stream()->count());
    m_real.selection()->setState(core::LayerIndex(4), core::Position(2));
    m_real.settle();
    QCOMPARE(m_real.views()->stream()->model()->rowCount(), m_real.session()->stream()->count());
}

void ViewLinksTest::positionsLeadToTheHead()
{
    m_real.show(Kind::Positions);
    m_real.click(m_real.views()->positions()->grid(), 1, 4, true);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    QCOMPARE(m_real.selection()->context().value, 1);
    QCOMPARE(m_real.selection()->query().value, 4);
    // A position that the prompt has no token for is looked at where it is.
    m_real.show(Kind::Positions);
    m_real.click(m_real.views()->positions()->grid(), 1, 20, true);
    QCOMPARE(m_real.selection()->view(), Kind::Positions);
    QVERIFY(m_real.views()->positions()->pairText().contains(text("20")));
}

void ViewLinksTest::aClickOnThePredictionGoesOn()
{
    m_real.show(Kind::Evolution);
    const core::Position last(m_real.tokens() - 1);
    const auto evolution = m_real.session()->evolution();
    const QString word = QString::fromStdString(evolution->predictedText[5]);
    QVERIFY(!word.isEmpty());
    PaneTable* printout = m_real.views()->evolution()->printout();
    const QModelIndex index = printout->model()->index(last.value, PrintoutModel::Predicted);
    QVERIFY(index.data(LinkRole).toBool());
    printout->scrollTo(index);
    QTest::mouseClick(printout->viewport(), Qt::LeftButton, {},
                      printout->visualRect(index).center());
    QTRY_VERIFY_WITH_TIMEOUT(m_real.tokens() == 7, RealWindow::patience);
    m_real.settle();
    QCOMPARE(m_real.session()->prompt()->prompt, text("The captain of the ship") + word);
    m_real.check(Kind::Evolution);
}

void ViewLinksTest::backAndForward()
{
    const auto key = [this](Qt::Key k) {
        QTest::keyClick(m_real.window(), k, Qt::ControlModifier);
    };
    m_real.selection()->setHead(core::LayerIndex(3), core::HeadIndex(1));
    m_real.show(Kind::Patterns);
    m_real.click(m_real.views()->patterns()->grid(), 8, 2);
    m_real.show(Kind::Stream);
    const app::Selection::Place there = m_real.selection()->place();
    key(Qt::Key_BracketLeft);
    QCOMPARE(m_real.selection()->view(), Kind::Patterns);
    QCOMPARE(m_real.views()->front(), m_real.views()->view(Kind::Patterns));
    // The click soon after the change of view is one step with it; on a slow machine it is its own.
    int steps = 1;
    for (; m_real.selection()->view() == Kind::Patterns && steps < 3; ++steps)
        key(Qt::Key_BracketLeft);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    QCOMPARE(m_real.selection()->layer().value, 3);
    for (; steps > 0; --steps)
        key(Qt::Key_BracketRight);
    QVERIFY(m_real.selection()->place() == there);
    // The mouse has buttons for it, wherever it is, and they click on nothing.
    QTest::mouseClick(m_real.views()->stream()->table()->viewport(), Qt::BackButton);
    QCOMPARE(m_real.selection()->view(), Kind::Patterns);
    QTest::mouseClick(m_real.views()->patterns()->grid()->viewport(), Qt::ForwardButton);
    QVERIFY(m_real.selection()->place() == there);
    const auto buttons = m_real.views()->findChildren<QToolButton*>();
    const auto back = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton* button) {
        return button->text() == QStringLiteral("‹");
    });
    QVERIFY(back != buttons.end());
    QTest::mouseClick(*back, Qt::LeftButton);
    QCOMPARE(m_real.selection()->view(), Kind::Patterns);
}

void ViewLinksTest::findGoesFromPlaceToPlace()
{
    m_real.show(Kind::Messages);
    QTest::keyClick(m_real.window(), Qt::Key_F, Qt::ControlModifier);
    FindBar* bar = m_real.views()->findBar();
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), RealWindow::patience);
    auto* edit = bar->findChild<QLineEdit*>();
    QCOMPARE(QApplication::focusWidget(), edit);
    GridView* grid = m_real.views()->messages()->grid();
    QTest::keyClicks(edit, text("sea"));
    QTest::keyClick(edit, Qt::Key_Return);
    const auto has = [&](GridView::Cell cell) {
        const QStringList words =
            grid->model()->index(cell.row, cell.column).data(WordsRole).toStringList();
        return words.join(QLatin1Char(' ')).contains(text("sea"), Qt::CaseInsensitive);
    };
    const GridView::Cell first = grid->current();
    QVERIFY(has(first));
    QTest::keyClick(m_real.window(), Qt::Key_F3);
    const GridView::Cell second = grid->current();
    QVERIFY(has(second));
    QVERIFY(first.row != second.row || first.column != second.column);
    QTest::keyClick(m_real.window(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(grid->current().row, first.row);
    QCOMPARE(grid->current().column, first.column);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    // In the other tables as well: the word that is looked for is found, or said not to be there.
    for (const Kind kind : {Kind::Head, Kind::Patterns, Kind::Stream, Kind::Neurons,
                            Kind::Evolution, Kind::Positions}) {
        m_real.show(kind);
        QVERIFY(m_real.views()->front()->canFind());
        QVERIFY2(!m_real.views()->front()->find(text("no such word anywhere"), false),
                 qPrintable(CentreViews::name(kind)));
        const QString there = kind == Kind::Positions ? text("7") : text("s");
        QVERIFY2(m_real.views()->front()->find(there, false), qPrintable(CentreViews::name(kind)));
    }
}

void ViewLinksTest::theMenuOfACellCopiesIt()
{
    m_real.show(Kind::Patterns);
    GridView* grid = m_real.views()->patterns()->grid();
    grid->setCurrent({0, 0});
    const QPoint at = grid->geometryOfCells().cell(2, 1).center();
    QTest::mouseClick(grid->viewport(), Qt::RightButton, {}, at);
    QCOMPARE(grid->current().row, 2);
    QCOMPARE(grid->current().column, 1);
    // The menu is modal: it is used as soon as it is up.
    QString chosen;
    QTimer::singleShot(0, grid, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu)
            return;
        chosen = menu->actions().constFirst()->text();
        menu->actions().constFirst()->trigger();
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, grid->viewport()->mapToGlobal(at));
    QApplication::sendEvent(grid->viewport(), &event);
    QVERIFY(chosen.contains(text("Copy")));
    const QString copied = QApplication::clipboard()->text();
    QVERIFY(!copied.isEmpty());
    QCOMPARE(copied, grid->selectedText());
}

void ViewLinksTest::keysInASortedScrolledTableCopyTheirCell()
{
    m_real.run(
        text("The old doctor opened the door and the old doctor smiled at the child, who was "
             "afraid of the him"),
        22);
    m_real.show(Kind::Head);
    m_real.window()->resize(1000, 640);
    m_real.selection()->setQuery(core::Position(1));
    auto* order = m_real.views()->filters()->findChild<QComboBox*>(text("headRowOrder"));
    order->setCurrentIndex(1); // by attention
    Q_EMIT order->activated(1);
    m_real.selection()->setHead(core::LayerIndex(4), core::HeadIndex(5));
    m_real.settle();
    HeadTableView* table = m_real.views()->head()->tableView();
    PaneTable* pane = table->wordsPane();
    pane->setFocus();
    for (int start = 0; start < 20; start += 3) {
        const QModelIndex at = table->wordsModel()->index(start, HeadWordsModel::Pattern);
        pane->scrollTo(at);
        QTest::mouseClick(pane->viewport(), Qt::LeftButton, {}, pane->visualRect(at).center());
        for (int step = 0; step < 2; ++step) {
            QTest::keyClick(pane, Qt::Key_Down);
            QCoreApplication::processEvents();
            QCOMPARE(table->selectedText(), pane->currentIndex().data(ExportRole).toString());
        }
    }
}

void ViewLinksTest::theFilterBarGoesAlong()
{
    const auto places = [this](View* view) {
        return view->isAncestorOf(m_real.views()->filters());
    };
    for (const Kind kind : {Kind::Patterns, Kind::Evolution, Kind::Stream, Kind::Head}) {
        m_real.show(kind);
        QVERIFY(places(m_real.views()->front()));
        QVERIFY(m_real.views()->filters()->isVisible());
    }
    // What is switched in one view holds in the others.
    core::HeadTableOptions options = m_real.views()->filters()->options();
    options.lens.hideFragments = !options.lens.hideFragments;
    m_real.views()->filters()->setOptions(options);
    m_real.show(Kind::Patterns);
    const auto grid = m_real.session()->grid();
    m_real.show(Kind::Head);
    const auto table = m_real.window()->headView()->table();
    const auto* words = grid->of(table->layer, table->head);
    QVERIFY(words->patterns[3].ids == table->patternCells[3].ids);
}

void ViewLinksTest::theInspectorTellsOfTheViewInFront()
{
    const auto title = [this] { return m_real.window()->inspector()->inspection().title; };
    m_real.show(Kind::Neurons);
    m_real.selection()->setNeuron(core::LayerIndex(2), core::NeuronIndex(33));
    QTRY_VERIFY_WITH_TIMEOUT(title().contains(text("2.33")), RealWindow::patience);
    m_real.show(Kind::Evolution);
    QTRY_VERIFY_WITH_TIMEOUT(!title().contains(text("2.33")), RealWindow::patience);
    const QString state = title();
    QVERIFY(!state.isEmpty());
    m_real.show(Kind::Head);
    QTRY_VERIFY_WITH_TIMEOUT(title() != state, RealWindow::patience);
}

QTEST_MAIN(ViewLinksTest)
#include "tst_viewlinks.moc"
