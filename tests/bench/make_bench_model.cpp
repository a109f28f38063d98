// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the benchmarks' model in a folder; does nothing where it is complete.
#include "core/base/error.h"
#include "tests/bench/support/benchmodel.h"

#include <cstdio>
#include <string_view>

int main(int argc, char** argv)
{
    using namespace headscope;
    const bool small = argc == 3 && std::string_view(argv[1]) == "--smoke";
    if ((argc != 2 && !small) || std::string_view(argv[argc - 1]).starts_with("-")) {
        std::fprintf(stderr,
                     "usage: make_bench_model [--smoke] DIR\n"
                     "Makes a model of random weights in the shape of GPT-2 small (with --smoke, a "
                     "tiny one) in DIR.\n");
        return 2;
    }
    try {
        bench::makeBenchModel(argv[argc - 1], small ? bench::smokeShape() : bench::BenchShape{});
    } catch (const core::Error& error) {
        std::fprintf(stderr, "make_bench_model: %s\n", error.what());
        return 1;
    }
    return 0;
}
