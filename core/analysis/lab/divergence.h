// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/model/model.h"

#include <functional>
#include <optional>
#include <vector>

namespace headscope::core {

/// How far a changed prediction is from the original one. Logarithms are natural.
struct Divergence {
    double kl = 0; ///< sum over words of p (log p - log q), p the original; 0 where both are equal
    double logProbability = 0;        ///< log p of the true next word; NaN where there is none
    double changedLogProbability = 0; ///< log q of the same word; NaN likewise
    bool sameTop = false; ///< the word of the highest score, the first of equal ones, is the same
};

/// From two rows of scores (V), in float64; in the caller's thread.
Divergence divergence(const ConstVectorView& original, const ConstVectorView& changed,
                      std::optional<TokenId> next);

/// Makes the logits of several runs of one prompt from their last states (T, D), a few rows at a
/// time so that no (T, V) is ever whole, and calls take(token, run, row of the original, row of the
/// run), side by side for different tokens. False when stopped; reports tokens.
bool eachPrediction(
    const Model& model, const Matrix& original, const std::vector<const Matrix*>& runs,
    const std::function<void(std::size_t token, std::size_t run, const ConstVectorView& original,
                             const ConstVectorView& changed)>& take,
    const RunControl& control);

} // namespace headscope::core
