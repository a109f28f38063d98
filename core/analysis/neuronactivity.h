// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/prompttokens.h"
#include "core/base/wordlist.h"
#include "core/model/trace.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// (F): |w_out,k| of every neuron of a layer, so that |f_ik| |w_out,k| is what it writes.
Vector neuronOutSizes(const FeedForward& feedForward);
/// (F): |w_in,k|.
Vector neuronInSizes(const FeedForward& feedForward);

/// How active every neuron of a model is on every token of a prompt: what the Neurons view shows.
/// The activations are those of the trace, which it keeps. Immutable; shared with the window.
class NeuronActivity
{
public:
    /// What the activations of one neuron come to. Positions count from 0.
    struct Summary {
        float largest = 0; ///< over all tokens
        int at = 0;        ///< the first token that has it
        /// Over tokens 1 .. T - 1; -infinity where there is only one token.
        float largestLater = -std::numeric_limits<float>::infinity();
        float outSize = 0;  ///< |w_out,k|
        float inSize = 0;   ///< |w_in,k|
        float gateSize = 0; ///< |w_gate,k|, 0 where there is no gate
    };

    int layers() const { return static_cast<int>(m_layers.size()); }   ///< L
    int count() const { return m_starts.back(); }                      ///< of all layers
    int tokenCount() const { return static_cast<int>(tokens.size()); } ///< T
    /// F of a layer; layers may differ.
    int neurons(LayerIndex layer) const { return start(layer.value + 1) - start(layer.value); }

    /// Place 0 .. count() - 1, layer after layer.
    int place(LayerIndex layer, NeuronIndex neuron) const
    {
        return start(layer.value) + neuron.value;
    }
    /// The layer that a place lies in.
    LayerIndex layerOf(int place) const
    {
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), place);
        return LayerIndex(static_cast<int>(next - m_starts.begin()) - 1);
    }
    /// Its number within that layer.
    NeuronIndex neuronOf(int place) const
    {
        return NeuronIndex(place - start(layerOf(place).value));
    }

    /// f_ik as the trace has it, gate and expert's weight included.
    float activation(int place, int token) const
    {
        const LayerIndex l = layerOf(place);
        const Layer& layer = m_layers[static_cast<std::size_t>(l.value)];
        return layer
            .first[static_cast<std::ptrdiff_t>(token) * layer.stride + place - start(l.value)];
    }
    bool hasGates() const { return m_gates; }     ///< whether any layer's neurons do
    bool hasExperts() const { return m_experts; } ///< whether any belong to experts
    /// The expert that a neuron belongs to; -1 for neurons that run for every token.
    int expertOf(int place) const;
    /// Whether the neuron ran for the token, which those of experts do for some tokens alone.
    bool ran(int place, int token) const;
    /// Made beforehand, once for each neuron.
    const Summary& summary(int place) const { return m_summaries[static_cast<std::size_t>(place)]; }
    /// Active on the first token, at least `threshold`, and on no later one. Never so where there
    /// are no later ones: nothing could be told from it.
    bool firesOnFirstOnly(int place, float threshold) const
    {
        const Summary& s = summary(place);
        return tokenCount() > 1 && s.largestLater < threshold && activation(place, 0) >= threshold;
    }

    std::vector<PromptToken> tokens;       ///< (T)
    std::shared_ptr<const WordList> words; ///< of the model

private:
    friend std::optional<NeuronActivity> neuronActivity(const Model& model,
                                                        const std::shared_ptr<const Trace>& trace,
                                                        const RunControl& control);

    int start(int layer) const { return m_starts[static_cast<std::size_t>(layer)]; }

    /// (T, F), a view into the trace.
    struct Layer {
        const float* first = nullptr;
        std::ptrdiff_t stride = 0;       ///< floats from one token to the next
        const Matrix* routing = nullptr; ///< (T, E) the weights of experts, where there are any
        int shared = 0;                  ///< the first neurons, which belong to none
        int perExpert = 0;
    };
    std::shared_ptr<const Trace> m_trace;
    bool m_gates = false;
    bool m_experts = false;
    std::vector<int> m_starts;        ///< (L + 1): the first place of every layer, and count()
    std::vector<Layer> m_layers;      ///< L
    std::vector<Summary> m_summaries; ///< (count), layer after layer
};

/// On all threads; nullopt when stopped.
std::optional<NeuronActivity> neuronActivity(const Model& model,
                                             const std::shared_ptr<const Trace>& trace,
                                             const RunControl& control = {});

} // namespace headscope::core
