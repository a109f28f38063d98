// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelworker.h"

#include <QFile>

#include <algorithm>
#include <new>

namespace headscope::app {

namespace {

constexpr qint64 progressMilliseconds = 30;
/// Vectors looked up in one piece of background work: enough for the product to be efficient, few
/// enough that doing a stopped piece again costs little.
constexpr int vectorsPerPiece = 512;

} // namespace

ModelWorker::ModelWorker() = default;
ModelWorker::~ModelWorker() = default;

/// Runs `work`, which answers the job itself; answers by failed() where it throws.
template<class Work>
void ModelWorker::guarded(quint64 id, Work work)
{
    try {
        work();
    } catch (const core::Error& error) {
        Q_EMIT failed(id, error.kind(), QString::fromUtf8(error.what()));
    } catch (const std::bad_alloc&) {
        Q_EMIT failed(id, core::ErrorKind::Unsupported,
                      QStringLiteral("there is not enough memory for this"));
    } catch (const std::exception& error) {
        Q_EMIT failed(id, core::ErrorKind::Unsupported, QString::fromUtf8(error.what()));
    }
}

core::RunControl ModelWorker::control(quint64 id, Session::Stage stage, const std::stop_token& stop)
{
    return {stop, [this, id, stage](int done, int total) { report(id, stage, done, total); }};
}

void ModelWorker::report(quint64 id, Session::Stage stage, int done, int total)
{
    if (m_sinceProgress.isValid() && m_sinceProgress.elapsed() < progressMilliseconds)
        return;
    m_sinceProgress.start();
    Q_EMIT progressed(id, stage, done, total);
}

void ModelWorker::load(const LoadJob& job)
{
    guarded(job.id, [&] {
        auto model = job.stop.stop_requested()
                         ? nullptr
                         : core::loadModel(QFile::encodeName(job.folder).toStdString(),
                                           control(job.id, Session::Stage::Loading, job.stop));
        if (!model) {
            Q_EMIT stopped(job.id);
            return;
        }
        auto result = std::make_shared<LoadedModel>();
        result->summary = std::make_shared<const ModelSummary>(
            ModelSummary{model->info, model->words});
        result->lens = std::make_shared<const core::Lens>(model);
        result->model = std::move(model);
        Q_EMIT loaded(job.id, result);
    });
    continueBackground(job.background);
}

void ModelWorker::run(const RunJob& job)
{
    guarded(job.id, [&] {
        if (job.stop.stop_requested()) {
            Q_EMIT stopped(job.id);
            return;
        }
        // A first token alone would run, but nobody asked for it.
        if (job.prompt.isEmpty())
            throw core::Error(core::ErrorKind::PromptEmpty, "the prompt is empty: it has no text");
        const auto& model = *job.model->model;
        const auto ids = core::promptIds(model, job.prompt.toStdString(), job.first);
        QElapsedTimer timer;
        timer.start();
        auto trace = core::runTrace(model, ids, {},
                                    control(job.id, Session::Stage::Running, job.stop));
        if (!trace) {
            Q_EMIT stopped(job.id);
            return;
        }
        auto prompt = std::make_shared<PromptResult>();
        prompt->seconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
        prompt->prompt = job.prompt;
        prompt->first = job.first;
        prompt->tokens = core::promptTokens(model, ids);
        prompt->measures = core::attentionMeasures(model, *trace);
        Q_EMIT ran(job.id,
                   std::make_shared<const FinishedRun>(FinishedRun{
                       std::make_shared<const core::Trace>(std::move(*trace)), std::move(prompt)}));
    });
    continueBackground(job.background);
}

void ModelWorker::makeHead(const HeadJob& job)
{
    guarded(job.id, [&] {
        QElapsedTimer timer;
        timer.start();
        std::optional<core::HeadTable> table;
        if (!job.stop.stop_requested())
            table = core::makeHeadTable(*job.model->model, *job.run->trace, *job.model->lens,
                                        job.layer, job.head, job.options,
                                        control(job.id, Session::Stage::Words, job.stop));
        if (!table) {
            Q_EMIT stopped(job.id);
            return;
        }
        const double seconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
        Q_EMIT headMade(job.id, std::make_shared<const core::HeadTable>(std::move(*table)),
                        seconds);
    });
    continueBackground(job.background);
}

void ModelWorker::measure(const MeasureJob& job)
{
    m_measuring = Measuring{job, job.run->prompt->measures, 0};
    continueBackground(job.background);
}

void ModelWorker::probe(const ProbeJob& job)
{
    m_probing = job;
    continueBackground(job.background);
}

void ModelWorker::dropBackground(const quint64& id)
{
    m_measuring.reset();
    m_probing.reset();
    Q_EMIT stopped(id);
}

/// Posts the next piece, unless one is posted; it then stops with `stop`.
void ModelWorker::continueBackground(const std::stop_token& stop)
{
    m_backgroundStop = stop;
    if (m_stepPosted || (!m_measuring && !m_probing))
        return;
    m_stepPosted = true;
    QMetaObject::invokeMethod(this, &ModelWorker::backgroundStep, Qt::QueuedConnection);
}

void ModelWorker::backgroundStep()
{
    m_stepPosted = false;
    // Stopped: a job is on its way, and goes on from here when it is done.
    if (m_backgroundStop.stop_requested())
        return;
    if (m_probing)
        probeStep();
    else if (m_measuring)
        measureStep();
    continueBackground(m_backgroundStop);
}

void ModelWorker::probeStep()
{
    // Taken out first: work that throws must not come round again.
    const auto job = *std::exchange(m_probing, std::nullopt);
    guarded(job.id, [&] {
        auto measures = core::probeMeasures(
            *job.model->model, control(job.id, Session::Stage::Probing, m_backgroundStop));
        if (measures)
            Q_EMIT probed(job.id, std::make_shared<const std::vector<core::HeadMeasures>>(
                                      std::move(*measures)));
        else
            m_probing = job;
    });
}

void ModelWorker::measureStep()
{
    auto work = *std::exchange(m_measuring, std::nullopt);
    guarded(work.job.id, [&] {
        if (measurePiece(work))
            report(work.job.id, Session::Stage::Heads, static_cast<int>(work.done),
                   static_cast<int>(work.measures.size()));
        if (work.done < work.measures.size())
            m_measuring = std::move(work);
        else
            Q_EMIT measured(work.job.id, std::make_shared<const std::vector<core::HeadMeasures>>(
                                             std::move(work.measures)));
    });
}

/// Completes the next few heads; false when stopped, and then nothing is changed.
bool ModelWorker::measurePiece(Measuring& work)
{
    const auto& loaded = work.job.model;
    const auto& trace = *work.job.run->trace;
    if (m_ranksOf.lock() != loaded) {
        m_ranks.clear();
        m_ranksOf = loaded;
    }
    const core::RunControl following{m_backgroundStop, {}};
    const auto wanted = static_cast<std::size_t>(vectorsPerPiece / (2 * trace.tokens()));
    const auto begin = work.done;
    const auto end = std::min(begin + std::max<std::size_t>(wanted, 1), work.measures.size());
    const auto slice = [&](std::size_t from) {
        return std::vector<core::HeadMeasures>(
            work.measures.begin() + static_cast<std::ptrdiff_t>(from),
            work.measures.begin() + static_cast<std::ptrdiff_t>(end));
    };
    if (m_ranks.size() < end) {
        auto ranks = slice(m_ranks.size());
        if (!core::addRanks(ranks, *loaded->model, following))
            return false;
        m_ranks.insert(m_ranks.end(), ranks.begin(), ranks.end());
    }
    auto piece = slice(begin);
    if (!core::addLegibility(piece, *loaded->model, trace, *loaded->lens, {}, following))
        return false;
    for (auto i = begin; i < end; ++i) {
        work.measures[i] = piece[i - begin];
        work.measures[i].patternRanks = m_ranks[i].patternRanks;
        work.measures[i].messageRanks = m_ranks[i].messageRanks;
    }
    work.done = end;
    return true;
}

} // namespace headscope::app
