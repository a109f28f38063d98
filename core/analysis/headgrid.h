// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headwords.h"
#include "core/analysis/prompttokens.h"
#include "core/base/wordlist.h"

#include <memory>
#include <vector>

namespace headscope::core {

/// The words of the patterns and messages of all heads on a prompt of T tokens: what the Patterns
/// and Messages views show. Comes in pieces: each has all heads of the one before and more.
/// Immutable; shared with the window.
struct HeadGrid {
    HeadTableOptions options;
    int layers = 0;                  ///< L
    int headsPerLayer = 0;           ///< H
    std::vector<PromptToken> tokens; ///< (T)
    std::shared_ptr<const WordList> words;
    /// (L H), layer after layer; null where a head's words are not there yet.
    std::vector<std::shared_ptr<const HeadWords>> heads;

    const HeadWords* of(LayerIndex layer, HeadIndex head) const
    {
        return heads[static_cast<std::size_t>(layer.value * headsPerLayer + head.value)].get();
    }
    bool complete() const;
};

/// What `search` has found so far.
HeadGrid headGrid(const Model& model, const std::vector<PromptToken>& tokens,
                  const HeadWordsSearch& search);

} // namespace headscope::core
