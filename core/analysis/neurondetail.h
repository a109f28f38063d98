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
    LayerIndex layer;
    NeuronIndex neuron;
    LensOptions lens;

    bool operator==(const NeuronDetailOptions&) const = default;
};

/// Everything about one neuron on a prompt of T tokens: f_i = act(n_i . w_in + b_in), or
/// act(n_i . w_gate + b_gate) (n_i . w_in + b_in) with a gate, times the weight of its expert,
/// which writes f_i w_out; n_i is what the layer's neurons read. Immutable; shared with the window.
struct NeuronDetail {
    NeuronDetailOptions options;
    std::vector<PromptToken> tokens; ///< (T)
    std::shared_ptr<const WordList> words;
    Activation activation = Activation::GeluTanh;
    /// Which state x the neurons read: that before the layer, or behind its attention, or behind
    /// its cross-attention.
    enum class Reads { BeforeLayer, BehindAttention, BehindCross };
    Reads reads = Reads::BehindAttention;
    bool normed = true;               ///< n = LN2(x); else n = x
    bool normBehind = false;          ///< what neurons write goes through a norm
    std::vector<float> products;      ///< (T) n_i . w_in, without b_in
    std::vector<float> activations;   ///< (T) f_i, as the model has them
    std::vector<float> gates;         ///< (T) n_i . w_gate, without b_gate; empty without gate
    std::vector<float> opened;        ///< (T) act(n_i . w_gate + b_gate); likewise
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

    bool gated() const { return !gates.empty(); }
};

/// nullopt when stopped. Throws Error{BadArgument} for a layer or neuron the model does not have.
std::optional<NeuronDetail> neuronDetail(const Model& model, const Trace& trace, const Lens& lens,
                                         const NeuronDetailOptions& options,
                                         const RunControl& control = {});

/// Throws Error{BadArgument} naming the number and the bound.
void checkNeuron(const Model& model, LayerIndex layer, NeuronIndex neuron);

} // namespace headscope::core
