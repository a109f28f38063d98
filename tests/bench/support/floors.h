// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <vector>

namespace headscope::bench {

/// What the machine can do at best, measured in the same process as what is compared with it. The
/// figures only grow: whoever shares the machine slows single tries, not the best of many.
class Floors
{
public:
    /// `smoke`: products and memory so small that only the code is tried.
    explicit Floors(bool smoke);

    /// One more try of both, a tenth of a second; called before each repetition of a benchmark.
    void tryAgain();
    void multiplyOnce();
    void readOnce();
    double productOperations() const; ///< of multiplyOnce()
    double memoryBytes() const;       ///< of readOnce()
    double flops() const
    {
        return m_flops;
    }                                                ///< float32 operations a second: a product of
                                                     ///< 2048-cubed, through the core's own call
    double bandwidth() const { return m_bandwidth; } ///< bytes read a second, by all cores

    /// The least time in seconds for so many operations and bytes: the larger of the two times.
    double seconds(double operations, double bytes) const;

private:
    core::Matrix m_a;
    core::Matrix m_b;
    core::Matrix m_c;
    std::vector<std::uint64_t> m_memory;
    double m_flops = 0.0;
    double m_bandwidth = 0.0;
};

/// Multiplications and additions of a direct search: 2 vectors V D.
double searchOperations(const core::ModelInfo& info, double vectors);
/// Of a forward pass of T tokens that keeps patterns, messages and logits: every product by a
/// weight, and the causal half of scores and of weighted values; 2 per multiplication.
double forwardOperations(const core::ModelInfo& info, int tokens);
/// Of the weights that it reads, in float32, each once: all but the positions; the embedding once
/// as the output's where tied.
double weightBytes(const core::ModelInfo& info);

} // namespace headscope::bench
