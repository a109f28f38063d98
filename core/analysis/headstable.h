// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headmeasures.h"
#include "core/analysis/table.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace headscope::core {

/// The head map's list, a row per head: layer, head, attention ("self" or "cross", where a model
/// has both), first, self, previous, duplicate, induction, entropy, message_size,
/// pattern_legibility, message_legibility (see HeadMeasures; empty where there is nothing to
/// average), then for W^P and W^M rank_p_e90, .. rank_m_stable (see Ranks). `ownHeads`: heads of a
/// layer from which on they look at an encoder.
TableSource headsTableSource(std::shared_ptr<const std::vector<HeadMeasures>> measures,
                             int ownHeads);

/// What somebody calls a head, by layer and head.
using HeadNames = std::map<std::pair<int, int>, std::string>;

/// A table with what its heads are called, in a column `label` behind `head`; as it is where it has
/// no heads.
TableSource withLabels(TableSource table, HeadNames names);

} // namespace headscope::core
