// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/matrix.h"

#include <span>
#include <vector>

namespace headscope::core {

/// Rotary positions (Su et al. 2021, RoFormer): pairs of a head's dimensions are turned by an angle
/// that grows with the position, so that the score of query i and key j depends on i - j alone.
/// Immutable once built.
struct Rotary {
    int first = 0;            ///< the first dimension of the head that turns
    bool interleaved = false; ///< pairs (0, 1), (2, 3) ...; else (0, n), (1, n + 1) ... of n pairs
    std::vector<double> frequencies; ///< (n) radians per position, one a pair; empty: none turn
    /// Used in the place of `frequencies` for prompts of more than `longFrom` tokens.
    std::vector<double> longFrequencies;
    int longFrom = 0;   ///< the longest prompt that `frequencies` are for
    double scale = 1.0; ///< turned dimensions are multiplied by it: queries, and keys, so twice

    bool turns() const { return !frequencies.empty(); } ///< the model has rotary positions
    int size() const { return 2 * static_cast<int>(frequencies.size()); } ///< dimensions that turn
    /// By the length of the whole prompt.
    const std::vector<double>& frequenciesFor(Eigen::Index tokens) const
    {
        return tokens > longFrom && !longFrequencies.empty() ? longFrequencies : frequencies;
    }

    /// Turns row t of `rows` (T, d) to positions[t], and multiplies what turns by `factor`.
    /// `tokens` is the length of the whole prompt, which may choose the frequencies.
    void turn(MatrixView rows, std::span<const int> positions, Eigen::Index tokens,
              double factor) const;
};

} // namespace headscope::core
