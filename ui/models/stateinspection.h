// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/evolutionmodel.h"
#include "ui/models/inspection.h"
#include "ui/models/positionsmodel.h"

namespace headscope::ui {

/// Everything about one state: its words, in the place of a message, and the rank of the true next
/// token. `detail` gives more words; null, or of another state: those of the evolution. Throws
/// nothing; `place` within the evolution.
Inspection inspectState(const core::Evolution& evolution, const core::StatePlace& place,
                        const core::StateDetail* detail, bool hideFragments, bool showSpaces);

/// Everything about a query position on a key position, with nothing but position vectors.
Inspection inspectPositions(const core::PositionPatterns& patterns, int query, int key);

} // namespace headscope::ui
