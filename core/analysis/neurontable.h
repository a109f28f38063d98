// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/neuronactivity.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/table.h"

#include <memory>
#include <optional>

namespace headscope::core {

// Neurons view: layer, neuron, input_words, output_words, out_size, then one column per token, the
// neuron's activation on it ("activation 3 ship"). A row per neuron of all layers, or of one. Cells
// that the options of the words hide (high bias) have none.

/// From words that are there.
TableSource neuronTableSource(std::shared_ptr<const NeuronActivity> activity,
                              std::shared_ptr<const NeuronWords> words,
                              std::optional<LayerIndex> layer = std::nullopt);
/// Looks the words up a block of neurons at a time, as the rows are asked for.
TableSource neuronTableSource(std::shared_ptr<const NeuronActivity> activity,
                              std::shared_ptr<const Model> model, std::shared_ptr<const Lens> lens,
                              const LensOptions& options,
                              std::optional<LayerIndex> layer = std::nullopt);

} // namespace headscope::core
