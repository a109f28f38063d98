// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time from the start of the process to the first complete table, with the embedded model and
// settings of a first start; and of the command line's table.
#include "tests/bench/support/bench.h"
#include "tests/bench/support/childprocess.h"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

void addStart(Bench& bench, const std::string& name, const std::vector<std::string>& command,
              const std::filesystem::path& settings)
{
    bench.add({.name = name, .bar = Bar::atMost(600.0)}, 9, [=] {
        std::filesystem::remove_all(settings);
        // Without these two the programs start themselves once more, which is part of their start.
        const auto child = bench::runChild(command, {"OMP_WAIT_POLICY", "GOMP_SPINCOUNT",
                                                     "QT_QPA_PLATFORM=offscreen",
                                                     "XDG_CONFIG_HOME=" + settings.string(),
                                                     "XDG_CACHE_HOME=" + settings.string()});
        if (child.code != 0)
            throw std::runtime_error(command.front() + " ended with " + std::to_string(child.code));
        return std::vector<double>{child.milliseconds};
    });
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    const std::filesystem::path programs = HEADSCOPE_BINARY_DIR;
    const auto scratch = std::filesystem::temp_directory_path()
                         / ("headscope-bench-start-" + std::to_string(bench::processId()));
    std::filesystem::create_directories(scratch);
    addStart(
        bench, "start/window",
        {(programs / "headscope").string(), "--model", "bookshelf-20m", "--exit-after-first-table"},
        scratch / "config");
    addStart(bench, "start/table",
             {(programs / "headscope-cli").string(), "table", "--view", "head", "--layer", "0",
              "--head", "0", "--prompt",
              "The captain of the ship gave the order to lower the boats", "--format", "tsv",
              "--out", (scratch / "head.tsv").string()},
             scratch / "config");
    const int code = bench.run();
    std::filesystem::remove_all(scratch);
    return code;
}
