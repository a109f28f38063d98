// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/support/benchmodel.h"
#include "tests/bench/support/floors.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headscope::bench {

/// What a measured figure is held against.
struct Bar {
    enum class Kind {
        None,       ///< only reported
        TimesFloor, ///< at most `value` times the floor
        AtMost,     ///< at most `value`, in the unit of the figure
        TimesPeer,  ///< at most `value` times the peer's time; run.sh has the peers
    };
    Kind kind = Kind::None;
    double value = 0.0;

    static Bar timesFloor(double value) { return {Kind::TimesFloor, value}; }
    static Bar atMost(double value) { return {Kind::AtMost, value}; }
    static Bar timesPeer(double value) { return {Kind::TimesPeer, value}; }
};

/// One piece of work that is measured. Each repetition gives one sample or many, in milliseconds
/// (or in `unit`).
struct Work {
    std::string name;        ///< "lens/prompt/T:8": also Google Benchmark's name
    double operations = 0.0; ///< of the floor, where the machine's rates give it
    double bytes = 0.0;      ///< of the floor
    double floor = 0.0;      ///< or the floor itself, in the unit of the figure
    Bar bar = {};            ///< of the median
    bool barOfWorst = false; ///< whether the bar is also the worst sample's
    std::string unit = "ms";
};

/// Options every program has beside Google Benchmark's own.
struct Options {
    bool smoke = false;           ///< a tiny model and one repetition: does it run at all
    std::filesystem::path folder; ///< the model's
};

/// Runs a program: reads the options, makes the model's folder where it is missing, lets
/// `declare` add its work, runs it through Google Benchmark and prints the table of all figures
/// with floors and bars. A repetition's `once` returns its samples.
class Bench
{
public:
    using Once = std::function<std::vector<double>()>;

    Bench(int argc, char** argv);
    ~Bench();

    const Options& options() const { return m_options; }
    /// The model of the benchmarks, loaded when first asked for; at once, so that no benchmark pays
    /// for it.
    std::shared_ptr<const core::Model> model();
    Floors& floors();

    /// `repetitions`: one with --smoke, however many are asked for.
    void add(const Work& work, int repetitions, Once once);
    /// Runs what was added and prints the table; the program's exit code: 1 where work did not
    /// give its figures.
    int run();

private:
    struct Entry {
        Work work;
        std::vector<double> samples;
        bool chosen = false; ///< by --benchmark_filter
    };
    double floorOf(const Work& work);
    void printTable();
    void printRow(const Work& work, const std::vector<double>& samples);

    Options m_options;
    std::filesystem::path m_temporary; ///< the smoke model's folder, taken away at the end
    std::unique_ptr<Floors> m_floors;
    std::shared_ptr<const core::Model> m_model;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

/// The value that `share` (0 .. 1) of the samples do not exceed; 0.5 is the median.
double percentile(std::vector<double> samples, double share);

/// Milliseconds that `work` takes.
double millisecondsOf(const std::function<void()>& work);

} // namespace headscope::bench
