// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/lab.h"

#include "core/analysis/lab/changedmodel.h"
#include "core/analysis/lab/changeobserver.h"
#include "core/base/threads.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <tuple>
#include <utility>

namespace headscope::core {

namespace {

/// One matrix of one head, and the rank that it is cut to.
struct Cut {
    LayerIndex layer;
    HeadIndex head;
    HeadMatrix matrix = HeadMatrix::Pattern;
    int rank = 0;
};

/// Calls work(layer, head) for all heads of a model, layer after layer.
template<class Work>
void eachHead(const Model& model, Work work)
{
    for (int l = 0; l < model.info.layers; ++l)
        for (int h = 0; h < model.info.headsPerLayer(); ++h)
            work(LayerIndex(l), HeadIndex(h));
}

const Attention& attentionOf(const Model& model, LayerIndex layer, HeadIndex head)
{
    const Layer& part = model.layers[static_cast<std::size_t>(layer.value)];
    return head.value < part.attention.heads ? part.attention : *part.cross;
}

/// The lowest rank that any intervention wants of each matrix.
std::vector<Cut> cutsOf(const Model& model, const Change& change)
{
    std::vector<Cut> cuts;
    for (const HeadMatrix matrix : {HeadMatrix::Pattern, HeadMatrix::Message}) {
        eachHead(model, [&](LayerIndex layer, HeadIndex head) {
            std::optional<int> rank;
            for (const Intervention& i : change.interventions)
                if (const auto* cut = std::get_if<RankCut>(&i.what);
                    cut != nullptr && cut->matrix == matrix && i.scope.covers(layer, head))
                    rank = std::min(rank.value_or(cut->rank), cut->rank);
            if (rank)
                cuts.push_back({layer, head, matrix, *rank});
        });
    }
    return cuts;
}

/// What all that covers a head comes to.
HeadPlan planOf(const Change& change, LayerIndex layer, HeadIndex head)
{
    HeadPlan plan;
    for (const Intervention& i : change.interventions) {
        if (!i.scope.covers(layer, head))
            continue;
        if (const auto* off = std::get_if<HeadOff>(&i.what))
            plan.off = plan.off == HeadOff::Mode::Zero ? plan.off : off->mode;
        else if (const auto* drop = std::get_if<DropMessages>(&i.what))
            plan.drops.push_back(*drop);
        else if (const auto* route = std::get_if<RouteQueries>(&i.what))
            plan.route = std::max(plan.route.value_or(route->threshold), route->threshold);
        else if (std::holds_alternative<GateScores>(i.what))
            plan.gate = true;
    }
    return plan;
}

bool dropsBy(const HeadPlan& plan, DropMessages::Rule rule)
{
    return std::any_of(plan.drops.begin(), plan.drops.end(),
                       [rule](const DropMessages& drop) { return drop.rule == rule; });
}

/// The floats that the heads of one attention with a cut matrix have less; `rank` by head, 0 where
/// it is not cut. See AppliedChange::parametersSaved().
std::int64_t savedIn(const Attention& a, HeadMatrix matrix, const std::vector<int>& rank)
{
    const bool pattern = matrix == HeadMatrix::Pattern;
    const std::int64_t D = a.output.out;
    const std::int64_t d = a.headSize;
    const std::int64_t dv = a.valueSize;
    const std::int64_t ofHead = pattern ? a.query.in * d : dv * D;
    const std::int64_t ofGroup = pattern ? a.key.in * (d - a.sharedKey.out) : a.value.in * dv;
    std::int64_t saved = 0;
    std::vector<int> cutInGroup(static_cast<std::size_t>(a.groups), 0);
    for (int h = 0; h < a.heads; ++h) {
        const int r = rank[static_cast<std::size_t>(h)];
        if (r == 0)
            continue;
        saved += ofHead - 2 * D * r;
        if (++cutInGroup[static_cast<std::size_t>(a.groupOf(HeadIndex(h)))] == a.heads / a.groups)
            saved += ofGroup;
    }
    const bool all = std::find(rank.begin(), rank.end(), 0) == rank.end();
    return pattern && all ? saved + a.sharedKey.in * a.sharedKey.out : saved;
}

std::int64_t parametersSaved(const Model& model, const std::vector<Cut>& cuts)
{
    std::map<std::pair<const Attention*, HeadMatrix>, std::vector<int>> ranks;
    for (const Cut& cut : cuts) {
        const Attention& a = attentionOf(model, cut.layer, cut.head);
        auto& ofHeads = ranks[{&a, cut.matrix}];
        ofHeads.resize(static_cast<std::size_t>(a.heads));
        ofHeads[static_cast<std::size_t>(cut.head.value - (a.cross ? model.info.heads : 0))] =
            cut.rank;
    }
    std::int64_t saved = 0;
    for (const auto& [where, ofHeads] : ranks)
        saved += savedIn(*where.first, where.second, ofHeads);
    return saved;
}

/// Heads of a run that nothing is done to.
std::vector<HeadEffect> noEffects(const Model& model, int tokens, int memory)
{
    std::vector<HeadEffect> effects;
    eachHead(model, [&](LayerIndex layer, HeadIndex head) {
        HeadEffect effect{layer, head};
        effect.messages = head.value < model.info.heads ? tokens : memory;
        effect.queries = tokens;
        effects.push_back(effect);
    });
    return effects;
}

/// Keeps the last state alone.
class EndKeeper final : public ForwardObserver
{
public:
    explicit EndKeeper(ForwardObserver* change) : m_change(change) {}
    void attended(LayerIndex layer, const Attention& a, AttentionRun& run) override
    {
        if (m_change != nullptr)
            m_change->attended(layer, a, run);
    }
    void finished(Matrix& state) override { m_state = std::move(state); }
    Matrix take() { return std::move(m_state); }

private:
    ForwardObserver* m_change;
    Matrix m_state;
};

} // namespace

EffectSums sumOf(const std::vector<HeadEffect>& heads)
{
    EffectSums sums;
    for (const HeadEffect& head : heads) {
        sums.messages += head.messages;
        sums.dropped += head.dropped;
        sums.queries += head.queries;
        sums.routed += head.routed;
        sums.emptied += head.emptied;
    }
    return sums;
}

struct AppliedChange::Impl {
    Change change;
    std::shared_ptr<const Model> model;
    std::vector<HeadPlan> plans; ///< (L H)
    bool atRunTime = false;      ///< any plan does anything
    std::int64_t saved = 0;
};

AppliedChange::AppliedChange(std::unique_ptr<const Impl> impl) : m_impl(std::move(impl)) {}
AppliedChange::~AppliedChange() = default;

const Change& AppliedChange::change() const
{
    return m_impl->change;
}

const std::shared_ptr<const Model>& AppliedChange::model() const
{
    return m_impl->model;
}

std::int64_t AppliedChange::parametersSaved() const
{
    return m_impl->saved;
}

std::optional<ChangedRun> AppliedChange::run(const PromptIds& prompt, const TraceOptions& options,
                                             const RunControl& control) const
{
    const Model& model = *m_impl->model;
    ChangeObserver observer(model, m_impl->plans);
    auto trace = runTrace(model, prompt, options, control, m_impl->atRunTime ? &observer : nullptr);
    if (!trace)
        return std::nullopt;
    ChangedRun run{m_impl->model, nullptr, observer.takeEffects(), m_impl->saved};
    if (!m_impl->atRunTime)
        run.heads = noEffects(model, trace->tokens(), static_cast<int>(trace->memory.rows()));
    run.trace = std::make_shared<const Trace>(std::move(*trace));
    return run;
}

std::optional<ChangedEnd> AppliedChange::runToEnd(const PromptIds& prompt,
                                                  const RunControl& control,
                                                  const Matrix* memory) const
{
    const Model& model = *m_impl->model;
    checkPrompt(model, prompt);
    std::optional<Matrix> made;
    if (model.encoder && memory == nullptr) {
        made = encoderMemory(model, prompt, control);
        if (!made)
            return std::nullopt;
        memory = &*made;
    }
    const std::vector<TokenId>& ids = model.encoder ? prompt.decoderIds : prompt.ids;
    ChangeObserver observer(model, m_impl->plans);
    EndKeeper keeper(m_impl->atRunTime ? &observer : nullptr);
    if (!forward(model, ids, keeper, control, memory))
        return std::nullopt;
    ChangedEnd end{keeper.take(), observer.takeEffects()};
    if (!m_impl->atRunTime)
        end.heads = noEffects(model, static_cast<int>(ids.size()),
                              memory != nullptr ? static_cast<int>(memory->rows()) : 0);
    return end;
}

std::optional<Matrix> encoderMemory(const Model& model, const PromptIds& prompt,
                                    const RunControl& control)
{
    EndKeeper keeper(nullptr);
    if (!forward(*model.encoder, prompt.ids, keeper, {control.stop, {}}))
        return std::nullopt;
    return encoderOutput(*model.encoder, keeper.take());
}

struct Lab::Impl {
    std::shared_ptr<const Model> model;
    std::map<std::tuple<LayerIndex, HeadIndex, HeadMatrix>, HeadBasis> bases;
    std::optional<WordSpread> spread;
    /// (L H) of heads whose messages are those of the original, where they were looked up.
    std::vector<std::shared_ptr<const MessageBias>> biases;

    bool findBases(const std::vector<Cut>& cuts, const RunControl& control);
    std::shared_ptr<const Model> cutModel(const std::vector<Cut>& cuts) const;
    bool lookUp(AppliedChange::Impl& applied, const RunControl& control);
};

/// Those that are not there yet; false when stopped, which keeps what there is.
bool Lab::Impl::findBases(const std::vector<Cut>& cuts, const RunControl& control)
{
    std::vector<Cut> missing;
    for (const Cut& cut : cuts)
        if (!bases.contains({cut.layer, cut.head, cut.matrix}))
            missing.push_back(cut);
    std::vector<std::optional<HeadBasis>> found(missing.size());
    std::atomic<int> done = 0;
    std::atomic<std::size_t> next = 0;
    onThreads(threadCount(), [&](int worker) {
        for (std::size_t k = next++; k < missing.size() && !control.stopped(); k = next++) {
            const Cut& cut = missing[k];
            const Attention& a = attentionOf(*model, cut.layer, cut.head);
            const HeadIndex within(cut.head.value - (a.cross ? model->info.heads : 0));
            found[k] = headBasis(a, within, cut.matrix);
            ++done;
            if (worker == 0)
                control.report(done, static_cast<int>(missing.size()));
        }
    });
    for (std::size_t k = 0; k < missing.size(); ++k)
        if (found[k])
            bases[{missing[k].layer, missing[k].head, missing[k].matrix}] = std::move(*found[k]);
    return !control.stopped();
}

std::shared_ptr<const Model> Lab::Impl::cutModel(const std::vector<Cut>& cuts) const
{
    if (cuts.empty())
        return model;
    auto changed = std::make_shared<ChangedModel>(model);
    for (const Cut& cut : cuts)
        changed->prepareCut(cut.layer, cut.head, cut.matrix);
    sharePieces(static_cast<std::ptrdiff_t>(cuts.size()), [&](std::ptrdiff_t k) {
        const Cut& cut = cuts[static_cast<std::size_t>(k)];
        changed->cut(cut.layer, cut.head, cut.matrix, bases.at({cut.layer, cut.head, cut.matrix}),
                     cut.rank);
    });
    return changed;
}

/// What the plans look up in the changed model; false when stopped.
bool Lab::Impl::lookUp(AppliedChange::Impl& applied, const RunControl& control)
{
    const auto byBias = [](const HeadPlan& plan) {
        return dropsBy(plan, DropMessages::Rule::HighBias);
    };
    if (!spread && std::any_of(applied.plans.begin(), applied.plans.end(), byBias))
        spread = wordSpread(*model, control);
    if (control.stopped())
        return false;
    const Model& changed = *applied.model;
    const int heads = changed.info.headsPerLayer();
    biases.resize(applied.plans.size());
    sharePieces(static_cast<std::ptrdiff_t>(applied.plans.size()), [&](std::ptrdiff_t k) {
        HeadPlan& plan = applied.plans[static_cast<std::size_t>(k)];
        const HeadIndex head(static_cast<int>(k) % heads);
        const LayerIndex layer(static_cast<int>(k) / heads);
        const Attention& a = attentionOf(changed, layer, head);
        const int within = head.value - (a.cross ? changed.info.heads : 0);
        const Weight wo = a.output.inputs(within * a.valueSize, a.valueSize);
        if (control.stopped())
            return;
        if (dropsBy(plan, DropMessages::Rule::Small))
            plan.sizes = std::make_shared<const MessageSizes>(wo);
        if (!byBias(plan))
            return;
        const bool cut = a.output.data != attentionOf(*model, layer, head).output.data;
        std::shared_ptr<const MessageBias>& kept = biases[static_cast<std::size_t>(k)];
        plan.bias = kept && !cut ? kept : std::make_shared<const MessageBias>(changed, *spread, wo);
        if (!cut)
            kept = plan.bias;
    });
    return !control.stopped();
}

Lab::Lab(std::shared_ptr<const Model> model) : m_impl(std::make_unique<Impl>())
{
    m_impl->model = std::move(model);
}

Lab::~Lab() = default;

const std::shared_ptr<const Model>& Lab::model() const
{
    return m_impl->model;
}

std::shared_ptr<const AppliedChange> Lab::apply(const Change& change, const RunControl& control)
{
    const Model& model = *m_impl->model;
    checkChange(model, change);
    const std::vector<Cut> cuts = cutsOf(model, change);
    if (!m_impl->findBases(cuts, control))
        return nullptr;
    auto applied = std::make_unique<AppliedChange::Impl>();
    applied->change = change;
    applied->model = m_impl->cutModel(cuts);
    applied->saved = parametersSaved(model, cuts);
    eachHead(model, [&](LayerIndex layer, HeadIndex head) {
        applied->plans.push_back(planOf(change, layer, head));
        applied->atRunTime = applied->atRunTime || applied->plans.back().any();
    });
    if (!m_impl->lookUp(*applied, control))
        return nullptr;
    return std::shared_ptr<const AppliedChange>(new AppliedChange(std::move(applied)));
}

} // namespace headscope::core
