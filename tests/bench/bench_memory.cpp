// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Peak memory of a fresh process that loads the model, runs one prompt and makes a head's table.
#include "core/analysis/headtable.h"
#include "core/base/error.h"
#include "tests/bench/support/bench.h"
#include "tests/bench/support/childprocess.h"
#include "tests/bench/support/processmemory.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

constexpr const char* childOption = "--child";

/// What the child does: all of the work once, then its peak on standard output.
int work(const char* folder, int tokens)
{
    try {
        const auto model = core::loadModel(folder);
        const core::Lens lens(model);
        const auto trace = core::runTrace(*model, bench::benchIds(*model, tokens));
        core::makeHeadTable(*model, *trace, lens, core::LayerIndex(0), core::HeadIndex(0));
        std::printf("%.3f\n", bench::peakMemory());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_memory: %s\n", error.what());
        return 1;
    }
}

void addMemory(Bench& bench, int tokens, const Bar& bar)
{
    const double weights = 4.0 * static_cast<double>(bench.model()->info.parameters);
    bench.add({.name = "memory/T:" + std::to_string(tokens),
               .floor = weights / (1024.0 * 1024.0),
               .bar = bar,
               .unit = "MiB"},
              1, [&bench, tokens] {
                  const auto child = bench::runChild({bench::thisProgram(), childOption,
                                                      bench.options().folder.string(),
                                                      std::to_string(tokens)});
                  if (child.code != 0)
                      throw std::runtime_error("the process that is measured failed");
                  return std::vector<double>{std::atof(child.output.c_str())};
              });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == childOption)
        return work(argv[2], std::atoi(argv[3]));
    Bench bench(argc, argv);
    const bool smoke = bench.options().smoke;
    // The tiny model's weights are nothing beside the program itself.
    addMemory(bench, smoke ? 8 : 64, smoke ? Bar{} : Bar::timesFloor(1.35));
    addMemory(bench, smoke ? 32 : 1024, smoke ? Bar{} : Bar::atMost(3.0 * 1024.0));
    return bench.run();
}
