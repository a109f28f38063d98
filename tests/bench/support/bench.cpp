// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/bench.h"

#include "app/runtime.h"
#include "core/base/error.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include <unistd.h>

namespace headscope::bench {

namespace fs = std::filesystem;

namespace {

constexpr const char* usage = "usage: %s [--smoke] [--model=DIR] [--benchmark_...]\n"
                              "  --smoke      a tiny model and one repetition: does it run\n"
                              "  --model=DIR  the model's folder, made where it is missing\n"
                              "               (default %s)\n"
                              "  --benchmark_filter=REGEX, --benchmark_out=FILE and the other\n"
                              "               options of Google Benchmark; --help lists them\n";

/// Takes the options of this project out of the command line and leaves Google Benchmark's.
Options takeOptions(int& argc, char** argv)
{
    Options options;
    options.folder = HEADSCOPE_BENCH_MODEL;
    int kept = 1;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        constexpr std::string_view model = "--model=";
        if (argument == "--smoke")
            options.smoke = true;
        else if (argument.starts_with(model) && argument.size() > model.size())
            options.folder = argument.substr(model.size());
        else
            argv[kept++] = argv[i];
    }
    argc = kept;
    return options;
}

void printCell(const char* text, int width)
{
    std::printf(" | %*s", width, text);
}

std::string number(double value, const std::string& unit)
{
    char text[64];
    const int decimals = value < 10.0 ? 2 : value < 100.0 ? 1 : 0;
    std::snprintf(text, sizeof text, "%.*f %s", decimals, value, unit.c_str());
    return text;
}

std::string barText(const Bar& bar, const std::string& unit)
{
    char text[64] = "-";
    switch (bar.kind) {
    case Bar::Kind::None:
        break;
    case Bar::Kind::TimesFloor:
        std::snprintf(text, sizeof text, "%.2f x floor", bar.value);
        break;
    case Bar::Kind::AtMost:
        std::snprintf(text, sizeof text, "%g %s", bar.value, unit.c_str());
        break;
    case Bar::Kind::TimesPeer:
        std::snprintf(text, sizeof text, "%.2f x peer", bar.value);
        break;
    }
    return text;
}

bool holds(const Bar& bar, double measured, double floor)
{
    if (bar.kind == Bar::Kind::None)
        return true;
    return measured <= (bar.kind == Bar::Kind::TimesFloor ? bar.value * floor : bar.value);
}

/// The figures of one piece of work, as its line of the table has them.
struct Figures {
    double median = 0.0;
    double most = 0.0; ///< 99th percentile
    double worst = 0.0;
    double floor = 0.0;
};

const char* metText(const Work& work, const Figures& figures)
{
    if (work.bar.kind == Bar::Kind::TimesPeer)
        return "run.sh";
    if (work.bar.kind == Bar::Kind::None)
        return "-";
    if (!holds(work.bar, figures.median, figures.floor))
        return "NO";
    return !work.barOfWorst || holds(work.bar, figures.worst, figures.floor) ? "yes" : "median";
}

/// What table.py needs to know to make the same table out of the JSON of many runs.
void tellTable(benchmark::State& state, const Work& work)
{
    state.counters["operations"] = work.operations;
    state.counters["bytes"] = work.bytes;
    state.counters["floor"] = work.floor;
    state.counters["bar_kind"] = static_cast<double>(work.bar.kind);
    state.counters["bar"] = work.bar.value;
    state.counters["bar_of_worst"] = work.barOfWorst ? 1.0 : 0.0;
    state.SetLabel(work.unit);
}

} // namespace

Bench::Bench(int argc, char** argv)
{
    // As the programs that are measured here do.
    app::setUpRuntime(argv);
    m_options = takeOptions(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (argc > 1) {
        std::fprintf(stderr, "%s: unknown option %s\n", argv[0], argv[1]);
        std::fprintf(stderr, usage, argv[0], HEADSCOPE_BENCH_MODEL);
        std::exit(2);
    }
    if (m_options.smoke) {
        std::string pattern = (fs::temp_directory_path() / "headscope-bench-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error(pattern + " could not be made: " + std::strerror(errno));
        m_temporary = pattern;
        m_options.folder = m_temporary / "model";
    }
    makeBenchModel(m_options.folder, m_options.smoke ? smokeShape() : BenchShape{});
}

Bench::~Bench()
{
    m_model.reset();
    std::error_code ignored;
    if (!m_temporary.empty())
        fs::remove_all(m_temporary, ignored);
}

std::shared_ptr<const core::Model> Bench::model()
{
    if (!m_model)
        m_model = core::loadModel(m_options.folder);
    return m_model;
}

Floors& Bench::floors()
{
    if (!m_floors)
        m_floors = std::make_unique<Floors>(m_options.smoke);
    return *m_floors;
}

double Bench::floorOf(const Work& work)
{
    if (work.floor > 0.0 || (work.operations == 0.0 && work.bytes == 0.0))
        return work.floor;
    return 1e3 * floors().seconds(work.operations, work.bytes);
}

void Bench::add(const Work& work, int repetitions, Once once)
{
    m_entries.push_back(std::make_unique<Entry>(Entry{work, {}, false}));
    Entry* entry = m_entries.back().get();
    if (m_options.smoke)
        entry->work.bar = {}; // the bars are for the large model
    const auto body = [this, entry, once = std::move(once)](benchmark::State& state) {
        entry->chosen = true;
        const bool rated = entry->work.operations > 0.0 || entry->work.bytes > 0.0;
        for (auto _ : state) {
            if (rated)
                floors().tryAgain();
            std::vector<double> samples;
            try {
                samples = once();
            } catch (const std::exception& error) {
                state.SkipWithError(error.what());
                return;
            }
            if (samples.empty()) {
                state.SkipWithError("nothing was measured");
                return;
            }
            const double median = percentile(samples, 0.5);
            // Figures that are no times stand in the counter; Google Benchmark wants some time.
            state.SetIterationTime(std::max(median, 1e-6) * 1e-3);
            state.counters["median"] = median;
            state.counters["p99"] = percentile(samples, 0.99);
            state.counters["worst"] = percentile(samples, 1.0);
            entry->samples.insert(entry->samples.end(), samples.begin(), samples.end());
        }
        tellTable(state, entry->work);
        if (rated) {
            state.counters["flops"] = floors().flops();
            state.counters["bandwidth"] = floors().bandwidth();
        }
    };
    auto* registered = benchmark::RegisterBenchmark(work.name.c_str(), body);
    registered->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
    if (!m_options.smoke && repetitions > 1)
        registered->Repetitions(repetitions)->DisplayAggregatesOnly(true);
}

int Bench::run()
{
    benchmark::RunSpecifiedBenchmarks();
    printTable();
    benchmark::Shutdown();
    const bool whole = std::all_of(m_entries.begin(), m_entries.end(), [](const auto& entry) {
        return !entry->chosen || !entry->samples.empty();
    });
    return whole ? 0 : 1;
}

void Bench::printTable()
{
    std::printf("\n%-32s", "work");
    for (const auto& [title, width] : {std::pair{"median", 10},
                                       {"99 %", 10},
                                       {"worst", 10},
                                       {"floor", 10},
                                       {"ratio", 6},
                                       {"bar", 12},
                                       {"met", 6}})
        printCell(title, width);
    std::printf("\n");
    for (const auto& entry : m_entries)
        if (!entry->samples.empty())
            printRow(entry->work, entry->samples);
    if (m_floors)
        std::printf("floors: product of 2048-cubed %.0f GFLOP/s, reading %.1f GB/s\n",
                    m_floors->flops() * 1e-9, m_floors->bandwidth() * 1e-9);
    std::fflush(stdout);
}

void Bench::printRow(const Work& work, const std::vector<double>& samples)
{
    const Figures figures{percentile(samples, 0.5), percentile(samples, 0.99),
                          percentile(samples, 1.0), floorOf(work)};
    const bool many = samples.size() > 1;
    char ratio[32] = "-";
    if (figures.floor > 0.0)
        std::snprintf(ratio, sizeof ratio, "%.2f", figures.median / figures.floor);
    std::printf("%-32s", work.name.c_str());
    printCell(number(figures.median, work.unit).c_str(), 10);
    printCell(many ? number(figures.most, work.unit).c_str() : "-", 10);
    printCell(many ? number(figures.worst, work.unit).c_str() : "-", 10);
    printCell(figures.floor > 0.0 ? number(figures.floor, work.unit).c_str() : "-", 10);
    printCell(ratio, 6);
    printCell(barText(work.bar, work.unit).c_str(), 12);
    printCell(metText(work, figures), 6);
    std::printf("\n");
}

double percentile(std::vector<double> samples, double share)
{
    if (samples.empty())
        return 0.0;
    std::sort(samples.begin(), samples.end());
    const auto last = static_cast<double>(samples.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(share * last));
    const auto above = static_cast<std::size_t>(std::ceil(share * last));
    const double part = share * last - static_cast<double>(below);
    return samples[below] + part * (samples[above] - samples[below]);
}

double millisecondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

} // namespace headscope::bench
