// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "core/analysis/headtable.h"
#include "core/model/trace.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace headscope::app {

class BackgroundWork;
class LabBench;
class TablesWork;
struct KnownRanks;

/// A model with the search that belongs to it.
struct LoadedModel {
    std::shared_ptr<const core::Model> model;
    std::shared_ptr<const core::Lens> lens;
    ModelSummaryPtr summary;
    QByteArray stamp;                           ///< folderStamp() of what it was loaded from
    std::shared_ptr<const LoadedModel> encoder; ///< its encoder as a model of its own, or null
};

/// What a run leaves: what the window sees of it, and what later jobs on it start from.
struct FinishedRun {
    std::shared_ptr<const core::Trace> trace;
    PromptResultPtr prompt;
    std::shared_ptr<const FinishedRun> encoder; ///< of models that have one, else null
    LoadedModelPtr model;    ///< that it is a run of, with what was changed in its weights
    LoadedModelPtr original; ///< the same where nothing was
};

// Jobs are values and name all they work on, so that the worker has no current model or prompt of
// its own that could differ from the Session's. `stop` ends the job; `background` is what
// background work goes on with after it.
struct RunJob {
    quint64 id = 0;
    LoadedModelPtr model;
    QString prompt;
    QString decoder;
    bool first = false;
    core::Change change;
    std::stop_token stop;
    std::stop_token background;
};

struct HeadJob {
    quint64 id = 0;
    LoadedModelPtr model;
    FinishedRunPtr run;
    core::LayerIndex layer;
    core::HeadIndex head;
    core::HeadTableOptions options;
    std::vector<int> onScreen; ///< tokens
    std::stop_token stop;
    std::stop_token background;
};

// Background work; each replaces what there was of its kind.
struct MeasureJob {
    quint64 id = 0;
    LoadedModelPtr model;
    FinishedRunPtr run;
    std::stop_token background;
};

struct ProbeJob {
    quint64 id = 0;
    LoadedModelPtr model;
    std::stop_token background;
};

/// The words of all heads, those of `layer` first.
struct TablesJob {
    quint64 id = 0;
    LoadedModelPtr model;
    FinishedRunPtr run;
    core::LayerIndex layer;
    core::HeadTableOptions options;
    bool preferred = false; ///< as preferTables()
    std::stop_token background;
};

struct PreferTables {
    bool preferred = false;
    std::stop_token background;
};

/// What a view wants beside the head table; no work ends what was being made for it.
struct ViewJob {
    Session::Stage stage = Session::Stage::Running; ///< which view: each has one work at a time
    std::shared_ptr<BackgroundWork> work;
    std::stop_token background;
};

struct NeuronJob {
    quint64 id = 0;
    LoadedModelPtr model;
    core::LensOptions options;
    std::stop_token background;
};

/// Does the work of a Session, one job after another, in the Session's thread; owned by it. Every
/// job is answered by one signal with its id: the result, failed() or stopped(). Models are loaded
/// elsewhere, by the ModelLoader.
///
/// Background work is done when nothing else is: what views want, the probe, legibility and ranks
/// of all heads, the words of all heads (before those where preferred), the words of all neurons.
/// Every job stops it at once, and it goes on where it was when the job is done. When there has
/// been nothing to do for a while, memory that waits for the next run is given back.
class ModelWorker : public QObject
{
    Q_OBJECT
public:
    /// `bench` is for this worker's thread alone.
    explicit ModelWorker(std::shared_ptr<LabBench> bench);
    ~ModelWorker() override;

    void run(const RunJob& job);
    void makeHead(const HeadJob& job);
    void measure(const MeasureJob& job);
    void probe(const ProbeJob& job);
    void findTables(const TablesJob& job);
    void preferTables(const PreferTables& job);
    void makeView(const ViewJob& job);
    void findNeurons(const NeuronJob& job);
    /// Gives up all background work; answered by stopped().
    void dropBackground(const quint64& id);

Q_SIGNALS:
    void ran(quint64 id, const headscope::app::FinishedRunPtr& run);
    /// Of a job whose table is not complete another one follows.
    void headMade(quint64 id, const headscope::app::HeadTablePtr& table, double seconds);
    void measured(quint64 id, const headscope::app::MeasuresPtr& measures);
    void probed(quint64 id, const headscope::app::MeasuresPtr& measures);
    /// Of a grid that is not complete another one follows; makeHead() has its words at once now.
    void tablesFound(quint64 id, const headscope::app::HeadGridPtr& grid);
    void viewMade(quint64 id, const std::shared_ptr<const void>& result);
    void neuronsFound(quint64 id, const headscope::app::NeuronWordsPtr& words);
    void stopped(quint64 id);
    void failed(quint64 id, headscope::core::ErrorKind kind, const QString& sentence);
    void progressed(quint64 id, headscope::app::Session::Stage stage, int done, int total);

private:
    template<class Work>
    void guarded(quint64 id, Work work);
    core::RunControl control(quint64 id, Session::Stage stage, const std::stop_token& stop);
    void report(quint64 id, Session::Stage stage, int done, int total);
    FinishedRunPtr changedRun(const RunJob& job, const core::PromptIds& ids);
    FinishedRunPtr plainRun(const RunJob& job, const core::PromptIds& ids);
    std::optional<core::HeadTable> headTable(const HeadJob& job, const QElapsedTimer& timer);
    void continueBackground(const std::stop_token& stop);
    void backgroundStep();
    bool hasBackground() const;

    std::unique_ptr<KnownRanks> m_ranks;
    std::shared_ptr<LabBench> m_bench;
    // What there is to do, in the order in which it is done.
    std::map<Session::Stage, std::shared_ptr<BackgroundWork>> m_views; ///< none is null
    std::unique_ptr<BackgroundWork> m_probing;
    std::unique_ptr<BackgroundWork> m_measuring;
    std::shared_ptr<TablesWork> m_findingTables;
    std::unique_ptr<BackgroundWork> m_findingNeurons;
    std::shared_ptr<const TablesWork> m_tables; ///< the latest, done or not: what makeHead() asks
    std::stop_token m_backgroundStop;
    bool m_tablesPreferred = false;
    bool m_stepPosted = false;
    QElapsedTimer m_sinceProgress;
    QTimer m_idle;
};

} // namespace headscope::app
