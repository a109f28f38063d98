// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/neurondetail.h"
#include "ui/models/inspection.h"

#include <memory>

namespace headscope::ui {

using NeuronDetailPtr = std::shared_ptr<const core::NeuronDetail>;

/// Everything about one neuron on one token of the prompt: its input weights stand in the place of
/// a pattern, its output weights in that of a message. Throws nothing.
Inspection inspectNeuron(const core::NeuronDetail& detail, int token, bool showSpaces);

} // namespace headscope::ui
