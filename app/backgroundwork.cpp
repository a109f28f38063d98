// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backgroundwork.h"

#include "app/neuroncache.h"

#include <utility>

namespace headscope::app {

namespace {

/// The window need not follow every head; a piece takes it a few milliseconds to show.
constexpr qint64 sendMilliseconds = 200;

core::HeadWordsSearch::Request tablesRequest(const TablesJob& job)
{
    core::HeadWordsSearch::Request request;
    request.options = job.options;
    request.heads = core::allHeads(job.model->model->info, job.layer);
    return request;
}

} // namespace

ProbeWork::ProbeWork(const ProbeJob& job)
    : BackgroundWork(job.id, job.model), m_probe(job.model->model)
{}

bool ProbeWork::advance(const core::RunControl& control)
{
    return m_probe.advance(control);
}

void ProbeWork::answer(ModelWorker& worker)
{
    Q_EMIT worker.probed(id(),
                         std::make_shared<const std::vector<core::HeadMeasures>>(m_probe.take()));
}

MeasureWork::MeasureWork(const MeasureJob& job, KnownRanks& ranks)
    : BackgroundWork(job.id, job.model),
      m_measures(job.run->prompt->measures),
      m_legibility(job.model->model, job.run->trace, job.model->lens,
                   core::legibilityRequest(m_measures)),
      m_ranks(ranks)
{
    if (m_ranks.model.lock() != loadedModel())
        m_ranks = {loadedModel(), {}};
}

bool MeasureWork::advanceRanks(const core::RunControl& control)
{
    const core::RunControl quiet{control.stop, {}};
    while (m_ranks.measures.size() < m_measures.size()) {
        std::vector<core::HeadMeasures> one{m_measures[m_ranks.measures.size()]};
        if (!core::addRanks(one, model(), quiet))
            return false;
        m_ranks.measures.push_back(one.front());
    }
    return true;
}

bool MeasureWork::advance(const core::RunControl& control)
{
    if (!m_legibility.advance(control) || !advanceRanks(control))
        return false;
    for (std::size_t k = 0; k < m_measures.size(); ++k) {
        core::setLegibility(m_measures[k], *m_legibility.words(k));
        m_measures[k].patternRanks = m_ranks.measures[k].patternRanks;
        m_measures[k].messageRanks = m_ranks.measures[k].messageRanks;
    }
    return true;
}

void MeasureWork::answer(ModelWorker& worker)
{
    Q_EMIT worker.measured(
        id(), std::make_shared<const std::vector<core::HeadMeasures>>(std::move(m_measures)));
}

TablesWork::TablesWork(const TablesJob& job, std::function<void(core::HeadGrid)> found)
    : BackgroundWork(job.id, job.model),
      m_run(job.run),
      m_search(job.model->model, job.run->trace, job.model->lens, tablesRequest(job)),
      m_found(std::move(found))
{}

bool TablesWork::advance(const core::RunControl& control)
{
    const core::RunControl telling{
        control.stop, [this, &control](int done, int total) {
            control.report(done, total);
            if (done < total
                && (!m_sinceSent.isValid() || m_sinceSent.elapsed() >= sendMilliseconds)) {
                model().checkFiles();
                send();
            }
        }};
    return m_search.advance(telling);
}

void TablesWork::send()
{
    m_sinceSent.start();
    m_found(core::headGrid(model(), m_run->prompt->tokens, m_search));
}

void TablesWork::answer(ModelWorker& /*worker*/)
{
    send();
}

std::shared_ptr<const core::HeadWords> TablesWork::words(const HeadJob& job) const
{
    if (job.run != m_run || job.options != m_search.request().options)
        return nullptr;
    for (std::size_t k = 0; k < m_search.done(); ++k) {
        const auto& which = m_search.request().heads[k];
        if (which.layer == job.layer && which.head == job.head)
            return m_search.words(k);
    }
    return nullptr;
}

NeuronWork::NeuronWork(const NeuronJob& job) : BackgroundWork(job.id, job.model), m_job(job) {}

bool NeuronWork::advance(const core::RunControl& control)
{
    if (!m_search) {
        m_words = NeuronCache().read(model(), m_job.options);
        if (m_words)
            return true;
        m_search.emplace(m_job.model->model, m_job.model->lens, m_job.options);
    }
    if (!m_search->advance(control))
        return false;
    m_words = std::make_shared<const core::NeuronWords>(m_search->take());
    model().checkFiles(); // what is kept on disk is believed ever after
    NeuronCache().write(model(), *m_words);
    return true;
}

void NeuronWork::answer(ModelWorker& worker)
{
    Q_EMIT worker.neuronsFound(id(), m_words);
}

} // namespace headscope::app
