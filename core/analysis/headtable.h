// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headwords.h"
#include "core/analysis/prompttokens.h"
#include "core/base/wordlist.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// The posts' table of one head: one row per context token. Immutable; shared with the window.
struct HeadTable {
    LayerIndex layer;
    HeadIndex head;
    HeadTableOptions options;
    std::vector<PromptToken> tokens;    ///< (T)
    std::vector<LensCell> patternCells; ///< (T)
    std::vector<LensCell> messageCells; ///< (T)
    /// (T): whether the row's words have been looked up; cells of the others are empty.
    std::vector<bool> found;
    std::vector<float> patternSizes; ///< (T) |p_j|, as shown (after centring)
    std::vector<float> messageSizes; ///< (T) |m_j|, as shown
    std::vector<float> shifts;       ///< (T) c_j
    Matrix attention;            ///< (T, T): row = input (query) token i, column = context token j
    Matrix scores;               ///< (T, T): before the softmax, scale included
    LensCell alwaysWrites;       ///< words of the mean message
    int headSize = 0;            ///< d
    std::vector<int> groupHeads; ///< heads that share keys and values; only itself without grouping
    std::shared_ptr<const WordList> words;

    bool complete() const { return std::find(found.begin(), found.end(), false) == found.end(); }
};

/// A table without words: everything that takes no search. Throws Error{BadArgument} for a layer or
/// head the model does not have.
HeadTable headTableWithoutWords(const Model& model, const Trace& trace, LayerIndex layer,
                                HeadIndex head, const HeadTableOptions& options = {});
/// Looks up the words of some rows of a table, which has no words of them yet, and of the mean
/// message. False when stopped; the table is then as before.
bool findWords(HeadTable& table, const Model& model, const Trace& trace, const Lens& lens,
               const std::vector<int>& rows, const RunControl& control = {});
/// Puts in words that have been looked up before, with the table's options.
void setWords(HeadTable& table, const HeadWords& words);
/// The rows of a table whose words are not there yet.
std::vector<int> rowsWithoutWords(const HeadTable& table);

/// The whole table at once; nullopt when stopped.
std::optional<HeadTable> makeHeadTable(const Model& model, const Trace& trace, const Lens& lens,
                                       LayerIndex layer, HeadIndex head,
                                       const HeadTableOptions& options = {},
                                       const RunControl& control = {});

/// Throws Error{BadArgument} naming the number and the bound.
void checkLayer(const Model& model, LayerIndex layer);
void checkHead(const Model& model, HeadIndex head);

} // namespace headscope::core
