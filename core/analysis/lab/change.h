// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ranks.h"
#include "core/model/model.h"

#include <optional>
#include <variant>
#include <vector>

namespace headscope::core {

// What the Lab can change in a model: values that say what is wanted; nothing is computed here.

/// Which heads: those of a layer, those of a number in every layer, one head, or all. Heads are
/// numbered 0 .. headsPerLayer() - 1 as everywhere: those of cross-attention come behind the
/// layer's own. Of a model with an encoder the heads are the decoder's; its encoder stays as it is.
struct ChangeScope {
    std::optional<LayerIndex> layer = std::nullopt; ///< empty: all layers
    std::optional<HeadIndex> head = std::nullopt;   ///< empty: all heads of them

    /// Whether the head is one of these.
    bool covers(LayerIndex l, HeadIndex h) const
    {
        return (!layer || *layer == l) && (!head || *head == h);
    }
    bool operator==(const ChangeScope&) const = default; ///< field by field
};

/// The head's output is zero, or for every token the mean of its outputs over the prompt's tokens.
struct HeadOff {
    /// What the output becomes.
    enum class Mode {
        Zero, ///< nothing is written
        Mean, ///< the same for all tokens; later ones have a part in it
    };
    Mode mode = Mode::Zero;                          ///< Zero counts where interventions want both
    bool operator==(const HeadOff&) const = default; ///< the same mode
};

/// W^P = W_K W_Q^T or W^M = W_V W_O becomes the best matrix of that rank, see ChangedModel.
struct RankCut {
    HeadMatrix matrix = HeadMatrix::Message;         ///< Pattern or Message
    int rank = 1;                                    ///< 1 .. d; of W^M 1 .. dv
    bool operator==(const RankCut&) const = default; ///< the same matrix and rank
};

/// Messages that are empty are left out of the cache: m_j of context token j at a head is empty if
/// its size is below a share of the median of that head's sizes over all context tokens, the first
/// included, or if the word bias explains it: |rho| (lens.h, in Space::Final by the cosine) is at
/// least the threshold. Both are taken in the changed run, at that layer.
struct DropMessages {
    /// When a message is empty.
    enum class Rule {
        Small,   ///< |m_j| < threshold * median; threshold 0 and up
        HighBias ///< |rho(m_j)| >= threshold; 0 to 1
    };
    /// What becomes of the attention on it.
    enum class Mode {
        Renormalise, ///< as if no query saw the key: the softmax is over the others; a query that
                     ///< sees none gets nothing from the head
        Silence      ///< the attention of the others stays; what went to the key is lost
    };
    Rule rule = Rule::Small;       ///< decides what `threshold` is compared with
    double threshold = 0.0;        ///< no unit; its range is the rule's
    Mode mode = Mode::Renormalise; ///< where a message gets both, Renormalise counts
    bool operator==(const DropMessages&) const = default; ///< field by field
};

/// Queries i whose cosine of n_i, what the head reads, with the centroid of the head's patterns is
/// below the threshold (-1 to 1) pass the head by: it writes nothing for them. The centroid is the
/// mean pattern (key side, without shift) of context tokens 1 .. K - 1, of all where K <= 2; at
/// distance 1 where positions turn.
struct RouteQueries {
    double threshold = 0.0; ///< a cosine, -1 .. 1; of several the highest counts
    bool operator==(const RouteQueries&) const = default; ///< the same threshold
};

/// Attention is sigmoid(score) / (number of keys that the query sees) in place of the softmax
/// (Ramapuram et al. 2024, Theory, Analysis, and Best Practices for Sigmoid Self-Attention); scores
/// with all of their terms.
struct GateScores {
    bool operator==(const GateScores&) const = default; ///< always: there is nothing to choose
};

/// One thing that is changed, at some heads.
struct Intervention {
    /// One of the kinds above, with its numbers.
    using What = std::variant<HeadOff, RankCut, DropMessages, RouteQueries, GateScores>;
    What what;                                            ///< by default HeadOff, to zero
    ChangeScope scope;                                    ///< by default all heads
    bool operator==(const Intervention&) const = default; ///< the same at the same heads
};

/// All that is changed, in any combination; the order does not matter. At a head that several cover
/// ranks are cut first (the lowest counts), then its attention is made, by gate or softmax, without
/// the keys that any DropMessages drops (Renormalise before Silence where both drop one), then
/// queries are routed, and last the head is switched off (Zero before Mean), whatever it has
/// computed.
struct Change {
    std::vector<Intervention> interventions; ///< none: the model as it is

    bool empty() const { return interventions.empty(); } ///< whether nothing is changed
    bool operator==(const Change&) const = default;      ///< the same list, in the same order
};

/// Throws Error{BadArgument} naming place and numbers where an intervention asks for a layer, head,
/// rank or threshold that the model cannot have.
void checkChange(const Model& model, const Change& change);

} // namespace headscope::core
