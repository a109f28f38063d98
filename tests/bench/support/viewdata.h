// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/evolution.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/headmeasures.h"
#include "core/analysis/headtable.h"
#include "core/analysis/neuronactivity.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/stream.h"

#include <memory>
#include <vector>

namespace headscope::bench {

// What the views show, with the shapes that a run of `tokens` tokens gives it. What would take the
// core long to find (words) is drawn at random, the same for the same model and count; what it
// makes in a moment is made by it.

/// A head's table: ten words a cell, attention that adds up to 1.
std::shared_ptr<const core::HeadTable> randomTable(const core::Model& model, int tokens);
/// The words of 12 x 12 heads.
std::shared_ptr<const core::HeadGrid> randomGrid(const core::Model& model, int tokens);
/// The words of all neurons.
std::shared_ptr<const core::NeuronWords> randomNeuronWords(const core::Model& model);
/// Activations of all neurons, few of them large as they are.
std::shared_ptr<const core::NeuronActivity> randomActivity(const core::Model& model, int tokens);
/// The words of 12 layers' states.
std::shared_ptr<const core::Evolution> randomEvolution(const core::Model& model, int tokens);
/// Measures of every head.
std::vector<core::HeadMeasures> randomMeasures(int layers, int heads);
/// A real run of the model; the last one is kept.
std::shared_ptr<const core::Trace> benchTrace(const core::Model& model, int tokens);
/// The last token of a real run, taken apart.
std::shared_ptr<const core::TokenStream> benchStream(const core::Model& model, int tokens);

} // namespace headscope::bench
