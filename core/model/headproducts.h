// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <span>

namespace headscope::core {

// Patterns and messages of one head from the keys, queries and values of its layer: (T, H d), (T, G
// d) and (T, G dv), biases and norms included, not turned by their positions. Every `out` is (T,
// D). On all threads unless called in one of them; the same numbers either way.

/// p_j = (R_-delta k_j) W_Q^T, delta = distances[j] where positions turn; without rotation, and
/// where `distances` is empty, p_j = k_j W_Q^T. Patterns share a large common part that the softmax
/// takes away again: rounding it once keeps the attention that is made from them within 1e-5 of the
/// model's; float32 sums would not. `tokens`: the length of the prompt.
void keyPatterns(const Attention& a, HeadIndex head, const Matrix& keys,
                 std::span<const int> distances, MatrixView out);
/// q_i = (R_delta q_i) W_K^T, likewise. Where a latent's norm scales keys, by `keyFactor` on its
/// part of W_K.
void queryPatterns(const Attention& a, HeadIndex head, const Matrix& queries,
                   std::span<const int> distances, double keyFactor, MatrixView out);
/// m_j = v_j W_O.
void headMessages(const Attention& a, HeadIndex head, const Matrix& values, MatrixView out);

/// (T, d): the keys of a head as a query `distances` away meets them, R_-delta k_j; as they are
/// where nothing turns or `distances` is empty.
Matrix keysAtDistance(const Attention& a, HeadIndex head, const Matrix& keys,
                      std::span<const int> distances);

} // namespace headscope::core
