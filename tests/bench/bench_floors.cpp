// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The floors alone: what the machine can do at best. run.sh takes them between all other programs.
#include "tests/bench/support/bench.h"

int main(int argc, char** argv)
{
    using namespace headscope::bench;
    Bench bench(argc, argv);
    Floors& floors = bench.floors();
    bench.add({.name = "floor/product", .operations = floors.productOperations()}, 9,
              [&] { return std::vector<double>{millisecondsOf([&] { floors.multiplyOnce(); })}; });
    bench.add({.name = "floor/reading", .bytes = floors.memoryBytes()}, 9,
              [&] { return std::vector<double>{millisecondsOf([&] { floors.readOnce(); })}; });
    return bench.run();
}
