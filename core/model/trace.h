// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/forward.h"

#include <cstddef>
#include <memory>
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
    std::vector<Matrix> queries; ///< L of (T, H d), biases and norms included, not turned
    std::vector<Matrix> keys;    ///< L of (T, G d), likewise
    std::vector<Matrix> values;  ///< L of (T, G dv)
    /// L of (H T, T): head after head, one query a row; 0 where not seen. Empty where it would
    /// take more than TraceOptions::attentionBytes; core::attentionOf() serves both.
    std::vector<Matrix> attention;
    std::vector<std::vector<std::uint8_t>> open; ///< L of AttentionRun::open; of changed runs
    std::vector<Matrix> activations;             ///< L of (T, F), F of that layer
    std::vector<Matrix> routing;     ///< L of (T, E): LayerRun::routing; empty without experts
    std::vector<AttentionRun> cross; ///< L, of cross-attention; empty but in decoders
    std::vector<Matrix> crossed;     ///< L of (T, D): the state behind it; empty but in decoders
    std::shared_ptr<const Trace> encoder; ///< of the model's encoder; null where it has none
    Matrix memory;                        ///< (T_enc, D): what cross-attention looks at
    Matrix logits;                        ///< (T, V), empty unless asked for
    /// L of (H T, D): key-side patterns, head after head; empty unless asked for.
    /// core::patterns() serves both.
    std::vector<Matrix> patterns;
    std::vector<Matrix> messages; ///< L of (H T, D): likewise; core::messages() serves both

    int tokens() const { return static_cast<int>(ids.size()); } ///< T
    bool hasAttention() const { return !attention.empty(); }    ///< kept, of all layers or none
    /// (T, K): row = query i, column = key j; rows add up to 1, but of changed runs. Heads from
    /// `model.info.heads` on are those of cross-attention. Only where hasAttention().
    ConstMatrixView attentionOf(LayerIndex layer, HeadIndex head) const;
    /// AttentionRun::open of one of the layer's own heads.
    bool isOpen(LayerIndex layer, HeadIndex head) const
    {
        const auto l = static_cast<std::size_t>(layer.value);
        return l < open.size() && !open[l].empty()
               && open[l][static_cast<std::size_t>(head.value)] != 0;
    }
    /// The state that the neurons of a layer read, before their norm.
    const Matrix& beforeNeurons(const Layer& layer, LayerIndex index) const;
    /// (K): the tokens that a head looks at: these, or the encoder's.
    const std::vector<TokenId>& keyIds(const Attention& a) const
    {
        return a.cross ? encoder->ids : ids;
    }
};

/// One head in a trace: where its numbers are. Views into model and trace, which outlive it.
struct HeadRun {
    const Attention& attention;   ///< the layer's own, or its cross-attention
    HeadIndex head;               ///< among attention.heads
    const Matrix& input;          ///< (T, D): what queries are made of
    const Matrix& queries;        ///< (T, H d), of all heads, not turned
    const Matrix& keys;           ///< (K, G d), of all groups, not turned
    const Matrix& values;         ///< (K, G dv)
    const Matrix* kept = nullptr; ///< (H T, K) attention; null where the trace does not keep it
    bool open = false;            ///< AttentionRun::open: every query may weigh any key

    Eigen::Index queryCount() const { return queries.rows(); } ///< T
    Eigen::Index keyCount() const { return keys.rows(); }      ///< K
    /// The keys that query i has weights for.
    KeyRange seen(Eigen::Index i) const
    {
        return open ? KeyRange{0, keyCount()} : attention.seen(i, keyCount());
    }
};
/// Head 0 .. headsPerLayer() - 1 of a layer.
HeadRun headRun(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);

/// What a trace keeps besides states, queries, keys, values and activations.
struct TraceOptions {
    bool logits = false; ///< keep (T, V) logits
    /// Keep patterns and messages of the layers' own heads: 2 L H T D floats. Patterns that depend
    /// on a distance are those at distance 1.
    bool headVectors = false;
    /// Attention is kept while that of all layers takes no more than this; it grows with T^2, and
    /// is made again from queries and keys where it is not kept.
    std::size_t attentionBytes = std::size_t(256) << 20U;
};

/// Runs the model on a prompt and keeps the trace; nullopt when stopped. Throws as checkPrompt(),
/// and Error{Unsupported} where a state leaves the range of float32, so that a trace holds numbers.
///
/// `change` is shown the run before it is kept, and may change it; of a model with an encoder it is
/// shown the decoder. Such a trace always has its attention, which cannot be made again: throws
/// Error{Unsupported} where that takes more than options.attentionBytes.
std::optional<Trace> runTrace(const Model& model, const PromptIds& prompt,
                              const TraceOptions& options = {}, const RunControl& control = {},
                              ForwardObserver* change = nullptr);

/// (T, K): the attention of one head, a copy where the trace keeps it and made again where it does
/// not; the same numbers. Any thread.
Matrix attentionOf(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head);

} // namespace headscope::core
