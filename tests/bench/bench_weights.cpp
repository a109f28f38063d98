// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time to take the weights of all heads apart: singular values and ranks without and with the norm,
// of the two products alone and with their factors; the composition of all pairs; the directions of
// one head with their words.
#include "core/analysis/composition.h"
#include "core/analysis/singulardirections.h"
#include "core/analysis/weightspectra.h"
#include "tests/bench/support/bench.h"

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

/// A thin QR of a (D, d) factor takes 2 D d^2 operations, the core 2 d^3.
double spectraOperations(const core::ModelInfo& info)
{
    const double D = info.width;
    const double d = info.headSize;
    const double heads = static_cast<double>(info.layers) * info.heads;
    return heads * (7.0 * 2.0 * D * d * d + 4.0 * 2.0 * d * d * d);
}

void addSpectra(Bench& bench, bool factors, double bar)
{
    bench.add({.name = factors ? "weights/spectra/all" : "weights/spectra/products",
               .operations = spectraOperations(bench.model()->info),
               .bar = Bar::atMost(bar)},
              3, [&bench, factors] {
                  return std::vector<double>{
                      bench::millisecondsOf([&] { core::weightSpectra(bench.model(), factors); })};
              });
}

void addComposition(Bench& bench)
{
    const core::ModelInfo& info = bench.model()->info;
    const double pairs = 0.5 * info.layers * (info.layers - 1) * info.heads * info.heads;
    const double operations = pairs * core::compositionCount * 2.0 * info.headSize * info.headSize
                              * info.width;
    bench.add({.name = "weights/composition", .operations = operations}, 3, [&bench] {
        return std::vector<double>{bench::millisecondsOf([&] {
            core::CompositionSearch search(bench.model(), {});
            search.advance();
        })};
    });
}

void addDirections(Bench& bench)
{
    // Two sides with two ends, every one against every word.
    const core::ModelInfo& info = bench.model()->info;
    const auto lens = std::make_shared<const core::Lens>(bench.model());
    bench.add({.name = "weights/directions",
               .operations = 4.0 * info.headSize * 2.0 * info.vocab * info.width},
              5, [&bench, lens] {
                  return std::vector<double>{bench::millisecondsOf(
                      [&] { core::singularDirections(*bench.model(), *lens, {}); })};
              });
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    addSpectra(bench, false, 2000.0);
    addSpectra(bench, true, 2000.0);
    addComposition(bench);
    addDirections(bench);
    return bench.run();
}
