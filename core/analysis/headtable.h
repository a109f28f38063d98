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

/// The posts' table of one head: one row per context token, K of them; T input tokens. K = T but in
/// cross-attention, whose context is the encoder's. Immutable; shared with the window.
struct HeadTable {
    LayerIndex layer;                     ///< of the head; both count from 0
    HeadIndex head;                       ///< from ownHeads on those of cross-attention
    HeadTableOptions options;             ///< that vectors and words are made with
    std::vector<PromptToken> tokens;      ///< (K): context tokens, the rows
    std::vector<PromptToken> inputTokens; ///< (T): those that attend, the columns of scores
    std::vector<LensCell> patternCells;   ///< (K)
    std::vector<LensCell> messageCells;   ///< (K)
    /// (K): whether the row's words have been looked up; cells of the others are empty.
    std::vector<bool> found;
    std::vector<float> patternSizes; ///< (K) |p_j|, as shown (after centring)
    std::vector<float> messageSizes; ///< (K) |m_j|, as shown
    std::vector<float> shifts;       ///< (K) c_j, at the distance of the pattern
    Matrix attention;           ///< (T, K): row = input (query) token i, column = context token j
    Matrix scores;              ///< (T, K): before the softmax, scale included
    std::vector<KeyRange> seen; ///< (T): the context tokens that each input token sees
    LensCell alwaysWrites;      ///< words of the mean message
    /// What scores are made of: (n_i . p_j + c_j) queryFactors_i scale + relativeBias_ij, with
    /// pattern and shift at the distance of the pair.
    float scale = 1.0F;
    Vector queryFactors;     ///< (T), of headvectors.h
    Matrix relativeBias;     ///< (T, K); empty where there is none
    int headSize = 0;        ///< d
    int latentSize = 0;      ///< r where keys and values come from a latent; 0: they do not
    int ownHeads = 0;        ///< heads of the layer that look at its own tokens: 0 .. ownHeads - 1
    bool cross = false;      ///< context tokens are the encoder's
    bool causal = true;      ///< input tokens see no token behind them
    int window = 0;          ///< how many tokens an input token sees, itself included; 0: all
    bool byDistance = false; ///< patterns depend on a distance
    bool tied = true; ///< words read as they are written; else patterns are compared with the input
                      ///< embedding, messages with the output embedding
    std::vector<int> groupHeads; ///< heads that share keys and values; only itself without grouping
    /// As groupHeads: how alike this head's messages are to theirs, the mean over context tokens of
    /// the cosine; 1 for itself.
    std::vector<float> groupAlike;
    std::shared_ptr<const WordList> words; ///< spells the ids of the cells

    /// Whether the head lets an input token attend to a context token; both from 0.
    bool sees(int input, int context) const
    {
        return seen[static_cast<std::size_t>(input)].has(context);
    }
    /// The distance that the pattern of a context token is taken at.
    int distanceOf(int context) const { return options.distance.of(context, options.side); }
    /// Whether the words of all rows are there.
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
/// Likewise; heads of cross-attention come behind the layer's own.
void checkHead(const Model& model, HeadIndex head);

} // namespace headscope::core
