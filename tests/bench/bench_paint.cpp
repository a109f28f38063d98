// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time to paint a full 1920 x 1080 viewport of each table and heatmap, with few rows and many, at
// the top and scrolled.
#include "app/selection.h"
#include "core/analysis/comparedrows.h"
#include "core/analysis/headnetwork.h"
#include "core/analysis/positions.h"
#include "core/analysis/tables.h"
#include "tests/bench/support/bench.h"
#include "tests/bench/support/viewdata.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/attentionplot.h"
#include "ui/views/compareview.h"
#include "ui/views/evolutionview.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/networkpanel.h"
#include "ui/views/neuronsview.h"
#include "ui/views/panetable.h"
#include "ui/views/positionsview.h"
#include "ui/views/streampicture.h"
#include "ui/views/streamview.h"
#include "ui/views/tokenstrip.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QImage>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>

#include <cstdio>
#include <map>
#include <memory>
#include <numeric>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

constexpr QSize viewport(1920, 1080);

/// A view that is painted, with what it needs to live.
struct Shown {
    std::unique_ptr<app::Selection> selection = std::make_unique<app::Selection>();
    std::unique_ptr<QWidget> view;
};

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
        shown.selection->setBounds(12, 12, tokens, model.info.ffn);
        auto view = std::make_unique<View>(shown.selection.get());
        fill(*view, model, tokens);
        shown.view = std::move(view);
        return shown;
    };
}

const Make headTable = viewOfTokens<ui::HeadTableView>([](auto& view, auto& model, int tokens) {
    view.setTable(bench::randomTable(model, tokens), ui::RowSort::Prompt, false);
});
const Make headView = viewOfTokens<ui::HeadView>(
    [](auto& view, auto& model, int tokens) { view.setTable(bench::randomTable(model, tokens)); });
const Make attentionPlot = viewOfTokens<ui::AttentionPlot>([](auto& view, auto& model, int tokens) {
    view.setTable(bench::randomTable(model, tokens), false);
});
const Make tokenStrip = viewOfTokens<ui::TokenStrip>([](auto& view, auto& model, int tokens) {
    view.setTokens(ui::tokenLabels(bench::randomTable(model, tokens)->tokens, false));
});
const Make inspector = viewOfTokens<ui::Inspector>([](auto& view, auto& model, int tokens) {
    view.setTable(bench::randomTable(model, tokens), false);
});

/// All neurons of the model.
const Make neurons = viewOfTokens<ui::NeuronsView>([](auto& view, auto& model, int tokens) {
    view.setActivity(bench::randomActivity(model, tokens));
    view.setWords(bench::randomNeuronWords(model));
});

/// What is done to the Stream view once it shows something.
enum class Open { Nothing, Messages, Neurons };

/// The last token's stream with all words; its table sorted by effect and small beside the stack,
/// or all of the view (the stack is then as small as it can be).
Make stream(Open open, bool tableInFront)
{
    return viewOfTokens<ui::StreamView>([open, tableInFront](auto& view, auto& model, int tokens) {
        view.setStream(bench::benchStream(model, tokens));
        view.setWords(bench::randomGrid(model, tokens), bench::randomNeuronWords(model));
        const int layer = model.info.layers / 2;
        if (open == Open::Messages)
            view.stack()->setPlace(ui::StreamPlace::attention(layer));
        else if (open == Open::Neurons)
            view.stack()->setPlace(ui::StreamPlace::neurons(layer));
        if (tableInFront) {
            view.model()->sortBy(ui::StreamModel::Effect);
            view.template findChild<QSplitter*>(QStringLiteral("streamSplitter"))
                ->setSizes({1, 10'000});
        }
    });
}

/// The Evolution view with cells `width` wide; 0: as wide as fit.
Make evolution(int width)
{
    return viewOfTokens<ui::EvolutionView>([width](auto& view, auto& model, int tokens) {
        view.setEvolution(bench::randomEvolution(model, tokens));
        if (width > 0)
            view.grid()->setCellSize({width, width});
    });
}

/// A head on as many positions as there are rows.
Make positions(int width)
{
    return viewOfTokens<ui::PositionsView>([width](auto& view, auto& model, int tokens) {
        view.setPatterns(std::make_shared<const core::PositionPatterns>(*core::positionPatterns(
            model, {core::LayerIndex(0), core::HeadIndex(0), tokens}, nullptr)));
        if (width > 0)
            view.grid()->setCellSize({width, width});
    });
}

/// A head as a network, at the last token.
const Make network = viewOfTokens<ui::HeadView>([](auto& view, auto& model, int tokens) {
    core::HeadNetworkOptions options;
    options.query = core::Position(tokens - 1);
    const core::Lens lens(std::shared_ptr<const core::Model>(&model, [](auto* /*bench's*/) {}));
    view.setTable(bench::randomTable(model, tokens));
    view.setAsNetwork(true);
    view.template findChild<QPushButton*>(QStringLiteral("networkLast"))->click();
    view.network()->setNeuronWords(bench::randomNeuronWords(model));
    view.network()->setNetwork(std::make_shared<const core::HeadNetwork>(
        *core::headNetwork(model, *bench::benchTrace(model, tokens), lens, options)));
});

/// The Patterns or Messages view with cells `width` wide; 0: as wide as fit.
Make words(ui::HeadGridModel::Kind kind, int width)
{
    return [kind, width](const core::Model& model, int tokens) {
        Shown shown;
        shown.selection->setBounds(12, 12, tokens);
        auto view = std::make_unique<ui::HeadGridView>(kind, shown.selection.get());
        view->setGrid(bench::randomGrid(model, tokens));
        view->setState(ui::View::State::Ready);
        if (width > 0)
            view->grid()->setCellSize({width, width});
        shown.view = std::move(view);
        return shown;
    };
}
const auto patterns = [](int width) { return words(ui::HeadGridModel::Kind::Patterns, width); };

/// The patterns of two runs side by side: words, or a number, of A, B and both.
Make comparison(const char* value)
{
    return viewOfTokens<ui::CompareView>([value](auto& view, auto& model, int tokens) {
        const auto rows = [&] {
            return core::vectorTableSource(bench::randomGrid(model, tokens),
                                           core::VectorKind::Pattern);
        };
        std::vector<core::TokenId> ids(static_cast<std::size_t>(tokens));
        std::iota(ids.begin(), ids.end(), 0);
        core::ComparedTokens beside{std::make_shared<const core::TokenAlignment>(ids, ids)};
        view.setTable(core::ComparedTable::Patterns);
        view.setShown(ui::ComparedMaps::Shown::All);
        view.setRows(
            std::make_shared<const core::ComparedRows>(*core::compareRows(rows(), rows(), beside)),
            core::ComparedTable::Patterns, model.info.heads);
        view.setValue(QString::fromLatin1(value));
    });
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
        fill(*view, bench::randomMeasures(layers, 12));
        shown.view = std::move(view);
        return shown;
    };
}

const Make headMapPanel = viewOfHeads<ui::HeadMapPanel>([](auto& view, auto measures) {
    view.setMeasures(std::make_shared<const std::vector<core::HeadMeasures>>(std::move(measures)));
});
const Make headMap = viewOfHeads<ui::HeadMap>([](auto& view, auto measures) {
    view.setValues(ui::headValues(measures, ui::Measure::First), {});
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
    addView(bench, medians, "messages", words(ui::HeadGridModel::Kind::Messages, 0));
    addView(bench, medians, "neurons", neurons);
    addView(bench, medians, "stream", stream(Open::Nothing, false));
    addView(bench, medians, "stream_messages", stream(Open::Messages, false));
    addView(bench, medians, "stream_neurons", stream(Open::Neurons, false));
    addView(bench, medians, "stream_table", stream(Open::Nothing, true));
    addView(bench, medians, "evolution", evolution(0));
    addView(bench, medians, "evolution_map", evolution(3));
    addView(bench, medians, "positions", positions(0));
    addView(bench, medians, "positions_numbers", positions(48));
    addView(bench, medians, "network", network);
    addView(bench, medians, "compare_words", comparison("words"));
    addView(bench, medians, "compare_numbers", comparison("size"));
    const int code = bench.run();
    printSlowdowns(medians);
    return code;
}
