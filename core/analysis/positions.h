// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/model/model.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// Which head, and how many positions.
struct PositionOptions {
    LayerIndex layer;
    HeadIndex head;
    int count = 32; ///< clamped to 1 .. mostPositions() of the model

    bool operator==(const PositionOptions&) const = default;
};

/// The most positions that are looked at: the model's context, and no more than a screen has
/// pixels. 0 for a model without learned positions.
int mostPositions(const Model& model);

/// What a head does with position vectors alone, n = count: x_j is position vector j and nothing
/// else, n_j = LN1_l(x_j), p_j = (n_j W_K + b_K) W_Q^T with shift c_j, and
///     s_ij = (n_i . p_j + c_j) scale,   a_ij = softmax of s_ij over j <= i.
/// In a layer after the first, this is what the head would do if nothing had been added to the
/// position vectors yet. Sums in float64. Immutable; shared with the window.
struct PositionPatterns {
    PositionOptions options;  ///< count as it was clamped; 0: the model has no learned positions
    int most = 0;             ///< mostPositions()
    Matrix scores;            ///< (n, n): row = query i, column = key j; 0 above the diagonal
    Matrix attention;         ///< (n, n): likewise
    std::vector<float> means; ///< (n): of s_ij over j <= i
    std::vector<float> pull;  ///< (n): s_i0 minus the mean of s_ij over 1 <= j <= i; NaN
                              ///< for i = 0, which has nothing else to look at
    std::vector<float> attentionOnFirst; ///< (n): a_i0
    std::vector<float> byDistance;       ///< (n): mean over i of s_i,i-d
    std::vector<float> excessByDistance; ///< (n): mean over i of s_i,i-d minus means[i]
    float largestScore = 0;              ///< largest |s_ij|
    float largestExcess = 0;             ///< largest |s_ij - means[i]|

    int count() const { return static_cast<int>(scores.rows()); } ///< n
    /// How much more the query is drawn to this key than to its others: all that attention sees of
    /// the score.
    float excess(int query, int key) const
    {
        return scores(query, key) - means[static_cast<std::size_t>(query)];
    }
};

/// nullopt when stopped. Throws as checkLayer() and checkHead().
std::optional<PositionPatterns> positionPatterns(const Model& model, PositionOptions options,
                                                 const RunControl& control = {});

/// Positions view: query, key (<= query), distance, score, excess (the score minus the query's mean
/// score), attention.
TableSource positionTableSource(std::shared_ptr<const PositionPatterns> patterns);

} // namespace headscope::core
