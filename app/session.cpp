// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "app/failure.h"
#include "app/labbench.h"
#include "app/modelloader.h"
#include "app/modelworker.h"
#include "app/posting.h"
#include "app/viewrequest.h"
#include "app/viewtable.h"

#include <algorithm>
#include <utility>

namespace headscope::app {

Session::Session(QObject* parent)
    : QObject(parent),
      m_bench(std::make_shared<LabBench>()),
      m_worker(new ModelWorker(m_bench)),
      m_loader(new ModelLoader)
{
    m_thread.setObjectName(QStringLiteral("model"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_loaderThread.setObjectName(QStringLiteral("loader"));
    m_loader->moveToThread(&m_loaderThread);
    connect(&m_loaderThread, &QThread::finished, m_loader, &QObject::deleteLater);
    connectWorker();
    connectLoader();
    makeViews();
    m_thread.start();
    m_loaderThread.start();
}

Session::~Session()
{
    for (auto* stop : {&m_loadStop, &m_runStop, &m_headStop, &m_backgroundStop})
        stop->request_stop();
    for (QThread* thread : {&m_thread, &m_loaderThread})
        thread->quit();
    for (QThread* thread : {&m_thread, &m_loaderThread})
        thread->wait();
}

void Session::connectLoader()
{
    connect(m_loader, &ModelLoader::loaded, this, [this](quint64 id, const LoadedModelPtr& model) {
        if (settled(m_load, id))
            modelLoaded(model);
    });
    connect(m_loader, &ModelLoader::unchanged, this, &Session::stopped);
    connect(m_loader, &ModelLoader::stopped, this, &Session::stopped);
    connect(m_loader, &ModelLoader::failed, this, &Session::jobFailed);
    connect(m_loader, &ModelLoader::progressed, this, &Session::jobProgressed);
}

void Session::connectWorker()
{
    connect(m_worker, &ModelWorker::ran, this, [this](quint64 id, const FinishedRunPtr& run) {
        if (settled(m_run, id))
            promptRan(run);
    });
    connect(m_worker, &ModelWorker::headMade, this,
            [this](quint64 id, const HeadTablePtr& table, double seconds) {
                const bool whole = table->complete();
                if (whole ? !settled(m_head, id) : !m_head.pending || m_head.id != id)
                    return;
                m_headTable = table;
                m_wordsSeconds = seconds;
                Q_EMIT headChanged();
                updateBusy();
            });
    connect(m_worker, &ModelWorker::measured, this,
            [this](quint64 id, const MeasuresPtr& measures) {
                if (!settled(m_measure, id))
                    return;
                m_measures = measures;
                Q_EMIT measuresChanged();
                updateBusy();
            });
    connect(m_worker, &ModelWorker::probed, this, [this](quint64 id, const MeasuresPtr& measures) {
        if (!settled(m_probeRequest, id))
            return;
        m_probe = measures;
        Q_EMIT probeChanged();
        updateBusy();
    });
    connect(m_worker, &ModelWorker::tablesFound, this, [this](quint64 id, const HeadGridPtr& grid) {
        if (grid->complete() ? !settled(m_tables, id) : !m_tables.pending || m_tables.id != id)
            return;
        m_grid = grid;
        Q_EMIT gridChanged();
        updateBusy();
    });
    connect(m_worker, &ModelWorker::viewMade, this, &Session::viewMade);
    connect(m_worker, &ModelWorker::neuronsFound, this,
            [this](quint64 id, const NeuronWordsPtr& words) {
                if (!settled(m_neuronRequest, id))
                    return;
                m_neurons = words;
                Q_EMIT neuronsChanged();
                updateBusy();
            });
    connect(m_worker, &ModelWorker::stopped, this, &Session::stopped);
    connect(m_worker, &ModelWorker::failed, this, &Session::jobFailed);
    connect(m_worker, &ModelWorker::progressed, this, &Session::jobProgressed);
}

void Session::jobFailed(quint64 id, core::ErrorKind kind, const QString& sentence)
{
    const bool wasLoad = m_load.pending && m_load.id == id;
    if (m_labView->id == id && m_labView->pending)
        Q_EMIT labFailed(sentence);
    else if (m_sweepRequest.id == id && m_sweepRequest.pending)
        Q_EMIT sweepFailed(sentence);
    else if (isCurrent(id))
        Q_EMIT failed(kind, sentence);
    if (wasLoad)
        Q_EMIT loadFailed(sentence);
    stopped(id);
}

void Session::jobProgressed(quint64 id, Stage stage, int done, int total)
{
    if (isCurrent(id))
        Q_EMIT progressed(stage, done, total);
}

void Session::load(const QString& folder)
{
    const auto id = begin(m_load);
    post(m_loader, &ModelLoader::load, LoadJob{id, folder, m_wholeModel, renewed(m_loadStop)});
    updateBusy();
}

void Session::shareModel(const Session& other)
{
    if (!other.m_wholeModel)
        return;
    cancelLoad();
    if (m_wholeModel != other.m_wholeModel)
        modelLoaded(other.m_wholeModel);
}

void Session::exchangeModels(Session& other)
{
    const LoadedModelPtr own = m_wholeModel;
    if (!own || !other.m_wholeModel || own == other.m_wholeModel)
        return;
    shareModel(other);
    other.cancelLoad();
    other.modelLoaded(own);
}

void Session::cancelLoad()
{
    if (!m_load.pending)
        return;
    m_loadStop.request_stop();
    abandon(m_load);
    m_runAfterLoad.reset();
    m_probeAfterLoad = false;
    updateBusy();
}

void Session::modelLoaded(const LoadedModelPtr& model)
{
    m_loadedModel.reset();
    // Giving back gigabytes takes a while: what nobody else holds any more goes in that thread.
    if (m_wholeModel)
        QMetaObject::invokeMethod(
            m_loader, [old = std::move(m_wholeModel)]() mutable { old.reset(); },
            Qt::QueuedConnection);
    m_wholeModel = model;
    m_loadedModel = model;
    m_model = model->summary;
    m_part = Part::Decoder;
    m_wholeRun.reset();
    m_change = {};
    m_lastRun.reset();
    forgetResults();
    abandon(m_run);
    m_runStop.request_stop();
    post(m_worker, &ModelWorker::dropBackground, quint64(0));
    QMetaObject::invokeMethod(
        m_worker, [bench = m_bench] { bench->forget(); }, Qt::QueuedConnection);
    resume();
    postNeurons();
    Q_EMIT modelChanged();
    updateBusy();
}

/// All results are of another model, or of another part of it.
void Session::forgetResults()
{
    m_finishedRun.reset();
    m_prompt.reset();
    m_headTable.reset();
    m_measures.reset();
    m_probe.reset();
    m_neurons.reset();
    m_grid.reset();
    m_sweep.reset();
    for (ViewRequestBase* view : m_views)
        view->forget();
    // Answers may still be on their way.
    for (auto* old :
         {&m_head, &m_measure, &m_probeRequest, &m_tables, &m_neuronRequest, &m_sweepRequest})
        abandon(*old);
    abandonViews();
    for (auto* stop : {&m_headStop, &m_backgroundStop})
        stop->request_stop();
}

bool Session::hasEncoder() const
{
    return m_wholeModel && m_wholeModel->encoder;
}

PromptResultPtr Session::otherPrompt() const
{
    if (!m_finishedRun || !m_wholeRun->encoder)
        return nullptr;
    return m_part == Part::Encoder ? m_wholeRun->prompt : m_wholeRun->encoder->prompt;
}

void Session::setPart(Part part)
{
    if (part == m_part || !hasEncoder())
        return;
    m_part = part;
    m_loadedModel = part == Part::Encoder ? m_wholeModel->encoder : m_wholeModel;
    m_model = m_loadedModel->summary;
    forgetResults();
    post(m_worker, &ModelWorker::dropBackground, quint64(0));
    postNeurons();
    Q_EMIT partChanged();
    if (m_wholeRun)
        showRun();
    updateBusy();
}

void Session::run(const QString& prompt, bool first, const QString& decoder)
{
    if (m_wholeModel)
        postRun({prompt, first, decoder});
    else if (m_load.pending)
        m_runAfterLoad = RunRequest{prompt, first, decoder};
    updateBusy();
}

void Session::postRun(const RunRequest& request)
{
    if (!m_wholeModel)
        return;
    if (const auto failure = failureOf([this] { core::requireRunnable(*m_wholeModel->model); })) {
        Q_EMIT failed(failure->kind, failure->sentence);
        return;
    }
    m_headStop.request_stop();
    m_lastRun = request;
    const auto id = begin(m_run);
    post(m_worker, &ModelWorker::run,
         RunJob{id, m_wholeModel, request.prompt, request.decoder, request.first, m_change,
                renewed(m_runStop), renewBackground()});
}

void Session::promptRan(const FinishedRunPtr& run)
{
    m_wholeRun = run;
    showRun();
}

/// The run of the part is what everything is made of from now on.
void Session::showRun()
{
    m_finishedRun = m_part == Part::Encoder ? m_wholeRun->encoder : m_wholeRun;
    m_prompt = m_finishedRun->prompt;
    m_measures.reset();
    // Posted before the window is told: the worker need not wait for it.
    m_tablesOptions.reset();
    abandon(m_tables);
    for (ViewRequestBase* view : m_views) {
        if (view->subject == subjectOf(*view))
            continue; // not about the run
        view->id = ++m_lastId;
        view->end();
    }
    postHead();
    postWantedViews();
    postMeasures();
    postTables();
    Q_EMIT promptChanged();
    updateBusy();
}

void Session::wantHead(core::LayerIndex layer, core::HeadIndex head,
                       const core::HeadTableOptions& options, std::vector<int> onScreen)
{
    m_wanted = HeadRequest{layer, head, options, std::move(onScreen)};
    if (m_finishedRun) {
        makeHead(*m_wanted);
        postTables();
    }
    updateBusy();
}

void Session::makeHead(const HeadRequest& wanted)
{
    const auto id = begin(m_head);
    post(m_worker, &ModelWorker::makeHead,
         HeadJob{id, m_finishedRun->model, m_finishedRun, wanted.layer, wanted.head, wanted.options,
                 wanted.onScreen, renewed(m_headStop), renewBackground()});
}

/// The wanted head of the last run; it may be wanted since another model, with more heads.
void Session::postHead()
{
    if (!m_wanted || !m_finishedRun)
        return;
    const auto& info = m_model->info;
    HeadRequest wanted = *m_wanted;
    wanted.layer = core::LayerIndex(std::clamp(wanted.layer.value, 0, info.layers - 1));
    wanted.head = core::HeadIndex(std::clamp(wanted.head.value, 0, info.headsPerLayer() - 1));
    makeHead(wanted);
}

void Session::postMeasures()
{
    const auto id = begin(m_measure);
    post(m_worker, &ModelWorker::measure,
         MeasureJob{id, m_finishedRun->model, m_finishedRun, renewBackground()});
}

void Session::probe()
{
    if (m_loadedModel)
        postProbe();
    else
        m_probeAfterLoad = m_load.pending;
    updateBusy();
}

void Session::postProbe()
{
    if (!m_loadedModel || !m_model->info.canRun())
        return;
    const auto id = begin(m_probeRequest);
    post(m_worker, &ModelWorker::probe, ProbeJob{id, m_loadedModel, renewBackground()});
}

/// The words of all heads, as the wanted table has them; unless they are being found already. All
/// heads at once are at one distance, not at that of one head's selected pair.
void Session::postTables()
{
    if (!m_wanted || !m_finishedRun)
        return;
    core::HeadTableOptions options = m_wanted->options;
    options.distance.other.reset();
    if (m_tablesOptions == options)
        return;
    m_tablesOptions = options;
    const auto id = begin(m_tables);
    post(m_worker, &ModelWorker::findTables,
         TablesJob{id, m_finishedRun->model, m_finishedRun,
                   core::LayerIndex(std::clamp(m_wanted->layer.value, 0, m_model->info.layers - 1)),
                   options, m_gridPreferred, renewBackground()});
}

void Session::preferGrid(bool preferred)
{
    if (preferred == m_gridPreferred)
        return;
    m_gridPreferred = preferred;
    post(m_worker, &ModelWorker::preferTables, PreferTables{preferred, renewBackground()});
}

std::shared_ptr<const void> Session::subjectOf(const ViewRequestBase& view) const
{
    using About = ViewRequestBase::About;
    const bool ofModel = view.about() == About::Model
                         || (view.about() == About::Either && m_model && !m_model->info.canRun());
    if (ofModel)
        return m_loadedModel;
    return m_finishedRun;
}

void Session::postView(ViewRequestBase& view)
{
    const auto subject = subjectOf(view);
    if (!subject)
        return;
    const auto id = ++m_lastId;
    const bool ofModel = subject == m_loadedModel;
    auto work = view.work(id, ofModel ? m_loadedModel : m_finishedRun->model, m_finishedRun);
    view.begin(id, work ? subject : nullptr);
    // No work ends what is still being made.
    post(m_worker, &ModelWorker::makeView,
         ViewJob{view.stage(), std::move(work), renewBackground()});
    updateBusy();
}

void Session::viewMade(quint64 id, const std::shared_ptr<const void>& result)
{
    for (ViewRequestBase* view : m_views)
        if (view->id == id && view->pending) {
            view->pending = false;
            view->take(result);
        }
    if (settled(m_sweepRequest, id))
        sweepMade(result);
    updateBusy();
}

/// What is wanted and neither there nor on its way.
void Session::postWantedViews()
{
    for (ViewRequestBase* view : m_views)
        if (view->isWanted() && view->subject != subjectOf(*view))
            postView(*view);
}

void Session::abandonViews()
{
    for (ViewRequestBase* view : m_views) {
        view->id = ++m_lastId;
        view->end();
    }
}

void Session::wantNeurons(const core::LensOptions& options)
{
    m_wantedNeurons = options;
    postNeurons();
    updateBusy();
}

void Session::postNeurons()
{
    if (!m_wantedNeurons || !m_loadedModel || !m_model->info.canRun())
        return;
    const auto id = begin(m_neuronRequest);
    post(m_worker, &ModelWorker::findNeurons,
         NeuronJob{id, m_loadedModel, *m_wantedNeurons, renewBackground()});
}

void Session::resume()
{
    if (!m_wholeModel && m_load.pending)
        return;
    const auto run = std::exchange(m_runAfterLoad, std::nullopt);
    if (run)
        postRun(*run);
    if (std::exchange(m_probeAfterLoad, false))
        postProbe();
    // The run that stopped the wanted table came to nothing: the table is still wanted.
    if (!m_run.pending && m_headStop.stop_requested())
        postHead();
}

void Session::cancel()
{
    if (!m_busy)
        return;
    for (auto* stop : {&m_loadStop, &m_runStop, &m_headStop, &m_backgroundStop})
        stop->request_stop();
    for (auto* current : {&m_load, &m_run, &m_head, &m_measure, &m_probeRequest, &m_tables,
                          &m_neuronRequest, &m_sweepRequest})
        abandon(*current);
    abandonViews();
    m_tablesOptions.reset();
    m_runAfterLoad.reset();
    m_probeAfterLoad = false;
    Q_EMIT sweepChanged();
    const auto id = begin(m_cancel);
    post(m_worker, &ModelWorker::dropBackground, id);
    updateBusy();
}

std::stop_token Session::renewBackground()
{
    return renewed(m_backgroundStop);
}

bool Session::isCurrent(quint64 id) const
{
    const auto current = [id](const auto* request) {
        return request->id == id && request->pending;
    };
    const auto requests = {&m_load,   &m_run,          &m_head,          &m_measure,
                           &m_tables, &m_probeRequest, &m_neuronRequest, &m_sweepRequest};
    return std::any_of(requests.begin(), requests.end(), current)
           || std::any_of(m_views.begin(), m_views.end(), current);
}

quint64 Session::begin(Request& request)
{
    request = {++m_lastId, true};
    return request.id;
}

void Session::abandon(Request& request)
{
    request = {++m_lastId, false};
}

bool Session::settled(Request& request, quint64 id)
{
    if (request.id != id || !request.pending)
        return false;
    request.pending = false;
    return true;
}

void Session::stopped(quint64 id)
{
    if (settled(m_load, id) || settled(m_run, id))
        resume();
    else if (settled(m_sweepRequest, id))
        Q_EMIT sweepChanged();
    else if (!settled(m_head, id) && !settled(m_measure, id) && !settled(m_probeRequest, id)
             && !settled(m_tables, id) && !settled(m_neuronRequest, id) && !settled(m_cancel, id))
        for (ViewRequestBase* view : m_views)
            if (view->id == id)
                view->end();
    updateBusy();
}

void Session::updateBusy()
{
    bool working = false;
    for (const auto* request : {&m_run, &m_head, &m_measure, &m_probeRequest, &m_tables,
                                &m_neuronRequest, &m_sweepRequest, &m_cancel})
        working = working || request->pending;
    for (const ViewRequestBase* view : m_views)
        working = working || view->pending;
    const bool loading = m_load.pending;
    const bool busy = working || loading;
    const bool loadingTurned = std::exchange(m_loading, loading) != loading;
    const bool workingTurned = std::exchange(m_working, working) != working;
    const bool busyTurned = std::exchange(m_busy, busy) != busy;
    if (loadingTurned)
        Q_EMIT loadingChanged(loading);
    if (workingTurned)
        Q_EMIT workingChanged(working);
    if (!busyTurned)
        return;
    Q_EMIT busyChanged(busy);
    if (!busy)
        Q_EMIT idle();
}

} // namespace headscope::app
