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
    Position token; ///< i, whose state it is
    /// The state that the parts add up to, 0 .. L: the stack then ends there. Default: the last.
    std::optional<LayerIndex> state = std::nullopt;
    /// Whose logit the effects are on. Default: the word that the model predicts after the token.
    std::optional<TokenId> word = std::nullopt;

    bool operator==(const StreamOptions&) const = default; ///< field by field
};

/// What one part of the stream is.
struct StreamPart {
    /// Who adds it.
    enum class Kind {
        Embedding, ///< of the token itself, scaled where the model does
        /// Position and segment vectors and the bias of the embedding's norm, as far as there are
        /// any (TokenStream::place); 0 where there are none.
        Place,
        Message,       ///< a_ij m_j of one head
        AttentionBias, ///< b_O, and the biases of the norms behind it
        CrossBias,     ///< the same of cross-attention
        Neuron,        ///< f_k w_out,k
        NeuronBias     ///< b_out, likewise
    };
    Kind kind = Kind::Embedding; ///< says which of the fields below mean anything
    LayerIndex layer;            ///< but for Embedding and Place
    HeadIndex head;              ///< of a Message; from `heads` on those of cross-attention
    Position context;   ///< the token that sent a Message; the encoder's in cross-attention
    NeuronIndex neuron; ///< of a Neuron
};

/// What a sub-layer (or a layer) does to the state.
struct StreamStep {
    double kept = 0;    ///< cosine of the state before and after; 0 where one of them is zero
    double written = 0; ///< |written| / |state after|
};

/// What is added to the embedding before the first layer.
struct StreamPlaceParts {
    bool position = false; ///< a vector of the position
    bool segment = false;  ///< the vector of the one segment that prompts have
    bool normBias = false; ///< the bias of the norm of the sum

    bool any() const { return position || segment || normBias; } ///< else the part is zero
    bool operator==(const StreamPlaceParts&) const = default;    ///< the same vectors are in it
};

/// The residual stream of one token i as a sum: embedding, position and, for every layer below the
/// state, all messages a_ij m_j, b_O, all neurons f_k w_out,k, b_out. Immutable; shared with the
/// window.
///
/// Where norms stand behind sub-layers or over sums, they are taken with the scale that they had
/// (`normsFrozen`): each is then linear, and a part is what it comes to in the state that the stack
/// ends in, so that the parts add up as in all other models. So are what it writes and its size.
///
/// Parts are numbered in the order in which they are added: 0 the embedding, 1 the position, then
/// layer after layer the messages (head after head, a context token each), b_O, in decoders the
/// messages of cross-attention (a token of the encoder each) and its b_O, the neurons, b_out.
struct TokenStream {
    int layers = 0;                        ///< l: of the stack, those below the state
    int heads = 0;                         ///< H, per layer
    int crossHeads = 0;                    ///< of cross-attention, per layer
    std::vector<int> neurons;              ///< (l): F of each layer
    int modelLayers = 0;                   ///< L
    bool causal = true;                    ///< only tokens 0 .. i send messages to token i
    bool normsFrozen = false;              ///< see above
    StreamPlaceParts place;                ///< what the second part is made of
    StateOutput output;                    ///< how the word is read from the last state
    Position token;                        ///< i
    TokenId word = 0;                      ///< whose logit the effects are on
    TokenId predicted = 0;                 ///< by the model, after the token
    std::vector<PromptToken> tokens;       ///< (T), the whole prompt
    std::vector<PromptToken> memory;       ///< (T_enc), the encoder's; empty but in decoders
    std::shared_ptr<const WordList> words; ///< spells the ids of `readings`

    // Each (count()).
    std::vector<float> weights; ///< a_ij of a message, f_k of a neuron; NaN for the others
    std::vector<float> sizes;   ///< |c|
    std::vector<float> shares;  ///< c . x / |x|^2, x the state that the stack ends in
    /// (u_w g_f) . (c - mean c) / sigma, with the standard deviation sigma of the final norm on x
    /// frozen; without mean for RMS norms. Where states are transformed before the final norm,
    /// act(x W + b), c W takes the place of c with the ratio act(z) / z of every entry frozen too.
    std::vector<float> effects;

    /// (2 l + 1): the words of every state, the one before the first layer, then after each
    /// attention (cross-attention included) and after each FFN.
    std::vector<StateReading> readings;
    std::vector<StreamStep> attentionSteps; ///< (l): attention and cross-attention together
    std::vector<StreamStep> neuronSteps;    ///< (l)
    std::vector<StreamStep> layerSteps;     ///< (l): both together

    double stateSize = 0;  ///< |x|
    double shareSum = 0;   ///< of all parts; 1 but for rounding
    double effectSum = 0;  ///< of all parts
    double constant = 0;   ///< u_w . bias_f and other biases of the output: no part of the stream
    double logit = 0;      ///< of the word, read from x: effectSum + constant but for rounding
    double sumResidue = 0; ///< |sum of all parts - x| / |x|

    /// Tokens that send messages by the layer's own heads: i + 1, or T.
    int contexts() const { return causal ? token.value + 1 : static_cast<int>(tokens.size()); }
    /// By a head, which may be one of cross-attention.
    int contextsOf(HeadIndex h) const
    {
        return h.value < heads ? contexts() : static_cast<int>(memory.size());
    }
    /// The token that sends message j of a head.
    const PromptToken& contextToken(HeadIndex h, Position j) const
    {
        return (h.value < heads ? tokens : memory)[static_cast<std::size_t>(j.value)];
    }
    int headsPerLayer() const { return heads + crossHeads; } ///< those of cross-attention last
    /// F of a layer below the state.
    int neuronsOf(LayerIndex l) const { return neurons[static_cast<std::size_t>(l.value)]; }
    int count() const { return starts.back(); } ///< all parts
    /// The part that token j adds by a head; j below contextsOf(h).
    int message(LayerIndex l, HeadIndex h, Position j) const
    {
        if (h.value < heads)
            return layerStart(l) + h.value * contexts() + j.value;
        return attentionBias(l) + 1 + (h.value - heads) * static_cast<int>(memory.size()) + j.value;
    }
    /// The part that b_O is.
    int attentionBias(LayerIndex l) const { return layerStart(l) + heads * contexts(); }
    /// The same of cross-attention; only where there is any.
    int crossBias(LayerIndex l) const
    {
        return attentionBias(l) + 1 + crossHeads * static_cast<int>(memory.size());
    }
    /// The part that a neuron adds.
    int neuron(LayerIndex l, NeuronIndex k) const
    {
        return (crossHeads > 0 ? crossBias(l) : attentionBias(l)) + 1 + k.value;
    }
    /// The part that b_out is, the last of the layer.
    int neuronBias(LayerIndex l) const { return neuron(l, NeuronIndex(neuronsOf(l))); }
    /// The first part of the layer.
    int layerStart(LayerIndex l) const { return starts[static_cast<std::size_t>(l.value)]; }
    /// What part 0 .. count() - 1 is: the other way round.
    StreamPart part(int index) const;

    /// (l + 1): the first part of every layer; the number of all parts at the end. Filled by
    /// numberParts().
    std::vector<int> starts;
    void numberParts(); ///< from heads, neurons and tokens
};

/// On all threads; nullopt when stopped. Throws Error{BadArgument} for a token, a state or a word
/// that there is not.
std::optional<TokenStream> tokenStream(const Model& model, const Trace& trace,
                                       const StreamOptions& options,
                                       const RunControl& control = {});

/// Stream view, a row per part, in the order of the sum: kind (embedding, position, message, b_O,
/// cross_message, cross_b_O, neuron, b_out), layer, head, neuron, position (of a message's context
/// token), token, weight, size, share, effect, input_words (of the pattern or of the neuron's
/// input), output_words. Words of what `grid` and `neurons` have; they may be null.
TableSource streamTableSource(std::shared_ptr<const TokenStream> stream,
                              std::shared_ptr<const HeadGrid> grid,
                              std::shared_ptr<const NeuronWords> neurons);

} // namespace headscope::core
