// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "core/analysis/evolution.h"
#include "core/model/model.h"
#include "tests/support/places.h"
#include "ui/models/evolutionmodel.h"
#include "ui/models/printoutmodel.h"
#include "ui/models/roles.h"
#include "ui/views/barlist.h"
#include "ui/views/evolutionview.h"
#include "ui/views/gridview.h"
#include "ui/views/lineplot.h"
#include "ui/views/panetable.h"
#include "ui/views/plotgeometry.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::ui;
using app::Selection;
using core::LayerIndex;
using core::Position;

namespace {

/// The view over a run of the embedded model, as the window has it.
struct Shown {
    Selection selection;
    EvolutionView view{&selection};

    explicit Shown(const EvolutionPtr& evolution)
    {
        const auto tokens = static_cast<int>(evolution->tokens.size());
        selection.setBounds(evolution->layers, 6, tokens, 1536);
        selection.setState(LayerIndex(evolution->layers), Position(0));
        view.resize(1000, 700);
        view.show();
        view.setEvolution(evolution);
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }
    /// Presses and releases on a cell of the grid.
    void click(int row, int column)
    {
        const QPoint at = view.grid()->geometryOfCells().cell(row, column).center();
        QTest::mouseClick(view.grid()->viewport(), Qt::LeftButton, {}, at);
    }
    QString cell(int row, int column) const
    {
        return view.grid()->model()->index(row, column).data().toString();
    }
    QString line(int row, int column) const
    {
        return view.printout()->model()->index(row, column).data().toString();
    }
};

} // namespace

class TestEvolutionView : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const core::Model> m_model;
    std::shared_ptr<const core::Trace> m_trace;
    EvolutionPtr m_evolution; ///< of 13 tokens

    std::shared_ptr<const core::Trace> traceOf(const std::vector<core::TokenId>& ids) const
    {
        return std::make_shared<const core::Trace>(*core::runTrace(*m_model, ids));
    }
    EvolutionPtr evolutionOf(const std::shared_ptr<const core::Trace>& trace) const
    {
        core::EvolutionSearch search(m_model, trace);
        if (!search.advance())
            qFatal("nobody asked the search to stop");
        return std::make_shared<const core::Evolution>(search.take());
    }

private Q_SLOTS:
    void initTestCase();
    void plotGeometryFindsItsWayBack_data();
    void plotGeometryFindsItsWayBack();
    void plotTicksAreRound();
    void modelsHoldTheCoresNumbers();
    void modelsOfShortPrompts();
    void fragmentsAreHiddenInStatesOnly();
    void probabilitiesAreReadable();
    void emptyViewSaysSo();
    void clickSelectsTheState();
    void selectionMovesEverything();
    void keysMoveAndGoToTheStream();
    void fiftyWordsOfTheState();
    void predictionsAreAppended();
    void plotShowsTheRanks();
    void textFindAndPicture();
    void longPromptPaintsOnlyWhatIsSeen();
};

void TestEvolutionView::initTestCase()
{
    m_model = core::loadModel(headscope::tests::modelsPath("/bookshelf-20m"));
    m_trace = traceOf(core::promptIds(
        *m_model, "The captain of the ship gave the order to lower the boats", true));
    m_evolution = evolutionOf(m_trace);
    QCOMPARE(m_evolution->tokens.size(), std::size_t(13));
}

void TestEvolutionView::plotGeometryFindsItsWayBack_data()
{
    QTest::addColumn<bool>("ranks");
    QTest::addColumn<int>("count");
    QTest::newRow("values") << false << 32;
    QTest::newRow("ranks") << true << 9;
    QTest::newRow("one point") << false << 1;
}

void TestEvolutionView::plotGeometryFindsItsWayBack()
{
    QFETCH(bool, ranks);
    QFETCH(int, count);
    const PlotGeometry g{QRectF(40, 20, 500, 200), count, ranks ? 1.0 : -3.0, ranks ? 16384.0 : 5.0,
                         ranks};
    for (int i = 0; i < count; ++i) {
        QVERIFY(g.x(i) >= 40 && g.x(i) <= 540);
        QCOMPARE(g.index(g.x(i)), i);
    }
    QCOMPARE(g.index(-1000), 0);
    QCOMPARE(g.index(10000), count - 1);
    for (const double part : {0.0, 0.25, 0.5, 1.0}) {
        const double pixel = 20 + 200 * part;
        QVERIFY(std::abs(g.y(g.value(pixel)) - pixel) < 1e-9);
    }
    // The best rank and the highest value are at the top.
    QCOMPARE(g.y(ranks ? 1.0 : 5.0), 20.0);
    QCOMPARE(g.y(ranks ? 16384.0 : -3.0), 220.0);
    QCOMPARE(PlotGeometry{}.index(3), -1);
}

void TestEvolutionView::plotTicksAreRound()
{
    PlotGeometry g{QRectF(0, 0, 10, 10), 3, -3.1, 5.2, false};
    QCOMPARE(g.ticks(4), (std::vector<double>{0, 5})); // steps of 2 would be five
    g.ranks = true;
    g.low = 1;
    g.high = 479;
    QCOMPARE(g.ticks(4), (std::vector<double>{1, 10, 100}));
    QCOMPARE(PlotGeometry::roundStep(0.13), 0.2);
    QCOMPARE(PlotGeometry::roundStep(7.0), 10.0);
    QCOMPARE(PlotGeometry::roundStep(0.0), 1.0);
}

void TestEvolutionView::modelsHoldTheCoresNumbers()
{
    EvolutionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setEvolution(m_evolution, false, false);
    QCOMPARE(model.rowCount(), 1 + 9 + 1);
    QCOMPARE(model.columnCount(), 13);
    QCOMPARE(model.index(0, 5).data().toString(), QStringLiteral("ship"));
    QVERIFY(std::isnan(model.shade(0, 5)));
    for (int state = 0; state <= 8; ++state) {
        const int row = EvolutionModel::rowOfState(LayerIndex(state));
        QCOMPARE(model.stateOfRow(row).value, state);
        for (int token = 0; token < 13; ++token) {
            const core::StateReading& cell = m_evolution->of(LayerIndex(state), Position(token));
            QCOMPARE(model.index(row, token).data().toString(),
                     shownWord(m_evolution->words->word(cell.all.ids.front()), false));
            QCOMPARE(model.shade(row, token), static_cast<double>(cell.all.probabilities.front()));
            QCOMPARE(model.marks(row, token) != 0, cell.nextRank == 1);
            const QString tip = model.index(row, token).data(Qt::ToolTipRole).toString();
            for (std::size_t k = 0; k < 10; ++k)
                QVERIFY(tip.contains(shownWord(m_evolution->words->word(cell.all.ids[k]), true)));
            if (token < 12)
                QVERIFY(tip.contains(QLocale().toString(cell.nextRank)));
        }
    }
    int right = 0;
    for (int token = 0; token < 13; ++token) {
        const QString text = model.index(model.predictedRow(), token).data().toString();
        const bool signedRight = text.startsWith(QChar(0x2713));
        QCOMPARE(signedRight, m_evolution->predictedRight(Position(token)));
        right += signedRight ? 1 : 0;
        QVERIFY(text.endsWith(
            shownWord(m_evolution->words->word(m_evolution->predicted(Position(token))), false)));
    }
    QCOMPARE(right, m_evolution->right);

    PrintoutModel printout;
    const QAbstractItemModelTester printoutTester(
        &printout, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(printout.rowCount(), 0);
    printout.setEvolution(m_evolution, false);
    QCOMPARE(printout.rowCount(), 13);
    QVERIFY(printout.index(4, PrintoutModel::Prompt)
                .data()
                .toString()
                .endsWith(QStringLiteral("The captain of the")));
    for (int token = 0; token < 12; ++token) {
        const int rank = m_evolution->of(LayerIndex(8), Position(token)).nextRank;
        QCOMPARE(printout.index(token, PrintoutModel::Rank).data(ExportRole).toString().toInt(),
                 rank);
        QCOMPARE(printout.index(token, PrintoutModel::Sign).data().toString(),
                 QString(QChar(rank == 1 ? 0x2713 : 0x2717)));
        QCOMPARE(printout.appendable(token).toStdString(),
                 std::string(m_model->bytes(m_evolution->predicted(Position(token)))));
    }
    QVERIFY(printout.index(12, PrintoutModel::Sign).data().toString().isEmpty());
    QCOMPARE(printout.appendable(13), QString());
    model.setEvolution(nullptr, true, false);
    printout.setEvolution(nullptr, false);
    QCOMPARE(model.columnCount() + printout.rowCount(), 0);
}

void TestEvolutionView::modelsOfShortPrompts()
{
    EvolutionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto one = evolutionOf(traceOf({m_trace->ids[0]}));
    model.setEvolution(one, true, true);
    QCOMPARE(model.columnCount(), 1);
    QCOMPARE(model.marks(3, 0), 0U);
    PrintoutModel printout;
    const QAbstractItemModelTester printoutTester(
        &printout, QAbstractItemModelTester::FailureReportingMode::QtTest);
    printout.setEvolution(one, false);
    QCOMPARE(printout.rowCount(), 1);
    Shown shown(one);
    QVERIFY(shown.view.factsText().contains(QStringLiteral("nothing follows")));
    QVERIFY(!shown.view.picture(1200).isNull());
    for (const float rank : shown.view.rankPlot()->data().strong)
        QVERIFY(std::isnan(rank));
}

void TestEvolutionView::fragmentsAreHiddenInStatesOnly()
{
    EvolutionModel hidden;
    EvolutionModel all;
    hidden.setEvolution(m_evolution, true, false);
    all.setEvolution(m_evolution, false, false);
    int different = 0;
    for (int row = 1; row < hidden.rowCount(); ++row) {
        for (int token = 0; token < 13; ++token) {
            const QString a = hidden.index(row, token).data().toString();
            const QString b = all.index(row, token).data().toString();
            if (row == hidden.predictedRow())
                QCOMPARE(a, b);
            else
                different += a != b ? 1 : 0;
        }
    }
    QVERIFY(different > 0);
}

void TestEvolutionView::probabilitiesAreReadable()
{
    QLocale::setDefault(QLocale::c());
    QCOMPARE(probabilityText(0.804), QStringLiteral("80.4\u00a0%"));
    QCOMPARE(probabilityText(0.061), QStringLiteral("6.1\u00a0%"));
    QCOMPARE(probabilityText(0.0041), QStringLiteral("0.41\u00a0%"));
    QCOMPARE(probabilityText(0.00041), QStringLiteral("0.041\u00a0%"));
    QVERIFY(probabilityText(1.2e-9).contains(QStringLiteral("e-")));
}

void TestEvolutionView::emptyViewSaysSo()
{
    Selection selection;
    EvolutionView view(&selection);
    QVERIFY(view.state() == View::State::Empty);
    QVERIFY(!view.sentence().isEmpty());
    QVERIFY(view.picture(1000).isNull());
    QCOMPARE(view.selectedText(), QString());
    QVERIFY(!view.find(QStringLiteral("x"), false));
    view.setEvolution(m_evolution);
    QVERIFY(view.state() == View::State::Ready);
    view.setEvolution(nullptr);
    QVERIFY(view.state() == View::State::Empty);
}

void TestEvolutionView::clickSelectsTheState()
{
    Shown shown(m_evolution);
    QSignalSpy wanted(&shown.view, &View::wanted);
    shown.click(6, 3);
    QCOMPARE(shown.selection.state().value, 5);
    QCOMPARE(shown.selection.query().value, 3);
    QVERIFY(shown.selection.focus() == Selection::Focus::State);
    QVERIFY(wanted.count() > 0);
    QCOMPARE(shown.view.wantedState().state.value, 5);
    QCOMPARE(shown.view.wantedState().token.value, 3);
    QCOMPARE(shown.view.printout()->currentIndex().row(), 3);
    QCOMPARE(shown.view.rankPlot()->current(), 5);
    // The prediction is of the last state, and stays the current cell.
    shown.click(10, 4);
    QCOMPARE(shown.selection.state().value, 8);
    QCOMPARE(shown.view.grid()->current().row, 10);
}

void TestEvolutionView::selectionMovesEverything()
{
    Shown shown(m_evolution);
    shown.selection.setState(LayerIndex(2), Position(7));
    QCOMPARE(shown.view.grid()->current().row, 3);
    QCOMPARE(shown.view.grid()->current().column, 7);
    shown.selection.setQuery(Position(9));
    QCOMPARE(shown.view.grid()->current().row, 3);
    QCOMPARE(shown.view.grid()->current().column, 9);
    QCOMPARE(shown.view.printout()->currentIndex().row(), 9);
    QVERIFY(shown.view.rankPlot()->data().title.contains(QStringLiteral("lower")));
    QVERIFY(shown.view.wordsTitle().contains(QStringLiteral("to")));
}

void TestEvolutionView::keysMoveAndGoToTheStream()
{
    Shown shown(m_evolution);
    shown.selection.setState(LayerIndex(4), Position(4));
    shown.view.grid()->setFocus();
    QTest::keyClick(shown.view.grid(), Qt::Key_Right);
    QTest::keyClick(shown.view.grid(), Qt::Key_Up);
    QCOMPARE(shown.selection.query().value, 5);
    QCOMPARE(shown.selection.state().value, 3);
    QVERIFY(shown.selection.view() != Selection::View::Stream);
    QTest::keyClick(shown.view.grid(), Qt::Key_Return);
    QVERIFY(shown.selection.view() == Selection::View::Stream);
    QCOMPARE(shown.selection.state().value, 3);
    QCOMPARE(shown.selection.query().value, 5);
    // Along the layers in the plot.
    shown.view.rankPlot()->setFocus();
    QTest::keyClick(shown.view.rankPlot(), Qt::Key_Right);
    QCOMPARE(shown.selection.state().value, 4);
    QTest::keyClick(shown.view.rankPlot(), Qt::Key_End);
    QCOMPARE(shown.selection.state().value, 8);
    QTest::keyClick(shown.view.rankPlot(), Qt::Key_Right);
    QCOMPARE(shown.selection.state().value, 8);
}

void TestEvolutionView::fiftyWordsOfTheState()
{
    Shown shown(m_evolution);
    shown.selection.setState(LayerIndex(6), Position(5));
    const auto* list = shown.view.words()->model();
    QCOMPARE(list->rowCount(), 10); // at once
    const auto detail = std::make_shared<const core::StateDetail>(
        *core::stateDetail(*m_model, *m_trace, shown.view.wantedState()));
    shown.view.setDetail(detail);
    QCOMPARE(list->rowCount(), 50);
    for (int k = 0; k < 50; ++k) {
        const auto at = static_cast<std::size_t>(k);
        QCOMPARE(list->index(k, 0).data().toString(),
                 shownWord(m_evolution->words->word(detail->reading.legible.ids[at]), false));
        QCOMPARE(list->index(k, 0).data(ValueRole).toDouble(),
                 static_cast<double>(detail->reading.legible.probabilities[at]));
    }
    shown.view.setHideFragments(false);
    QCOMPARE(list->index(0, 0).data(ValueRole).toDouble(),
             static_cast<double>(detail->reading.all.probabilities[0]));
    // Another state has not got its fifty words yet; those of the old one are not its own.
    shown.selection.setState(LayerIndex(5), Position(5));
    QCOMPARE(list->rowCount(), 10);
    // Words of the last run are not shown for this one.
    shown.selection.setState(LayerIndex(6), Position(5));
    QCOMPARE(list->rowCount(), 50);
    shown.view.setEvolution(evolutionOf(m_trace));
    QCOMPARE(list->rowCount(), 10);
}

void TestEvolutionView::predictionsAreAppended()
{
    Shown shown(m_evolution);
    QSignalSpy append(&shown.view, &EvolutionView::appendRequested);
    // A click on the predicted word of the printout, and nowhere else.
    PaneTable* printout = shown.view.printout();
    const auto click = [&](int row, int column) {
        const QModelIndex index = printout->model()->index(row, column);
        printout->scrollTo(index);
        QTest::mouseClick(printout->viewport(), Qt::LeftButton, {},
                          printout->visualRect(index).center());
    };
    click(3, PrintoutModel::Prompt);
    QCOMPARE(append.count(), 0);
    QCOMPARE(shown.selection.query().value, 3);
    click(3, PrintoutModel::Predicted);
    QCOMPARE(append.count(), 1);
    QCOMPARE(append[0][0].toString(), QStringLiteral(" the"));
    // Enter does it too, in the printout and in the row of predictions.
    printout->setFocus();
    QTest::keyClick(printout, Qt::Key_Return);
    QCOMPARE(append.count(), 2);
    shown.click(10, 8);
    QCOMPARE(append.count(), 2);
    QTest::keyClick(shown.view.grid(), Qt::Key_Return);
    QCOMPARE(append.count(), 3);
    QCOMPARE(append[2][0].toString(), QStringLiteral(" to"));
    QVERIFY(shown.selection.view() != Selection::View::Stream);
}

void TestEvolutionView::plotShowsTheRanks()
{
    Shown shown(m_evolution);
    for (int token = 0; token < 12; ++token) {
        shown.selection.setQuery(Position(token));
        const LinePlotData& data = shown.view.rankPlot()->data();
        QCOMPARE(data.strong.size(), std::size_t(9));
        QCOMPARE(data.faint->size(), std::size_t(12 * 9));
        for (int state = 0; state <= 8; ++state)
            QCOMPARE(static_cast<int>(data.strong[static_cast<std::size_t>(state)]),
                     m_evolution->of(LayerIndex(state), Position(token)).nextRank);
    }
    // A click picks the nearest state.
    LinePlot* plot = shown.view.rankPlot();
    const PlotGeometry g = plot->geometryOfPoints();
    QTest::mouseClick(plot, Qt::LeftButton, {},
                      QPoint(static_cast<int>(g.x(3)) + 2, static_cast<int>(g.area.center().y())));
    QCOMPARE(shown.selection.state().value, 3);
    QVERIFY(plot->pointText(3).contains(
        QLocale().toString(m_evolution->of(LayerIndex(3), Position(11)).nextRank)));
    shown.selection.setQuery(Position(12));
    QVERIFY(std::isnan(plot->data().strong[0]));
}

void TestEvolutionView::textFindAndPicture()
{
    Shown shown(m_evolution);
    QVERIFY(shown.view.factsText().contains(QLocale().toString(m_evolution->right)));
    shown.view.grid()->setFocus();
    QVERIFY(shown.view.find(QStringLiteral("captain"), false));
    QCOMPARE(shown.selection.query().value, 2);
    QCOMPARE(shown.view.selectedText(), QStringLiteral("captain"));
    QVERIFY(!shown.view.find(QStringLiteral("no such word"), false));
    shown.view.printout()->setFocus();
    QVERIFY(shown.view.selectedText().contains(QStringLiteral("The captain")));
    const QImage picture = shown.view.picture(2000);
    QVERIFY(picture.width() <= 2000);
    QVERIFY(picture.height() > shown.view.grid()->figure(FigurePart::Whole, 2000).size.height());
}

void TestEvolutionView::longPromptPaintsOnlyWhatIsSeen()
{
    std::string text = "The captain";
    while (text.size() < 1200)
        text += " of the ship gave the order to lower the boats,";
    auto ids = core::promptIds(*m_model, text, true);
    QVERIFY(ids.size() > 200);
    const auto evolution = evolutionOf(traceOf(ids));
    Shown shown(evolution);
    const auto last = static_cast<int>(ids.size()) - 1;
    shown.selection.setQuery(Position(last));
    const GridGeometry& g = shown.view.grid()->geometryOfCells();
    QVERIFY(g.body().contains(g.cell(shown.view.grid()->current().row, last)));
    QVERIFY(g.firstColumn() > 0);
    QCOMPARE(shown.view.printout()->currentIndex().row(), last);
    // A line of the printout shows the end of the prompt, and copies all of it.
    const auto index = shown.view.printout()->model()->index(last, PrintoutModel::Prompt);
    QVERIFY(index.data().toString().size() < 300);
    QVERIFY(index.data(ExportRole).toString().size() >= static_cast<qsizetype>(text.size()));
    QVERIFY(!shown.view.picture(1600).isNull());
}

QTEST_MAIN(TestEvolutionView)
#include "tst_evolutionview.moc"
