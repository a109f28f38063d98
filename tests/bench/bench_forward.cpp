// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time of a forward pass that keeps every array of the trace: states, attention, activations,
// logits, and the patterns and messages of all heads.
#include "core/model/trace.h"
#include "tests/bench/support/bench.h"

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

void addForward(Bench& bench, int tokens, double bar, int repetitions)
{
    const auto& info = bench.model()->info;
    bench.add({.name = "forward/T:" + std::to_string(tokens),
               .operations = bench::forwardOperations(info, tokens),
               .bytes = bench::weightBytes(info),
               .bar = Bar::timesPeer(bar)},
              repetitions, [&bench, tokens] {
                  const auto& model = *bench.model();
                  const auto ids = bench::benchIds(model, tokens);
                  // The arrays are given back outside the time, as the peer's are.
                  std::optional<core::Trace> kept;
                  return std::vector<double>{bench::millisecondsOf([&] {
                      kept = core::runTrace(model, ids, {.logits = true, .headVectors = true});
                  })};
              });
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    const bool smoke = bench.options().smoke;
    addForward(bench, 8, 1.0, 7);
    addForward(bench, smoke ? 16 : 64, 0.8, 5);
    addForward(bench, smoke ? 32 : 512, 0.8, 3);
    return bench.run();
}
