// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/prompttokens.h"
#include "core/base/wordlist.h"
#include "core/model/trace.h"

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
        float outSize = 0; ///< |w_out,k|
        float inSize = 0;  ///< |w_in,k|
    };

    int layers() const { return static_cast<int>(m_activations.size()); } ///< L
    int neurons() const { return m_neurons; }                             ///< F, per layer
    int count() const { return layers() * m_neurons; }                    ///< L F
    int tokenCount() const { return static_cast<int>(tokens.size()); }    ///< T

    /// Place 0 .. L F - 1, layer after layer.
    int place(LayerIndex layer, NeuronIndex neuron) const
    {
        return layer.value * m_neurons + neuron.value;
    }
    LayerIndex layerOf(int place) const { return LayerIndex(place / m_neurons); }
    NeuronIndex neuronOf(int place) const { return NeuronIndex(place % m_neurons); }

    float activation(int place, int token) const
    {
        const Layer& layer = m_activations[static_cast<std::size_t>(place / m_neurons)];
        return layer.first[static_cast<std::ptrdiff_t>(token) * layer.stride + place % m_neurons];
    }
    const Summary& summary(int place) const { return m_summaries[static_cast<std::size_t>(place)]; }
    /// Active on the first token, at least `threshold`, and on no later one. Never so where there
    /// are no later ones: nothing could be told from it.
    bool firesOnFirstOnly(int place, float threshold) const
    {
        const Summary& s = summary(place);
        return tokenCount() > 1 && s.largestLater < threshold && activation(place, 0) >= threshold;
    }

    std::vector<PromptToken> tokens; ///< (T)
    std::shared_ptr<const WordList> words;

private:
    friend std::optional<NeuronActivity> neuronActivity(const Model& model,
                                                        const std::shared_ptr<const Trace>& trace,
                                                        const RunControl& control);

    /// (T, F), a view into the trace.
    struct Layer {
        const float* first = nullptr;
        std::ptrdiff_t stride = 0; ///< floats from one token to the next
    };
    std::shared_ptr<const Trace> m_trace;
    int m_neurons = 0;
    std::vector<Layer> m_activations; ///< L
    std::vector<Summary> m_summaries; ///< (L F), layer after layer
};

/// On all threads; nullopt when stopped.
std::optional<NeuronActivity> neuronActivity(const Model& model,
                                             const std::shared_ptr<const Trace>& trace,
                                             const RunControl& control = {});

} // namespace headscope::core
