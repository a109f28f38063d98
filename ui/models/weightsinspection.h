// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/directionsmodel.h"
#include "ui/models/inspection.h"
#include "ui/models/weightsmodel.h"

namespace headscope::ui {

/// Everything about the weights of one head: the ranks of both matrices, and of one singular value
/// what `directions` has of it, where these are of the same head, matrix and fold; null: nothing.
Inspection inspectWeights(const core::WeightSpectra& spectra, core::LayerIndex layer,
                          core::HeadIndex head, bool fold, int direction,
                          const core::SingularDirections* directions);

} // namespace headscope::ui
