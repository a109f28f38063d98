// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <span>
#include <vector>

namespace headscope::core {

// The two halves of an attention sub-layer, head by head. T queries, K keys (K = T but in
// cross-attention), H heads, d their size, G groups.

/// Other ways from scores to attention than the softmax over all keys that a query sees.
struct AttentionRule {
    /// sigmoid(score) / (number of keys that are left) in place of the softmax.
    bool gate = false;
    /// (K): 1 for keys that no query is to see. Empty: none.
    std::span<const std::uint8_t> masked = {};

    bool plain() const { return !gate && masked.empty(); } ///< the model's own attention
};

/// The attention of one head: row i of `weights` (T, K) is the softmax over the keys that query i
/// sees of scale q_i . k_j + bias_ij, and 0 for the others. queries (T, d), keys (K, d), turned by
/// their positions. With a rule, what it says in place of the softmax; a row without any key is 0.
/// On all threads unless called in one of them; the same numbers either way.
void headAttention(const Attention& a, HeadIndex head, const ConstMatrixView& queries,
                   const ConstMatrixView& keys, MatrixView weights, const AttentionRule& rule = {});

/// The same from the queries (T, H d) and keys (K, G d) of a layer as runs have them, not turned.
void attentionOfHead(const Attention& a, HeadIndex head, const Matrix& queries, const Matrix& keys,
                     MatrixView weights, const AttentionRule& rule = {});

/// Queries (T, H d) or keys (T, G d) turned by their positions 0 .. T - 1, blocks of d side by
/// side; `turned` keeps its memory. Not to be called where nothing turns.
void turnByPosition(const Attention& a, const ConstMatrixView& vectors, Matrix& turned);

/// All heads of a layer, from turned queries and keys: `attention` becomes (H T, K), head after
/// head. false when stopped.
bool attend(const Attention& a, const Matrix& queries, const Matrix& keys, Matrix& attention,
            const RunControl& control);

/// `mixed` becomes (T, H dv): columns h hold the sum over j of a_ij v_j of head h. Entries of
/// `attention` behind the last key that is seen are not looked at, but of heads that are `open`
/// (AttentionRun). false when stopped.
bool mixValues(const Attention& a, const Matrix& attention, const Matrix& values, Matrix& mixed,
               const RunControl& control, const std::vector<std::uint8_t>& open = {});

/// (T, K): head h's part of attention that is (H T, K), T = `tokens`.
ConstMatrixView headOf(const Matrix& attention, HeadIndex head, Eigen::Index tokens);

} // namespace headscope::core
