// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/evolution.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/prompttokens.h"
#include "core/analysis/table.h"
#include "core/base/wordlist.h"
#include "core/model/trace.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// Whose stream is taken apart, and which word the parts are held against.
struct StreamOptions {
    Position token;
    /// The state that the parts add up to, 0 .. L: the stack then ends there. Default: the last.
    std::optional<LayerIndex> state = std::nullopt;
    /// Whose logit the effects are on. Default: the word that the model predicts after the token.
    std::optional<TokenId> word = std::nullopt;

    bool operator==(const StreamOptions&) const = default;
};

/// What one part of the stream is.
struct StreamPart {
    enum class Kind { Embedding, Place, Message, AttentionBias, Neuron, NeuronBias };
    Kind kind = Kind::Embedding;
    LayerIndex layer;   ///< but for Embedding and Place
    HeadIndex head;     ///< of a Message
    Position context;   ///< the token that sent a Message
    NeuronIndex neuron; ///< of a Neuron
};

/// What a sub-layer (or a layer) does to the state.
struct StreamStep {
    double kept = 0;    ///< cosine of the state before and after; 0 where one of them is zero
    double written = 0; ///< |written| / |state after|
};

/// The residual stream of one token i as a sum: embedding, position and, for every layer below the
/// state, all messages a_ij m_j, b_O, all neurons f_k w_out,k, b_out. Immutable; shared with the
/// window.
///
/// Parts are numbered in the order in which they are added: 0 the embedding, 1 the position, then
/// layer after layer the messages (head after head, a context token 0 .. i each), b_O, the neurons,
/// b_out.
struct TokenStream {
    int layers = 0;  ///< l: of the stack, those below the state
    int heads = 0;   ///< H, per layer
    int neurons = 0; ///< F, per layer
    int modelLayers = 0;
    Position token;
    TokenId word = 0;                ///< whose logit the effects are on
    TokenId predicted = 0;           ///< by the model, after the token
    std::vector<PromptToken> tokens; ///< (T), the whole prompt
    std::shared_ptr<const WordList> words;

    // Each (count()).
    std::vector<float> weights; ///< a_ij of a message, f_k of a neuron; NaN for the others
    std::vector<float> sizes;   ///< |c|
    std::vector<float> shares;  ///< c . x / |x|^2, x the state that the stack ends in
    /// (u_w g_f) . (c - mean c) / sigma, with the standard deviation sigma of the final norm on x
    /// frozen; without mean for RMS norms.
    std::vector<float> effects;

    /// (2 l + 1): the words of every state, the one before the first layer, then after each
    /// attention and after each FFN.
    std::vector<StateReading> readings;
    std::vector<StreamStep> attentionSteps; ///< (l)
    std::vector<StreamStep> neuronSteps;    ///< (l)
    std::vector<StreamStep> layerSteps;     ///< (l): both together

    double stateSize = 0;  ///< |x|
    double shareSum = 0;   ///< of all parts; 1 but for rounding
    double effectSum = 0;  ///< of all parts
    double constant = 0;   ///< u_w . bias_f, which the final norm adds: no part of the stream
    double logit = 0;      ///< of the word, read from x: effectSum + constant but for rounding
    double sumResidue = 0; ///< |sum of all parts - x| / |x|

    int contexts() const { return token.value + 1; } ///< i + 1
    int layerParts() const { return heads * contexts() + neurons + 2; }
    int count() const { return 2 + layers * layerParts(); }
    int message(LayerIndex l, HeadIndex h, Position j) const
    {
        return layerStart(l) + h.value * contexts() + j.value;
    }
    int attentionBias(LayerIndex l) const { return layerStart(l) + heads * contexts(); }
    int neuron(LayerIndex l, NeuronIndex k) const { return attentionBias(l) + 1 + k.value; }
    int neuronBias(LayerIndex l) const { return attentionBias(l) + 1 + neurons; }
    int layerStart(LayerIndex l) const { return 2 + l.value * layerParts(); }
    StreamPart part(int index) const;
};

/// On all threads; nullopt when stopped. Throws Error{BadArgument} for a token, a state or a word
/// that there is not.
std::optional<TokenStream> tokenStream(const Model& model, const Trace& trace,
                                       const StreamOptions& options,
                                       const RunControl& control = {});

/// Stream view, a row per part, in the order of the sum: kind, layer, head, neuron, position (of a
/// message's context token), token, weight, size, share, effect, input_words (of the pattern or of
/// the neuron's input), output_words. Words of what `grid` and `neurons` have; they may be null.
TableSource streamTableSource(std::shared_ptr<const TokenStream> stream,
                              std::shared_ptr<const HeadGrid> grid,
                              std::shared_ptr<const NeuronWords> neurons);

} // namespace headscope::core
