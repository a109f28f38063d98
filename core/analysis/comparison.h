// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/alignment.h"
#include "core/analysis/table.h"

#include <memory>
#include <string>

namespace headscope::core {

/// Two tables of one view, of two prompts or of two models, as one: rows about the same thing
/// become one row. What a row is about are its layer, head, neuron, kind and position; positions
/// are the same where the alignment puts them side by side. A row that only one table has is there
/// with the other's values empty.
///
/// Columns: layer, head, ... as they are; for positions, tokens and every value "x A" and "x B",
/// for numbers also "x B-A" (Heat::Signed), for lists of words "x in both", how many they share.
/// Columns that stand for a token ("attention 3 ship") are matched by the alignment; they are named
/// after the token of A, and of B where A has none or another.
///
/// Both tables are read side by side, a row of each at a time: the rows of each must be in
/// ascending order of what they are about, as those of all views are; throws std::logic_error
/// where they are not.
TableSource compareTables(TableSource a, TableSource b,
                          std::shared_ptr<const TokenAlignment> alignment);

} // namespace headscope::core
