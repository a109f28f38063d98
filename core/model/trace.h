// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace headscope::core {

/// Everything one run of the model leaves behind. T tokens; immutable once made.
struct Trace {
    std::vector<TokenId> ids;    ///< (T)
    std::vector<Matrix> states;  ///< L + 1 of (T, D): before each layer; the last before the final
                                 ///< norm
    std::vector<Matrix> middles; ///< L of (T, D): between attention and FFN
    std::vector<Matrix> inputs;  ///< L of (T, D): n = LN1(x), what the heads read
    std::vector<Matrix> queries; ///< L of (T, H d), biases included
    std::vector<Matrix> keys;    ///< L of (T, G d)
    std::vector<Matrix> values;  ///< L of (T, G d)
    /// L of (H T, T): head after head, one query a row; 0 above the diagonal. Empty where it would
    /// take more than TraceOptions::attentionBytes; core::attentionOf() serves both.
    std::vector<Matrix> attention;
    std::vector<Matrix> activations; ///< L of (T, F)
    Matrix logits;                   ///< (T, V), empty unless asked for
    /// L of (H T, D) each: key-side patterns and messages, head after head; empty unless asked for.
    /// core::patterns() and core::messages() serve both.
    std::vector<Matrix> patterns;
    std::vector<Matrix> messages;

    int tokens() const { return static_cast<int>(ids.size()); }
    bool hasAttention() const { return !attention.empty(); }
    /// (T, T): row = query i, column = key j; rows add up to 1. Only where hasAttention().
    ConstMatrixView attentionOf(LayerIndex layer, HeadIndex head) const;
};

struct TraceOptions {
    bool logits = false;      ///< keep (T, V) logits
    bool headVectors = false; ///< keep patterns and messages: 2 L H T D floats
    /// Attention is kept while that of all layers takes no more than this; it grows with T^2, and
    /// is made again from queries and keys where it is not kept.
    std::size_t attentionBytes = std::size_t(256) << 20U;
};

/// Runs the model on `ids` and keeps the trace; nullopt when stopped. Throws as checkPrompt(), and
/// Error{Unsupported} where a state leaves the range of float32, so that a trace holds numbers.
std::optional<Trace> runTrace(const Model& model, const std::vector<TokenId>& ids,
                              const TraceOptions& options = {}, const RunControl& control = {});

/// (T, T): the attention of one head, a copy where the trace keeps it and made again where it does
/// not; the same numbers. Any thread.
Matrix attentionOf(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);

} // namespace headscope::core
