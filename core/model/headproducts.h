// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace headscope::core {

// Patterns and messages of one head from the keys, queries and values of its layer: (T, H d) and
// (T, G d), biases included. Every `out` is (T, D). On all threads unless called in one of them;
// the same numbers either way.

/// p_j = (n_j W_K + b_K) W_Q^T. Patterns share a large common part that the softmax takes away
/// again: rounding it once keeps the attention that is made from them within 1e-5 of the model's;
/// float32 sums would not.
void keyPatterns(const Attention& a, HeadIndex head, const Matrix& keys, MatrixView out);
/// q_i = (n_i W_Q + b_Q) W_K^T, likewise.
void queryPatterns(const Attention& a, HeadIndex head, const Matrix& queries, MatrixView out);
/// m_j = (n_j W_V + b_V) W_O.
void headMessages(const Attention& a, HeadIndex head, const Matrix& values, MatrixView out);

} // namespace headscope::core
