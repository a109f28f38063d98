// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/composition.h"
#include "core/analysis/singulardirections.h"
#include "core/analysis/table.h"
#include "core/analysis/weightspectra.h"

#include <functional>
#include <memory>
#include <vector>

namespace headscope::core {

// The tables of the Weights view. No prompt has a part in any of them.

/// Four rows per head: layer, head, fold (1: what the norm does is in the factors that read
/// the stream, see headFactors()), matrix ("P" or "M"), s1 (the largest singular value), e90, e99,
/// e999, entropy, stable (see Ranks). `factors`: then the same rows of "Q", "K", "V" and "O".
TableSource weightsTableSource(std::shared_ptr<const WeightSpectra> spectra, bool factors = false);

/// A row for each pair of heads of which one comes in a later layer, and each kind ("Q", "K", "V"):
/// layer, head (that writes), to_layer, to_head (that reads), kind, value, over_random (the value
/// over that of matrices turned at random).
TableSource compositionTableSource(std::shared_ptr<const CompositionMatrix> composition);

/// One head's matrix, as directionsTableSource() asks for it.
using SingularDirectionsPtr = std::shared_ptr<const SingularDirections>;
/// Four rows for each singular value: layer, head, matrix, fold, index (from 1), s, gap (to the
/// next value, over s), alike ("3-5": values so close that their directions mix; empty where it
/// stands apart), side (of W^P "key", "query"; of W^M "reads", "writes"), end ("plus" or "minus"),
/// words, scores. The rows of one head's matrix after the other, made when they are asked for.
TableSource directionsTableSource(std::vector<std::function<SingularDirectionsPtr()>> heads);

} // namespace headscope::core
