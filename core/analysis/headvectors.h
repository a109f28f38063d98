// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/trace.h"

namespace headscope::core {

/// Which side of the score a pattern is taken from.
enum class PatternSide {
    Key,   ///< what the token offers: p_j = (n_j W_K + b_K) W_Q^T
    Query, ///< what the token looks for: q_i = (n_i W_Q + b_Q) W_K^T
};

/// (T, D): the pattern of every token; from the trace where it keeps them, else made.
Matrix patterns(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
                PatternSide side = PatternSide::Key);
/// (T): c_j = (n_j W_K + b_K) . b_Q
Vector shifts(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);
/// (T, D): m_j = (n_j W_V + b_V) W_O; from the trace where it keeps them, else made.
Matrix messages(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);
/// (T, T): (n_i . p_j + c_j) * scale up to a constant per row, as the model computes them; 0 above
/// the diagonal.
Matrix scores(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);

/// The mean over tokens 1 .. T - 1 (the first is left out); zeros for T <= 2. (D)
Vector meanOfLaterTokens(const Matrix& vectors);
/// Subtracts meanOfLaterTokens() from every row.
void centre(Matrix& vectors);

} // namespace headscope::core
