// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/lab.h"
#include "core/analysis/table.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// What is different from one point of a sweep to the next.
enum class SweepParameter {
    PatternRank,   ///< RankCut of W^P
    MessageRank,   ///< RankCut of W^M
    DropSmall,     ///< DropMessages, the share of the median
    DropHighBias,  ///< DropMessages, the least |rho|
    RouteThreshold ///< RouteQueries, the least cosine
};

/// What is swept, over which values, and what stays the same.
struct SweepOptions {
    /// Nothing: one point, of `base` alone.
    std::optional<SweepParameter> parameter = std::nullopt;
    std::vector<double> values = {}; ///< whole numbers for ranks; one point each, in this order
    std::vector<ChangeScope> scopes = {}; ///< of what is swept; empty: all heads
    DropMessages::Mode dropMode = DropMessages::Mode::Renormalise; ///< of either rule
    Change base = {}; ///< what is changed at every point besides
    /// Prompts are run together as long as the last states of all their runs take no more.
    std::size_t blockBytes = std::size_t(64) << 20U;

    /// How many runs of each prompt there are beside the original.
    std::size_t points() const { return parameter ? values.size() : 1; }
    /// The whole change at a point. Throws Error{BadArgument} for a rank that is no whole number.
    Change at(std::size_t point) const;
    bool operator==(const SweepOptions&) const = default; ///< field by field
};

/// One value over all prompts.
struct SweepPoint {
    double value = 0;     ///< NaN where nothing is swept
    double meanKl = 0;    ///< over all tokens of all prompts, in nats
    double meanDelta = 0; ///< of the true next token's log-probability, over those that have one;
                          ///< NaN where none has
    double meanLogProbability = 0; ///< of it in the changed run; NaN likewise
    double agreement = 0;          ///< share of tokens whose most likely word stayed
    double dropped = 0;            ///< share of all messages of all heads
    double routed = 0;             ///< share of all queries of all heads
    double emptied = 0;            ///< share of all queries of all heads that no key was left for
    std::int64_t parametersSaved = 0; ///< see AppliedChange
    std::int64_t tokens = 0;          ///< of all prompts: what meanKl and agreement are over
    int prompts = 0;                  ///< the same at every point
};

/// Runs a list of prompts with every value of a parameter; the original once per prompt, the
/// decompositions of heads once for all values. Belongs to one thread at a time. Stopping loses the
/// run that was under way.
class Sweep
{
public:
    /// `lab` outlives this. Throws as checkChange() for any of the values, Error{BadArgument} where
    /// there is no value or no prompt, and as checkPrompt() with the prompt's number, from 0.
    Sweep(Lab& lab, std::vector<PromptIds> prompts, SweepOptions options);
    ~Sweep();

    /// Goes on until all is run (true) or `control` asks to stop (false); reports runs.
    bool advance(const RunControl& control = {});
    /// A point per value; only once advance() returned true.
    std::vector<SweepPoint> take();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A row per point: value, mean_kl, mean_delta, mean_logprob (of the changed run), agreement,
/// dropped, routed, emptied, parameters_saved, prompts, tokens. The first column is named after the
/// parameter: rank_p, rank_m, drop_empty, drop_bias, route; where nothing is swept there is none.
TableSource sweepTableSource(std::optional<SweepParameter> parameter,
                             std::shared_ptr<const std::vector<SweepPoint>> points);

} // namespace headscope::core
