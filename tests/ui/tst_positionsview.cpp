// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "core/analysis/positions.h"
#include "core/model/model.h"
#include "tests/support/places.h"
#include "ui/models/positionsmodel.h"
#include "ui/models/roles.h"
#include "ui/models/stateinspection.h"
#include "ui/models/wordtext.h"
#include "ui/views/gridview.h"
#include "ui/views/lineplot.h"
#include "ui/views/positionsview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::ui;
using app::Selection;
using core::HeadIndex;
using core::LayerIndex;
using core::Position;
using Measure = PositionsModel::Measure;

class TestPositionsView : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const core::Model> m_model;

    PositionPatternsPtr patternsOf(int layer, int head, int count) const
    {
        return std::make_shared<const core::PositionPatterns>(*core::positionPatterns(
            *m_model, {LayerIndex(layer), HeadIndex(head), count}, nullptr));
    }
    static void click(PositionsView& view, int key, int query)
    {
        const QPoint at = view.grid()->geometryOfCells().cell(key, query).center();
        QTest::mouseClick(view.grid()->viewport(), Qt::LeftButton, {}, at);
    }

private Q_SLOTS:
    void initTestCase();
    void modelHoldsTheCoresNumbers();
    void modelOfFewPositions();
    void emptyViewSaysSo();
    void modelWithoutPositionVectorsSaysSo();
    void countFollowsThePromptUntilChosen();
    void clickTellsTheNumbers();
    void followsSelectionAndHead();
    void plotsHoldTheCoresNumbers();
    void keysBehindTheQueryAreInThePlot();
    void windowsEndThePlot();
    void headsOfAnEncoderKnowNoPositions();
    void formulasAreTheModels();
    void measuresAreChosen();
    void allPositionsFit();
    void inspection();
};

void TestPositionsView::initTestCase()
{
    m_model = core::loadModel(headscope::tests::modelsPath("/bookshelf-20m"));
}

void TestPositionsView::modelHoldsTheCoresNumbers()
{
    PositionsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const auto patterns = patternsOf(0, 2, 20);
    for (const Measure measure : {Measure::Excess, Measure::Score, Measure::Attention}) {
        model.setPatterns(patterns, measure);
        QCOMPARE(model.rowCount(), 20);
        QCOMPARE(model.columnCount(), 20);
        double most = 0;
        for (int key = 0; key < 20; ++key) {
            for (int query = 0; query < 20; ++query) {
                const QModelIndex index = model.index(key, query);
                if (key > query) {
                    QVERIFY(std::isnan(model.shade(key, query)));
                    QVERIFY(index.data().toString().isEmpty());
                    continue;
                }
                const auto core = static_cast<double>(
                    measure == Measure::Excess  ? patterns->excess(query, key)
                    : measure == Measure::Score ? patterns->scores(query, key)
                                                : patterns->attention(query, key));
                QCOMPARE(model.value(key, query), core);
                QVERIFY(std::abs(model.shade(key, query)) <= 1.0 + 1e-9);
                QCOMPARE(model.shade(key, query) * model.largest(), core);
                QVERIFY(std::abs(index.data(ExportRole).toString().toDouble() - core)
                        <= 1e-6 * std::abs(core));
                QVERIFY(index.data(Qt::ToolTipRole)
                            .toString()
                            .contains(
                                numberText(static_cast<double>(patterns->scores(query, key)), 3)));
                most = std::max(most, std::abs(core));
            }
        }
        if (measure != Measure::Attention)
            QCOMPARE(model.largest(), most);
    }
}

void TestPositionsView::modelOfFewPositions()
{
    PositionsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPatterns(patternsOf(3, 1, 1), Measure::Excess);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.shade(0, 0), 0.0); // nothing to differ from
    model.setPatterns(nullptr, Measure::Score);
    QCOMPARE(model.columnCount(), 0);
    Selection selection;
    selection.setBounds(8, 6, 1);
    PositionsView view(&selection);
    view.resize(700, 500);
    view.show();
    view.setPatterns(patternsOf(3, 1, 1));
    QVERIFY(!view.picture(600).isNull());
    QVERIFY(std::isnan(view.pullPlot()->data().strong[0]));
}

void TestPositionsView::emptyViewSaysSo()
{
    Selection selection;
    PositionsView view(&selection);
    QVERIFY(view.state() == View::State::Empty);
    QVERIFY(!view.sentence().isEmpty());
    QVERIFY(view.picture(600).isNull());
    QVERIFY(!view.find(QStringLiteral("1"), false));
}

void TestPositionsView::modelWithoutPositionVectorsSaysSo()
{
    Selection selection;
    PositionsView view(&selection);
    view.setPatterns(std::make_shared<const core::PositionPatterns>());
    QVERIFY(view.state() == View::State::Empty);
    QVERIFY(view.sentence().contains(QStringLiteral("knows no positions")));
    QVERIFY(!view.countBox()->isEnabled());
}

void TestPositionsView::countFollowsThePromptUntilChosen()
{
    Selection selection;
    selection.setBounds(8, 6, 13);
    selection.setHead(LayerIndex(4), HeadIndex(5));
    PositionsView view(&selection);
    QSignalSpy wanted(&view, &View::wanted);
    view.setTokens(13);
    QCOMPARE(view.wantedOptions().count, 32);
    QCOMPARE(view.wantedOptions().layer.value, 4);
    QCOMPARE(view.wantedOptions().head.value, 5);
    view.setTokens(100);
    QCOMPARE(view.wantedOptions().count, 100);
    QCOMPARE(wanted.count(), 2);
    view.setPatterns(patternsOf(4, 5, 100));
    view.countBox()->setFocus();
    view.countBox()->setValue(64);
    QCOMPARE(wanted.count(), 3);
    view.setTokens(200);
    QCOMPARE(view.wantedOptions().count, 64);
    view.countBox()->setValue(100000);
    QCOMPARE(view.wantedOptions().count, 512); // all that the model has
}

void TestPositionsView::clickTellsTheNumbers()
{
    Selection selection;
    selection.setBounds(8, 6, 13);
    PositionsView view(&selection);
    view.resize(1000, 700);
    view.show();
    const auto patterns = patternsOf(0, 0, 32);
    view.setPatterns(patterns);
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTest::qWait(0);
    click(view, 3, 9);
    QVERIFY(view.pairText().contains(numberText(static_cast<double>(patterns->scores(9, 3)), 3)));
    QVERIFY(view.pairText().contains(percentText(static_cast<double>(patterns->attention(9, 3)))));
    QCOMPARE(selection.query().value, 9);
    QCOMPARE(selection.context().value, 3);
    QCOMPARE(view.pullPlot()->current(), 9);
    QCOMPARE(view.distancePlot()->current(), 6);
    // Beyond the prompt there are positions, but no tokens to select.
    click(view, 5, 30);
    QCOMPARE(selection.query().value, 9);
    QVERIFY(view.pairText().contains(numberText(static_cast<double>(patterns->scores(30, 5)), 3)));
    view.grid()->setFocus();
    QTest::keyClick(view.grid(), Qt::Key_Left);
    QVERIFY(view.pairText().contains(numberText(static_cast<double>(patterns->scores(29, 5)), 3)));
    QCOMPARE(view.selectedText().toDouble(),
             QString::number(static_cast<double>(patterns->excess(29, 5)), 'g', 7).toDouble());
    click(view, 20, 4);
    QVERIFY(view.pairText().contains(QStringLiteral("cannot attend")));
}

void TestPositionsView::followsSelectionAndHead()
{
    Selection selection;
    selection.setBounds(8, 6, 13);
    PositionsView view(&selection);
    view.resize(900, 600);
    view.show();
    view.setPatterns(patternsOf(0, 0, 32));
    selection.setCell(Position(2), Position(11));
    QCOMPARE(view.grid()->current().row, 2);
    QCOMPARE(view.grid()->current().column, 11);
    QSignalSpy wanted(&view, &View::wanted);
    selection.setHead(LayerIndex(5), HeadIndex(2));
    QCOMPARE(wanted.count(), 1);
    QVERIFY(view.titleText().contains(QLatin1Char('5')));
    QCOMPARE(view.wantedOptions().layer.value, 5);
}

void TestPositionsView::plotsHoldTheCoresNumbers()
{
    Selection selection;
    selection.setBounds(8, 6, 40);
    PositionsView view(&selection);
    view.resize(900, 600);
    view.show();
    const auto patterns = patternsOf(2, 3, 40);
    view.setPatterns(patterns);
    QVERIFY(std::isnan(view.pullPlot()->data().strong[0]));
    for (std::size_t i = 1; i < 40; ++i)
        QCOMPARE(view.pullPlot()->data().strong[i], patterns->pull[i]);
    QCOMPARE(view.distancePlot()->data().strong, patterns->excessByDistance);
    view.setMeasure(Measure::Score);
    QCOMPARE(view.distancePlot()->data().strong, patterns->byDistance);
    view.setMeasure(Measure::Attention);
    QCOMPARE(view.pullPlot()->data().strong, patterns->attentionOnFirst);
    // Keys move along a plot; the map follows.
    view.setMeasure(Measure::Excess);
    selection.setCell(Position(0), Position(7));
    view.pullPlot()->setFocus();
    QTest::keyClick(view.pullPlot(), Qt::Key_Right);
    QCOMPARE(view.grid()->current().column, 8);
    QCOMPARE(view.grid()->current().row, 0);
    QTest::keyClick(view.distancePlot(), Qt::Key_Left);
    QCOMPARE(view.grid()->current().row, 1); // distance 7 of query 8
    QCOMPARE(selection.context().value, 1);
}

/// Where tokens see each other both ways, distances go on below 0.
void TestPositionsView::keysBehindTheQueryAreInThePlot()
{
    const auto model = core::loadModel(headscope::tests::dataPath("/bert-tiny"));
    const auto patterns = std::make_shared<const core::PositionPatterns>(
        *core::positionPatterns(*model, {LayerIndex(1), HeadIndex(2), 20}, nullptr));
    QCOMPARE(patterns->behindByDistance.size(), std::size_t(20));
    Selection selection;
    selection.setBounds(3, 4, 20);
    selection.setHead(LayerIndex(1), HeadIndex(2));
    PositionsView view(&selection);
    view.resize(900, 600);
    view.show();
    view.setPatterns(patterns);
    const LinePlot* plot = view.distancePlot();
    for (const Measure measure : {Measure::Excess, Measure::Score}) {
        view.setMeasure(measure);
        const bool score = measure == Measure::Score;
        QCOMPARE(plot->data().first, -19);
        QCOMPARE(plot->data().strong.size(), std::size_t(39));
        for (int d = -19; d < 20; ++d) {
            const auto& from = d < 0 ? (score ? patterns->behindByDistance
                                              : patterns->behindExcessByDistance)
                                     : (score ? patterns->byDistance : patterns->excessByDistance);
            QCOMPARE(plot->data().strong[static_cast<std::size_t>(d + 19)],
                     from[static_cast<std::size_t>(std::abs(d))]);
        }
    }
    QVERIFY(plot->data().xTitle.contains(QStringLiteral("comes after the query")));
    QVERIFY(plot->pointText(0).contains(QStringLiteral("-19"))
            || plot->pointText(0).contains(QLocale().toString(-19)));
    // The map and the plot follow each other both ways.
    selection.setCell(Position(12), Position(5));
    QCOMPARE(plot->current(), 19 - 7);
    view.distancePlot()->setFocus();
    QTest::keyClick(view.distancePlot(), Qt::Key_Left);
    QCOMPARE(view.grid()->current().column, 5);
    QCOMPARE(view.grid()->current().row, 13);
    QTest::keyClick(view.distancePlot(), Qt::Key_Home);
    QCOMPARE(view.grid()->current().column, 0); // the one query that has a key so far behind
    QCOMPARE(view.grid()->current().row, 19);
    QTest::keyClick(view.distancePlot(), Qt::Key_End);
    QCOMPARE(view.grid()->current().column, 19);
    QCOMPARE(view.grid()->current().row, 0);
    QVERIFY(!view.picture(900).isNull());
}

void TestPositionsView::windowsEndThePlot()
{
    const auto model = core::loadModel(headscope::tests::dataPath("/mistral-tiny"));
    const int window = model->layers[0].attention.window;
    QVERIFY(window > 0);
    const auto trace = core::runTrace(*model, {5, 17, 3, 40});
    const auto patterns = std::make_shared<const core::PositionPatterns>(
        *core::positionPatterns(*model, {LayerIndex(0), HeadIndex(0), window + 4}, &*trace));
    Selection selection;
    selection.setBounds(model->info.layers, model->info.heads, 4);
    PositionsView view(&selection);
    view.resize(900, 600);
    view.show();
    view.setPatterns(patterns);
    const LinePlotData& data = view.distancePlot()->data();
    QCOMPARE(data.first, 0);
    for (int d = 0; d < window + 4; ++d)
        QCOMPARE(std::isnan(data.strong[static_cast<std::size_t>(d)]), d >= window);
    QTest::qWait(0);
    click(view, 0, window); // just beyond
    QVERIFY(view.pairText().contains(QStringLiteral("window")));
    QCOMPARE(view.distancePlot()->current(), -1);
}

void TestPositionsView::headsOfAnEncoderKnowNoPositions()
{
    const auto model = core::loadModel(headscope::tests::dataPath("/t5-tiny"));
    Selection selection;
    selection.setBounds(2, 8, 3, 5);
    selection.setMemory(4, 5);
    selection.setHead(LayerIndex(1), HeadIndex(6));
    PositionsView view(&selection);
    view.setPatterns(std::make_shared<const core::PositionPatterns>(
        *core::positionPatterns(*model, {LayerIndex(1), HeadIndex(6), 20}, nullptr)));
    QVERIFY(view.state() == View::State::Empty);
    QVERIFY(view.sentence().contains(QStringLiteral("encoder")));
    QVERIFY(view.titleText().contains(QStringLiteral("1.c2")));
    view.setPatterns(std::make_shared<const core::PositionPatterns>(
        *core::positionPatterns(*model, {LayerIndex(1), HeadIndex(2), 20}, nullptr)));
    QVERIFY(view.state() == View::State::Ready);
    view.setMeasure(Measure::Score);
    QVERIFY(view.distancePlot()->data().title.contains(QStringLiteral("added to scores")));
    for (int d = 0; d < 20; ++d)
        QCOMPARE(view.distancePlot()->data().strong[static_cast<std::size_t>(d)],
                 model->layers[1].attention.relativeBias->at(HeadIndex(2), 30, 30 - d));
}

void TestPositionsView::formulasAreTheModels()
{
    const auto of = [](const char* folder) {
        const auto model = core::loadModel(std::string(headscope::tests::dataPath("/")) + folder);
        const core::PromptIds prompt = model->encoder ? core::PromptIds({5, 17, 3}, {0, 9, 4})
                                                      : core::PromptIds({5, 17, 3});
        const auto trace = std::make_shared<const core::Trace>(*core::runTrace(*model, prompt));
        const auto patterns = core::positionPatterns(*model, {LayerIndex(0), HeadIndex(1), 8},
                                                     trace.get());
        core::EvolutionSearch search(model, trace);
        search.advance();
        const core::Evolution evolution = search.take();
        return inspectPositions(*patterns, 3, 1).formula + QLatin1Char('\n')
               + inspectState(evolution, {LayerIndex(1), Position(1)}, nullptr, false, false)
                     .formula;
    };
    const auto has = [&](const char* folder, const char* words) {
        const QString formula = of(folder);
        return formula.contains(QString::fromUtf8(words));
    };
    QVERIFY(has("gpt2-tiny", "n_i = LN1(position i)"));
    QVERIFY(has("gpt2-tiny", "\ns_t = LN_f(x) · u_t\n"));
    QVERIFY(has("llama3-tiny", "q · R(j − i) k · scale"));
    QVERIFY(has("t5-tiny", "s_ij = b(i − j)"));
    QVERIFY(has("t5-tiny", "\ns_t = scale (LN_f(x) · u_t)\n"));
    QVERIFY(has("bert-tiny", "\ny = act(x W + b)\ns_t = LN_f(y) · u_t + b_t\n"));
}

void TestPositionsView::measuresAreChosen()
{
    Selection selection;
    selection.setBounds(8, 6, 13);
    PositionsView view(&selection);
    const auto patterns = patternsOf(1, 1, 32);
    view.setPatterns(patterns);
    QVERIFY(view.measure() == Measure::Excess);
    view.measureBox()->setFocus();
    QTest::keyClick(view.measureBox(), Qt::Key_Down);
    QVERIFY(view.measure() == Measure::Score);
    QTest::keyClick(view.measureBox(), Qt::Key_Down);
    QVERIFY(view.measure() == Measure::Attention);
    QCOMPARE(view.grid()->model()->index(0, 0).data().toString(), percentText(1.0));
}

void TestPositionsView::allPositionsFit()
{
    Selection selection;
    selection.setBounds(8, 6, 13);
    PositionsView view(&selection);
    view.resize(1400, 860);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    for (const int count : {2, 32, 100, 512}) {
        view.setPatterns(patternsOf(0, 4, count));
        QTest::qWait(0);
        const GridGeometry& g = view.grid()->geometryOfCells();
        QCOMPARE(g.mostScroll(), QPoint(0, 0)); // all of them in sight
        QVERIFY(!view.picture(1400).isNull());
    }
    // Who zooms keeps the size.
    view.grid()->setFocus();
    QTest::keyClick(view.grid(), Qt::Key_Plus, Qt::ControlModifier);
    const QSize cell = view.grid()->geometryOfCells().cellSize;
    view.setPatterns(patternsOf(0, 5, 512));
    QTest::qWait(0);
    QCOMPARE(view.grid()->geometryOfCells().cellSize, cell);
}

void TestPositionsView::inspection()
{
    const auto patterns = patternsOf(6, 2, 32);
    const Inspection pair = inspectPositions(*patterns, 12, 4);
    QVERIFY(pair.title.contains(QStringLiteral("6.2")));
    QVERIFY(pair.formula.contains(numberText(static_cast<double>(patterns->scores(12, 4)), 3)));
    QCOMPARE(pair.pattern.facts[3].second,
             numberText(static_cast<double>(patterns->excess(12, 4)), 3));
    QCOMPARE(pair.message.facts[0].second, numberText(static_cast<double>(patterns->pull[12]), 3));
    QCOMPARE(inspectPositions(*patterns, 0, 0).message.facts[0].second,
             QStringLiteral("nothing else to look at"));
    QVERIFY(inspectPositions(*patterns, 3, 9).formula.isEmpty());

    const auto trace = std::make_shared<const core::Trace>(
        *core::runTrace(*m_model, core::promptIds(*m_model, "The captain of the ship", true)));
    core::EvolutionSearch search(m_model, trace);
    QVERIFY(search.advance());
    const core::Evolution evolution = search.take();
    const core::StatePlace place{LayerIndex(7), Position(3)};
    const Inspection few = inspectState(evolution, place, nullptr, true, false);
    QCOMPARE(few.message.words.size(), std::size_t(10));
    QVERIFY(few.title.contains(QStringLiteral("after layer 6")));
    const auto& reading = evolution.of(place.state, place.token);
    QCOMPARE(few.message.words[0].value, static_cast<double>(reading.legible.probabilities[0]));
    QVERIFY(few.scoreTitle.contains(QStringLiteral("<b>the</b>")));
    const auto detail = core::stateDetail(*m_model, *trace, place);
    QCOMPARE(inspectState(evolution, place, &*detail, false, false).message.words.size(),
             std::size_t(50));
    const core::StatePlace last{LayerIndex(8), Position(5)};
    const Inspection end = inspectState(evolution, last, &*detail, true, false);
    QCOMPARE(end.message.words.size(), std::size_t(10)); // the detail is of another state
    QVERIFY(end.scoreTitle.contains(QStringLiteral("Nothing follows")));
}

QTEST_MAIN(TestPositionsView)
#include "tst_positionsview.moc"
