// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/families/reading.h"

#include <functional>
#include <string>

namespace headscope::core::reading {

// What families that descend from Llama have in common: pre-norm blocks with RMS norms, gated FFN,
// rotary positions, and the names of their tensors.

/// Fills layers, heads, kvHeads, width, headSize, ffn, vocab, context and tied.
void llamaShape(const ConfigFile& config, ModelInfo& info, int defaultContext, bool defaultTied);

/// Embedding, unembedding and final norm; returns what stands in front of "layers.": "model." or
/// nothing. `norm` reads a norm by its name.
std::string llamaEnds(const ConfigFile& config, WeightStore& weights, Model& model,
                      const std::function<Norm(const std::string&)>& norm);

/// Which projections have a bias.
struct LlamaBiases {
    bool queryKeyValue = false; ///< q_proj, k_proj and v_proj
    bool output = false;        ///< o_proj
    bool ffn = false;           ///< gate_proj, up_proj and down_proj
};

/// An attention with everything but its tensors: sizes, scale.
Attention llamaAttention(const ModelInfo& info);
/// q_proj, k_proj, v_proj, o_proj under `prefix`.
void llamaProjections(WeightStore& weights, const std::string& prefix, int width, Attention& a,
                      const LlamaBiases& biases);
/// gate_proj, up_proj, down_proj under `prefix`.
FeedForward gatedFeedForward(WeightStore& weights, const std::string& prefix, int width,
                             int neurons, Activation activation, bool biased = false);

/// Sliding windows by layer_types, else by `otherwise`: 0 where a layer has none.
int windowOf(const ConfigFile& config, int layer, int layers, int window,
             const std::function<bool(int layer)>& otherwise);
/// sliding_window, 0 where it is null or absent.
int slidingWindow(const ConfigFile& config);

/// All of a model whose blocks are just these.
struct LlamaOptions {
    int context = 2048;                   ///< where max_position_embeddings is not said
    LlamaBiases biases;                   ///< as the family or its config has them
    std::function<int(int layer)> window; ///< of a layer, 0: none; empty: none in any
};
/// Fills the model, as Family::build is to.
void buildLlama(const ConfigFile& config, WeightStore& weights, Model& model,
                const LlamaOptions& options);

} // namespace headscope::core::reading
