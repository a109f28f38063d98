// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "core/model/model.h"

#include <vector>

namespace headscope::tests {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

/// The equations of the model written out in float64 with plain loops and nothing shared with the
/// core: what the fast code is compared with. Biases, grouping, norms and activations as the model
/// says.
struct NaiveRun {
    std::vector<Rows> states;                     ///< L + 1 of (T, D)
    std::vector<std::vector<Rows>> attention;     ///< L, H of (T, T)
    std::vector<std::vector<Rows>> patterns;      ///< L, H of (T, D): (n W_K + b_K) W_Q^T
    std::vector<std::vector<Rows>> queryPatterns; ///< L, H of (T, D): (n W_Q + b_Q) W_K^T
    std::vector<std::vector<Row>> shifts;         ///< L, H of (T)
    std::vector<std::vector<Rows>> messages;      ///< L, H of (T, D)
    std::vector<Rows> inputs;                     ///< L of (T, D)
    std::vector<Rows> activations;                ///< L of (T, F)
    Rows logits;                                  ///< (T, V)
};
NaiveRun naiveRun(const core::Model& model, const std::vector<core::TokenId>& ids);

Row naiveNorm(const core::Norm& norm, const Row& x);

/// The words of one vector by brute force over the whole vocabulary, straight from the table of
/// spaces.
struct NaiveCell {
    Row scores;                     ///< (V), all words; probabilities in the logit space
    Row raw;                        ///< (V), before the softmax where there is one
    std::vector<core::TokenId> ids; ///< the best, filters applied
    double bias = 0;
    double rho = 0;
    double legibility = 0;
};
NaiveCell naiveLens(const core::Model& model, const Row& vector, const core::LensTarget& target,
                    const core::LensOptions& options);
Row naiveWordBias(const core::Model& model);

Row toRow(const core::Matrix& m, Eigen::Index row);
/// sqrt of the sum of squares.
double length(const Row& x);

} // namespace headscope::tests
