// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long every kind of work goes on after it was asked to stop.
#include "core/analysis/headmeasures.h"
#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/lens.h"
#include "core/analysis/stream.h"
#include "core/export/tablefile.h"
#include "tests/bench/support/bench.h"
#include "tests/bench/support/childprocess.h"
#include "tests/bench/support/viewdata.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// One kind of work; returns when it is done or was stopped.
using Stoppable = std::function<void(const core::RunControl&)>;

struct Stop {
    bool early = false;        ///< the work was not over yet when it was asked
    double milliseconds = 0.0; ///< from the request until it returned; without one, of all the work
};

/// Runs the work in a thread of its own, as the window does, and asks it to stop after a while.
Stop stopAfter(const Stoppable& work, Milliseconds delay)
{
    std::atomic<bool> over = false;
    Clock::time_point end;
    std::stop_source stop;
    const auto start = Clock::now();
    std::thread thread([&] {
        work({stop.get_token(), {}});
        end = Clock::now();
        over = true;
    });
    std::this_thread::sleep_until(start + std::chrono::duration_cast<Clock::duration>(delay));
    const auto asked = Clock::now();
    const bool early = !over;
    stop.request_stop();
    thread.join();
    return {early, Milliseconds(end - (early ? asked : start)).count()};
}

/// Stops the work at moments spread evenly over the time that it takes (at most `longest` of it).
std::vector<double> stopAtManyMoments(const Stoppable& work, int moments, Milliseconds longest)
{
    const auto whole = [&] {
        std::stop_source stop;
        std::jthread end([&](const std::stop_token& over) {
            const auto until = Clock::now() + longest;
            while (!over.stop_requested() && Clock::now() < until)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            stop.request_stop();
        });
        return Milliseconds(bench::millisecondsOf([&] { work({stop.get_token(), {}}); }));
    }();
    std::vector<double> samples;
    for (int i = 0; i < moments; ++i) {
        const Stop stop = stopAfter(work, whole * (i + 0.5) / moments);
        if (stop.early)
            samples.push_back(stop.milliseconds);
    }
    return samples;
}

/// What the work works on.
struct Subject {
    std::shared_ptr<const core::Model> model;
    core::Lens lens;
    std::vector<core::TokenId> ids;
    core::Trace trace;

    Subject(std::shared_ptr<const core::Model> m, int tokens)
        : model(std::move(m)),
          lens(model),
          ids(bench::benchIds(*model, tokens)),
          trace(*core::runTrace(*model, ids))
    {}
};

void searchNeurons(const Subject& s, const core::RunControl& control)
{
    for (int l = 0; l < s.model->info.layers && !control.stopped(); ++l) {
        const core::LayerIndex layer(l);
        const auto& feedForward = s.model->layers[static_cast<std::size_t>(l)].feedForward;
        s.lens.search({{core::LensTarget::neuronIn(layer), feedForward.in.flipped().dense()},
                       {core::LensTarget::neuronOut(layer), feedForward.out.dense()}},
                      {}, control);
    }
}

/// The messages of all heads in one search.
void searchHeads(const Subject& s, const core::RunControl& control)
{
    std::vector<core::LensBatch> batches;
    for (int l = 0; l < s.model->info.layers && !control.stopped(); ++l) {
        const core::LayerIndex layer(l);
        const auto& attention = s.model->layers[static_cast<std::size_t>(l)].attention;
        for (int h = 0; h < s.model->info.heads; ++h) {
            const core::HeadIndex head(h);
            batches.push_back({core::LensTarget::message(layer),
                               core::messages(*s.model, s.trace, layer, head),
                               attention.head(head).wo.flipped()});
        }
    }
    s.lens.search(std::move(batches), {}, control);
}

/// The stream of the last token, with words, in a file of the temporary folder.
void writeStream(const Subject& s, core::TableFormat format, const core::RunControl& control)
{
    static const auto grid = bench::randomGrid(*s.model, static_cast<int>(s.ids.size()));
    static const auto neurons = bench::randomNeuronWords(*s.model);
    static const auto stream = bench::benchStream(*s.model, static_cast<int>(s.ids.size()));
    const auto file = std::filesystem::temp_directory_path()
                      / ("headscope-bench-cancel-" + std::to_string(bench::processId()));
    core::saveTables({core::streamTableSource(stream, grid, neurons)}, format, file, control);
    std::filesystem::remove(file);
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    const bool smoke = bench.options().smoke;
    std::unique_ptr<Subject> made;
    const auto subject = [&]() -> Subject& {
        if (!made)
            made = std::make_unique<Subject>(bench.model(), smoke ? 16 : 64);
        return *made;
    };
    const int moments = smoke ? 2 : 25;
    const Milliseconds longest(smoke ? 50.0 : 1000.0);
    const auto add = [&](const std::string& name,
                         const std::function<void(Subject&, const core::RunControl&)>& work,
                         Milliseconds most = {}) {
        bench.add({.name = "cancel/" + name, .bar = Bar::atMost(50.0), .barOfWorst = true}, 1,
                  [=, &subject] {
                      Subject& s = subject();
                      auto samples = stopAtManyMoments(
                          [&](const core::RunControl& control) { work(s, control); }, moments,
                          std::max(most, longest));
                      // Work that is always over before it can be asked has nothing to stop.
                      if (samples.empty())
                          samples.push_back(0.0);
                      return samples;
                  });
    };
    add("load", [&](Subject&, const core::RunControl& control) {
        core::loadModel(bench.options().folder, control);
    });
    const auto longIds = bench::benchIds(*bench.model(), smoke ? 32 : 512);
    add("forward", [&](Subject& s, const core::RunControl& control) {
        core::runTrace(*s.model, longIds, {}, control);
    });
    add("forward_logits", [&](Subject& s, const core::RunControl& control) {
        core::runTrace(*s.model, longIds, {.logits = true}, control);
    });
    add("lens_first_use", [&](Subject& s, const core::RunControl& control) {
        // The word norms of a layer are built when first needed.
        const core::Lens fresh(s.model);
        fresh.search(core::constView(s.trace.inputs.front()),
                     core::LensTarget::pattern(core::LayerIndex(0)), {}, control);
    });
    add("lens_heads", searchHeads);
    add("head_table", [](Subject& s, const core::RunControl& control) {
        core::makeHeadTable(*s.model, s.trace, s.lens, core::LayerIndex(0), core::HeadIndex(0), {},
                            control);
    });
    add("measures", [](Subject& s, const core::RunControl& control) {
        auto measures = core::attentionMeasures(*s.model, s.trace, control);
        if (measures)
            core::addLegibility(*measures, *s.model, s.trace, s.lens, {}, control);
    });
    add("ranks", [](Subject& s, const core::RunControl& control) {
        auto measures = core::attentionMeasures(*s.model, s.trace, control);
        if (measures)
            core::addRanks(*measures, *s.model, control);
    });
    add("probe", [](Subject& s, const core::RunControl& control) {
        core::probeMeasures(*s.model, control);
    });
    add("neurons", searchNeurons);
    // To the end: a workbook is put together behind its last row.
    const Milliseconds whole(smoke ? 50.0 : 60'000.0);
    for (const auto& [format, name] : core::tableFormats)
        add(
            "export_" + std::string(name),
            [&, format = format](Subject& s, const core::RunControl& control) {
                writeStream(s, format, control);
            },
            whole);
    return bench.run();
}
