// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"

#include <vector>

namespace headscope::core {

/// Which cells of a row share their words with another cell of it: the best word, or at least
/// `shared` of all. Cells without words, and high-bias ones where those are hidden, share nothing.
/// Result: as many as cells. Words are compared by id.
std::vector<bool> repeatingCells(const std::vector<LensCell>& cells, bool hideHighBias,
                                 int shared = 3);

} // namespace headscope::core
