// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"

#include <vector>

namespace headscope::core {

/// The space of the options, or the one that is usual for the target.
Space spaceOf(const LensTarget& target, const LensOptions& options);
/// The metric likewise; by default Dot for states and in Space::Logit, else Cosine.
Metric metricOf(const LensTarget& target, const LensOptions& options);
/// Throws Error{BadArgument} for options that no search has: a top outside 1 .. 50, and the cosine
/// in Space::Logit.
void checkOptions(const LensOptions& options, Space space, Metric metric);
/// The norm that words go through to look like what the target's sub-layer reads; the final one for
/// the last state. Throws Error{BadArgument} for a layer, or a cross-attention, that the model
/// lacks.
const Norm& readerNorm(const Model& model, const LensTarget& target);

/// Vectors made ready for a WordSide; see there.
struct PreparedVectors {
    Matrix vectors;               ///< (R, D)
    std::vector<float> constants; ///< (R)
    std::vector<bool> zero;       ///< (R): nothing to compare
};
/// `vectors` (R, D); `reader`: readerNorm() of their target, which Space::Layer alone looks at.
PreparedVectors prepareVectors(const Model& model, const ConstMatrixView& vectors,
                               const Norm& reader, Space space, Metric metric);

/// (n, D'): what vectors that are written come to in Space::Final, before they are compared: a
/// linear map.
Matrix throughFinalSpace(const Model& model, const ConstMatrixView& written);

/// Whether prepared vectors of a span lie in a span again.
bool isLinear(const Model& model, Space space);

/// (r', D), orthonormal rows: prepared vectors of combinations of the columns of `span` (D, r) are
/// combinations of these. r' is r, or r + 1 where the space adds the final norm's bias. Not for
/// spaces that are not linear, see isLinear().
Matrix preparedBasis(const Model& model, const Weight& span, const Norm& reader, Space space);

} // namespace headscope::core
