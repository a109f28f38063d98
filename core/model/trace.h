// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

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
    std::vector<Matrix> attention; ///< L of (H T, T): head after head, one query a row; 0 above the
                                   ///< diagonal
    std::vector<Matrix> activations; ///< L of (T, F)
    Matrix logits;                   ///< (T, V), empty unless asked for

    int tokens() const { return static_cast<int>(ids.size()); }
    /// (T, T): row = query i, column = key j; rows add up to 1.
    ConstMatrixView attentionOf(LayerIndex layer, HeadIndex head) const;
};

struct TraceOptions {
    bool logits = false; ///< keep (T, V) logits
};

/// Runs the model on `ids` and keeps the trace; nullopt when stopped. Throws as checkPrompt().
std::optional<Trace> runTrace(const Model& model, const std::vector<TokenId>& ids,
                              const TraceOptions& options = {}, const RunControl& control = {});

} // namespace headscope::core
