// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace headscope::core {

// The two halves of an attention sub-layer, head by head. T queries, K keys (K = T but in
// cross-attention), H heads, d their size, G groups.

/// The attention of one head: row i of `weights` (T, K) is the softmax over the keys that query i
/// sees of scale q_i . k_j + bias_ij, and 0 for the others. queries (T, d), keys (K, d), turned by
/// their positions. On all threads unless called in one of them; the same numbers either way.
void headAttention(const Attention& a, HeadIndex head, const ConstMatrixView& queries,
                   const ConstMatrixView& keys, MatrixView weights);

/// Queries (T, H d) or keys (T, G d) turned by their positions 0 .. T - 1, blocks of d side by
/// side; `turned` keeps its memory. Not to be called where nothing turns.
void turnByPosition(const Attention& a, const ConstMatrixView& vectors, Matrix& turned);

/// All heads of a layer, from turned queries and keys: `attention` becomes (H T, K), head after
/// head. false when stopped.
bool attend(const Attention& a, const Matrix& queries, const Matrix& keys, Matrix& attention,
            const RunControl& control);

/// `mixed` becomes (T, H dv): columns h hold the sum over j of a_ij v_j of head h. Entries of
/// `attention` behind the last key that is seen are not looked at. false when stopped.
bool mixValues(const Attention& a, const Matrix& attention, const Matrix& values, Matrix& mixed,
               const RunControl& control);

/// (T, K): head h's part of attention that is (H T, K), T = `tokens`.
ConstMatrixView headOf(const Matrix& attention, HeadIndex head, Eigen::Index tokens);

} // namespace headscope::core
