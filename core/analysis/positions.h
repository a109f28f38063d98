// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/model/trace.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// Which head, and how many positions.
struct PositionOptions {
    LayerIndex layer; ///< of the head; both count from 0
    HeadIndex head;   ///< heads of cross-attention know no positions
    int count = 32;   ///< clamped to 1 .. mostPositions() of the model

    bool operator==(const PositionOptions&) const = default; ///< field by field
};

/// The most positions that are looked at: the model's context, and no more than a screen has
/// pixels. 0 for a model that knows no positions.
int mostPositions(const Model& model);

/// How a head knows where tokens stand.
enum class PositionKind {
    None,    ///< not by itself, as in cross-attention
    Learned, ///< by position vectors, which are added to the stream
    Rotary,  ///< queries and keys are turned
    Bias,    ///< a number for every distance is added to scores
};

/// What a head does with positions alone, n = count.
///
/// Learned: x_j is position vector j and nothing else, n_j = LN1_l(x_j) (in post-norm blocks the
/// norm behind the sub-layer before), p_j = (n_j W_K + b_K) W_Q^T with shift c_j, and
///     s_ij = (n_i . p_j + c_j) scale,   a_ij = softmax of s_ij over the keys that query i sees.
/// In a layer after the first, this is what the head would do if nothing had been added to the
/// position vectors yet. Sums in float64.
///
/// Rotary: s_ij = (q . R_-(i-j) k) scale with the mean query q and the mean key k of the prompt's
/// tokens 1 .. T - 1: what their distance does to the score of tokens that are like all others.
///
/// Bias: s_ij is the number that is added to scores.
///
/// Immutable; shared with the window.
struct PositionPatterns {
    PositionOptions options; ///< count as it was clamped; 0: the head knows no positions
    PositionKind kind = PositionKind::None; ///< one of the three; None: count 0, lists empty
    int most = 0;                           ///< mostPositions()
    std::vector<KeyRange> seen;             ///< (n): the keys that each query sees
    Matrix scores;            ///< (n, n): row = query i, column = key j; 0 where not seen
    Matrix attention;         ///< (n, n): likewise
    std::vector<float> means; ///< (n): of s_ij over the keys that are seen
    std::vector<float> pull;  ///< (n): s_i0 minus the mean of s_ij over the other keys that i
                              ///< sees; NaN for i = 0, and where it does not see both
    std::vector<float> attentionOnFirst; ///< (n): a_i0
    /// (n): a_i,i-1; NaN for the first, and where the query does not see it.
    std::vector<float> attentionOnPrevious;
    float meanOnPrevious = 0; ///< of the numbers among these; NaN where there are none
    /// (n): mean over i of s_i,i-d; NaN where no query sees that far.
    std::vector<float> byDistance;
    std::vector<float> excessByDistance; ///< (n): mean over i of s_i,i-d minus means[i]
    /// (n): the same two of s_i,i+d, keys behind the query; empty where none are seen.
    std::vector<float> behindByDistance;
    std::vector<float> behindExcessByDistance; ///< (n), or empty likewise
    float largestScore = 0;                    ///< largest |s_ij|
    float largestExcess = 0;                   ///< largest |s_ij - means[i]|

    /// Both from 0, below n. Where not, score and attention are 0 and stand for nothing.
    bool sees(int query, int key) const { return seen[static_cast<std::size_t>(query)].has(key); }
    int count() const { return static_cast<int>(scores.rows()); } ///< n
    /// How much more the query is drawn to this key than to its others: all that attention sees of
    /// the score.
    float excess(int query, int key) const
    {
        return scores(query, key) - means[static_cast<std::size_t>(query)];
    }
};

/// nullopt when stopped. Throws as checkLayer() and checkHead(). `trace`: where the mean query and
/// key of rotary heads come from; without it there is nothing of them (count 0).
std::optional<PositionPatterns> positionPatterns(const Model& model, PositionOptions options,
                                                 const Trace* trace,
                                                 const RunControl& control = {});

/// Positions view: query, key (that is seen), distance, score, excess (the score minus the query's
/// mean score), attention.
TableSource positionTableSource(std::shared_ptr<const PositionPatterns> patterns);

} // namespace headscope::core
