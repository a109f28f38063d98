// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/evolution.h"
#include "core/analysis/lab/lab.h"
#include "core/analysis/prompttokens.h"
#include "core/analysis/table.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// What a change does to the prediction at one token.
struct LabToken {
    double kl = 0; ///< KL(original || changed) of the words that come next, in nats
    /// Natural logarithms of the probability of the true next token (of the token itself in models
    /// that see both ways); NaN where there is none.
    double logProbability = 0;
    double changedLogProbability = 0; ///< of the same token in the changed run; NaN likewise
    StateReading before;              ///< the best words, with the rank of the true next token
    StateReading after;               ///< the same of the changed run

    /// In nats; below 0 where the change made the true next token less likely.
    double delta() const { return changedLogProbability - logProbability; }
    /// Whether the most likely word stayed.
    bool sameTop() const { return before.all.ids.front() == after.all.ids.front(); }
};

/// A changed run beside the original one. Immutable; shared with the window.
struct LabResult {
    Change change;                         ///< that was made
    std::vector<PromptToken> tokens;       ///< (T)
    std::vector<LabToken> results;         ///< (T)
    std::vector<HeadEffect> heads;         ///< (L H), layer after layer
    int layers = 0;                        ///< L
    int headsPerLayer = 0;                 ///< H, with those of cross-attention
    bool causal = true;                    ///< as Evolution's
    std::shared_ptr<const WordList> words; ///< spells the ids of `results`

    double meanKl = 0;    ///< over all tokens
    double meanDelta = 0; ///< over those with a true next token; NaN where there is none
    double agreement = 0; ///< share of tokens whose most likely word stayed
    double dropped = 0;   ///< share of all heads' messages that is not in the cache
    double routed = 0;    ///< share of all heads' queries that went past
    std::int64_t parametersSaved = 0; ///< see AppliedChange

    /// The token that is to be predicted at `token`, as Evolution::target(); empty where none is.
    std::optional<TokenId> next(Position token) const;
    /// What the change did to one head.
    const HeadEffect& effect(LayerIndex layer, HeadIndex head) const
    {
        return heads[static_cast<std::size_t>(layer.value) * static_cast<std::size_t>(headsPerLayer)
                     + static_cast<std::size_t>(head.value)];
    }
};

/// Compares the last states of two runs of a prompt; `top` words (1 to 50) of each. Logits are made
/// a few rows at a time. On all threads; reports tokens; nullopt when stopped. Throws
/// std::logic_error where the runs are of different prompts.
std::optional<LabResult> labResult(const Model& model, const Trace& original,
                                   const AppliedChange& change, const ChangedRun& changed,
                                   int top = Evolution::top, const RunControl& control = {});
/// The same of ends of runs: `original` (T, D), and `ids` (T), the decoder's where there is one.
std::optional<LabResult> labResult(const Model& model, const std::vector<TokenId>& ids,
                                   const Matrix& original, const AppliedChange& change,
                                   const Matrix& changed, std::vector<HeadEffect> heads,
                                   int top = Evolution::top, const RunControl& control = {});

/// A row per token: position, token, id, kl, next, logprob, changed_logprob, delta, rank,
/// changed_rank (of the true next token, from 1), top, top_probability, changed_top,
/// changed_top_probability (lists of words, the probability of the first). Fragments of words are
/// among them: it is tokens that are predicted.
TableSource labTokensTableSource(std::shared_ptr<const LabResult> result);
/// A row per head: layer, head, messages, dropped, dropped_share, queries, routed, routed_share,
/// emptied.
TableSource labHeadsTableSource(std::shared_ptr<const LabResult> result);

} // namespace headscope::core
