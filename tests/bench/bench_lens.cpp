// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time of the vocabulary lens: the words of all patterns and messages of a prompt, of all neurons,
// and of one head.
#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/lens.h"
#include "tests/bench/support/bench.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

constexpr int vectorsAtOnce = 80000; // 250 MB of the model's width

/// Milliseconds until the words of all vectors are there: top 10 with every filter and legibility.
double searchAll(const core::Lens& lens, std::vector<core::LensBatch> batches)
{
    std::optional<std::vector<std::vector<core::LensCell>>> cells;
    return bench::millisecondsOf([&] { cells = lens.search(std::move(batches)); });
}

/// Adds patterns and messages of all heads of a layer, with the low rank that they are known to
/// have.
void addVectorsOfLayer(const core::Model& model, const core::Trace& trace, core::LayerIndex layer,
                       std::vector<core::LensBatch>& batches)
{
    for (int h = 0; h < model.info.heads; ++h) {
        const core::HeadIndex index(h);
        const auto head = model.layers[static_cast<std::size_t>(layer.value)].attention.head(index);
        batches.push_back({core::LensTarget::pattern(layer),
                           core::patterns(model, trace, layer, index), head.wq});
        batches.push_back({core::LensTarget::message(layer),
                           core::messages(model, trace, layer, index), head.wo.flipped()});
    }
}

/// Input and output weights of all neurons of a layer, as rows.
std::vector<core::LensBatch> neuronsOfLayer(const core::Model& model, core::LayerIndex layer)
{
    const auto& feedForward = model.layers[static_cast<std::size_t>(layer.value)].feedForward;
    return {{core::LensTarget::neuronIn(layer), feedForward.in.flipped().dense()},
            {core::LensTarget::neuronOut(layer), feedForward.out.dense()}};
}

struct Subject {
    std::shared_ptr<const core::Model> model;
    core::Lens lens;

    explicit Subject(std::shared_ptr<const core::Model> m) : model(std::move(m)), lens(model)
    {
        // What the lens builds once per model is no part of a search.
        for (int l = 0; l < model->info.layers; ++l)
            for (const auto& target : {core::LensTarget::pattern(core::LayerIndex(l)),
                                       core::LensTarget::neuronIn(core::LayerIndex(l)),
                                       core::LensTarget::message(core::LayerIndex(l))})
                lens.search(core::constView(core::Matrix::Ones(1, model->info.width).eval()),
                            target);
    }
};

/// Made when the first benchmark runs, so that --benchmark_list_tests is quick.
Subject& subjectOf(Bench& bench)
{
    static Subject subject(bench.model());
    return subject;
}

void addPrompt(Bench& bench, int tokens, double bar, int repetitions)
{
    const auto& info = bench.model()->info;
    const double vectors = 2.0 * info.layers * info.heads * tokens;
    bench.add({.name = "lens/prompt/T:" + std::to_string(tokens),
               .operations = bench::searchOperations(info, vectors),
               .bar = Bar::timesFloor(bar)},
              repetitions, [&bench, tokens] {
                  Subject& s = subjectOf(bench);
                  const auto trace = core::runTrace(*s.model, bench::benchIds(*s.model, tokens));
                  // As many layers at once as fit into memory well, as for a table of all heads;
                  // the vectors are the trace's, and only the search is timed.
                  const int vectorsOfLayer = 2 * s.model->info.heads * tokens;
                  const int layersAtOnce = std::max(1, vectorsAtOnce / vectorsOfLayer);
                  double total = 0.0;
                  for (int first = 0; first < s.model->info.layers; first += layersAtOnce) {
                      std::vector<core::LensBatch> batches;
                      for (int l = first; l < std::min(first + layersAtOnce, s.model->info.layers);
                           ++l)
                          addVectorsOfLayer(*s.model, *trace, core::LayerIndex(l), batches);
                      total += searchAll(s.lens, std::move(batches));
                  }
                  return std::vector<double>{total};
              });
}

void addNeurons(Bench& bench)
{
    const auto& info = bench.model()->info;
    const double vectors = 2.0 * info.layers * info.ffn;
    bench.add({.name = "lens/neurons",
               .operations = bench::searchOperations(info, vectors),
               .bar = Bar::timesFloor(1.2)},
              1, [&bench] {
                  Subject& s = subjectOf(bench);
                  double total = 0.0;
                  for (int l = 0; l < s.model->info.layers; ++l) {
                      total += searchAll(s.lens, neuronsOfLayer(*s.model, core::LayerIndex(l)));
                  }
                  return std::vector<double>{total};
              });
}

void addHead(Bench& bench, int tokens)
{
    const auto& info = bench.model()->info;
    bench.add({.name = "lens/head/T:" + std::to_string(tokens),
               .operations = bench::searchOperations(info, 2.0 * tokens),
               .bar = Bar::atMost(50.0)},
              5, [&bench, tokens] {
                  Subject& s = subjectOf(bench);
                  const auto trace = core::runTrace(*s.model, bench::benchIds(*s.model, tokens));
                  std::vector<double> samples;
                  for (int l = 0; l < s.model->info.layers; ++l)
                      samples.push_back(bench::millisecondsOf([&] {
                          core::makeHeadTable(*s.model, *trace, s.lens, core::LayerIndex(l),
                                              core::HeadIndex(0));
                      }));
                  return samples;
              });
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    const bool smoke = bench.options().smoke;
    addHead(bench, 8);
    addHead(bench, smoke ? 16 : 64);
    addPrompt(bench, 8, 1.2, 5);
    addPrompt(bench, smoke ? 32 : 256, 0.5, 3);
    addNeurons(bench);
    addPrompt(bench, smoke ? 64 : 1024, 0.3, 1);
    return bench.run();
}
