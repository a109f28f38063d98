// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace headscope::core {

// The two halves of an attention sub-layer, head by head. T tokens, H heads, d their size, G
// groups.

/// The attention of one head: row i of `weights` (T, T) is the softmax over j <= i of scale q_i .
/// k_j, and 0 beyond. queries, keys (T, d). On all threads unless called in one of them; the same
/// numbers either way.
void causalAttention(const ConstMatrixView& queries, const ConstMatrixView& keys, float scale,
                     MatrixView weights);

/// All heads of a layer: `attention` becomes (H T, T), head after head. false when stopped.
bool attend(const Attention& a, const Matrix& queries, const Matrix& keys, Matrix& attention,
            const RunControl& control);

/// `mixed` becomes (T, H d): columns h hold the sum over j of a_ij v_j of head h. Entries of
/// `attention` above the diagonal are not looked at. false when stopped.
bool mixValues(const Attention& a, const Matrix& attention, const Matrix& values, Matrix& mixed,
               const RunControl& control);

/// (T, T): head h's part of attention that is (H T, T).
ConstMatrixView headOf(const Matrix& attention, HeadIndex head);

} // namespace headscope::core
