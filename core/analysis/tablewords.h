// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "core/analysis/prompttokens.h"
#include "core/analysis/table.h"

#include <optional>
#include <string>
#include <string_view>

namespace headscope::core {

// How words come into exported tables.

/// The words of a cell; none where it points along word frequency and such cells are hidden.
TableValue wordsOf(const LensCell& cell, const WordList& words, bool hideHighBias);
/// The head of a token's column, as "attention 3 ship": the word without its leading space, and
/// with signs for what would break the line.
std::string tokenColumn(std::string_view kind, const PromptToken& token, std::size_t position);
/// What tokenColumn() has put into a name; nullopt for the names of other columns.
struct TokenColumn {
    std::string kind; ///< "attention": one word
    int position = 0; ///< of the token, from 0
};
/// Of any name that has the form "attention 3 ship".
std::optional<TokenColumn> readTokenColumn(std::string_view name);

} // namespace headscope::core
