// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "core/analysis/prompttokens.h"
#include "core/model/trace.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// Which neuron, and how its words are found.
struct NeuronDetailOptions {
    LayerIndex layer;   ///< whose FFN has it
    NeuronIndex neuron; ///< k, within the layer
    LensOptions lens;   ///< for the words of its weights

    bool operator==(const NeuronDetailOptions&) const = default; ///< field by field
};

/// Everything about one neuron on a prompt of T tokens: f_i = act(n_i . w_in + b_in), or
/// act(n_i . w_gate + b_gate) (n_i . w_in + b_in) with a gate, times the weight of its expert,
/// which writes f_i w_out; n_i is what the layer's neurons read. Immutable; shared with the window.
struct NeuronDetail {
    NeuronDetailOptions options;                  ///< that it was made with
    std::vector<PromptToken> tokens;              ///< (T)
    std::shared_ptr<const WordList> words;        ///< spells the ids of the cells
    Activation activation = Activation::GeluTanh; ///< act
    /// Which state x the neurons read: that before the layer, or behind its attention, or behind
    /// its cross-attention.
    enum class Reads {
        BeforeLayer,     ///< attention and FFN stand side by side
        BehindAttention, ///< the usual
        BehindCross,     ///< in decoders that look at an encoder
    };
    Reads reads = Reads::BehindAttention; ///< the same for all neurons of the layer
    bool normed = true;                   ///< n = LN2(x); else n = x
    bool normBehind = false;              ///< what neurons write goes through a norm
    std::vector<float> products;          ///< (T) n_i . w_in, without b_in
    std::vector<float> activations;       ///< (T) f_i, as the model has them
    std::vector<float> gates;             ///< (T) n_i . w_gate, without b_gate; empty without gate
    std::vector<float> opened;            ///< (T) act(n_i . w_gate + b_gate); likewise
    std::vector<float> expertWeights; ///< (T), 0 where it did not run; empty where it always does
    int expert = -1;                  ///< that it belongs to; -1: none
    float inBias = 0;                 ///< b_in
    float gateBias = 0;               ///< b_gate
    float gateSize = 0;               ///< |w_gate|
    float inSize = 0;                 ///< |w_in|
    float outSize = 0;                ///< |w_out|
    LensCell in;                      ///< what its input weights look for
    LensCell gate;                    ///< what its gate looks for
    LensCell out;                     ///< what its output weights write

    /// Whether `gates`, `opened` and the gate's bias, size and words mean anything.
    bool gated() const { return !gates.empty(); }
};

/// nullopt when stopped. Throws Error{BadArgument} for a layer or neuron the model does not have.
std::optional<NeuronDetail> neuronDetail(const Model& model, const Trace& trace, const Lens& lens,
                                         const NeuronDetailOptions& options,
                                         const RunControl& control = {});

/// Throws Error{BadArgument} naming the number and the bound.
void checkNeuron(const Model& model, LayerIndex layer, NeuronIndex neuron);

} // namespace headscope::core
