// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "core/model/trace.h"

#include <optional>
#include <vector>

namespace headscope::core {

// Vectors of one head, 0 .. headsPerLayer() - 1 of a layer: heads behind the layer's own are those
// of cross-attention, whose K context tokens are the encoder's; K = T for all others.

/// Which side of the score a pattern is taken from.
enum class PatternSide {
    Key,   ///< what the token offers: p_j = (n_j W_K + b_K) W_Q^T
    Query, ///< what the token looks for: q_i = (n_i W_Q + b_Q) W_K^T
};

/// How far apart the tokens of a pair are, where positions turn keys and queries: p_j(delta) =
/// (R_-delta k_j) W_Q^T.
struct PatternDistance {
    std::optional<int> fixed = std::nullopt;      ///< delta, whatever the pair
    std::optional<Position> other = std::nullopt; ///< delta is that of the pair with this token

    /// delta = i - j; 1 where there is no pair: nothing is said, or the query would be before the
    /// key.
    int of(int token, PatternSide side) const;
    bool operator==(const PatternDistance&) const = default; ///< the same of both
};

/// Whether a head's patterns depend on a distance.
bool dependsOnDistance(const Model& model, LayerIndex layer, HeadIndex head);
/// What patterns of a head are looked up as.
LensTarget patternTarget(const Model& model, LayerIndex layer, HeadIndex head, PatternSide side);
/// What its messages, and its outputs, are.
LensTarget messageTarget(const Model& model, LayerIndex layer, HeadIndex head);

/// (K, D), or (T, D) for the query's side: the pattern of every token; from the trace where it
/// keeps them, else made.
Matrix patterns(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
                PatternSide side = PatternSide::Key, const PatternDistance& distance = {});
/// (K): c_j = (R_-delta k_j) . b_Q
Vector shifts(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
              const PatternDistance& distance = {});
/// (T): what the norm of a query, or of its latent, makes of n_i . p_j + c_j besides its gain,
/// which is in the pattern; 1 where there is none. Scores are (n_i . p_j + c_j) factor_i scale +
/// bias_ij.
Vector queryFactors(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);
/// (K, D): m_j = (n_j W_V + b_V) W_O; from the trace where it keeps them, else made.
Matrix messages(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);
/// (T, K): (n_i . p_j + c_j) * scale up to a constant per row, as the model computes them; 0 for
/// keys that are not seen.
Matrix scores(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);

/// The mean over tokens 1 .. T - 1 (the first is left out); zeros for T <= 2. (D)
Vector meanOfLaterTokens(const Matrix& vectors);
/// Subtracts meanOfLaterTokens() from every row.
void centre(Matrix& vectors);

} // namespace headscope::core
