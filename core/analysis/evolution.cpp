// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/evolution.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/base/utf8.h"
#include "core/model/forward.h"
#include "core/tensor/elementwise.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <utility>

namespace headscope::core {

namespace {

/// States that read the vocabulary together: enough for full products, few enough that a stop comes
/// soon and loses little.
constexpr std::size_t blockStates = 64;
constexpr Eigen::Index chunk = 256; ///< words compared with the worst of the best at once

using Scores = ConstVectorView; ///< (V)

/// The best few of a row of scores. Ids come in order, so a word goes behind all that score the
/// same.
class BestWords
{
public:
    explicit BestWords(int top) : m_top(static_cast<std::size_t>(top)) { m_ids.reserve(m_top + 1); }

    bool wants(float score) const { return m_ids.size() < m_top || score > m_worst; }
    void insert(const Scores& scores, TokenId id)
    {
        const auto place = std::upper_bound(
            m_ids.begin(), m_ids.end(), scores[id],
            [&](float value, TokenId other) { return value > scores[other]; });
        m_ids.insert(place, id);
        if (m_ids.size() > m_top)
            m_ids.pop_back();
        m_worst = scores[m_ids.back()];
    }
    std::vector<TokenId> take() { return std::move(m_ids); }

private:
    std::size_t m_top;
    std::vector<TokenId> m_ids;
    float m_worst = 0.0F; ///< of those kept
};

/// The sum of exp(score - largest) over all words. Chunks are summed in float32, 256 terms of at
/// most 1, and together in float64.
double sumOfExponentials(const Scores& scores, float largest)
{
    std::array<float, chunk> e{};
    double sum = 0.0;
    for (Eigen::Index first = 0; first < scores.size(); first += chunk) {
        const Eigen::Index n = std::min(chunk, scores.size() - first);
        Eigen::Map<Eigen::ArrayXf> part(e.data(), n);
        part = scores.segment(first, n).array() - largest;
        exponentials(e.data(), e.data(), static_cast<std::size_t>(n));
        sum += static_cast<double>(part.sum());
    }
    return sum;
}

StateWords wordsOf(const Scores& scores, std::vector<TokenId> ids, float largest, double sum)
{
    StateWords words;
    words.probabilities.reserve(ids.size());
    for (const TokenId id : ids) {
        const double above = static_cast<double>(scores[id]) - static_cast<double>(largest);
        words.probabilities.push_back(static_cast<float>(std::exp(above) / sum));
    }
    words.ids = std::move(ids);
    return words;
}

/// From 1; words of equal score rank by id.
int rankOf(const Scores& scores, TokenId id)
{
    const float own = scores[id];
    const auto better = (scores.array() > own).count();
    const auto before = (scores.head(id).array() == own).count();
    return static_cast<int>(better + before) + 1;
}

} // namespace

StateReading readScores(const Model& model, const ConstVectorView& scores, int top,
                        std::optional<TokenId> next)
{
    BestWords all(top);
    BestWords legible(top);
    float largest = -std::numeric_limits<float>::infinity();
    for (Eigen::Index first = 0; first < scores.size(); first += chunk) {
        const Eigen::Index n = std::min(chunk, scores.size() - first);
        const float best = scores.segment(first, n).maxCoeff();
        largest = std::max(largest, best);
        if (!legible.wants(best)) // which wants whatever the longer list does
            continue;
        for (auto t = static_cast<TokenId>(first); t < first + n; ++t) {
            const float score = scores[t];
            if (!legible.wants(score))
                continue;
            if (all.wants(score))
                all.insert(scores, t);
            if (model.fragments[static_cast<std::size_t>(t)] == 0)
                legible.insert(scores, t);
        }
    }
    const double sum = sumOfExponentials(scores, largest);
    StateReading reading;
    reading.all = wordsOf(scores, all.take(), largest, sum);
    reading.legible = wordsOf(scores, legible.take(), largest, sum);
    if (next)
        reading.nextRank = rankOf(scores, *next);
    return reading;
}

std::optional<TokenId> trueNext(const Model& model, const std::vector<TokenId>& ids,
                                std::size_t token)
{
    if (!model.info.causal)
        return ids[token];
    if (token + 1 >= ids.size())
        return std::nullopt;
    return ids[token + 1];
}

EvolutionSearch::EvolutionSearch(std::shared_ptr<const Model> model,
                                 std::shared_ptr<const Trace> trace)
    : m_model(std::move(model)),
      m_trace(std::move(trace)),
      m_states(m_trace->states.size() * m_trace->ids.size())
{}

bool EvolutionSearch::advance(const RunControl& control)
{
    const std::size_t T = m_trace->ids.size();
    const RunControl quiet{control.stop, {}};
    while (m_done < m_states.size()) {
        // States of one layer lie together, those of the next do not.
        const std::size_t l = m_done / T;
        const std::size_t first = m_done % T;
        const std::size_t n = std::min(blockStates, T - first);
        const auto rows = static_cast<Eigen::Index>(n);
        if (!logits(*m_model, rowsOf(m_trace->states[l], static_cast<Eigen::Index>(first), rows),
                    m_scores, quiet))
            return false;
        sharePieces(rows, [&](std::ptrdiff_t i) {
            if (control.stopped())
                return;
            const auto k = static_cast<std::size_t>(i);
            const Scores scores(m_scores.data() + i * m_scores.cols(), m_scores.cols());
            m_states[m_done + k] = readScores(*m_model, scores, Evolution::top,
                                              trueNext(*m_model, m_trace->ids, first + k));
        });
        if (control.stopped())
            return false;
        m_done += n;
        control.report(static_cast<int>(m_done), static_cast<int>(m_states.size()));
    }
    return true;
}

namespace {

/// What a prompt goes on with as it is typed, where the token can be written by itself.
std::string continuation(const Model& model, TokenId id)
{
    if (!model.tokenizer)
        return ' ' + std::to_string(id); // prompts are ids
    const std::string_view bytes = model.bytes(id);
    return isValidUtf8(bytes) ? std::string(bytes) : std::string();
}

} // namespace

Evolution EvolutionSearch::take()
{
    Evolution result;
    result.layers = m_model->info.layers;
    result.causal = m_model->info.causal;
    result.output = stateOutput(*m_model);
    result.tokens = promptTokens(*m_model, m_trace->ids);
    result.words = m_model->words;
    result.states = std::move(m_states);
    for (int i = 0; i < m_trace->tokens(); ++i) {
        const Position token(i);
        result.predictedText.push_back(
            result.causal ? continuation(*m_model, result.predicted(token)) : std::string());
        result.right += result.predictedRight(token) ? 1 : 0;
    }
    return result;
}

std::optional<StateDetail> stateDetail(const Model& model, const Trace& trace, StatePlace place,
                                       const RunControl& control)
{
    const auto [state, token] = place;
    if (state.value < 0 || state.value > model.info.layers)
        throw Error(ErrorKind::BadArgument, "there is no state " + std::to_string(state.value)
                                                + ": " + model.info.name + " has states 0 to "
                                                + std::to_string(model.info.layers));
    if (token.value < 0 || token.value >= trace.tokens())
        throw Error(ErrorKind::BadArgument, "there is no token " + std::to_string(token.value)
                                                + ": the prompt has tokens 0 to "
                                                + std::to_string(trace.tokens() - 1));
    Matrix scores;
    if (!logits(model, rowsOf(trace.states[static_cast<std::size_t>(state.value)], token.value, 1),
                scores, control))
        return std::nullopt;
    StateDetail detail;
    detail.place = place;
    detail.reading = readScores(model, Scores(scores.data(), scores.cols()), StateDetail::top,
                                trueNext(model, trace.ids, static_cast<std::size_t>(token.value)));
    detail.words = model.words;
    return detail;
}

std::optional<std::vector<StateReading>> readStates(const Model& model,
                                                    const ConstMatrixView& states, int top,
                                                    const RunControl& control)
{
    Matrix scores;
    if (!logits(model, states, scores, control))
        return std::nullopt;
    std::vector<StateReading> readings(static_cast<std::size_t>(states.rows()));
    sharePieces(states.rows(), [&](std::ptrdiff_t i) {
        if (!control.stopped())
            readings[static_cast<std::size_t>(i)] = readScores(
                model, Scores(scores.data() + i * scores.cols(), scores.cols()), top, {});
    });
    if (control.stopped())
        return std::nullopt;
    return readings;
}

TableSource evolutionTableSource(std::shared_ptr<const Evolution> evolution, bool hideFragments)
{
    TableSource source;
    source.columns = {"layer",
                      "position",
                      "token",
                      "id",
                      "word",
                      "probability",
                      evolution->causal ? "next_rank" : "own_rank"};
    source.name = "evolution";
    source.rows = evolution->states.size();
    source.setHeat("probability", Heat::Share);
    source.setContent({"token", "id", "word"}, Content::Other);
    std::size_t at = 0;
    source.next = [evolution = std::move(evolution), hideFragments, at](TableRow& row) mutable {
        if (at == evolution->states.size())
            return false;
        const std::size_t j = at % evolution->tokens.size();
        const std::size_t l = at / evolution->tokens.size();
        const StateReading& state = evolution->states[at++];
        const StateWords& words = state.shown(hideFragments);
        const bool said = !words.ids.empty();
        const auto whole = [](std::size_t x) { return static_cast<std::int64_t>(x); };
        row = {whole(l),
               whole(j),
               evolution->tokens[j].text,
               std::int64_t(evolution->tokens[j].id),
               said ? TableValue(std::string(evolution->words->word(words.ids.front())))
                    : TableValue(),
               said ? TableValue(words.probabilities.front()) : TableValue(),
               state.nextRank > 0 ? TableValue(std::int64_t(state.nextRank)) : TableValue()};
        return true;
    };
    return source;
}

} // namespace headscope::core
