// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time to paint a full 1920 x 1080 viewport of each table and heatmap, with few rows and many, at
// the top and scrolled.
#include "app/selection.h"
#include "tests/bench/support/bench.h"
#include "tests/bench/support/randomnumbers.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/attentionplot.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/neuronsview.h"
#include "ui/views/tokenstrip.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;
using bench::RandomNumbers;

constexpr QSize viewport(1920, 1080);

core::LensCell randomCell(RandomNumbers& random, int words)
{
    core::LensCell cell;
    for (int k = 0; k < 10; ++k) {
        cell.ids.push_back(random.below(words));
        cell.scores.push_back(0.9F - 0.05F * static_cast<float>(k));
    }
    cell.legibility = 4.0 + random.normal();
    cell.highBias = random.below(8) == 0;
    return cell;
}

/// A head's table as a run makes it: ten words a cell, attention that adds up to 1.
ui::HeadTablePtr randomTable(const core::Model& model, int tokens)
{
    RandomNumbers random(1);
    auto table = std::make_shared<core::HeadTable>();
    table->headSize = model.info.headSize;
    table->groupHeads = {0};
    table->words = model.words;
    table->attention = core::Matrix::Zero(tokens, tokens);
    table->scores = core::Matrix::Zero(tokens, tokens);
    table->alwaysWrites = randomCell(random, model.info.vocab);
    std::vector<core::TokenId> ids;
    for (int i = 0; i < tokens; ++i) {
        ids.push_back(random.below(model.info.vocab));
        table->patternCells.push_back(randomCell(random, model.info.vocab));
        table->messageCells.push_back(randomCell(random, model.info.vocab));
        table->patternSizes.push_back(2.0F + random.normal());
        table->messageSizes.push_back(5.0F + random.normal());
        table->shifts.push_back(random.normal());
        float all = 0.0F;
        for (int j = 0; j <= i; ++j) {
            table->scores(i, j) = random.normal();
            all += table->attention(i, j) = std::exp(2.0F * table->scores(i, j));
        }
        table->attention.row(i) /= all;
    }
    table->tokens = core::promptTokens(model, ids);
    return table;
}

/// The words of 12 x 12 heads as the window gets them.
ui::HeadGridPtr randomGrid(const core::Model& model, int tokens)
{
    RandomNumbers random(3);
    auto grid = std::make_shared<core::HeadGrid>();
    grid->layers = 12;
    grid->headsPerLayer = 12;
    grid->words = model.words;
    std::vector<core::TokenId> ids;
    for (int i = 0; i < tokens; ++i)
        ids.push_back(random.below(model.info.vocab));
    grid->tokens = core::promptTokens(model, ids);
    for (int head = 0; head < 144; ++head) {
        auto words = std::make_shared<core::HeadWords>();
        for (int i = 0; i < tokens; ++i) {
            words->patterns.push_back(randomCell(random, model.info.vocab));
            words->messages.push_back(randomCell(random, model.info.vocab));
            words->patternSizes.push_back(2.0F);
            words->messageSizes.push_back(5.0F);
        }
        grid->heads.push_back(std::move(words));
    }
    return grid;
}

/// A view that is painted, with what it needs to live.
struct Shown {
    std::unique_ptr<app::Selection> selection = std::make_unique<app::Selection>();
    std::unique_ptr<QWidget> view;
};

/// All neurons of a model of GPT-2 small's shape, the active ones few as they are.
Shown shownNeurons(const core::Model& model, int tokens)
{
    RandomNumbers random(4);
    auto trace = std::make_shared<core::Trace>();
    for (int i = 0; i < tokens; ++i)
        trace->ids.push_back(random.below(model.info.vocab));
    auto words = std::make_shared<core::NeuronWords>();
    for (int l = 0; l < model.info.layers; ++l) {
        core::Matrix f(tokens, model.info.ffn);
        for (Eigen::Index k = 0; k < f.size(); ++k)
            f.data()[k] = std::max(-0.17F, random.normal() - 0.5F);
        trace->activations.push_back(std::move(f));
        std::vector<core::LensCell> cells;
        for (int k = 0; k < model.info.ffn; ++k)
            cells.push_back(randomCell(random, model.info.vocab));
        words->in.push_back(cells);
        words->out.push_back(std::move(cells));
    }
    Shown shown;
    shown.selection->setBounds(model.info.layers, model.info.heads, tokens, model.info.ffn);
    auto view = std::make_unique<ui::NeuronsView>(shown.selection.get());
    view->setActivity(std::make_shared<const core::NeuronActivity>(
        *core::neuronActivity(model, std::move(trace))));
    view->setWords(std::move(words));
    shown.view = std::move(view);
    return shown;
}

/// Measures of every head of a model of GPT-2's largest shape.
std::vector<core::HeadMeasures> randomMeasures(int layers, int heads)
{
    RandomNumbers random(2);
    std::vector<core::HeadMeasures> measures;
    for (int l = 0; l < layers; ++l) {
        for (int h = 0; h < heads; ++h) {
            core::HeadMeasures m;
            m.layer = core::LayerIndex(l);
            m.head = core::HeadIndex(h);
            m.first = 0.01 * random.below(100);
            measures.push_back(m);
        }
    }
    return measures;
}

/// Makes a view of `tokens` rows.
using Make = std::function<Shown(const core::Model&, int tokens)>;

/// Paints everything in sight `times` times, after moving every scroll bar to `share` of its range.
void paint(QWidget& view, double share, int times, std::vector<double>& samples)
{
    for (auto* area : view.findChildren<QAbstractScrollArea*>())
        for (auto* bar : {area->horizontalScrollBar(), area->verticalScrollBar()})
            bar->setValue(static_cast<int>(share * bar->maximum()));
    if (auto* area = qobject_cast<QAbstractScrollArea*>(&view))
        for (auto* bar : {area->horizontalScrollBar(), area->verticalScrollBar()})
            bar->setValue(static_cast<int>(share * bar->maximum()));
    QCoreApplication::sendPostedEvents();
    QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
    for (int i = 0; i < times; ++i)
        samples.push_back(bench::millisecondsOf([&] { view.render(&image); }));
}

std::vector<double> paintEverywhere(QWidget& view, int times)
{
    view.resize(viewport);
    view.setAttribute(Qt::WA_DontShowOnScreen);
    view.show();
    QCoreApplication::processEvents();
    // What is laid out or drawn ahead once per result is no part of a painting.
    std::vector<double> samples;
    paint(view, 0.0, 2, samples);
    samples.clear();
    for (const double share : {0.0, 0.31, 0.77, 1.0})
        paint(view, share, times, samples);
    return samples;
}

/// A view of `tokens` tokens that `fill` gives what it shows.
template<class View>
Make viewOfTokens(std::function<void(View&, const core::Model&, int tokens)> fill)
{
    return [fill](const core::Model& model, int tokens) {
        Shown shown;
        shown.selection->setBounds(12, 12, tokens);
        auto view = std::make_unique<View>(shown.selection.get());
        fill(*view, model, tokens);
        shown.view = std::move(view);
        return shown;
    };
}

const Make headTable = viewOfTokens<ui::HeadTableView>([](auto& view, auto& model, int tokens) {
    view.setTable(randomTable(model, tokens), ui::RowSort::Prompt, false);
});
const Make headView = viewOfTokens<ui::HeadView>(
    [](auto& view, auto& model, int tokens) { view.setTable(randomTable(model, tokens)); });
const Make attentionPlot = viewOfTokens<ui::AttentionPlot>(
    [](auto& view, auto& model, int tokens) { view.setTable(randomTable(model, tokens), false); });
const Make tokenStrip = viewOfTokens<ui::TokenStrip>([](auto& view, auto& model, int tokens) {
    view.setTokens(ui::tokenLabels(randomTable(model, tokens)->tokens, false));
});
const Make inspector = viewOfTokens<ui::Inspector>(
    [](auto& view, auto& model, int tokens) { view.setTable(randomTable(model, tokens), false); });

/// The Patterns view with cells `width` wide; 0: as wide as fit.
Make patterns(int width)
{
    return [width](const core::Model& model, int tokens) {
        Shown shown;
        shown.selection->setBounds(12, 12, tokens);
        auto view = std::make_unique<ui::HeadGridView>(ui::HeadGridModel::Kind::Patterns,
                                                       shown.selection.get());
        view->setGrid(randomGrid(model, tokens));
        view->setState(ui::View::State::Ready);
        if (width > 0)
            view->grid()->setCellSize({width, width});
        shown.view = std::move(view);
        return shown;
    };
}

/// A view of `heads` heads, 12 a layer, that `fill` gives their measures: as many as GPT-2 small,
/// large and three times XL have.
template<class View>
Make viewOfHeads(std::function<void(View&, std::vector<core::HeadMeasures>)> fill)
{
    return [fill](const core::Model& /*model*/, int heads) {
        const int layers = std::max(heads / 12, 1);
        Shown shown;
        shown.selection->setBounds(layers, 12, 8);
        auto view = std::make_unique<View>(shown.selection.get());
        fill(*view, randomMeasures(layers, 12));
        shown.view = std::move(view);
        return shown;
    };
}

const Make headMapPanel = viewOfHeads<ui::HeadMapPanel>([](auto& view, auto measures) {
    view.setMeasures(std::make_shared<const std::vector<core::HeadMeasures>>(std::move(measures)));
});
const Make headMap = viewOfHeads<ui::HeadMap>([](auto& view, auto measures) {
    view.setValues(ui::headValues(measures, ui::Measure::First));
});

using Medians = std::map<std::string, std::map<int, double>>;

void addView(Bench& bench, Medians& medians, const std::string& name, const Make& make)
{
    const bool smoke = bench.options().smoke;
    for (const int rows : smoke ? std::vector<int>{8, 64} : std::vector<int>{8, 64, 300, 1024})
        bench.add({.name = "paint/" + name + "/rows:" + std::to_string(rows),
                   .bar = Bar::atMost(8.0),
                   .barOfWorst = true},
                  1, [&bench, &medians, name, make, rows, smoke] {
                      const Shown shown = make(*bench.model(), rows);
                      auto samples = paintEverywhere(*shown.view, smoke ? 1 : 12);
                      medians[name][rows] = bench::percentile(samples, 0.5);
                      return samples;
                  });
}

/// What more rows cost: 64 rows fill the viewport, more of them must not be noticed.
void printSlowdowns(const Medians& medians)
{
    std::printf("\n%-44s | %12s\n", "painting, by rows", "against 64");
    for (const auto& [name, byRows] : medians)
        for (const auto& [rows, median] : byRows)
            if (rows > 64 && byRows.contains(64))
                std::printf("%-44s | %10.2f x\n",
                            (name + ", " + std::to_string(rows) + " rows").c_str(),
                            median / byRows.at(64));
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Bench bench(argc, argv);
    QApplication application(argc, argv);
    ui::Theme::instance().setChoice(ui::Theme::Choice::Light);
    Medians medians;
    addView(bench, medians, "head_table", headTable);
    addView(bench, medians, "head_view", headView);
    addView(bench, medians, "attention_plot", attentionPlot);
    addView(bench, medians, "token_strip", tokenStrip);
    addView(bench, medians, "inspector", inspector);
    addView(bench, medians, "head_map", headMap);
    addView(bench, medians, "head_map_panel", headMapPanel);
    addView(bench, medians, "patterns", patterns(0));
    addView(bench, medians, "patterns_narrow", patterns(64));
    addView(bench, medians, "patterns_small", patterns(20));
    addView(bench, medians, "patterns_map", patterns(2));
    addView(bench, medians, "neurons", shownNeurons);
    const int code = bench.run();
    printSlowdowns(medians);
    return code;
}
