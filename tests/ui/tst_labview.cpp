// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "core/analysis/prompttokens.h"
#include "core/model/model.h"
#include "ui/models/labheadsmodel.h"
#include "ui/models/labtext.h"
#include "ui/models/labtokensmodel.h"
#include "ui/models/sweepmodel.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/gridview.h"
#include "ui/views/labchanges.h"
#include "ui/views/labeditor.h"
#include "ui/views/labheads.h"
#include "ui/views/labrow.h"
#include "ui/views/labsweep.h"
#include "ui/views/labtokens.h"
#include "ui/views/labview.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSvgGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace headscope;
using namespace headscope::ui;
using app::Selection;
using core::Change;
using core::ChangeScope;
using core::DropMessages;
using core::HeadIndex;
using core::HeadMatrix;
using core::HeadOff;
using core::Intervention;
using core::LayerIndex;
using core::Position;
using core::RankCut;
using core::SweepParameter;

namespace {

constexpr int patience = 5000; // ms
constexpr LabModelShape smallShape{6, 6, 6, 32, 32};

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

ChangeScope head(int layer, int number)
{
    return {LayerIndex(layer), HeadIndex(number)};
}

Change sample()
{
    Change change;
    change.interventions = {{HeadOff{}, head(3, 1)},
                            {RankCut{HeadMatrix::Pattern, 8}, {}},
                            {DropMessages{DropMessages::Rule::Small, 0.9}, {LayerIndex(2), {}}},
                            {core::RouteQueries{0.2}, {{}, HeadIndex(2)}},
                            {core::GateScores{}, {}}};
    return change;
}

/// The view as a window has it, and what it tells.
struct Shown {
    Selection selection;
    LabView view{&selection};
    QSignalSpy wanted{&view, &LabView::changeWanted};

    explicit Shown(const LabModelShape& shape = smallShape, QSize size = {1100, 760})
    {
        selection.setBounds(shape.layers, shape.headsPerLayer, 13, 100);
        view.resize(size);
        view.setShape(shape);
        view.show();
        view.activateWindow();
        if (!QTest::qWaitForWindowActive(&view))
            qWarning("the view's window did not become active");
    }
    template<class Widget>
    Widget* part(const char* objectName) const
    {
        return view.findChild<Widget*>(QString::fromLatin1(objectName));
    }
    Change told()
    {
        if (wanted.isEmpty())
            wanted.wait(patience);
        return wanted.isEmpty() ? Change() : wanted.takeLast().at(0).value<Change>();
    }
    void add(LabKind kind) const
    {
        part<QToolButton>("labAdd")->menu()->actions().at(static_cast<int>(kind))->trigger();
    }
    void choose(const char* box, int index) const
    {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
    }
};

} // namespace

/// The Lab's view, driven by clicks and keys.
class TestLabView : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const core::Model> m_model;
    std::unique_ptr<core::Lab> m_lab;
    std::shared_ptr<const core::Trace> m_trace;
    core::PromptIds m_prompt;

    LabModelShape shapeOfModel() const
    {
        const core::Attention& attention = m_model->layers.front().attention;
        return {m_model->info.layers, m_model->info.headsPerLayer(), m_model->info.heads,
                attention.headSize, attention.valueSize};
    }
    LabResultPtr resultOf(const Change& change)
    {
        const auto applied = m_lab->apply(change);
        const auto changed = applied->run(m_prompt);
        return std::make_shared<const core::LabResult>(
            *core::labResult(*m_model, *m_trace, *applied, *changed));
    }
    SweepPointsPtr sweepOf(const core::SweepOptions& options)
    {
        core::Sweep sweep(*m_lab, {m_prompt}, options);
        if (!sweep.advance())
            return nullptr;
        return std::make_shared<const std::vector<core::SweepPoint>>(sweep.take());
    }
    static SweepPointsPtr points()
    {
        auto made = std::make_shared<std::vector<core::SweepPoint>>();
        for (const double value : {1.0, 2.0, 4.0, 8.0}) {
            core::SweepPoint point;
            point.value = value;
            point.meanKl = value < 8 ? 1.0 / value : 0.0;
            point.meanDelta = -0.5 / value;
            point.agreement = 1 - 0.4 / value;
            point.tokens = 13;
            point.prompts = 1;
            made->push_back(point);
        }
        return made;
    }

private Q_SLOTS:
    void initTestCase();
    void emptyViewSaysSo();
    void changesAreAddedAndEdited();
    void everyKindCanBeAdded();
    void typingTellsOnce();
    void editsAreUndone();
    void undoKeysReachTheList();
    void rowsAreSwitchedAndRemoved();
    void otherModelsDropWhatTheyCannotHave();
    void setChangeTellsNobody();
    void resultsAreShown();
    void rowsFollowTheSelection();
    void rowsAreSorted();
    void sentencesStandInForResults();
    void headsFollowTheSelection();
    void sweepsAreAskedFor();
    void sweepsOverFiles();
    void sweepsAreShownAndStay();
    void plotPointsAreChosen();
    void logarithmsHideZeros();
    void lookComesBack();
    void switchesTell();
    void figuresAreDrawn();
    void figureOfASweepIsMadeOfShapes();
    void smallWindows();
    void pictures();
};

void TestLabView::initTestCase()
{
    m_model = core::loadModel(HEADSCOPE_MODELS "/bookshelf-20m");
    m_lab = std::make_unique<core::Lab>(m_model);
    m_prompt = core::readPrompt(*m_model, {"The captain of the ship told the men to lower the "
                                           "boats, and they"});
    m_trace = std::make_shared<const core::Trace>(*core::runTrace(*m_model, m_prompt));
}

void TestLabView::emptyViewSaysSo()
{
    Selection selection;
    const LabView view(&selection);
    QCOMPARE(view.state(), View::State::Empty);
    QVERIFY(!view.sentence().isEmpty());
    QVERIFY(view.figure(FigurePart::Whole, 800).isNull());
    QVERIFY(view.change().empty());
    QVERIFY(view.selectedText().isEmpty());
}

void TestLabView::changesAreAddedAndEdited()
{
    Shown shown;
    shown.selection.setHead(LayerIndex(4), HeadIndex(3));
    shown.add(LabKind::HeadsOff);
    Change expected;
    expected.interventions = {{HeadOff{}, head(4, 3)}};
    QCOMPARE(shown.told(), expected);
    QCOMPARE(shown.view.change(), expected);
    QCOMPARE(shown.view.changes()->row(0)->text(), text("Head 4.3 off"));
    // The parts of the new one are there to be edited.
    QVERIFY(shown.part<QComboBox>("labScope")->isVisible());
    QVERIFY(!shown.part<QSpinBox>("labRank")->isVisible());
    shown.choose("labScope", 1);
    shown.choose("labOffMode", 1);
    shown.part<QSpinBox>("labLayer")->setValue(2);
    expected.interventions = {{HeadOff{HeadOff::Mode::Mean}, {LayerIndex(2), {}}}};
    QCOMPARE(shown.told(), expected);
    shown.choose("labScope", 3);
    shown.choose("labHead", 5);
    expected.interventions = {{HeadOff{HeadOff::Mode::Mean}, {{}, HeadIndex(5)}}};
    QCOMPARE(shown.told(), expected);
    // Another kind, at the same heads.
    shown.choose("labKind", static_cast<int>(LabKind::DropSmall));
    shown.part<QDoubleSpinBox>("labShare")->setValue(25);
    shown.choose("labDropMode", 1);
    expected.interventions = {
        {DropMessages{DropMessages::Rule::Small, 0.25, DropMessages::Mode::Silence},
         {{}, HeadIndex(5)}}};
    QCOMPARE(shown.told(), expected);
    shown.add(LabKind::MessageRank);
    QCOMPARE(shown.part<QSpinBox>("labRank")->maximum(), 32);
    shown.part<QSpinBox>("labRank")->setValue(3);
    expected.interventions.push_back({RankCut{HeadMatrix::Message, 3}, {}});
    QCOMPARE(shown.told(), expected);
    // A click on the other row shows its parts; a double click goes into them.
    LabRow* first = shown.view.changes()->row(0);
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(shown.view.changes()->current(), 0);
    QVERIFY(shown.part<QDoubleSpinBox>("labShare")->isVisible());
    QTest::mouseDClick(first, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(shown.part<QDoubleSpinBox>("labShare")->hasFocus(), patience);
}

void TestLabView::everyKindCanBeAdded()
{
    Shown shown;
    for (int kind = 0; kind < labKindCount; ++kind) {
        shown.add(static_cast<LabKind>(kind));
        const Intervention& added = shown.view.changes()->entries().back().intervention;
        QCOMPARE(kindOf(added), static_cast<LabKind>(kind));
        QVERIFY(fits(added, smallShape));
        QCOMPARE(shown.part<QComboBox>("labKind")->currentIndex(), kind);
    }
    QCOMPARE(static_cast<int>(shown.told().interventions.size()), labKindCount);
}

void TestLabView::typingTellsOnce()
{
    Shown shown;
    shown.add(LabKind::DropHighBias);
    shown.told();
    shown.wanted.clear();
    auto* box = shown.part<QDoubleSpinBox>("labBias");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text("0.75"));
    QVERIFY(shown.wanted.isEmpty());
    const Change told = shown.told();
    QCOMPARE(std::get<DropMessages>(told.interventions.at(0).what).threshold, 0.75);
    QTest::qWait(400);
    QVERIFY(shown.wanted.isEmpty()); // that was all
}

void TestLabView::editsAreUndone()
{
    Shown shown;
    LabChanges* changes = shown.view.changes();
    QVERIFY(!changes->canUndo());
    shown.add(LabKind::PatternRank);
    const Change added = shown.told();
    auto* rank = shown.part<QSpinBox>("labRank");
    // Several steps at once are undone together.
    rank->stepUp();
    rank->stepUp();
    rank->stepUp();
    QCOMPARE(std::get<RankCut>(shown.told().interventions.at(0).what).rank, 19);
    shown.part<QToolButton>("labUndo")->click();
    QCOMPARE(shown.told(), added);
    QCOMPARE(rank->value(), 16);
    shown.part<QToolButton>("labRedo")->click();
    QCOMPARE(std::get<RankCut>(shown.told().interventions.at(0).what).rank, 19);
    shown.part<QToolButton>("labClear")->click();
    QVERIFY(shown.told().empty());
    QVERIFY(changes->entries().empty());
    shown.part<QToolButton>("labUndo")->click();
    QCOMPARE(static_cast<int>(shown.told().interventions.size()), 1);
    shown.part<QToolButton>("labUndo")->click();
    shown.part<QToolButton>("labUndo")->click();
    QVERIFY(shown.told().empty());
    QVERIFY(!changes->canUndo() && changes->canRedo());
}

void TestLabView::undoKeysReachTheList()
{
    Shown shown;
    shown.add(LabKind::RouteQueries);
    shown.told();
    auto* cosine = shown.part<QDoubleSpinBox>("labCosine");
    cosine->setFocus();
    cosine->stepUp();
    shown.told();
    const double after = cosine->value();
    // From within a number, and from the list.
    QTest::keyClick(cosine, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(cosine->value() < after);
    QTest::keyClick(cosine, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(cosine->value(), after);
    shown.view.changes()->row(0)->setFocus();
    QTest::keyClick(shown.view.changes()->row(0), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(shown.view.changes()->focusTarget(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(shown.view.changes()->entries().empty());
    QTest::keyClick(shown.view.changes()->focusTarget(), Qt::Key_Z,
                    Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown.view.changes()->entries().size(), 1U);
}

void TestLabView::rowsAreSwitchedAndRemoved()
{
    Shown shown;
    shown.add(LabKind::GateScores);
    shown.add(LabKind::RouteQueries);
    shown.told();
    LabChanges* changes = shown.view.changes();
    QTest::mouseClick(changes->row(0)->box(), Qt::LeftButton, {},
                      QPoint(8, changes->row(0)->box()->height() / 2));
    Change told = shown.told();
    QCOMPARE(told.interventions.size(), 1U);
    QVERIFY(std::holds_alternative<core::RouteQueries>(told.interventions[0].what));
    QCOMPARE(changes->entries().size(), 2U);
    // By keys: back on, then away.
    changes->row(0)->setFocus();
    QTest::keyClick(changes->row(0), Qt::Key_Space);
    QCOMPARE(shown.told().interventions.size(), 2U);
    QTest::keyClick(changes->row(0), Qt::Key_Down);
    QCOMPARE(changes->current(), 1);
    QTest::keyClick(changes->row(1), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(changes->entries().size(), 1U, patience);
    told = shown.told();
    QVERIFY(std::holds_alternative<core::GateScores>(told.interventions.at(0).what));
    changes->row(0)->removeButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(changes->entries().empty(), patience);
    QVERIFY(shown.told().empty());
}

void TestLabView::otherModelsDropWhatTheyCannotHave()
{
    Shown shown;
    shown.view.setChange(sample());
    const LabModelShape smaller{3, 6, 6, 8, 8};
    shown.view.setShape(smaller);
    QCOMPARE(shown.told().interventions.size(), 4U);
    QVERIFY(shown.view.changes()->notice().contains(text("Head 3.1 off")));
    QVERIFY(shown.part<QLabel>("labNotice")->isVisible());
    QVERIFY(!shown.view.changes()->canUndo());
    // The next edit makes the line go.
    shown.add(LabKind::GateScores);
    QVERIFY(!shown.part<QLabel>("labNotice")->isVisible());
    // Ranks are those of the heads.
    LabModelShape thin = smaller;
    thin.headSize = 7;
    shown.view.setShape(thin);
    QVERIFY(shown.view.changes()->notice().contains(text("rank 8")));
    // What comes from a file is looked at too.
    shown.view.setChange(sample());
    QCOMPARE(shown.view.change().interventions.size(), 3U);
}

void TestLabView::setChangeTellsNobody()
{
    Shown shown;
    shown.view.setChange(sample());
    QCOMPARE(shown.view.change(), sample());
    QTest::qWait(400);
    QVERIFY(shown.wanted.isEmpty());
    // The same again leaves what is not checked in the list.
    shown.view.changes()->setOn(0, false);
    const Change left = shown.told();
    shown.view.setChange(left);
    QCOMPARE(shown.view.changes()->entries().size(), 5U);
}

void TestLabView::resultsAreShown()
{
    Shown shown(shapeOfModel());
    shown.view.setChange(sample());
    QVERIFY(!shown.view.tokens()->sentence().isEmpty());
    shown.view.setResult(resultOf(sample()));
    QVERIFY(shown.view.tokens()->sentence().isEmpty());
    QVERIFY(shown.view.tokens()->table()->isVisible());
    const QString summary = shown.view.tokens()->summaryText();
    const core::LabResult& result = *shown.view.result();
    for (const QString& number :
         {natsText(result.meanKl), signedText(result.meanDelta, 4), percentText(result.agreement),
          percentText(result.dropped), percentText(result.routed),
          QLocale().toString(qlonglong(result.parametersSaved))})
        QVERIFY2(summary.contains(number), qPrintable(number));
    QVERIFY(shown.view.factsText().contains(natsText(result.meanKl)));
    // Every number of the summary is on the screen.
    QString tiles;
    for (const QLabel* label : shown.part<QWidget>("labSummary")->findChildren<QLabel*>())
        tiles += label->text();
    QVERIFY(tiles.contains(percentText(result.agreement)));
    // Words without their fragments, or all.
    LabTokensModel* model = shown.view.tokens()->model();
    shown.view.setShowSpaces(true);
    QVERIFY(model->index(2, LabTokensModel::Token).data().toString().startsWith(QChar(0x2423)));
}

void TestLabView::rowsFollowTheSelection()
{
    Shown shown(shapeOfModel());
    shown.view.setChange(sample());
    shown.view.setResult(resultOf(sample()));
    PaneTable* table = shown.view.tokens()->table();
    const QModelIndex cell = table->model()->index(3, LabTokensModel::Kl);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
    QCOMPARE(shown.selection.query(), Position(3));
    shown.selection.setQuery(Position(5));
    QCOMPARE(table->currentIndex().row(), 5);
    QVERIFY(shown.view.find(text("boats"), false));
    const int found = shown.selection.query().value;
    QVERIFY(shown.view.tokens()->model()->has(found, text("boats")));
    QVERIFY(!shown.view.find(text("nothing like this"), false));
    QVERIFY(shown.view.selectedText().contains(QLatin1Char('\t')));
}

void TestLabView::rowsAreSorted()
{
    Shown shown(shapeOfModel());
    shown.view.setChange(sample());
    const LabResultPtr result = resultOf(sample());
    shown.view.setResult(result);
    PaneTable* table = shown.view.tokens()->table();
    LabTokensModel* model = shown.view.tokens()->model();
    const auto click = [table](int section) {
        TableHeader* titles = table->titles();
        QTest::mouseClick(
            titles->viewport(), Qt::LeftButton, {},
            QPoint(titles->sectionViewportPosition(section) + 5, titles->height() - 10));
    };
    const auto klOf = [&](int row) {
        return result->results[static_cast<std::size_t>(model->tokenOfRow(row))].kl;
    };
    click(LabTokensModel::Kl);
    for (int row = 1; row < model->rowCount(); ++row)
        QVERIFY(klOf(row) <= klOf(row - 1));
    click(LabTokensModel::Kl);
    for (int row = 1; row < model->rowCount(); ++row)
        QVERIFY(klOf(row) >= klOf(row - 1));
    click(LabTokensModel::Delta);
    QCOMPARE(model->sortColumn(), LabTokensModel::Delta);
    // What has none is last, either way.
    QCOMPARE(model->tokenOfRow(model->rowCount() - 1), model->rowCount() - 1);
    click(LabTokensModel::Delta);
    QCOMPARE(model->tokenOfRow(model->rowCount() - 1), model->rowCount() - 1);
    click(LabTokensModel::Token);
    for (int row = 1; row < model->rowCount(); ++row)
        QVERIFY(QString::localeAwareCompare(
                    model->index(row - 1, LabTokensModel::Token).data().toString(),
                    model->index(row, LabTokensModel::Token).data().toString())
                <= 0);
    // The selected token stays marked wherever its row goes.
    shown.selection.setQuery(Position(4));
    QCOMPARE(model->tokenOfRow(table->currentIndex().row()), 4);
    // The next result comes in the same order.
    shown.view.setResult(result);
    QCOMPARE(model->sortColumn(), LabTokensModel::Token);
}

void TestLabView::sentencesStandInForResults()
{
    Shown shown(shapeOfModel());
    const LabTokens* tokens = shown.view.tokens();
    const QString first = tokens->sentence();
    QVERIFY(!first.isEmpty());
    shown.add(LabKind::GateScores);
    const QString running = tokens->sentence();
    QVERIFY(running != first && !running.isEmpty());
    shown.view.setFailure(text("It would take more memory than there is."));
    QCOMPARE(tokens->sentence(), text("It would take more memory than there is."));
    const LabResultPtr result = resultOf(shown.view.change());
    shown.view.setResult(result);
    QVERIFY(tokens->sentence().isEmpty());
    // The result stays until that of the next change is there.
    shown.add(LabKind::RouteQueries);
    QVERIFY(tokens->sentence().isEmpty());
    QVERIFY(!shown.view.factsText().contains(natsText(result->meanKl)));
    shown.view.changes()->setOn(0, false);
    shown.view.changes()->setOn(1, false);
    QVERIFY(!tokens->sentence().isEmpty());
    QVERIFY(shown.view.figure(FigurePart::Whole, 800).isNull());
    shown.view.setResult(nullptr);
    shown.view.changes()->setOn(1, true);
    QCOMPARE(tokens->sentence(), running);
}

void TestLabView::headsFollowTheSelection()
{
    Shown shown(shapeOfModel());
    shown.view.setChange(sample());
    shown.view.setResult(resultOf(sample()));
    shown.view.setPage(LabView::Page::Heads);
    GridView* grid = shown.view.heads()->grid();
    QTRY_VERIFY_WITH_TIMEOUT(grid->isVisible(), patience);
    const int layers = shapeOfModel().layers;
    const QPoint at = grid->geometryOfCells().cell(1, 2).center();
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(shown.selection.layer(), LayerIndex(layers - 2));
    QCOMPARE(shown.selection.head(), HeadIndex(2));
    shown.selection.setHead(LayerIndex(0), HeadIndex(4));
    QCOMPARE(grid->current(), (GridView::Cell{layers - 1, 4}));
    shown.choose("labHeadMeasure", 1);
    QCOMPARE(shown.view.heads()->measure(), LabHeadsModel::Measure::Routed);
    QVERIFY(!shown.view.figure(FigurePart::Whole, 800).isNull());
    QVERIFY(!shown.view.legend(FigurePart::Whole, 800).isNull());
}

void TestLabView::sweepsAreAskedFor()
{
    Shown shown;
    shown.view.setPage(LabView::Page::Sweep);
    QSignalSpy sweeps(&shown.view, &LabView::sweepWanted);
    const QSignalSpy cancels(&shown.view, &LabView::sweepCancelled);
    auto* run = shown.part<QPushButton>("sweepRun");
    auto* values = shown.part<QLineEdit>("sweepValues");
    QCOMPARE(values->text(), text("1, 2, 4, 8, 16, 32"));
    run->click();
    QCOMPARE(sweeps.size(), 1);
    auto options = sweeps.takeLast().at(0).value<core::SweepOptions>();
    QCOMPARE(options.parameter, std::optional(SweepParameter::PatternRank));
    QCOMPARE(options.values, (std::vector<double>{1, 2, 4, 8, 16, 32}));
    QVERIFY(options.scopes.empty() && options.base.empty());
    // What cannot be read is said, and nothing runs.
    values->setText(text("1, 2, many"));
    QVERIFY(!run->isEnabled());
    auto* problem = shown.part<QLabel>("sweepProblem");
    QVERIFY(problem->isVisible() && problem->text().contains(text("many")));
    QTest::keyClick(values, Qt::Key_Return);
    QVERIFY(sweeps.isEmpty());
    // Another parameter has its own values.
    shown.choose("sweepParameter", 2);
    QVERIFY(run->isEnabled() && !problem->isVisible());
    QVERIFY(values->text().contains(QLatin1Char('%')));
    shown.choose("sweepDropMode", 1);
    shown.selection.setHead(LayerIndex(2), HeadIndex(1));
    shown.choose("sweepWhere", 2);
    shown.view.setChange(sample());
    shown.part<QCheckBox>("sweepOnTop")->setChecked(true);
    QTest::keyClick(values, Qt::Key_Return);
    options = sweeps.takeLast().at(0).value<core::SweepOptions>();
    QCOMPARE(options.parameter, std::optional(SweepParameter::DropSmall));
    QCOMPARE(options.dropMode, DropMessages::Mode::Silence);
    QCOMPARE(options.scopes, std::vector<ChangeScope>{head(2, 1)});
    QCOMPARE(options.base, sample());
    // Only one at a time, and it can be stopped.
    auto* cancel = shown.part<QPushButton>("sweepCancel");
    auto* progress = shown.part<QProgressBar>("sweepProgress");
    QVERIFY(!cancel->isVisible() && !progress->isVisible());
    shown.view.setSweepRunning(true, 3, 12);
    QVERIFY(!run->isEnabled() && cancel->isVisible() && progress->isVisible());
    QCOMPARE(progress->value(), 3);
    QCOMPARE(progress->maximum(), 12);
    cancel->click();
    QCOMPARE(cancels.size(), 1);
    shown.view.setSweepRunning(false, 0, 0);
    QVERIFY(run->isEnabled() && !cancel->isVisible());
    shown.view.setSweepFailure(text("It did not work."));
    QCOMPARE(problem->text(), text("It did not work."));
    // The checked changes alone: of use over many prompts.
    shown.choose("sweepParameter", 5);
    run->click();
    options = sweeps.takeLast().at(0).value<core::SweepOptions>();
    QVERIFY(!options.parameter);
    QCOMPARE(options.base, sample());
    shown.view.setChange({});
    QVERIFY(!run->isEnabled());
}

void TestLabView::sweepsOverFiles()
{
    Shown shown;
    shown.view.setPage(LabView::Page::Sweep);
    QSignalSpy sweeps(&shown.view, &LabView::sweepWanted);
    const QSignalSpy files(&shown.view, &LabView::promptsFileWanted);
    auto* box = shown.part<QComboBox>("sweepPrompts");
    shown.choose("sweepPrompts", box->count() - 1);
    QCOMPARE(files.size(), 1);
    QCOMPARE(box->currentIndex(), 0); // until there is one
    shown.view.setPrompts(text("lines.txt"), {});
    shown.part<QPushButton>("sweepRun")->click();
    QVERIFY(sweeps.takeLast().at(1).toStringList().isEmpty());
    const QStringList prompts{text("One line"), text("Another one")};
    shown.view.setPrompts(text("lines.txt"), prompts);
    QVERIFY(box->currentText().contains(text("lines.txt")));
    shown.part<QPushButton>("sweepRun")->click();
    QCOMPARE(sweeps.takeLast().at(1).toStringList(), prompts);
    shown.choose("sweepPrompts", 0);
    shown.part<QPushButton>("sweepRun")->click();
    QVERIFY(sweeps.takeLast().at(1).toStringList().isEmpty());
}

void TestLabView::sweepsAreShownAndStay()
{
    Shown shown;
    shown.view.setPage(LabView::Page::Sweep);
    QVERIFY(!shown.view.sweep()->plot()->isVisible());
    shown.view.setSweep(SweepParameter::MessageRank, points(), text("lines.txt"));
    QVERIFY(shown.view.sweep()->plot()->isVisible());
    QCOMPARE(shown.view.sweep()->table()->model()->rowCount(), 4);
    QVERIFY(shown.view.sweep()->captionText().contains(text("lines.txt")));
    QVERIFY(shown.part<QCheckBox>("sweepLogValues")->isChecked()); // ranks double
    // Another prompt, another change, another model: the points stay.
    shown.view.setResult(nullptr);
    shown.view.setChange(sample());
    shown.view.setShape({3, 4, 4, 8, 8});
    QCOMPARE(shown.view.sweep()->table()->model()->rowCount(), 4);
    QVERIFY(shown.view.sweep()->plot()->isVisible());
    shown.view.setSweep(SweepParameter::RouteThreshold, points(), text("this prompt"));
    QVERIFY(!shown.part<QCheckBox>("sweepLogValues")->isChecked());
    // One point of nothing swept: no axis to draw it on.
    auto one = std::make_shared<std::vector<core::SweepPoint>>(1);
    one->front().value = std::numeric_limits<double>::quiet_NaN();
    shown.view.setSweep(std::nullopt, one, text("lines.txt"));
    QVERIFY(!shown.view.sweep()->plot()->isVisible());
    QVERIFY(shown.view.sweep()->table()->isVisible());
}

void TestLabView::plotPointsAreChosen()
{
    Shown shown;
    shown.view.setPage(LabView::Page::Sweep);
    shown.view.setSweep(SweepParameter::MessageRank, points(), text("this prompt"));
    SweepPlot* plot = shown.view.sweep()->plot();
    QTest::qWait(50); // it is drawn when there is time
    const auto place = plot->placeOf(2);
    QVERIFY(place && QRectF(plot->rect()).contains(*place));
    auto* canvas = plot->findChild<QWidget*>();
    QTest::mouseClick(canvas, Qt::LeftButton, {}, place->toPoint());
    QCOMPARE(plot->current(), 2);
    PaneTable* table = shown.view.sweep()->table();
    QCOMPARE(table->currentIndex().row(), 2);
    QTest::keyClick(plot, Qt::Key_Left);
    QCOMPARE(plot->current(), 1);
    QCOMPARE(table->currentIndex().row(), 1);
    table->setCurrentIndex(table->model()->index(0, SweepModel::Kl));
    QCOMPARE(plot->current(), 0);
    QVERIFY(!plot->accessibleDescription().isEmpty());
    // Less divergence is further down; further ranks to the right.
    QVERIFY(plot->placeOf(0)->y() < plot->placeOf(1)->y());
    QVERIFY(plot->placeOf(0)->x() < plot->placeOf(1)->x());
    shown.choose("sweepResult", 2);
    QTest::qWait(50);
    QVERIFY(plot->placeOf(0)->y() > plot->placeOf(1)->y());
}

void TestLabView::logarithmsHideZeros()
{
    Shown shown;
    shown.view.setPage(LabView::Page::Sweep);
    shown.view.setSweep(SweepParameter::MessageRank, points(), text("this prompt"));
    SweepPlot* plot = shown.view.sweep()->plot();
    QCOMPARE(plot->hiddenPoints(), 0);
    shown.part<QCheckBox>("sweepLogResults")->setChecked(true);
    QCOMPARE(plot->hiddenPoints(), 1);
    QVERIFY(!plot->placeOf(3));
    // Of what has no logarithms the axis stays straight.
    shown.choose("sweepResult", 1);
    QCOMPARE(plot->hiddenPoints(), 0);
    QVERIFY(!shown.part<QCheckBox>("sweepLogResults")->isEnabled());
}

void TestLabView::lookComesBack()
{
    Shown shown;
    shown.view.setChange(sample());
    shown.view.changes()->setOn(1, false);
    shown.view.setPage(LabView::Page::Sweep);
    shown.view.tokens()->sortBy(LabTokensModel::Delta, true);
    shown.view.heads()->setMeasure(LabHeadsModel::Measure::Emptied);
    shown.choose("sweepParameter", 3);
    shown.choose("sweepWhere", 1);
    shown.choose("sweepResult", 2);
    shown.part<QLineEdit>("sweepValues")->setText(text("0.3, 0.6"));
    const QVariantMap look = shown.view.look();
    Shown other;
    other.view.setLook(look);
    QCOMPARE(other.view.look(), look);
    QCOMPARE(other.told(), shown.view.change());
    QCOMPARE(other.view.changes()->entries(), shown.view.changes()->entries());
    QCOMPARE(other.view.sweep()->valuesText(), text("0.3, 0.6"));
    // Before there is a model, too.
    Selection selection;
    LabView early(&selection);
    early.setLook(look);
    early.setShape(smallShape);
    QCOMPARE(early.look(), look);
    // Anything may be in a file.
    QVariantMap wrong;
    for (auto it = look.begin(); it != look.end(); ++it)
        wrong[it.key()] = QVariantList{5};
    other.view.setLook(wrong);
    QVERIFY(other.view.change().empty());
    QVERIFY(other.told().empty());
    other.view.setLook({});
    Shown fresh;
    QCOMPARE(other.view.look(), fresh.view.look());
}

void TestLabView::switchesTell()
{
    Shown shown;
    QSignalSpy everywhere(&shown.view, &LabView::everywhereWanted);
    const QSignalSpy compare(&shown.view, &LabView::compareWanted);
    auto* box = shown.part<QCheckBox>("labEverywhere");
    auto* button = shown.part<QPushButton>("labCompare");
    QVERIFY(!box->isEnabled() && !button->isEnabled()); // nothing is changed
    shown.view.setChange(sample());
    QVERIFY(box->isEnabled() && button->isEnabled());
    box->click();
    QCOMPARE(everywhere.size(), 1);
    QCOMPARE(everywhere.takeLast().at(0).toBool(), true);
    shown.view.setEverywhere(false);
    QVERIFY(!shown.view.everywhere() && everywhere.isEmpty());
    button->click();
    QCOMPARE(compare.size(), 1);
    // What is on can be switched off.
    shown.view.setEverywhere(true);
    shown.view.setChange({});
    QVERIFY(box->isEnabled());
}

void TestLabView::figuresAreDrawn()
{
    Shown shown(shapeOfModel());
    shown.view.setChange(sample());
    shown.view.setResult(resultOf(sample()));
    const Figure whole = shown.view.figure(FigurePart::Whole, 1000);
    QVERIFY(!whole.isNull() && whole.size.width() <= 1000);
    QVERIFY(!whole.image(1).isNull());
    QVERIFY(!shown.view.pictureFacts().isEmpty() && !shown.view.pictureNote().isEmpty());
    QVERIFY(!shown.view.legend(FigurePart::Whole, 1000).isNull());
    QVERIFY(!shown.view.figure(FigurePart::Visible, 500).isNull());
}

void TestLabView::figureOfASweepIsMadeOfShapes()
{
    Shown shown;
    shown.view.setPage(LabView::Page::Sweep);
    QVERIFY(shown.view.figure(FigurePart::Whole, 800).isNull());
    shown.view.setSweep(SweepParameter::MessageRank, points(), text("this prompt"));
    const Figure figure = shown.view.figure(FigurePart::Whole, 800);
    QVERIFY(!figure.isNull() && figure.size.width() <= 800);
    // The line is where the plot is, in the accent's colour.
    const QImage image = figure.image(1);
    int accents = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            accents += image.pixelColor(x, y) == Theme::instance().colours().accent ? 1 : 0;
    QVERIFY2(accents > 100, qPrintable(QString::number(accents)));
    QTemporaryDir folder;
    const QString path = folder.filePath(text("sweep.svg"));
    {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(figure.size);
        QPainter painter(&svg);
        figure.paint(painter);
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(written.contains("<polyline") || written.contains("<path"));
    QVERIFY(written.contains("rank that W"));
    QVERIFY(!written.contains("<image"));
}

void TestLabView::smallWindows()
{
    for (const QSize size : {QSize(560, 480), QSize(740, 380), QSize(1100, 760), QSize(620, 900)}) {
        Shown shown(shapeOfModel(), size);
        shown.view.setChange(sample());
        shown.view.setResult(resultOf(sample()));
        shown.view.setSweep(SweepParameter::MessageRank, points(), text("this prompt"));
        QTest::qWait(50);
        QCOMPARE(shown.view.size(), size);
        const auto inView = [&shown](const QWidget* widget) {
            return QRect(widget->mapTo(&shown.view, QPoint()), widget->size());
        };
        const QRect changes = inView(shown.view.changes());
        PaneTable* table = shown.view.tokens()->table();
        QVERIFY(shown.view.rect().contains(changes));
        QVERIFY(shown.view.rect().contains(inView(table)));
        QVERIFY(!changes.intersects(inView(table)));
        // Three rows at least, and both columns of words.
        QVERIFY2(table->viewport()->height() >= 3 * table->rowHeight(0),
                 qPrintable(QString::number(table->viewport()->height())));
        for (const int column :
             {LabTokensModel::Kl, LabTokensModel::Delta, LabTokensModel::TopAfter}) {
            const QRect cell = table->visualRect(table->model()->index(0, column));
            QVERIFY2(!cell.isEmpty() && cell.left() < table->viewport()->width(),
                     qPrintable(QString::number(column)));
        }
        shown.view.setPage(LabView::Page::Sweep);
        QTest::qWait(50);
        const QWidget* plot = shown.view.sweep()->plot();
        QVERIFY(shown.view.rect().contains(inView(plot)));
        QVERIFY2(plot->height() >= 80, qPrintable(QString::number(plot->height())));
    }
}

void TestLabView::pictures()
{
    const QString folder = qEnvironmentVariable("HEADSCOPE_PICTURES");
    if (folder.isEmpty())
        QSKIP("HEADSCOPE_PICTURES names no folder");
    QDir().mkpath(folder);
    Change change = sample();
    change.interventions.pop_back();
    const LabResultPtr result = resultOf(change);
    core::SweepOptions options;
    options.parameter = SweepParameter::MessageRank;
    options.values = {1, 2, 4, 8, 16, 24, 32};
    const SweepPointsPtr swept = sweepOf(options);
    for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
        Theme::instance().setChoice(choice);
        for (const QSize size : {QSize(1100, 760), QSize(740, 420), QSize(560, 480)}) {
            Shown shown(shapeOfModel(), size);
            shown.view.setChange(change);
            shown.view.setResult(result);
            shown.view.setSweep(SweepParameter::MessageRank, swept, text("this prompt"));
            shown.selection.setQuery(Position(6));
            for (const auto page :
                 {LabView::Page::Tokens, LabView::Page::Heads, LabView::Page::Sweep}) {
                const QString path = QStringLiteral("%1/%2-%3-%4")
                                         .arg(folder, choice == Theme::Choice::Dark ? text("dark")
                                                                                    : text("light"))
                                         .arg(size.width())
                                         .arg(static_cast<int>(page));
                shown.view.setPage(page);
                QTest::qWait(150);
                QVERIFY(shown.view.grab().save(path + text(".png")));
                if (size.width() > 1000)
                    QVERIFY(shown.view.figure(FigurePart::Whole, 1000)
                                .image(1)
                                .save(path + text("-figure.png")));
            }
        }
    }
    Theme::instance().setChoice(Theme::Choice::System);
}

QTEST_MAIN(TestLabView)
#include "tst_labview.moc"
