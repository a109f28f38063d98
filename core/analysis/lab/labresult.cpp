// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/labresult.h"

#include "core/analysis/lab/divergence.h"

#include <limits>
#include <stdexcept>
#include <utility>

namespace headscope::core {

namespace {

double share(std::int64_t some, std::int64_t all)
{
    return all > 0 ? static_cast<double>(some) / static_cast<double>(all) : 0.0;
}

void summarise(LabResult& result)
{
    const auto T = static_cast<double>(result.results.size());
    double deltas = 0.0;
    int targets = 0;
    int same = 0;
    for (std::size_t t = 0; t < result.results.size(); ++t) {
        const LabToken& token = result.results[t];
        result.meanKl += token.kl / T;
        same += token.sameTop() ? 1 : 0;
        if (!result.next(Position(static_cast<int>(t))))
            continue;
        deltas += token.delta();
        ++targets;
    }
    result.meanDelta = targets > 0 ? deltas / targets : std::numeric_limits<double>::quiet_NaN();
    result.agreement = same / T;
    const EffectSums sums = sumOf(result.heads);
    result.dropped = share(sums.dropped, sums.messages);
    result.routed = share(sums.routed, sums.queries);
}

} // namespace

std::optional<TokenId> LabResult::next(Position token) const
{
    const auto at = static_cast<std::size_t>(token.value) + (causal ? 1 : 0);
    return at < tokens.size() ? std::optional(tokens[at].id) : std::nullopt;
}

std::optional<LabResult> labResult(const Model& model, const Trace& original,
                                   const AppliedChange& change, const ChangedRun& changed, int top,
                                   const RunControl& control)
{
    if (original.ids != changed.trace->ids)
        throw std::logic_error("a changed run is compared with a run of another prompt");
    return labResult(model, original.ids, original.states.back(), change,
                     changed.trace->states.back(), changed.heads, top, control);
}

std::optional<LabResult> labResult(const Model& model, const std::vector<TokenId>& ids,
                                   const Matrix& original, const AppliedChange& change,
                                   const Matrix& changed, std::vector<HeadEffect> heads, int top,
                                   const RunControl& control)
{
    LabResult result;
    result.change = change.change();
    result.tokens = promptTokens(model, ids);
    result.results.resize(ids.size());
    result.heads = std::move(heads);
    result.layers = model.info.layers;
    result.headsPerLayer = model.info.headsPerLayer();
    result.causal = model.info.causal;
    result.words = model.words;
    result.parametersSaved = change.parametersSaved();
    const auto take = [&](std::size_t t, std::size_t /*run*/, const ConstVectorView& before,
                          const ConstVectorView& after) {
        const std::optional<TokenId> next = trueNext(model, ids, t);
        const Divergence d = divergence(before, after, next);
        result.results[t] = {d.kl, d.logProbability, d.changedLogProbability,
                             readScores(model, before, top, next),
                             readScores(model, after, top, next)};
    };
    if (!eachPrediction(model, original, {&changed}, take, control))
        return std::nullopt;
    summarise(result);
    return result;
}

namespace {

TableValue wordList(const StateWords& words, const WordList& list)
{
    std::vector<std::string> result;
    for (const TokenId id : words.ids)
        result.emplace_back(list.word(id));
    return result;
}

TableValue firstProbability(const StateWords& words)
{
    return words.probabilities.empty() ? TableValue() : TableValue(words.probabilities.front());
}

TableValue rankValue(int rank)
{
    return rank > 0 ? TableValue(std::int64_t(rank)) : TableValue();
}

} // namespace

TableSource labTokensTableSource(std::shared_ptr<const LabResult> result)
{
    TableSource source;
    source.columns = {"position",
                      "token",
                      "id",
                      "kl",
                      "next",
                      "logprob",
                      "changed_logprob",
                      "delta",
                      "rank",
                      "changed_rank",
                      "top",
                      "top_probability",
                      "changed_top",
                      "changed_top_probability"};
    source.name = "lab";
    source.rows = result->results.size();
    source.setContent({"top", "changed_top"}, Content::Words);
    source.setContent({"token", "id", "next"}, Content::Other);
    source.setHeat("kl", Heat::Size);
    source.setHeat("delta", Heat::Signed);
    source.setHeat("top_probability", Heat::Share);
    source.setHeat("changed_top_probability", Heat::Share);
    source.next = [result = std::move(result), at = 0](TableRow& row) mutable {
        const auto k = static_cast<std::size_t>(at);
        if (k == result->results.size())
            return false;
        const LabToken& token = result->results[k];
        const std::optional<TokenId> next = result->next(Position(at));
        const auto ifNext = [&next](double number) {
            return next ? TableValue(number) : TableValue();
        };
        const StateWords& before = token.before.all;
        const StateWords& after = token.after.all;
        row = {std::int64_t(at),
               result->tokens[k].text,
               std::int64_t(result->tokens[k].id),
               token.kl,
               next ? TableValue(result->tokens[k + (result->causal ? 1 : 0)].text) : TableValue(),
               ifNext(token.logProbability),
               ifNext(token.changedLogProbability),
               ifNext(token.delta()),
               rankValue(token.before.nextRank),
               rankValue(token.after.nextRank),
               wordList(before, *result->words),
               firstProbability(before),
               wordList(after, *result->words),
               firstProbability(after)};
        ++at;
        return true;
    };
    return source;
}

TableSource labHeadsTableSource(std::shared_ptr<const LabResult> result)
{
    TableSource source;
    source.columns = {"layer",   "head",   "messages",     "dropped", "dropped_share",
                      "queries", "routed", "routed_share", "emptied"};
    source.name = "lab heads";
    source.rows = result->heads.size();
    source.setHeat("dropped_share", Heat::Share);
    source.setHeat("routed_share", Heat::Share);
    source.next = [result = std::move(result), at = std::size_t(0)](TableRow& row) mutable {
        if (at == result->heads.size())
            return false;
        const HeadEffect& head = result->heads[at++];
        row = {std::int64_t(head.layer.value),
               std::int64_t(head.head.value),
               std::int64_t(head.messages),
               std::int64_t(head.dropped),
               head.droppedShare(),
               std::int64_t(head.queries),
               std::int64_t(head.routed),
               head.routedShare(),
               std::int64_t(head.emptied)};
        return true;
    };
    return source;
}

} // namespace headscope::core
