// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time of the vocabulary lens: the words of all patterns and messages of a prompt, of all neurons,
// and of one head.
#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/lens.h"
#include "tests/bench/support/bench.h"

#include <memory>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

/// Vectors of one kind and layer that are looked up together.
struct Batch {
    core::LensTarget target;
    core::Matrix vectors; // (n, D)
};

/// The words of all vectors, top 10 with every filter and legibility.
void searchAll(const core::Lens& lens, const std::vector<Batch>& batches)
{
    for (const Batch& batch : batches)
        lens.search(core::constView(batch.vectors), batch.target);
}

/// Patterns and messages of all heads of a layer, head after head.
std::vector<Batch> vectorsOfLayer(const core::Model& model, const core::Trace& trace,
                                  core::LayerIndex layer)
{
    const Eigen::Index T = trace.tokens();
    const Eigen::Index rows = model.info.heads * T;
    std::vector<Batch> batches{
        {core::LensTarget::pattern(layer), core::Matrix(rows, model.info.width)},
        {core::LensTarget::message(layer), core::Matrix(rows, model.info.width)}};
    for (int h = 0; h < model.info.heads; ++h) {
        const core::HeadIndex head(h);
        batches[0].vectors.middleRows(h * T, T) = core::patterns(model, trace, layer, head);
        batches[1].vectors.middleRows(h * T, T) = core::messages(model, trace, layer, head);
    }
    return batches;
}

/// Input and output weights of all neurons of a layer, as rows.
std::vector<Batch> neuronsOfLayer(const core::Model& model, core::LayerIndex layer)
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
                  // Layer after layer, so that long prompts fit into memory; the vectors are the
                  // trace's, and only the search is timed.
                  double total = 0.0;
                  for (int l = 0; l < s.model->info.layers; ++l) {
                      const auto batches = vectorsOfLayer(*s.model, *trace, core::LayerIndex(l));
                      total += bench::millisecondsOf([&] { searchAll(s.lens, batches); });
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
                      const auto batches = neuronsOfLayer(*s.model, core::LayerIndex(l));
                      total += bench::millisecondsOf([&] { searchAll(s.lens, batches); });
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
