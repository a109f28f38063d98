// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"
#include "tests/support/places.h"

#include "ui/mainwindow/exporting.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/models/streammodel.h"
#include "ui/models/wordtext.h"
#include "ui/views/comparedpanes.h"
#include "ui/views/compareview.h"
#include "ui/views/evolutionview.h"
#include "ui/views/filterbar.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/labview.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/panetable.h"
#include "ui/views/positionsview.h"
#include "ui/views/spectrumplot.h"
#include "ui/views/streamview.h"
#include "ui/views/weightsview.h"
#include "ui/views/weighttables.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QTest>

#include <cmath>

namespace headscope::ui {

RealWindow::RealWindow()
{
    tests::useCacheOf(m_folder.path());
    for (const char* const name : {"bookshelf-20m", "bookshelf-llama-14m"})
        models.push_back({text(name), tests::qModelsPath("/") + text(name)});
    forgetSettings();
}

RealWindow::~RealWindow() = default;

QString RealWindow::longest()
{
    return text("the") + QString(text(" the")).repeated(510);
}

void RealWindow::forgetSettings()
{
    close();
    m_settings.reset(); // what it has not written yet is not handed on
    QFile::remove(path(text("settings.ini")));
    m_settings = std::make_unique<app::Settings>(path(text("settings.ini")));
}

void RealWindow::close()
{
    m_window.reset();
}

void RealWindow::open(const QString& prompt, const QString& model)
{
    m_window.reset();
    MainWindow::Start start;
    start.model = model;
    start.prompt = prompt;
    start.models = models;
    start.places = places;
    start.hub = hub;
    start.session = sessionFile;
    start.recovery = recovery;
    start.fallback = fallback;
    start.freeMemory = freeMemory;
    m_window = std::make_unique<MainWindow>(m_settings.get(), start);
    m_window->show();
    m_window->activateWindow();
}

void RealWindow::open(const QString& prompt)
{
    open(prompt, tests::qModelsPath("/bookshelf-20m"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->headView()->table() != nullptr, patience);
}

void RealWindow::settle() const
{
    QCoreApplication::processEvents(); // what changed in one moment is asked for after it
    QTRY_VERIFY_WITH_TIMEOUT(fresh(), patience);
}

void RealWindow::run(const QString& prompt, int wantedTokens) const
{
    auto* edit = m_window->findChild<QPlainTextEdit*>(text("promptEdit"));
    edit->setFocus();
    edit->selectAll();
    edit->insertPlainText(prompt);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(session()->prompt() && tokens() == wantedTokens, patience);
}

/// With what stands before the last word, where nothing was chosen.
void RealWindow::compareWithSomething() const
{
    app::Comparing* comparing = m_window->comparing();
    if (!comparing->other().isEmpty())
        return;
    const QString own = session()->prompt()->prompt;
    const QString shorter = own.section(QLatin1Char(' '), 0, -2);
    comparing->setOther({{}, shorter.isEmpty() ? own + QLatin1Char('s') : shorter});
}

void RealWindow::show(Kind kind) const
{
    if (kind == Kind::Compare)
        compareWithSomething();
    // A dialog that told how far something was takes the activation along; no window manager gives
    // it back here.
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(),
                    static_cast<Qt::Key>(Qt::Key_0 + (static_cast<int>(kind) + 1) % 10),
                    Qt::AltModifier);
    QCOMPARE(selection()->view(), kind);
    settle();
    QCOMPARE(views()->front(), views()->view(kind));
    QVERIFY(views()->front()->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(views()->front()->state(), View::State::Ready, patience);
}

bool RealWindow::saveTable(MainWindow* window, const QString& path)
{
    bool there = false;
    bool failed = false;
    QObject context;
    QObject::connect(window->exporting(), &Exporting::finished, &context, [&] { there = true; });
    QObject::connect(window->exporting(), &Exporting::failed, &context, [&] { failed = true; });
    if (!window->saveTable(path))
        return false;
    return QTest::qWaitFor([&] { return there || failed; }, patience) && there;
}

void RealWindow::click(GridView* grid, int row, int column, bool twice)
{
    grid->setCurrent({row, column}); // into sight
    grid->setCurrent({-1, -1});
    const QPoint at = grid->geometryOfCells().cell(row, column).center();
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, at);
    if (twice)
        QTest::mouseDClick(grid->viewport(), Qt::LeftButton, {}, at);
}

bool RealWindow::fresh() const
{
    const auto count = static_cast<std::size_t>(session()->prompt() ? tokens() : 0);
    const auto is = [count](const auto& result) {
        return result && result->tokens.size() == count;
    };
    const auto& at = selection()->place();
    switch (at.view) {
    case Kind::Head: {
        const auto table = session()->headTable();
        return table && table->inputTokens.size() == count && table->complete()
               && table->layer == at.layer && table->head == at.head
               && (table->cross || table->options.side == views()->filters()->options().side)
               && (!table->byDistance
                   || table->options.distance == views()->filters()->options().distance);
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
    case Kind::Weights: {
        using Page = WeightsView::Page;
        const Page page = views()->weights()->page();
        const auto directions = session()->directions();
        return session()->spectra()
               && (page != Page::Directions
                   || (directions
                       && directions->options
                              == views()->weights()->wantedDirections(
                                  views()->filters()->options().lens)))
               && (page != Page::Composition || session()->composition());
    }
    case Kind::Compare: {
        const app::Comparing* comparing = m_window->comparing();
        return comparing->isCurrent() && !comparing->busy()
               && comparing->rows()->tokensA.size() == count;
    }
    case Kind::Lab: {
        const auto result = session()->lab();
        return is(result) && result->change == views()->lab()->change();
    }
    }
    return false;
}

void RealWindow::checkHead() const
{
    const auto table = m_window->headView()->table();
    QVERIFY(table);
    QCOMPARE(static_cast<int>(table->inputTokens.size()), tokens());
    QCOMPARE(table->layer, selection()->layer());
    const int last = tokens() - 1;
    const auto context = static_cast<int>(table->seen[static_cast<std::size_t>(last)].first);
    const auto& scores = *m_window->headView()->tableView()->scoresModel();
    QCOMPARE(scores.index(context, last).data(ValueRole).toFloat(),
             table->attention(last, context));
}

void RealWindow::checkGrid(HeadGridView* view, bool patterns) const
{
    const auto grid = session()->grid();
    QVERIFY(grid);
    const bool cross = view->model()->look().cross;
    const core::HeadIndex first(cross ? grid->ownHeads : 0);
    const int heads = cross ? grid->headsPerLayer - grid->ownHeads : grid->ownHeads;
    const int columns = cross ? static_cast<int>(grid->memory.size()) : tokens();
    QCOMPARE(view->model()->rowCount(), grid->layers * heads);
    QCOMPARE(view->model()->columnCount(), columns);
    const core::HeadWords* words = grid->of(core::LayerIndex(0), first);
    const int row = view->model()->rowOf(core::LayerIndex(0), first);
    int shown = 0;
    for (int token = 0; token < columns; ++token) {
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

void RealWindow::checkStream() const
{
    const auto stream = session()->stream();
    QVERIFY(stream);
    QCOMPARE(stream->token, selection()->query());
    QCOMPARE(static_cast<int>(stream->tokens.size()), tokens());
    // Every part has its row but biases and positions that the model does not have, and the rows
    // add up to the whole.
    const StreamModel& model = *views()->stream()->model();
    int parts = 0;
    for (int p = 0; p < stream->count(); ++p) {
        const auto kind = stream->part(p).kind;
        parts += kind == core::StreamPart::Kind::Message || kind == core::StreamPart::Kind::Neuron
                 || stream->sizes[static_cast<std::size_t>(p)] != 0.0F;
    }
    QCOMPARE(model.rowCount(), parts);
    double sum = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        sum += model.index(row, StreamModel::Share).data(ValueRole).toDouble();
    QVERIFY(std::abs(sum - 1.0) < 1e-4); // float32 shares of 12,000 parts
    QVERIFY(stream->sumResidue < 1e-4);
    QVERIFY(!views()->stream()->sumText().isEmpty());
}

void RealWindow::checkNeurons() const
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
             shownWords(*activity->words, {in.ids.front()}, false).front());
}

void RealWindow::checkEvolution() const
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

void RealWindow::checkPositions() const
{
    const auto patterns = session()->positions();
    QVERIFY(patterns);
    QCOMPARE(patterns->options.layer, selection()->layer());
    QCOMPARE(patterns->options.head, selection()->head());
    QVERIFY(patterns->count() >= tokens());
    QCOMPARE(views()->positions()->grid()->model()->columnCount(), patterns->count());
}

void RealWindow::checkWeights() const
{
    const auto spectra = session()->spectra();
    QVERIFY(spectra);
    WeightsView* view = views()->weights();
    const WeightsModel& model = *view->ranksModel();
    QCOMPARE(model.rowCount(), spectra->layers * spectra->headsPerLayer);
    const int row = model.rowOf(selection()->layer(), selection()->head());
    QVERIFY(row >= 0);
    QCOMPARE(view->ranks()->currentIndex().row(), row);
    const auto& head = spectra->at(selection()->layer(), selection()->head());
    QCOMPARE(model.value(row, WeightsModel::firstMatrix),
             rankOf(head.of(core::HeadMatrix::Pattern, view->fold()), model.measure()));
    QCOMPARE(view->plot()->lines().size(), std::size_t(core::headMatrixCount));
    QCOMPARE(view->plot()->lines()[1].values.front(),
             head.of(core::HeadMatrix::Message, view->fold()).values[0]);
}

void RealWindow::checkComparison() const
{
    const app::ComparedRowsPtr rows = m_window->comparing()->rows();
    QVERIFY(rows);
    QCOMPARE(static_cast<int>(rows->tokensA.size()), tokens());
    const CompareView* view = views()->compare();
    QCOMPARE(view->rows(), rows);
    QCOMPARE(view->panes()->names()->rowCount(), static_cast<int>(rows->count()));
    QVERIFY(view->maps()->model(ComparedSide::Difference)->rowCount() > 0);
    int differences = 0;
    for (const core::ComparedColumn& column : rows->columns)
        for (std::size_t row = 0; column.isNumber() && row < rows->count(); ++row)
            differences += column.difference(row) == column.b[row] - column.a[row];
    QVERIFY(differences > 0);
}

void RealWindow::checkLab() const
{
    const auto result = session()->lab();
    QVERIFY(result);
    QCOMPARE(views()->lab()->result(), result);
    QCOMPARE(static_cast<int>(result->results.size()), tokens());
    // Nothing is changed until somebody does.
    QVERIFY(result->change.empty() == (result->meanKl == 0.0));
}

void RealWindow::check(Kind kind) const
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
    case Kind::Weights:
        return checkWeights();
    case Kind::Compare:
        return checkComparison();
    case Kind::Lab:
        return checkLab();
    }
}

} // namespace headscope::ui
