// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What writing a table costs beside the model and the finished run: the memory of a fresh process
// that writes one, and how long it takes.
#include "core/analysis/neurontable.h"
#include "core/analysis/stream.h"
#include "core/analysis/tables.h"
#include "core/base/error.h"
#include "core/export/tablefile.h"
#include "tests/bench/support/bench.h"
#include "tests/bench/support/childprocess.h"
#include "tests/bench/support/processmemory.h"
#include "tests/bench/support/viewdata.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

constexpr const char* childOption = "--child";
constexpr double mostMemory = 300e6 / (1024.0 * 1024.0); // 300 MB in MiB

/// The large tables of a prompt, with words in every cell that has any.
core::TableSource tableOf(const std::string& name, const core::Model& model, int tokens)
{
    if (name == "stream")
        return core::streamTableSource(bench::benchStream(model, tokens),
                                       bench::randomGrid(model, tokens),
                                       bench::randomNeuronWords(model));
    if (name == "neurons")
        return core::neuronTableSource(bench::randomActivity(model, tokens),
                                       bench::randomNeuronWords(model));
    return core::vectorTableSource(bench::randomGrid(model, tokens), core::VectorKind::Pattern);
}

/// What the child does: everything that is there before a table is written, then the table; its
/// memory in MiB, milliseconds and rows on standard output.
int work(const char* folder, int tokens, const std::string& name, const std::string& format)
{
    try {
        const auto model = core::loadModel(folder);
        const auto trace = core::runTrace(*model, bench::benchIds(*model, tokens));
        core::TableSource table = tableOf(name, *model, tokens);
        std::size_t rows = 0;
        table.next = [next = table.next, &rows](core::TableRow& row) {
            const bool more = next(row);
            rows += more ? 1 : 0;
            return more;
        };
        const auto file = std::filesystem::temp_directory_path()
                          / ("headscope-bench-export-" + std::to_string(bench::processId()));
        bench::forgetPeakMemory();
        const double before = bench::residentMemory();
        const double time = bench::millisecondsOf(
            [&] { core::saveTables({table}, *core::tableFormat(format), file); });
        const double after = bench::peakMemory();
        std::printf("%.3f %.3f %zu %.1f\n", after - before, time, rows,
                    static_cast<double>(std::filesystem::file_size(file)) / 1e6);
        std::filesystem::remove(file);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_export: %s\n", error.what());
        return 1;
    }
}

struct Written {
    double mebibytes = 0;
    double milliseconds = 0;
};

Written write(const Bench& bench, int tokens, const std::string& table, const std::string& format)
{
    const auto child = bench::runChild({bench::thisProgram(), childOption,
                                        bench.options().folder.string(), std::to_string(tokens),
                                        table, format});
    Written written;
    std::string rows;
    std::string megabytes;
    std::istringstream output(child.output);
    if (child.code != 0
        || !(output >> written.mebibytes >> written.milliseconds >> rows >> megabytes))
        throw std::runtime_error("the process that is measured failed");
    std::fprintf(stderr, "%s.%s: %s rows, %s MB, %.0f ms, %.1f MiB\n", table.c_str(),
                 format.c_str(), rows.c_str(), megabytes.c_str(), written.milliseconds,
                 written.mebibytes);
    return written;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 6 && std::string_view(argv[1]) == childOption)
        return work(argv[2], std::atoi(argv[3]), argv[4], argv[5]);
    Bench bench(argc, argv);
    const int tokens = bench.options().smoke ? 20 : 300;
    for (const char* table : {"stream", "neurons", "patterns"}) {
        for (const auto& [kind, ending] : core::tableFormats) {
            const std::string format(ending);
            const std::string of = std::string(table) + "/" + format
                                   + "/T:" + std::to_string(tokens);
            bench.add(
                {.name = "export/memory/" + of, .bar = Bar::atMost(mostMemory), .unit = "MiB"}, 1,
                [=, &bench] {
                    return std::vector<double>{write(bench, tokens, table, format).mebibytes};
                });
        }
    }
    return bench.run();
}
