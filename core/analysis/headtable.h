// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headwords.h"
#include "core/analysis/prompttokens.h"
#include "core/base/wordlist.h"

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
    std::vector<float> patternSizes;    ///< (T) |p_j|, as shown (after centring)
    std::vector<float> messageSizes;    ///< (T) |m_j|, as shown
    std::vector<float> shifts;          ///< (T) c_j
    Matrix attention;            ///< (T, T): row = input (query) token i, column = context token j
    Matrix scores;               ///< (T, T): before the softmax, scale included
    LensCell alwaysWrites;       ///< words of the mean message
    int headSize = 0;            ///< d
    std::vector<int> groupHeads; ///< heads that share keys and values; only itself without grouping
    std::shared_ptr<const WordList> words;
};

/// nullopt when stopped; throws Error{BadArgument} for a layer or head the model does not have.
/// `known`: its words, where they have been looked up with these options before.
std::optional<HeadTable> makeHeadTable(const Model& model, const Trace& trace, const Lens& lens,
                                       LayerIndex layer, HeadIndex head,
                                       const HeadTableOptions& options = {},
                                       const RunControl& control = {},
                                       std::shared_ptr<const HeadWords> known = nullptr);

/// Throws Error{BadArgument} naming the number and the bound.
void checkLayer(const Model& model, LayerIndex layer);
void checkHead(const Model& model, HeadIndex head);

} // namespace headscope::core
