// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparedtext.h"
#include "ui/models/inspection.h"

namespace headscope::ui {

/// Everything about one row of a comparison: the words and numbers of A where a head's pattern
/// stands, those of B where its message does. `cell`: the row, and the value of the current cell,
/// which of a value of every token is the one that is told. `words`: the column whose words are
/// told; where it has none, the first that has. Both within the rows.
Inspection inspectComparison(const core::ComparedRows& rows, const ComparedLabels& labels,
                             const core::ComparedPlane::Cell& cell, int words, bool showSpaces);

} // namespace headscope::ui
