// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headgrid.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/stream.h"
#include "ui/models/inspection.h"

namespace headscope::ui {

/// One part of a stream: what it adds, with the numbers in the formulas. `part` within the stream;
/// words where `grid` and `neurons` have them, which may be null.
Inspection inspectStream(const core::TokenStream& stream, int part, const core::HeadGrid* grid,
                         const core::NeuronWords* neurons, bool showSpaces);

} // namespace headscope::ui
