// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace headscope::core {

/// What stands between a state and the logits of words besides the final norm's gain, for those who
/// put the formula into words: s_t = scale (LN_f(x) . u_t) + b_t, or of act(x W + b) in the place
/// of x.
struct StateOutput {
    bool centred = true;      ///< the final norm subtracts the mean
    bool normBias = true;     ///< and adds a bias
    bool transformed = false; ///< act(x W + b)
    bool scaled = false;      ///< scale is not 1
    bool biased = false;      ///< b_t

    bool operator==(const StateOutput&) const = default; ///< the same formula
};

/// Which of these a model has.
inline StateOutput stateOutput(const Model& model)
{
    return {model.finalNorm.centres(), model.finalNorm.bias != nullptr, model.transform.has_value(),
            model.logitScale != 1.0F, model.outputBias.size() > 0};
}

} // namespace headscope::core
