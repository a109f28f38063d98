// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labbench.h"
#include "app/modelworker.h"
#include "app/posting.h"
#include "app/session.h"
#include "app/viewrequest.h"
#include "app/viewstep.h"
#include "app/viewtable.h"

namespace headscope::app {

namespace {

core::PromptIds idsOf(const core::Trace& trace)
{
    if (trace.encoder)
        return {trace.encoder->ids, trace.ids};
    return trace.ids;
}

/// nullopt when stopped.
std::optional<core::LabResult> labResultOf(LabBench& bench, const FinishedRun& run,
                                           const core::Change& change,
                                           const core::RunControl& control)
{
    const auto ready = bench.ready(run.original, change, control);
    if (!ready)
        return std::nullopt;
    const core::Model& model = *run.original->model;
    const core::PromptIds ids = idsOf(*run.trace);
    std::shared_ptr<const core::Trace> original = run.trace;
    if (!run.prompt->change.empty()) {
        auto made = core::runTrace(model, ids, {}, control);
        if (!made)
            return std::nullopt;
        original = std::make_shared<const core::Trace>(std::move(*made));
    }
    const auto changed = ready->change->run(ids, {}, control);
    if (!changed)
        return std::nullopt;
    return core::labResult(model, *original, *ready->change, *changed, core::Evolution::top,
                           control);
}

/// Holds the result of a sweep until it is sent.
class SweepMaker
{
public:
    SweepMaker(LabBench& bench, const LoadedModelPtr& model, std::vector<core::PromptIds> prompts,
               SweepResult result)
        : m_result(std::move(result)),
          m_sweep(
              std::make_unique<core::Sweep>(bench.lab(model), std::move(prompts), m_result.options))
    {}
    bool advance(const core::RunControl& control) { return m_sweep->advance(control); }
    SweepResult take()
    {
        m_result.points = m_sweep->take();
        return std::move(m_result);
    }

private:
    SweepResult m_result;
    std::unique_ptr<core::Sweep> m_sweep;
};

} // namespace

void Session::makeLabView()
{
    m_labView = std::make_unique<ViewRequest<core::Change, core::LabResult>>(
        Stage::Lab,
        step<core::LabResult>(Stage::Lab,
                              [bench = m_bench](const LoadedModel&, const FinishedRunPtr& run,
                                                const core::Change& change,
                                                const core::RunControl& control) {
                                  return labResultOf(*bench, *run, change, control);
                              }),
        [this] { Q_EMIT labChanged(); });
}

void Session::setChange(const core::Change& change)
{
    if (change == m_change)
        return;
    m_change = change;
    if (m_lastRun && m_wholeModel)
        postRun(*m_lastRun);
    updateBusy();
}

void Session::wantLab(const std::optional<core::Change>& change)
{
    want(*m_labView, m_part == Part::Decoder ? change : std::nullopt);
}

void Session::sweep(const core::SweepOptions& options, const QStringList& prompts)
{
    if (!m_wholeModel || (prompts.isEmpty() && !m_wholeRun))
        return;
    const auto id = begin(m_sweepRequest);
    const bool first = m_wholeRun ? m_wholeRun->prompt->first
                                  : m_wholeModel->model->info.firstTokenByDefault;
    const auto make = [bench = m_bench, model = m_wholeModel, run = m_wholeRun, options, prompts,
                       first] {
        std::vector<core::PromptIds> ids;
        for (const QString& prompt : prompts)
            ids.push_back(core::readPrompt(*model->model, {prompt.toStdString(), {}, first}));
        if (prompts.isEmpty())
            ids.push_back(idsOf(*run->trace));
        return SweepMaker(*bench, model, std::move(ids),
                          {options, static_cast<int>(prompts.size()), {}});
    };
    post(m_worker, &ModelWorker::makeView,
         ViewJob{Stage::Sweep,
                 std::make_shared<ViewWork<SweepMaker, SweepResult>>(id, m_wholeModel, Stage::Sweep,
                                                                     make),
                 renewBackground()});
    Q_EMIT sweepChanged();
    updateBusy();
}

void Session::cancelSweep()
{
    if (!m_sweepRequest.pending)
        return;
    abandon(m_sweepRequest);
    post(m_worker, &ModelWorker::makeView, ViewJob{Stage::Sweep, nullptr, renewBackground()});
    Q_EMIT sweepChanged();
    updateBusy();
}

void Session::sweepMade(const std::shared_ptr<const void>& result)
{
    m_sweep = std::static_pointer_cast<const SweepResult>(result);
    Q_EMIT sweepChanged();
}

int Session::valueSize() const
{
    return m_loadedModel ? m_loadedModel->model->layers.front().attention.valueSize : 0;
}

LabResultPtr Session::lab() const
{
    return m_labView->result;
}

ViewTable Session::labRows() const
{
    return labTable(m_labView->current(m_finishedRun));
}

ViewTable Session::labHeadRows() const
{
    return labHeadsTable(m_labView->current(m_finishedRun));
}

ViewTable Session::sweepRows() const
{
    return sweepTable(m_sweep);
}

} // namespace headscope::app
