// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/rowmerge.h"
#include "core/analysis/table.h"

#include <string>
#include <vector>

namespace headscope::core {

/// The tables of views that can be put side by side.
enum class ComparedTable {
    Heads,     ///< the head map's list
    Head,      ///< the posts' table of one head
    Patterns,  ///< of all heads
    Messages,  ///< of all heads
    Stream,    ///< the parts of one token's state
    Neurons,   ///< of all layers, or of one
    Evolution, ///< layers x tokens
    Positions, ///< of one head
};
/// For lists that have an entry for each of them.
inline constexpr int comparedTableCount = static_cast<int>(ComparedTable::Positions) + 1;

/// What a run's tables have columns and rows of.
struct ComparedRun {
    std::vector<TokenId> tokens;       ///< (T); of models with an encoder the decoder's
    std::vector<TokenId> context = {}; ///< what cross-attention looks at; empty without
    int ownHeads = 0;                  ///< heads from here on look there
};
/// How the tokens of two runs stand side by side in a table; `head`: of a table that is of one head
/// of A. `querySide`: patterns are what queries look for, so that they are no context token's.
ComparedTokens comparedTokens(ComparedTable table, HeadIndex head, bool querySide,
                              const ComparedRun& a, const ComparedRun& b);

/// A value that the tables of two runs have, or one of them: which column of each.
struct ComparedValue {
    std::string name; ///< "size", "attention 3 ship"; of a token's: of both where they differ
    std::string kind; ///< the same without the token: "attention"
    int place = -1;   ///< of the alignment, for the columns that stand for a token
    Content content = Content::Number; ///< how two of its values are compared
    Heat heat = Heat::None; ///< the colours that both tables give it; those of A where they differ
    int a = -1;             ///< column of the table of A; -1: it has none
    int b = -1;             ///< likewise; one of the two is there
};

/// What there is to compare in two tables of one view: all columns but those that say what a row is
/// about. Columns that stand for a token ("attention 3 ship") come last and are matched by the
/// alignment; they are named after the token of A, and of B where A has none or another.
std::vector<ComparedValue> comparedValues(const TableSource& a, const TableSource& b,
                                          const ComparedTokens& tokens);

/// Two tables of one view, of two prompts or of two models, as one: rows about the same thing
/// become one row. A row that only one table has is there with the other's values empty.
///
/// Columns: layer, head, ... as they are; for positions and every value "x A" and "x B", for
/// numbers also "x B-A" (Heat::Signed), for lists of words "x in both", how many they share.
///
/// Throws std::logic_error where the rows of one are not in order (RowMerge).
TableSource compareTables(TableSource a, TableSource b, const ComparedTokens& tokens);

/// NaN where it is none.
double numberOrNan(const TableValue& value);
/// B - A; whole where both are; monostate where one is no number.
TableValue differenceOf(const TableValue& a, const TableValue& b);
/// How many words the lists share; monostate where one is no list.
TableValue sharedOf(const TableValue& a, const TableValue& b);

} // namespace headscope::core
