// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Longer than other files: one window on one model, opened once, is what all of these tests ask.
#include "core/analysis/prompttokens.h"
#include "core/model/model.h"
#include "tests/support/places.h"
#include "tests/support/ui/labwindow.h"
#include "ui/models/labheadsmodel.h"
#include "ui/models/labtext.h"
#include "ui/models/labtokensmodel.h"
#include "ui/models/sweepmodel.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/gridview.h"
#include "ui/views/labchanges.h"
#include "ui/views/labheads.h"
#include "ui/views/labsweep.h"
#include "ui/views/labtokens.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSvgGenerator>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace headscope;
using namespace headscope::ui;
using namespace headscope::test;
using app::Selection;
using core::Change;
using core::ChangeScope;
using core::DropMessages;
using core::HeadIndex;
using core::LayerIndex;
using core::Position;
using core::SweepParameter;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

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
private Q_SLOTS:
    void initTestCase();
    void emptyViewSaysSo();
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
    m_model = core::loadModel(tests::modelsPath("/bookshelf-20m"));
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

void TestLabView::resultsAreShown()
{
    LabWindow shown(shapeOfModel());
    shown.view.setChange(sampleChange());
    QVERIFY(!shown.view.tokens()->sentence().isEmpty());
    shown.view.setResult(resultOf(sampleChange()));
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
    LabTokensModel* model = shown.view.tokens()->model();
    shown.view.setShowSpaces(true);
    QVERIFY(model->index(2, LabTokensModel::Token).data().toString().startsWith(QChar(0x2423)));
}

void TestLabView::rowsFollowTheSelection()
{
    LabWindow shown(shapeOfModel());
    shown.view.setChange(sampleChange());
    shown.view.setResult(resultOf(sampleChange()));
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
    LabWindow shown(shapeOfModel());
    shown.view.setChange(sampleChange());
    const LabResultPtr result = resultOf(sampleChange());
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
    LabWindow shown(shapeOfModel());
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
    LabWindow shown(shapeOfModel());
    shown.view.setChange(sampleChange());
    shown.view.setResult(resultOf(sampleChange()));
    shown.view.setPage(LabView::Page::Heads);
    GridView* grid = shown.view.heads()->grid();
    QTRY_VERIFY_WITH_TIMEOUT(grid->isVisible(), labPatience);
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
    LabWindow shown;
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
    shown.view.setChange(sampleChange());
    shown.part<QCheckBox>("sweepOnTop")->setChecked(true);
    QTest::keyClick(values, Qt::Key_Return);
    options = sweeps.takeLast().at(0).value<core::SweepOptions>();
    QCOMPARE(options.parameter, std::optional(SweepParameter::DropSmall));
    QCOMPARE(options.dropMode, DropMessages::Mode::Silence);
    QCOMPARE(options.scopes, std::vector<ChangeScope>{oneHead(2, 1)});
    QCOMPARE(options.base, sampleChange());
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
    QCOMPARE(options.base, sampleChange());
    shown.view.setChange({});
    QVERIFY(!run->isEnabled());
}

void TestLabView::sweepsOverFiles()
{
    LabWindow shown;
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
    // A look names the file, which is read again.
    const QVariantMap look = shown.view.look();
    shown.choose("sweepPrompts", 0);
    shown.part<QPushButton>("sweepRun")->click();
    QVERIFY(sweeps.takeLast().at(1).toStringList().isEmpty());
    QVERIFY(shown.view.look() != look);
    QSignalSpy ofFile(&shown.view, &LabView::promptsOfFileWanted);
    shown.view.setLook(look);
    QCOMPARE(ofFile.size(), 1);
    QCOMPARE(ofFile[0][0].toString(), text("lines.txt"));
    QCOMPARE(box->currentIndex(), 0); // until it has been read
    shown.view.setPrompts(text("lines.txt"), prompts);
    QCOMPARE(shown.view.look(), look);
}

void TestLabView::sweepsAreShownAndStay()
{
    LabWindow shown;
    shown.view.setPage(LabView::Page::Sweep);
    QVERIFY(!shown.view.sweep()->plot()->isVisible());
    shown.view.setSweep(SweepParameter::MessageRank, samplePoints(), text("lines.txt"));
    QVERIFY(shown.view.sweep()->plot()->isVisible());
    QCOMPARE(shown.view.sweep()->table()->model()->rowCount(), 4);
    QVERIFY(shown.view.sweep()->captionText().contains(text("lines.txt")));
    QVERIFY(shown.part<QCheckBox>("sweepLogValues")->isChecked()); // ranks double
    // Another prompt, another change, another model: the points stay.
    shown.view.setResult(nullptr);
    shown.view.setChange(sampleChange());
    shown.view.setShape({3, 4, 4, 8, 8});
    QCOMPARE(shown.view.sweep()->table()->model()->rowCount(), 4);
    QVERIFY(shown.view.sweep()->plot()->isVisible());
    shown.view.setSweep(SweepParameter::RouteThreshold, samplePoints(), text("this prompt"));
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
    LabWindow shown;
    shown.view.setPage(LabView::Page::Sweep);
    shown.view.setSweep(SweepParameter::MessageRank, samplePoints(), text("this prompt"));
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
    LabWindow shown;
    shown.view.setPage(LabView::Page::Sweep);
    shown.view.setSweep(SweepParameter::MessageRank, samplePoints(), text("this prompt"));
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
    LabWindow shown;
    shown.view.setChange(sampleChange());
    shown.view.changes()->setOn(1, false);
    shown.view.setPage(LabView::Page::Sweep);
    shown.view.tokens()->sortBy(LabTokensModel::Delta, true);
    shown.view.heads()->setMeasure(LabHeadsModel::Measure::Emptied);
    shown.choose("sweepParameter", 3);
    shown.choose("sweepWhere", 1);
    shown.choose("sweepResult", 2);
    shown.part<QLineEdit>("sweepValues")->setText(text("0.3, 0.6"));
    const QVariantMap look = shown.view.look();
    LabWindow other;
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
    LabWindow fresh;
    QCOMPARE(other.view.look(), fresh.view.look());
}

void TestLabView::switchesTell()
{
    LabWindow shown;
    QSignalSpy everywhere(&shown.view, &LabView::everywhereWanted);
    const QSignalSpy compare(&shown.view, &LabView::compareWanted);
    auto* box = shown.part<QCheckBox>("labEverywhere");
    auto* button = shown.part<QPushButton>("labCompare");
    QVERIFY(!box->isEnabled() && !button->isEnabled()); // nothing is changed
    shown.view.setChange(sampleChange());
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
    LabWindow shown(shapeOfModel());
    shown.view.setChange(sampleChange());
    shown.view.setResult(resultOf(sampleChange()));
    const Figure whole = shown.view.figure(FigurePart::Whole, 1000);
    QVERIFY(!whole.isNull() && whole.size.width() <= 1000);
    QVERIFY(!whole.image(1).isNull());
    QVERIFY(!shown.view.pictureFacts().isEmpty() && !shown.view.pictureNote().isEmpty());
    QVERIFY(!shown.view.legend(FigurePart::Whole, 1000).isNull());
    QVERIFY(!shown.view.figure(FigurePart::Visible, 500).isNull());
}

void TestLabView::figureOfASweepIsMadeOfShapes()
{
    LabWindow shown;
    shown.view.setPage(LabView::Page::Sweep);
    QVERIFY(shown.view.figure(FigurePart::Whole, 800).isNull());
    shown.view.setSweep(SweepParameter::MessageRank, samplePoints(), text("this prompt"));
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
        LabWindow shown(shapeOfModel(), size);
        shown.view.setChange(sampleChange());
        shown.view.setResult(resultOf(sampleChange()));
        shown.view.setSweep(SweepParameter::MessageRank, samplePoints(), text("this prompt"));
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
    Change change = sampleChange();
    change.interventions.pop_back();
    const LabResultPtr result = resultOf(change);
    core::SweepOptions options;
    options.parameter = SweepParameter::MessageRank;
    options.values = {1, 2, 4, 8, 16, 24, 32};
    const SweepPointsPtr swept = sweepOf(options);
    for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
        Theme::instance().setChoice(choice);
        for (const QSize size : {QSize(1100, 760), QSize(740, 420), QSize(560, 480)}) {
            LabWindow shown(shapeOfModel(), size);
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
