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

/// Which head, at which token, and how the words of its output are found.
struct HeadNetworkOptions {
    LayerIndex layer; ///< of the head, and of the FFN beside it
    HeadIndex head;   ///< within the layer; behind its own those of cross-attention
    Position query;   ///< i, the token that attends
    LensOptions lens; ///< for the words of both outputs

    bool operator==(const HeadNetworkOptions&) const = default; ///< field by field
};

/// A head at token i as a two-layer network: its neurons are the context tokens that i sees, n of
/// them, with the patterns as input weights, the attention a_ij as activations (softmax in the
/// place of gelu) and the messages as output weights; and beside it the FFN of the layer on the
/// same token, whose neurons are fixed. Immutable; shared with the window.
struct HeadNetwork {
    /// One neuron of the FFN: f_k w_out,k.
    struct Neuron {
        NeuronIndex neuron;   ///< k
        float activation = 0; ///< f_k
        float outSize = 0;    ///< |w_out,k|
        float written = 0;    ///< |f_k| |w_out,k|
    };

    HeadNetworkOptions options;            ///< that it was made with
    std::vector<PromptToken> tokens;       ///< (n)
    Position firstContext;                 ///< the place of the first of them
    std::shared_ptr<const WordList> words; ///< spells the ids of both outputs
    std::vector<float> scores;             ///< (n) before the softmax, scale included
    std::vector<float> attention;          ///< (n) a_ij, adds up to 1
    std::vector<float> messageSizes;       ///< (n) |m_j|, of the message itself: never centred
    std::vector<float> written;            ///< (n) a_ij |m_j|
    LensCell output;                       ///< of o_i = sum_j a_ij m_j
    float outputSize = 0;                  ///< |o_i|

    int neuronCount = 0;         ///< F
    std::vector<Neuron> neurons; ///< those that write most, largest first; at most 12
    /// What these are of all F: of the sum of |f_k| |w_out,k|, 0 .. 1.
    double neuronShare = 0;
    LensCell neuronOutput; ///< of sum_k f_k w_out,k; b_out, which is added once per layer, is no
                           ///< neuron's
    float neuronOutputSize = 0; ///< |sum_k f_k w_out,k|
};

/// The FFN's neurons that are named one by one.
constexpr int networkNeurons = 12;

/// nullopt when stopped. Throws Error{BadArgument} for a layer, head or token that is not there.
std::optional<HeadNetwork> headNetwork(const Model& model, const Trace& trace, const Lens& lens,
                                       const HeadNetworkOptions& options,
                                       const RunControl& control = {});

} // namespace headscope::core
