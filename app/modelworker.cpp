// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelworker.h"

#include "app/backgroundwork.h"
#include "app/failure.h"
#include "app/labbench.h"
#include "app/runtime.h"

#include <utility>

namespace headscope::app {

namespace {

constexpr qint64 progressMilliseconds = 30;
/// Somebody who tries prompts is back before.
constexpr int idleMilliseconds = 20'000;

} // namespace

ModelWorker::ModelWorker(std::shared_ptr<LabBench> bench)
    : m_ranks(std::make_unique<KnownRanks>()), m_bench(std::move(bench)), m_idle(this)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleMilliseconds);
    connect(&m_idle, &QTimer::timeout, this, &giveBackFreedMemory);
}
ModelWorker::~ModelWorker() = default;

/// Runs `work`, which answers the job itself; answers by failed() where it throws.
template<class Work>
void ModelWorker::guarded(quint64 id, Work work)
{
    if (const auto failure = failureOf(work))
        Q_EMIT failed(id, failure->kind, failure->sentence);
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

namespace {

/// What a part of a model leaves of a run; null when stopped. `original`: `loaded` before anything
/// was changed in it.
FinishedRunPtr finishedRun(const LoadedModelPtr& loaded, const LoadedModelPtr& original,
                           std::shared_ptr<const core::Trace> trace, const RunJob& job,
                           double seconds)
{
    const core::Model& model = *loaded->model;
    auto prompt = std::make_shared<PromptResult>();
    prompt->seconds = seconds;
    prompt->prompt = job.prompt;
    prompt->decoder = job.decoder;
    prompt->first = job.first;
    prompt->change = job.change;
    prompt->tokens = core::promptTokens(model, trace->ids);
    if (trace->encoder)
        prompt->memory = core::promptTokens(*model.encoder, trace->encoder->ids);
    auto measures = core::attentionMeasures(model, *trace, {job.stop, {}});
    if (!measures)
        return nullptr;
    prompt->measures = std::move(*measures);
    auto run = std::make_shared<FinishedRun>();
    if (trace->encoder) {
        run->encoder = finishedRun(loaded->encoder, original->encoder, trace->encoder, job,
                                   seconds);
        if (!run->encoder)
            return nullptr;
    }
    run->trace = std::move(trace);
    run->prompt = std::move(prompt);
    run->model = loaded;
    run->original = original;
    return run;
}

double secondsOf(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) * 1e-9;
}

} // namespace

/// Null when stopped.
FinishedRunPtr ModelWorker::plainRun(const RunJob& job, const core::PromptIds& ids)
{
    QElapsedTimer timer;
    timer.start();
    auto trace = core::runTrace(*job.model->model, ids, {},
                                control(job.id, Session::Stage::Running, job.stop));
    if (!trace)
        return nullptr;
    return finishedRun(job.model, job.model, std::make_shared<const core::Trace>(std::move(*trace)),
                       job, secondsOf(timer));
}

/// The same with what the Lab changes.
FinishedRunPtr ModelWorker::changedRun(const RunJob& job, const core::PromptIds& ids)
{
    const auto running = control(job.id, Session::Stage::Running, job.stop);
    const auto ready = m_bench->ready(job.model, job.change,
                                      control(job.id, Session::Stage::Lab, job.stop));
    if (!ready)
        return nullptr;
    QElapsedTimer timer;
    timer.start();
    auto run = ready->change->run(ids, {}, running);
    if (!run)
        return nullptr;
    return finishedRun(ready->model, job.model, std::move(run->trace), job, secondsOf(timer));
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
        const auto ids = core::readPrompt(
            model, {job.prompt.toStdString(), job.decoder.toStdString(), job.first});
        const auto run = job.change.empty() ? plainRun(job, ids) : changedRun(job, ids);
        if (!run) {
            Q_EMIT stopped(job.id);
            return;
        }
        model.checkFiles();
        Q_EMIT ran(job.id, run);
    });
    continueBackground(job.background);
}

/// Sends the table with the words that are on the screen, where that makes a difference, and
/// returns it with all. nullopt when stopped.
std::optional<core::HeadTable> ModelWorker::headTable(const HeadJob& job,
                                                      const QElapsedTimer& timer)
{
    const auto& model = *job.model->model;
    const auto& trace = *job.run->trace;
    const auto control = this->control(job.id, Session::Stage::Words, job.stop);
    if (control.stopped())
        return std::nullopt;
    auto table = core::headTableWithoutWords(model, trace, job.layer, job.head, job.options);
    if (const auto known = m_tables ? m_tables->words(job) : nullptr) {
        core::setWords(table, *known);
        return table;
    }
    std::vector<int> onScreen;
    for (const int token : job.onScreen)
        if (token >= 0 && token < static_cast<int>(table.tokens.size()))
            onScreen.push_back(token);
    // Two searches take a little longer than one, so they must be worth it.
    if (!onScreen.empty() && onScreen.size() * 2 < table.found.size()) {
        if (!core::findWords(table, model, trace, *job.model->lens, onScreen, control))
            return std::nullopt;
        model.checkFiles();
        Q_EMIT headMade(job.id, std::make_shared<const core::HeadTable>(table),
                        static_cast<double>(timer.nsecsElapsed()) * 1e-9);
    }
    if (!core::findWords(table, model, trace, *job.model->lens, core::rowsWithoutWords(table),
                         control))
        return std::nullopt;
    return table;
}

void ModelWorker::makeHead(const HeadJob& job)
{
    guarded(job.id, [&] {
        QElapsedTimer timer;
        timer.start();
        auto table = headTable(job, timer);
        if (!table) {
            Q_EMIT stopped(job.id);
            return;
        }
        job.model->model->checkFiles();
        const double seconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
        Q_EMIT headMade(job.id, std::make_shared<const core::HeadTable>(std::move(*table)),
                        seconds);
    });
    continueBackground(job.background);
}

void ModelWorker::measure(const MeasureJob& job)
{
    m_measuring = std::make_unique<MeasureWork>(job, *m_ranks);
    continueBackground(job.background);
}

void ModelWorker::probe(const ProbeJob& job)
{
    m_probing = std::make_unique<ProbeWork>(job);
    continueBackground(job.background);
}

void ModelWorker::findTables(const TablesJob& job)
{
    m_findingTables = std::make_shared<TablesWork>(job, [this, id = job.id](core::HeadGrid grid) {
        Q_EMIT tablesFound(id, std::make_shared<const core::HeadGrid>(std::move(grid)));
    });
    m_tables = m_findingTables;
    m_tablesPreferred = job.preferred;
    continueBackground(job.background);
}

void ModelWorker::preferTables(const PreferTables& job)
{
    m_tablesPreferred = job.preferred;
    continueBackground(job.background);
}

void ModelWorker::makeView(const ViewJob& job)
{
    if (job.work)
        m_views[job.stage] = job.work;
    else
        m_views.erase(job.stage);
    continueBackground(job.background);
}

void ModelWorker::findNeurons(const NeuronJob& job)
{
    m_findingNeurons = std::make_unique<NeuronWork>(job);
    continueBackground(job.background);
}

void ModelWorker::dropBackground(const quint64& id)
{
    m_views.clear();
    m_probing.reset();
    m_measuring.reset();
    m_findingTables.reset();
    m_findingNeurons.reset();
    Q_EMIT stopped(id);
}

/// Posts the next step, unless one is posted; it then stops with `stop`.
void ModelWorker::continueBackground(const std::stop_token& stop)
{
    m_backgroundStop = stop;
    m_idle.start(); // anew
    if (m_stepPosted || !hasBackground())
        return;
    m_stepPosted = true;
    QMetaObject::invokeMethod(this, &ModelWorker::backgroundStep, Qt::QueuedConnection);
}

bool ModelWorker::hasBackground() const
{
    return !m_views.empty() || m_probing || m_measuring || m_findingTables || m_findingNeurons;
}

void ModelWorker::backgroundStep()
{
    m_stepPosted = false;
    // Stopped: a job is on its way, and goes on from here when it is done.
    if (m_backgroundStop.stop_requested())
        return;
    const auto advance = [this](auto& work) {
        // Taken out first: work that throws must not come round again.
        auto now = std::exchange(work, nullptr);
        guarded(now->id(), [&] {
            if (now->advance(control(now->id(), now->stage(), m_backgroundStop))) {
                now->model().checkFiles();
                now->answer(*this);
            } else {
                work = std::move(now);
            }
        });
    };
    if (!m_views.empty()) {
        const auto first = m_views.begin();
        advance(first->second);
        if (!first->second)
            m_views.erase(first);
    } else if (m_tablesPreferred && m_findingTables)
        advance(m_findingTables);
    else if (m_probing)
        advance(m_probing);
    else if (m_measuring)
        advance(m_measuring);
    else if (m_findingTables)
        advance(m_findingTables);
    else if (m_findingNeurons)
        advance(m_findingNeurons);
    continueBackground(m_backgroundStop);
}

} // namespace headscope::app
