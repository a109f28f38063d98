// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/sweep.h"

#include "core/analysis/evolution.h"
#include "core/analysis/lab/divergence.h"
#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

namespace headscope::core {

namespace {

int wholeRank(double value)
{
    constexpr double most = 1e6; // no head is as large
    if (std::abs(value) <= most && value == std::floor(value))
        return static_cast<int>(value);
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    throw Error(ErrorKind::BadArgument,
                "a rank of " + text.str() + ": ranks are whole numbers from 1 on");
}

Intervention::What swept(const SweepOptions& options, double value)
{
    switch (*options.parameter) {
    case SweepParameter::PatternRank:
        return RankCut{HeadMatrix::Pattern, wholeRank(value)};
    case SweepParameter::MessageRank:
        return RankCut{HeadMatrix::Message, wholeRank(value)};
    case SweepParameter::DropSmall:
        return DropMessages{DropMessages::Rule::Small, value, options.dropMode};
    case SweepParameter::DropHighBias:
        return DropMessages{DropMessages::Rule::HighBias, value, options.dropMode};
    case SweepParameter::RouteThreshold:
        break;
    }
    return RouteQueries{value};
}

/// What has been added up of one value.
struct Sums {
    double kl = 0;
    double delta = 0;
    double logProbability = 0; ///< changed
    std::int64_t targets = 0;
    std::int64_t same = 0;
    std::int64_t tokens = 0;
    EffectSums effects;
    std::int64_t saved = 0;

    void add(const Divergence& d, bool hasNext)
    {
        kl += d.kl;
        same += d.sameTop ? 1 : 0;
        ++tokens;
        if (!hasNext)
            return;
        delta += d.changedLogProbability - d.logProbability;
        logProbability += d.changedLogProbability;
        ++targets;
    }
    void add(const EffectSums& more)
    {
        effects.messages += more.messages;
        effects.dropped += more.dropped;
        effects.queries += more.queries;
        effects.routed += more.routed;
        effects.emptied += more.emptied;
    }
};

double ratio(double some, std::int64_t all, double none)
{
    return all > 0 ? some / static_cast<double>(all) : none;
}

} // namespace

Change SweepOptions::at(std::size_t point) const
{
    Change change = base;
    if (!parameter)
        return change;
    const Intervention::What what = swept(*this, values[point]);
    for (const ChangeScope& scope : scopes)
        change.interventions.push_back({what, scope});
    if (scopes.empty())
        change.interventions.push_back({what, {}});
    return change;
}

struct Sweep::Impl {
    Lab& lab;
    std::vector<PromptIds> prompts;
    SweepOptions options;
    std::vector<Sums> sums = {};                         ///< a value each
    std::shared_ptr<const AppliedChange> unchanged = {}; ///< of the original runs
    int runs = 0;                                        ///< that are done

    // Prompts that are run together: a value's change is made ready once for all of them.
    std::size_t first = 0;
    std::size_t end = 0;
    std::vector<ChangedEnd> originals = {};            ///< a prompt each
    std::vector<Matrix> memories = {};                 ///< what encoders left, likewise
    std::vector<std::vector<ChangedEnd>> changed = {}; ///< a value each, a prompt each
    std::shared_ptr<const AppliedChange> applied = {}; ///< of the value that is being run
    std::size_t compared = 0;                          ///< prompts

    const Model& model() const { return *lab.model(); }
    const std::vector<TokenId>& idsOf(std::size_t prompt) const
    {
        return model().encoder ? prompts[prompt].decoderIds : prompts[prompt].ids;
    }
    void check() const;
    void beginBlock();
    bool runOriginals(const RunControl& control);
    bool runChanged(const RunControl& control);
    bool compare(const RunControl& control);
    std::optional<ChangedEnd> runOne(const AppliedChange& change, std::size_t prompt,
                                     const RunControl& control);
};

void Sweep::Impl::check() const
{
    if (options.points() == 0)
        throw Error(ErrorKind::BadArgument, "a sweep needs at least one value");
    if (prompts.empty())
        throw Error(ErrorKind::BadArgument, "a sweep needs at least one prompt");
    for (std::size_t v = 0; v < options.points(); ++v)
        checkChange(model(), options.at(v));
    for (std::size_t k = 0; k < prompts.size(); ++k) {
        try {
            checkPrompt(model(), prompts[k]);
        } catch (const Error& error) {
            throw Error(error.kind(), "prompt " + std::to_string(k + 1) + " of "
                                          + std::to_string(prompts.size()) + ": " + error.what());
        }
    }
}

void Sweep::Impl::beginBlock()
{
    const std::size_t perToken = (options.points() + 1) * sizeof(float)
                                 * static_cast<std::size_t>(model().info.width);
    std::size_t bytes = 0;
    for (end = first; end < prompts.size(); ++end) {
        bytes += idsOf(end).size() * perToken;
        if (bytes > options.blockBytes && end > first)
            break;
    }
    originals.clear();
    memories.clear();
    changed.assign(options.points(), {});
    compared = first;
}

std::optional<ChangedEnd> Sweep::Impl::runOne(const AppliedChange& change, std::size_t prompt,
                                              const RunControl& control)
{
    auto run = change.runToEnd(prompts[prompt], {control.stop, {}},
                               model().encoder ? &memories[prompt - first] : nullptr);
    if (run)
        control.report(++runs, static_cast<int>(prompts.size() * (options.points() + 1)));
    return run;
}

bool Sweep::Impl::runOriginals(const RunControl& control)
{
    while (first + originals.size() < end) {
        const std::size_t prompt = first + originals.size();
        if (model().encoder && memories.size() == originals.size()) {
            auto memory = encoderMemory(model(), prompts[prompt], control);
            if (!memory)
                return false;
            memories.push_back(std::move(*memory));
        }
        auto run = runOne(*unchanged, prompt, control);
        if (!run)
            return false;
        originals.push_back(std::move(*run));
    }
    return true;
}

bool Sweep::Impl::runChanged(const RunControl& control)
{
    for (std::size_t v = 0; v < options.points(); ++v) {
        std::vector<ChangedEnd>& runsOf = changed[v];
        if (first + runsOf.size() == end)
            continue;
        if (!applied)
            applied = lab.apply(options.at(v), {control.stop, {}});
        if (!applied)
            return false;
        while (first + runsOf.size() < end) {
            auto run = runOne(*applied, first + runsOf.size(), control);
            if (!run)
                return false;
            sums[v].add(sumOf(run->heads));
            runsOf.push_back(std::move(*run));
        }
        sums[v].saved = applied->parametersSaved();
        applied.reset();
    }
    return true;
}

bool Sweep::Impl::compare(const RunControl& control)
{
    for (; compared < end; ++compared) {
        const std::size_t k = compared - first;
        const std::vector<TokenId>& ids = idsOf(compared);
        std::vector<const Matrix*> states;
        for (const auto& runsOf : changed)
            states.push_back(&runsOf[k].states);
        // (values, T): summed in order when all are there, whatever the threads.
        std::vector<std::vector<Divergence>> found(states.size(),
                                                   std::vector<Divergence>(ids.size()));
        const auto take = [&](std::size_t t, std::size_t run, const ConstVectorView& before,
                              const ConstVectorView& after) {
            found[run][t] = divergence(before, after, trueNext(model(), ids, t));
        };
        if (!eachPrediction(model(), originals[k].states, states, take, {control.stop, {}}))
            return false;
        for (std::size_t v = 0; v < found.size(); ++v)
            for (std::size_t t = 0; t < ids.size(); ++t)
                sums[v].add(found[v][t], trueNext(model(), ids, t).has_value());
    }
    return true;
}

Sweep::Sweep(Lab& lab, std::vector<PromptIds> prompts, SweepOptions options)
    : m_impl(std::make_unique<Impl>(Impl{lab, std::move(prompts), std::move(options)}))
{
    m_impl->check();
    m_impl->sums.resize(m_impl->options.points());
    m_impl->unchanged = lab.apply({});
    m_impl->beginBlock();
}

Sweep::~Sweep() = default;

bool Sweep::advance(const RunControl& control)
{
    Impl& sweep = *m_impl;
    while (sweep.first < sweep.prompts.size()) {
        if (!sweep.runOriginals(control) || !sweep.runChanged(control) || !sweep.compare(control))
            return false;
        sweep.first = sweep.end;
        sweep.beginBlock();
    }
    return true;
}

std::vector<SweepPoint> Sweep::take()
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<SweepPoint> points;
    for (std::size_t v = 0; v < m_impl->sums.size(); ++v) {
        const Sums& sums = m_impl->sums[v];
        SweepPoint point;
        point.value = m_impl->options.parameter ? m_impl->options.values[v] : none;
        point.meanKl = ratio(sums.kl, sums.tokens, 0.0);
        point.meanDelta = ratio(sums.delta, sums.targets, none);
        point.meanLogProbability = ratio(sums.logProbability, sums.targets, none);
        point.agreement = ratio(static_cast<double>(sums.same), sums.tokens, 0.0);
        point.dropped = ratio(static_cast<double>(sums.effects.dropped), sums.effects.messages,
                              0.0);
        point.routed = ratio(static_cast<double>(sums.effects.routed), sums.effects.queries, 0.0);
        point.emptied = ratio(static_cast<double>(sums.effects.emptied), sums.effects.queries, 0.0);
        point.parametersSaved = sums.saved;
        point.tokens = sums.tokens;
        point.prompts = static_cast<int>(m_impl->prompts.size());
        points.push_back(point);
    }
    return points;
}

TableSource sweepTableSource(std::optional<SweepParameter> parameter,
                             std::shared_ptr<const std::vector<SweepPoint>> points)
{
    static constexpr const char* names[] = {"rank_p", "rank_m", "drop_empty", "drop_bias", "route"};
    const auto number = [](double value) {
        return std::isnan(value) ? TableValue() : TableValue(value);
    };
    const bool isRank = parameter == SweepParameter::PatternRank
                        || parameter == SweepParameter::MessageRank;
    TableSource source;
    if (parameter)
        source.columns.emplace_back(names[static_cast<int>(*parameter)]);
    for (const char* column : {"mean_kl", "mean_delta", "mean_logprob", "agreement", "dropped",
                               "routed", "emptied", "parameters_saved", "prompts", "tokens"})
        source.columns.emplace_back(column);
    source.name = parameter ? "sweep" : "lab";
    source.rows = points->size();
    source.setHeat("mean_kl", Heat::Size);
    source.setHeat("mean_delta", Heat::Signed);
    for (const char* column : {"agreement", "dropped", "routed", "emptied"})
        source.setHeat(column, Heat::Share);
    source.next = [points = std::move(points), parameter, isRank, number,
                   at = std::size_t(0)](TableRow& row) mutable {
        if (at == points->size())
            return false;
        const SweepPoint& point = (*points)[at++];
        row = {point.meanKl,    number(point.meanDelta), number(point.meanLogProbability),
               point.agreement, point.dropped,           point.routed,
               point.emptied,   point.parametersSaved,   std::int64_t(point.prompts),
               point.tokens};
        if (parameter)
            row.insert(row.begin(), isRank ? TableValue(static_cast<std::int64_t>(point.value))
                                           : TableValue(point.value));
        return true;
    };
    return source;
}

} // namespace headscope::core
