// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/printoutmodel.h"
#include "ui/models/roles.h"
#include "ui/models/streammodel.h"
#include "ui/models/wordtext.h"
#include "ui/views/banner.h"
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
#include "ui/views/tokenstrip.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <memory>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;
using Focus = app::Selection::Focus;

namespace {
constexpr int patience = 60'000; ///< milliseconds; never waited for where things work
} // namespace

/// All views in the real window on the embedded model: what each shows is the numbers of the run,
/// one selection moves them all, and every one of them lives through other prompts.
class CentreViewsTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    static QString longest() ///< 512 tokens with the first one
    {
        return text("the") + QString(text(" the")).repeated(510);
    }
    CentreViews* views() const { return m_window->views(); }
    app::Session* session() const { return m_window->session(); }
    app::Selection* selection() const { return m_window->selection(); }
    int tokens() const { return static_cast<int>(session()->prompt()->tokens.size()); }
    void open(const QString& prompt, const QString& model)
    {
        m_window.reset();
        MainWindow::Start start;
        start.model = model;
        start.prompt = prompt;
        m_window = std::make_unique<MainWindow>(m_settings.get(), start);
        m_window->show();
        m_window->activateWindow();
    }
    void open(const QString& prompt)
    {
        open(prompt, text(HEADSCOPE_MODELS "/bookshelf-20m"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->headView()->table() != nullptr, patience);
    }
    /// Whether the view in front has what it asked for, of the run on the screen. The words of all
    /// heads come in pieces: a long prompt's first ones are enough.
    bool fresh() const;
    void settle()
    {
        QCoreApplication::processEvents(); // what changed in one moment is asked for after it
        QTRY_VERIFY_WITH_TIMEOUT(fresh(), patience);
    }
    /// Types a prompt and waits for its run.
    void run(const QString& prompt, int wantedTokens)
    {
        auto* edit = m_window->findChild<QPlainTextEdit*>(text("promptEdit"));
        edit->setFocus();
        edit->selectAll();
        edit->insertPlainText(prompt);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session()->prompt() && tokens() == wantedTokens, patience);
    }
    /// Alt+1 .. Alt+7, until the view shows what was asked for.
    void show(Kind kind)
    {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(kind)),
                        Qt::AltModifier);
        QCOMPARE(selection()->view(), kind);
        settle();
        QCOMPARE(views()->front(), views()->view(kind));
        QVERIFY(views()->front()->isVisible());
        QCOMPARE(views()->front()->state(), View::State::Ready);
    }
    static void click(GridView* grid, int row, int column, bool twice = false)
    {
        grid->setCurrent({row, column}); // into sight
        grid->setCurrent({-1, -1});
        const QPoint at = grid->geometryOfCells().cell(row, column).center();
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, at);
        if (twice)
            QTest::mouseDClick(grid->viewport(), Qt::LeftButton, {}, at);
    }
    /// What each view shows for the run on the screen, against the results that it is made of.
    void checkHead();
    void checkGrid(HeadGridView* view, bool patterns);
    void checkStream();
    void checkNeurons();
    void checkEvolution();
    void checkPositions();
    void check(Kind kind);

private Q_SLOTS:
    void initTestCase()
    {
        // Words of neurons go to a cache of this test's own.
        qputenv("XDG_CACHE_HOME", QFile::encodeName(m_folder.path()));
    }
    void init()
    {
        QFile::remove(m_folder.filePath(text("settings.ini")));
        m_settings = std::make_unique<app::Settings>(m_folder.filePath(text("settings.ini")));
        open(text("The captain of the ship"));
        QCOMPARE(tokens(), 6);
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void everyViewShowsTheRun_data();
    void everyViewShowsTheRun();
    void everyViewFollowsOtherPrompts_data();
    void everyViewFollowsOtherPrompts();
    void clicksOnTabsAndKeysStep();
    void patternsLeadToTheHead();
    void streamLeadsToHeadsAndNeurons();
    void evolutionLeadsToTheStreamOfTheState();
    void positionsLeadToTheHead();
    void aClickOnThePredictionGoesOn();
    void backAndForward();
    void findGoesFromPlaceToPlace();
    void theFilterBarGoesAlong();
    void theInspectorTellsOfTheViewInFront();
    void tablesAndPicturesOfEveryView();
    void theViewIsRemembered();
    void aStopIsSaidInTheView();
    void withoutAModelEveryViewSaysSo();
    void everyPartHasANameAndTheKeyboardReachesIt();
};

bool CentreViewsTest::fresh() const
{
    const auto count = static_cast<std::size_t>(tokens());
    const auto is = [count](const auto& result) {
        return result && result->tokens.size() == count;
    };
    const auto& at = selection()->place();
    switch (at.view) {
    case Kind::Head: {
        const auto table = session()->headTable();
        return is(table) && table->complete() && table->layer == at.layer && table->head == at.head;
    }
    case Kind::Patterns:
    case Kind::Messages:
        return is(session()->grid()) && session()->grid()->heads.front()
               && (count > 100 || session()->grid()->complete());
    case Kind::Stream:
        return is(session()->stream()) && session()->stream()->token == at.query
               && session()->stream()->layers == at.state.value && session()->grid()
               && session()->neuronWords();
    case Kind::Neurons:
        return session()->neuronActivity() && session()->neuronActivity()->tokens.size() == count
               && session()->neuronWords();
    case Kind::Evolution: {
        const auto detail = session()->stateDetail();
        return is(session()->evolution()) && detail
               && detail->place == views()->evolution()->wantedState();
    }
    case Kind::Positions: {
        const auto positions = session()->positions();
        return positions && positions->options.layer == at.layer
               && positions->options.head == at.head && positions->count() >= tokens();
    }
    }
    return false;
}

void CentreViewsTest::checkHead()
{
    const auto table = m_window->headView()->table();
    QVERIFY(table);
    QCOMPARE(static_cast<int>(table->tokens.size()), tokens());
    QCOMPARE(table->layer, selection()->layer());
    const int last = tokens() - 1;
    const auto& scores = *m_window->headView()->tableView()->scoresModel();
    QCOMPARE(scores.index(0, last).data(ValueRole).toFloat(), table->attention(last, 0));
}

void CentreViewsTest::checkGrid(HeadGridView* view, bool patterns)
{
    const auto grid = session()->grid();
    QVERIFY(grid);
    QCOMPARE(view->model()->rowCount(), 48);
    QCOMPARE(view->model()->columnCount(), tokens());
    const core::HeadWords* words = grid->of(core::LayerIndex(0), core::HeadIndex(0));
    const int row = view->model()->rowOf(core::LayerIndex(0), core::HeadIndex(0));
    int shown = 0;
    for (int token = 0; token < tokens(); ++token) {
        const core::LensCell& cell = (patterns ? words->patterns
                                               : words->messages)[static_cast<std::size_t>(token)];
        const QModelIndex index = view->model()->index(row, token);
        if (cell.highBias)
            continue; // its words are not shown
        ++shown;
        const QStringList all = index.data(WordsRole).toStringList();
        QCOMPARE(all.size(), static_cast<qsizetype>(cell.ids.size()));
        QCOMPARE(all.front(), shownWords(*grid->words, {cell.ids.front()}, false).front());
    }
    QVERIFY(shown > 0);
}

void CentreViewsTest::checkStream()
{
    const auto stream = session()->stream();
    QVERIFY(stream);
    QCOMPARE(stream->token, selection()->query());
    QCOMPARE(static_cast<int>(stream->tokens.size()), tokens());
    // Every part has its row, and the rows add up to the whole.
    const StreamModel& model = *views()->stream()->model();
    QCOMPARE(model.rowCount(), stream->count());
    double sum = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        sum += model.index(row, StreamModel::Share).data(ValueRole).toDouble();
    QVERIFY(std::abs(sum - 1.0) < 1e-4); // float32 shares of 12,000 parts
    QVERIFY(stream->sumResidue < 1e-4);
    QVERIFY(!views()->stream()->sumText().isEmpty());
}

void CentreViewsTest::checkNeurons()
{
    const auto activity = session()->neuronActivity();
    QVERIFY(activity);
    QCOMPARE(activity->tokenCount(), tokens());
    const NeuronTable* table = views()->neurons()->table();
    QCOMPARE(table->wordsModel()->rowCount(), activity->count());
    QCOMPARE(table->valuesModel()->columnCount(), tokens());
    const int place = table->wordsModel()->placeOf(3);
    const float value = activity->activation(place, tokens() - 1);
    const QModelIndex index = table->valuesModel()->index(3, tokens() - 1);
    QCOMPARE(index.data(ValueRole).toFloat(), value);
    const auto words = session()->neuronWords();
    QVERIFY(words);
    const auto& in = words->in[static_cast<std::size_t>(activity->layerOf(place).value)]
                              [static_cast<std::size_t>(activity->neuronOf(place).value)];
    QCOMPARE(table->wordsModel()
                 ->index(3, NeuronWordsModel::Input)
                 .data(WordsRole)
                 .toStringList()
                 .front(),
             shownWords(*session()->grid()->words, {in.ids.front()}, false).front());
}

void CentreViewsTest::checkEvolution()
{
    const auto evolution = session()->evolution();
    QVERIFY(evolution);
    QCOMPARE(static_cast<int>(evolution->tokens.size()), tokens());
    const GridModel& model = *views()->evolution()->grid()->model();
    QCOMPARE(model.rowCount(), evolution->layers + 3); // token, states 0 .. L, predicted
    QCOMPARE(model.columnCount(), tokens());
    const core::Position last(tokens() - 1);
    const core::TokenId predicted = evolution->predicted(last);
    QCOMPARE(model.index(model.rowCount() - 1, last.value).data(Qt::DisplayRole).toString(),
             shownWords(*evolution->words, {predicted}, false).front());
    QCOMPARE(views()->evolution()->printout()->model()->rowCount(), tokens());
}

void CentreViewsTest::checkPositions()
{
    const auto patterns = session()->positions();
    QVERIFY(patterns);
    QCOMPARE(patterns->options.layer, selection()->layer());
    QCOMPARE(patterns->options.head, selection()->head());
    QVERIFY(patterns->count() >= tokens());
    QCOMPARE(views()->positions()->grid()->model()->columnCount(), patterns->count());
}

void CentreViewsTest::check(Kind kind)
{
    switch (kind) {
    case Kind::Head:
        return checkHead();
    case Kind::Patterns:
        return checkGrid(views()->patterns(), true);
    case Kind::Messages:
        return checkGrid(views()->messages(), false);
    case Kind::Stream:
        return checkStream();
    case Kind::Neurons:
        return checkNeurons();
    case Kind::Evolution:
        return checkEvolution();
    case Kind::Positions:
        return checkPositions();
    }
}

void CentreViewsTest::everyViewShowsTheRun_data()
{
    QTest::addColumn<Kind>("kind");
    for (int i = 0; i < app::Selection::viewCount; ++i)
        QTest::newRow(qPrintable(CentreViews::name(static_cast<Kind>(i)))) << static_cast<Kind>(i);
}

void CentreViewsTest::everyViewShowsTheRun()
{
    QFETCH(Kind, kind);
    show(kind);
    check(kind);
    QVERIFY(!views()->front()->titleText().isEmpty());
    QCOMPARE(views()->tabs()->currentIndex(), static_cast<int>(kind));
}

void CentreViewsTest::everyViewFollowsOtherPrompts_data()
{
    everyViewShowsTheRun_data();
}

void CentreViewsTest::everyViewFollowsOtherPrompts()
{
    QFETCH(Kind, kind);
    // Longer, shorter, as short and as long as can be, while the view is in front; a selection at
    // the end of the longest must not outlive it.
    show(kind);
    const std::pair<QString, int> prompts[] = {{text("The captain of the ship gave"), 7},
                                               {text("The captain"), 3},
                                               {longest(), 512},
                                               {text("Captain"), 2}};
    for (const auto& [prompt, count] : prompts) {
        run(prompt, count);
        settle();
        QCOMPARE(views()->front()->state(), View::State::Ready);
        check(kind);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(!views()->front()->grab().isNull());
        selection()->setCell(core::Position(count - 1), core::Position(count - 1));
        settle();
    }
    // One token, and no first token before it.
    QTest::mouseClick(m_window->promptBar()->findChild<QCheckBox*>(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(tokens() == 1, patience);
    settle();
    QCOMPARE(views()->front()->state(), View::State::Ready);
    check(kind);
    QVERIFY(!views()->front()->grab().isNull());
}

void CentreViewsTest::clicksOnTabsAndKeysStep()
{
    QTabBar* tabs = views()->tabs();
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(5).center());
    QCOMPARE(selection()->view(), Kind::Evolution);
    QTest::keyClick(m_window.get(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(selection()->view(), Kind::Positions);
    QTest::keyClick(m_window.get(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(selection()->view(), Kind::Head);
    QTest::keyClick(m_window.get(), Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(selection()->view(), Kind::Positions);
    QCOMPARE(tabs->currentIndex(), 6);
}

void CentreViewsTest::patternsLeadToTheHead()
{
    show(Kind::Patterns);
    GridView* grid = views()->patterns()->grid();
    const int row = views()->patterns()->model()->rowOf(core::LayerIndex(6), core::HeadIndex(2));
    click(grid, row, 3);
    QCOMPARE(selection()->view(), Kind::Patterns);
    QCOMPARE(selection()->layer().value, 6);
    QCOMPARE(selection()->head().value, 2);
    QCOMPARE(selection()->context().value, 3);
    QCOMPARE(selection()->focus(), Focus::Pattern);
    QCOMPARE(m_window->headMapPanel()->accessibleDescription(), text("Layer 6, head 2"));
    click(grid, row, 3, true);
    QCOMPARE(selection()->view(), Kind::Head);
    settle();
    QCOMPARE(m_window->headView()->table()->layer.value, 6);
    QCOMPARE(m_window->headView()->table()->head.value, 2);
    const QModelIndex current = m_window->headView()->tableView()->wordsPane()->currentIndex();
    QCOMPARE(m_window->headView()->tableView()->wordsModel()->tokenOf(current.row()), 3);
    // The other way round: the head of the map is the row of the grid.
    selection()->setHead(core::LayerIndex(2), core::HeadIndex(1));
    show(Kind::Messages);
    QCOMPARE(views()->messages()->grid()->current().row,
             views()->messages()->model()->rowOf(core::LayerIndex(2), core::HeadIndex(1)));
    QTest::keyClick(views()->messages()->grid(), Qt::Key_Return);
    QCOMPARE(selection()->view(), Kind::Head);
    QCOMPARE(selection()->focus(), Focus::Message);
}

void CentreViewsTest::streamLeadsToHeadsAndNeurons()
{
    show(Kind::Stream);
    StreamView* view = views()->stream();
    const auto stream = session()->stream();
    const auto rowOf = [&](int part) { return view->model()->rowOf(part); };
    const int message = rowOf(
        stream->message(core::LayerIndex(5), core::HeadIndex(2), core::Position(1)));
    QVERIFY(message >= 0);
    view->table()->setFocus();
    view->table()->setCurrentIndex(view->model()->index(message, StreamModel::Where));
    QCOMPARE(selection()->layer().value, 5);
    QCOMPARE(selection()->head().value, 2);
    QCOMPARE(selection()->context().value, 1);
    QCOMPARE(selection()->focus(), Focus::Message);
    QCOMPARE(selection()->view(), Kind::Stream);
    QTest::keyClick(view->table(), Qt::Key_Return);
    QCOMPARE(selection()->view(), Kind::Head);
    show(Kind::Stream);
    const int neuron = rowOf(stream->neuron(core::LayerIndex(3), core::NeuronIndex(700)));
    view->table()->setCurrentIndex(view->model()->index(neuron, StreamModel::Where));
    QCOMPARE(selection()->neuron().value, 700);
    QCOMPARE(selection()->layer().value, 3);
    QTest::keyClick(view->table(), Qt::Key_Return);
    QCOMPARE(selection()->view(), Kind::Neurons);
    settle();
    const NeuronTable* table = views()->neurons()->table();
    const int row = table->wordsModel()->rowOf(
        session()->neuronActivity()->place(core::LayerIndex(3), core::NeuronIndex(700)));
    QVERIFY(row >= 0);
    QCOMPARE(table->valuesPane()->currentIndex().row(), row);
    QVERIFY(table->valuesPane()->viewport()->rect().intersects(
        table->valuesPane()->visualRect(table->valuesModel()->index(row, 0))));
    // A band of the picture opens, and a neuron in it is the selected one.
    show(Kind::Stream);
    StreamPicture* picture = view->stack();
    picture->setFocus();
    QTest::keyClick(picture, Qt::Key_Home);
    QTest::keyClick(picture, Qt::Key_Return);
    QVERIFY(picture->open() >= 0);
}

void CentreViewsTest::evolutionLeadsToTheStreamOfTheState()
{
    show(Kind::Evolution);
    GridView* grid = views()->evolution()->grid();
    click(grid, 1 + 4, 2); // under the tokens, state 0 first
    QCOMPARE(selection()->state().value, 4);
    QCOMPARE(selection()->query().value, 2);
    QCOMPARE(selection()->focus(), Focus::State);
    settle();
    QVERIFY(session()->stateDetail());
    QCOMPARE(session()->stateDetail()->place.state.value, 4);
    click(grid, 1 + 4, 2, true);
    QCOMPARE(selection()->view(), Kind::Stream);
    settle();
    QCOMPARE(session()->stream()->layers, 4);
    QCOMPARE(session()->stream()->token.value, 2);
    checkStream();
}

void CentreViewsTest::positionsLeadToTheHead()
{
    show(Kind::Positions);
    click(views()->positions()->grid(), 1, 4, true);
    QCOMPARE(selection()->view(), Kind::Head);
    QCOMPARE(selection()->context().value, 1);
    QCOMPARE(selection()->query().value, 4);
    // A position that the prompt has no token for is looked at where it is.
    show(Kind::Positions);
    click(views()->positions()->grid(), 1, 20, true);
    QCOMPARE(selection()->view(), Kind::Positions);
    QVERIFY(views()->positions()->pairText().contains(text("20")));
}

void CentreViewsTest::aClickOnThePredictionGoesOn()
{
    show(Kind::Evolution);
    const core::Position last(tokens() - 1);
    const auto evolution = session()->evolution();
    const QString word = QString::fromStdString(evolution->predictedText[5]);
    QVERIFY(!word.isEmpty());
    PaneTable* printout = views()->evolution()->printout();
    const QModelIndex index = printout->model()->index(last.value, PrintoutModel::Predicted);
    QVERIFY(index.data(LinkRole).toBool());
    printout->scrollTo(index);
    QTest::mouseClick(printout->viewport(), Qt::LeftButton, {},
                      printout->visualRect(index).center());
    QTRY_VERIFY_WITH_TIMEOUT(tokens() == 7, patience);
    settle();
    QCOMPARE(session()->prompt()->prompt, text("The captain of the ship") + word);
    checkEvolution();
}

void CentreViewsTest::backAndForward()
{
    const auto key = [this](Qt::Key k) { QTest::keyClick(m_window.get(), k, Qt::ControlModifier); };
    selection()->setHead(core::LayerIndex(3), core::HeadIndex(1));
    show(Kind::Patterns);
    click(views()->patterns()->grid(), 8, 2);
    show(Kind::Stream);
    const app::Selection::Place there = selection()->place();
    key(Qt::Key_BracketLeft);
    QCOMPARE(selection()->view(), Kind::Patterns);
    QCOMPARE(views()->front(), views()->view(Kind::Patterns));
    key(Qt::Key_BracketLeft);
    QCOMPARE(selection()->view(), Kind::Head);
    QCOMPARE(selection()->layer().value, 3);
    key(Qt::Key_BracketRight);
    key(Qt::Key_BracketRight);
    QVERIFY(selection()->place() == there);
    // The mouse has buttons for it, wherever it is, and they click on nothing.
    QTest::mouseClick(views()->stream()->table()->viewport(), Qt::BackButton);
    QCOMPARE(selection()->view(), Kind::Patterns);
    QTest::mouseClick(views()->patterns()->grid()->viewport(), Qt::ForwardButton);
    QVERIFY(selection()->place() == there);
    const auto buttons = views()->findChildren<QToolButton*>();
    const auto back = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton* button) {
        return button->text() == QStringLiteral("‹");
    });
    QVERIFY(back != buttons.end());
    QTest::mouseClick(*back, Qt::LeftButton);
    QCOMPARE(selection()->view(), Kind::Patterns);
}

void CentreViewsTest::findGoesFromPlaceToPlace()
{
    show(Kind::Messages);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    FindBar* bar = views()->findBar();
    QTRY_VERIFY(bar->isVisible());
    auto* edit = bar->findChild<QLineEdit*>();
    QCOMPARE(QApplication::focusWidget(), edit);
    GridView* grid = views()->messages()->grid();
    QTest::keyClicks(edit, text("sea"));
    QTest::keyClick(edit, Qt::Key_Return);
    const auto has = [&](GridView::Cell cell) {
        const QStringList words =
            grid->model()->index(cell.row, cell.column).data(WordsRole).toStringList();
        return words.join(QLatin1Char(' ')).contains(text("sea"), Qt::CaseInsensitive);
    };
    const GridView::Cell first = grid->current();
    QVERIFY(has(first));
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    const GridView::Cell second = grid->current();
    QVERIFY(has(second));
    QVERIFY(first.row != second.row || first.column != second.column);
    QTest::keyClick(m_window.get(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(grid->current().row, first.row);
    QCOMPARE(grid->current().column, first.column);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    // In the other tables as well: the word that is looked for is found, or said not to be there.
    for (const Kind kind : {Kind::Head, Kind::Patterns, Kind::Stream, Kind::Neurons,
                            Kind::Evolution, Kind::Positions}) {
        show(kind);
        QVERIFY(views()->front()->canFind());
        QVERIFY2(!views()->front()->find(text("no such word anywhere"), false),
                 qPrintable(CentreViews::name(kind)));
        const QString there = kind == Kind::Positions ? text("7") : text("s");
        QVERIFY2(views()->front()->find(there, false), qPrintable(CentreViews::name(kind)));
    }
}

void CentreViewsTest::theFilterBarGoesAlong()
{
    const auto places = [this](View* view) { return view->isAncestorOf(views()->filters()); };
    for (const Kind kind : {Kind::Patterns, Kind::Evolution, Kind::Stream, Kind::Head}) {
        show(kind);
        QVERIFY(places(views()->front()));
        QVERIFY(views()->filters()->isVisible());
    }
    // What is switched in one view holds in the others.
    core::HeadTableOptions options = views()->filters()->options();
    options.lens.hideFragments = !options.lens.hideFragments;
    views()->filters()->setOptions(options);
    show(Kind::Patterns);
    const auto grid = session()->grid();
    show(Kind::Head);
    const auto table = m_window->headView()->table();
    const auto* words = grid->of(table->layer, table->head);
    QVERIFY(words->patterns[3].ids == table->patternCells[3].ids);
}

void CentreViewsTest::theInspectorTellsOfTheViewInFront()
{
    const auto title = [this] { return m_window->inspector()->inspection().title; };
    show(Kind::Neurons);
    selection()->setNeuron(core::LayerIndex(2), core::NeuronIndex(33));
    QTRY_VERIFY_WITH_TIMEOUT(title().contains(text("2.33")), patience);
    show(Kind::Evolution);
    QTRY_VERIFY_WITH_TIMEOUT(!title().contains(text("2.33")), patience);
    const QString state = title();
    QVERIFY(!state.isEmpty());
    show(Kind::Head);
    QTRY_VERIFY_WITH_TIMEOUT(title() != state, patience);
}

void CentreViewsTest::tablesAndPicturesOfEveryView()
{
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        show(kind);
        const QString name = CentreViews::name(kind);
        const QString table = m_folder.filePath(name + text(".tsv"));
        QVERIFY2(m_window->saveTable(table), qPrintable(name));
        QFile file(table);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QVERIFY2(lines.size() > 3, qPrintable(name));
        for (int row = 1; row + 1 < lines.size(); ++row)
            QCOMPARE(lines[row].count('\t'), lines[0].count('\t'));
        const QString picture = m_folder.filePath(name + text(".png"));
        QVERIFY2(m_window->savePicture(picture), qPrintable(name));
        const QImage image(picture);
        QVERIFY(image.width() > 300 && image.height() > 100);
        // Something is drawn on it: more colours than a page and its text have.
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3)
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        QVERIFY2(colours.size() > 16, qPrintable(name));
    }
    QVERIFY(!m_window->saveTable(text("/nowhere/at/all.tsv")));
    QVERIFY(m_window->banner()->isFailure());
}

void CentreViewsTest::theViewIsRemembered()
{
    show(Kind::Evolution);
    open(text("The captain of the ship"));
    QCOMPARE(selection()->view(), Kind::Evolution);
    settle();
    QCOMPARE(views()->front()->state(), View::State::Ready);
    checkEvolution();
}

void CentreViewsTest::aStopIsSaidInTheView()
{
    run(longest(), 512); // long enough for a state's words to be stopped on their way
    selection()->setView(Kind::Evolution);
    QCoreApplication::processEvents();
    QCOMPARE(views()->front()->state(), View::State::Running);
    session()->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(views()->front()->state(), View::State::Empty, patience);
    QVERIFY(!views()->front()->sentence().isEmpty());
    QVERIFY(!session()->evolution());
    run(text("The captain of a ship"), 6); // goes on
    settle();
    QCOMPARE(views()->front()->state(), View::State::Ready);
    checkEvolution();
}

void CentreViewsTest::withoutAModelEveryViewSaysSo()
{
    open(text("The captain"), m_folder.filePath(text("no model here")));
    QTRY_VERIFY_WITH_TIMEOUT(views()->front()->state() == View::State::Failed, patience);
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        selection()->setView(static_cast<Kind>(i));
        QCoreApplication::processEvents();
        QCOMPARE(views()->front()->state(), View::State::Failed);
        QVERIFY2(!views()->front()->sentence().isEmpty(), qPrintable(QString::number(i)));
        QVERIFY(views()->front()->picture(1000).isNull());
    }
}

void CentreViewsTest::everyPartHasANameAndTheKeyboardReachesIt()
{
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        show(static_cast<Kind>(i));
        QWidget* target = views()->front()->focusTarget();
        QCOMPARE(QApplication::focusWidget(), target);
        // Round by the Tab key: every stop has a name to be told by.
        QSet<QWidget*> stops;
        for (int step = 0; step < 80; ++step) {
            QWidget* at = QApplication::focusWidget();
            QVERIFY(at);
            if (stops.contains(at))
                break;
            stops.insert(at);
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(at);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty(),
                     qPrintable(CentreViews::name(static_cast<Kind>(i)) + QLatin1Char(' ')
                                + QString::fromUtf8(at->metaObject()->className())
                                + QLatin1Char(' ') + at->objectName()));
            QTest::keyClick(at, Qt::Key_Tab);
        }
        QVERIFY(stops.contains(target));
        QVERIFY(stops.size() > 5);
    }
}

QTEST_MAIN(CentreViewsTest)
#include "tst_centreviews.moc"
