// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// The words of every neuron of a model: what its input weights look for, where it has a gate what
/// that looks for, and what its output weights write. They depend on the weights alone, not on a
/// prompt. Immutable once made.
struct NeuronWords {
    LensOptions options;                     ///< that they were looked up with
    std::vector<std::vector<LensCell>> in;   ///< L of (F), F of the layer
    std::vector<std::vector<LensCell>> gate; ///< L of (F), or of none where there are no gates
    std::vector<std::vector<LensCell>> out;  ///< L of (F)

    /// The words of a neuron's gate; null where it has none.
    const LensCell* gateOf(LayerIndex layer, NeuronIndex neuron) const
    {
        const auto l = static_cast<std::size_t>(layer.value);
        const auto k = static_cast<std::size_t>(neuron.value);
        return l < gate.size() && k < gate[l].size() ? &gate[l][k] : nullptr;
    }
};

/// (n, D): the input weights of neurons first .. first + n - 1, one a row.
Matrix neuronInputs(const FeedForward& feedForward, int first, int count);
/// (n, D): the weights of their gates, where they have them.
Matrix neuronGates(const FeedForward& feedForward, int first, int count);
/// (n, D): their output weights.
Matrix neuronOutputs(const FeedForward& feedForward, int first, int count);

/// Looks up all neurons of a model, layer after layer. Belongs to one thread at a time. Stopping
/// loses nothing.
class NeuronWordsSearch
{
public:
    /// `lens`: of the same model.
    NeuronWordsSearch(std::shared_ptr<const Model> model, std::shared_ptr<const Lens> lens,
                      const LensOptions& options = {});
    /// Goes on until all neurons are done (true) or `control` asks to stop (false); reports
    /// neurons.
    bool advance(const RunControl& control = {});
    /// Only once advance() returned true.
    NeuronWords take();

private:
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Lens> m_lens;
    NeuronWords m_words;
    int m_total = 0; ///< neurons of all layers
    int m_done = 0;
    int m_layer = 0;
    int m_first = 0; ///< of the neurons being looked up, in m_layer
    int m_count = 0;
    std::optional<LensSearch> m_search;
};

} // namespace headscope::core
