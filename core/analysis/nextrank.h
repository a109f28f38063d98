// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <optional>
#include <vector>

namespace headscope::core {

/// (T - 1): for each state but the last, the rank (from 1) of the true next token among the logits
/// of LN_f(state); words of equal logit rank by id. Made a block of rows at a time: never a T x V
/// array. nullopt when stopped.
std::optional<std::vector<int>> ranksOfNext(const Model& model, const Matrix& states,
                                            const std::vector<TokenId>& ids,
                                            const RunControl& control = {});

} // namespace headscope::core
