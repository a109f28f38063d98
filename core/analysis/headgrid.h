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
/// and Messages views show. Heads of cross-attention have those of the encoder's tokens. Comes in
/// pieces: each has all heads of the one before and more. Immutable; shared with the window.
struct HeadGrid {
    HeadTableOptions options; ///< that the words were looked up with
    int layers = 0;           ///< L
    int headsPerLayer = 0;    ///< H
    int ownHeads = 0;         ///< heads of a layer that look at its own tokens; before others
    std::vector<PromptToken> tokens;       ///< (T)
    std::vector<PromptToken> memory;       ///< (T_enc): what the other heads look at
    bool tied = true;                      ///< as HeadTable's
    bool byDistance = false;               ///< patterns of some heads depend on a distance
    std::shared_ptr<const WordList> words; ///< spells the ids of all cells
    /// (L H), layer after layer; null where a head's words are not there yet.
    std::vector<std::shared_ptr<const HeadWords>> heads;

    /// Null where they are not there yet.
    const HeadWords* of(LayerIndex layer, HeadIndex head) const
    {
        return heads[static_cast<std::size_t>(layer.value) * static_cast<std::size_t>(headsPerLayer)
                     + static_cast<std::size_t>(head.value)]
            .get();
    }
    bool isCross(HeadIndex head) const { return head.value >= ownHeads; } ///< looks at `memory`
    /// The context tokens of a head: those that its words are of.
    const std::vector<PromptToken>& contextOf(HeadIndex head) const
    {
        return isCross(head) ? memory : tokens;
    }
    bool complete() const; ///< no head's words are missing
};

/// What `search` has found so far.
HeadGrid headGrid(const Model& model, const std::vector<PromptToken>& tokens,
                  const HeadWordsSearch& search);

} // namespace headscope::core
