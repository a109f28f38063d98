// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/composition.h"
#include "core/analysis/evolution.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/headmeasures.h"
#include "core/analysis/headnetwork.h"
#include "core/analysis/headtable.h"
#include "core/analysis/lab/labresult.h"
#include "core/analysis/lab/sweep.h"
#include "core/analysis/neuronactivity.h"
#include "core/analysis/neurondetail.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/positions.h"
#include "core/analysis/singulardirections.h"
#include "core/analysis/stream.h"
#include "core/analysis/weightspectra.h"
#include "core/base/error.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThread>

#include <memory>
#include <optional>
#include <stop_token>
#include <variant>
#include <vector>

namespace headscope::app {

class LabBench;
class ModelLoader;
class ModelWorker;
class SlowLoading;
class ViewRequestBase;
struct ViewTable;
template<class Options, class Result>
class ViewRequest;

/// What the window may know of the loaded model without touching it.
struct ModelSummary {
    core::ModelInfo info;
    std::shared_ptr<const core::WordList> words;
    std::shared_ptr<const ModelSummary> encoder; ///< of models that have one, else null
    bool tokenizer = false;                      ///< without one, prompts are token ids
};

/// One finished run: tokens and, for every head, the measures known so far.
struct PromptResult {
    QString prompt;
    QString decoder;                          ///< what the decoder had said already
    bool first = false;                       ///< whether the first token was put in front
    std::vector<core::PromptToken> tokens;    ///< (T)
    std::vector<core::PromptToken> memory;    ///< (T_enc): what cross-attention looks at
    std::vector<core::HeadMeasures> measures; ///< L x H; attention measures and message size are
                                              ///< there at once
    core::Change change;                      ///< what was changed in the model; empty: nothing
    double seconds = 0;                       ///< of the forward pass
};

/// A sweep that is over, or under way.
struct SweepResult {
    core::SweepOptions options;
    int prompts = 0; ///< 0: the run's own
    std::vector<core::SweepPoint> points;
};

struct LoadedModel; // of modelworker.h: what the worker needs again for its next job
struct FinishedRun;

using LoadedModelPtr = std::shared_ptr<const LoadedModel>;
using FinishedRunPtr = std::shared_ptr<const FinishedRun>;
using ModelSummaryPtr = std::shared_ptr<const ModelSummary>;
using PromptResultPtr = std::shared_ptr<const PromptResult>;
using HeadTablePtr = std::shared_ptr<const core::HeadTable>;
using HeadGridPtr = std::shared_ptr<const core::HeadGrid>;
using NeuronWordsPtr = std::shared_ptr<const core::NeuronWords>;
using NeuronActivityPtr = std::shared_ptr<const core::NeuronActivity>;
using NeuronDetailPtr = std::shared_ptr<const core::NeuronDetail>;
using HeadNetworkPtr = std::shared_ptr<const core::HeadNetwork>;
using EvolutionPtr = std::shared_ptr<const core::Evolution>;
using StateDetailPtr = std::shared_ptr<const core::StateDetail>;
using PositionPatternsPtr = std::shared_ptr<const core::PositionPatterns>;
using WeightSpectraPtr = std::shared_ptr<const core::WeightSpectra>;
using SingularDirectionsPtr = std::shared_ptr<const core::SingularDirections>;
using CompositionMatrixPtr = std::shared_ptr<const core::CompositionMatrix>;
using TokenStreamPtr = std::shared_ptr<const core::TokenStream>;
using LabResultPtr = std::shared_ptr<const core::LabResult>;
using SweepResultPtr = std::shared_ptr<const SweepResult>;
using MeasuresPtr = std::shared_ptr<const std::vector<core::HeadMeasures>>;

/// The only door to the core, and the only one that knows its threads: one that loads models, one
/// that does all other work. Lives in the GUI thread.
///
/// Every request stops what it supersedes and raises an id; answers with an older id are dropped.
/// Order of one run: promptChanged, then headChanged for the wanted head (what is on screen comes
/// first), then in the background what the view in front wants, measuresChanged (legibility and
/// ranks of all heads), gridChanged (the words of all heads, in pieces) and neuronsChanged, where
/// neurons are wanted. Each comes with immutable shared results. A stop is not an error: cancelled
/// work ends in idle() with the old results kept.
class Session : public QObject
{
    Q_OBJECT
public:
    /// What the worker is doing; the ui has the words for it.
    enum class Stage {
        Opening,    ///< a model: its config and headers
        Loading,    ///< its weights, in KiB
        Vocabulary, ///< its tokenizer and words
        Running,
        Words,
        Heads,
        Probing,
        Tables,
        Neurons,
        NeuronActivity,
        NeuronDetail,
        HeadNetwork,
        Evolution,
        StateDetail,
        Positions,
        Stream,
        Weights,
        Directions,
        Composition,
        Lab,
        Sweep
    };
    Q_ENUM(Stage)

    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// Loads a model folder; the old model can be used until the new one is ready. Then
    /// modelChanged, or failed, which leaves the old one as it was. modelChanged takes away the
    /// results of the old model: prompt, table and measures are null until the next run. Where the
    /// folder is that of the open model, and its files are as they were, the model is kept, and
    /// loading ends without a word of the model.
    void load(const QString& folder);
    /// Opens the model that is open in `other`, without loading it again; modelChanged follows,
    /// where it is another one. Gives up loading; nothing where `other` has none.
    void shareModel(const Session& other);
    /// Each opens the model of the other one, likewise; nothing where one has none.
    void exchangeModels(Session& other);
    /// Gives up loading alone.
    void cancelLoad();
    /// Runs a prompt on the model that is open, also while another is loaded; tells by failed()
    /// where it cannot run. Where none is open it waits for the one being loaded; where there is
    /// none of that either, nothing is done. `decoder`: what the decoder has said already, of a
    /// model with an encoder.
    void run(const QString& prompt, bool first, const QString& decoder = {});
    /// What is changed in the model for this and all later runs, until another model is opened; the
    /// last prompt is run again. Empty: nothing. A change that the model cannot have makes runs
    /// fail, which leaves the results as they were.
    void setChange(const core::Change& change);
    const core::Change& change() const { return m_change; }
    /// Which stack of a model with an encoder everything else is about; the decoder of a newly
    /// loaded model. Answered by partChanged, then promptChanged with the last run's results of
    /// that part; those of the other are forgotten.
    enum class Part { Decoder, Encoder };
    void setPart(Part part);
    Part part() const { return m_part; }
    /// Which head's table is wanted, and how; answered by headChanged: once where all words are
    /// there, twice where those of `onScreen` (tokens whose rows can be seen) came first. Stays
    /// wanted for later runs, there clamped to the layers and heads of the model.
    void wantHead(core::LayerIndex layer, core::HeadIndex head,
                  const core::HeadTableOptions& options, std::vector<int> onScreen = {});
    /// The probe of random repeated tokens; answered by probeChanged.
    void probe();
    /// The words of all neurons, of this model and of those loaded later; answered by
    /// neuronsChanged.
    void wantNeurons(const core::LensOptions& options = {});
    /// Whether the words of all heads are on the screen, and so come before other background work.
    void preferGrid(bool preferred);
    // What a view in front wants beside these: each is made for the last run and for every later
    // one while it is wanted, and is answered by its signal. Nothing wanted: the view is not on
    // the screen; its last result stays. Nothing is wanted of a newly loaded model.
    /// How active all neurons are; answered by neuronActivityChanged.
    void wantNeuronActivity(bool wanted);
    /// Everything about one neuron; answered by neuronDetailChanged.
    void wantNeuronDetail(const std::optional<core::NeuronDetailOptions>& options);
    /// One head at one token as a network; answered by headNetworkChanged.
    void wantHeadNetwork(const std::optional<core::HeadNetworkOptions>& options);
    /// What every state of the prompt says; answered by evolutionChanged.
    void wantEvolution(bool wanted);
    /// Many words of one state; answered by stateDetailChanged.
    void wantStateDetail(const std::optional<core::StatePlace>& place);
    /// What a head does with position vectors alone; answered by positionsChanged.
    void wantPositions(const std::optional<core::PositionOptions>& options);
    // The next three are about the weights alone: made once for a model, whatever is run on it, and
    // of a model that cannot run too. So are positions, of such a model.
    /// The singular values of all heads; answered by spectraChanged.
    void wantSpectra(bool wanted);
    /// The singular directions of one head's matrix; answered by directionsChanged.
    void wantDirections(const std::optional<core::DirectionOptions>& options);
    /// What heads read of what earlier ones write; answered by compositionChanged.
    void wantComposition(const std::optional<core::CompositionOptions>& options);
    /// The stream of one token, taken apart; answered by streamChanged.
    void wantStream(const std::optional<core::StreamOptions>& options);
    /// What a change does to the prompt, beside the model as it is (whatever setChange() says);
    /// answered by labChanged. Of a model with an encoder: only while its decoder is looked at.
    void wantLab(const std::optional<core::Change>& change);
    /// Runs prompts with many changes, behind what the views ask for; no prompts: the run's own.
    /// Answered by sweepChanged, once it is done. Stops the one before.
    void sweep(const core::SweepOptions& options, const QStringList& prompts = {});
    void cancelSweep();
    /// Stops everything, background work too; then idle(), if there was anything to stop.
    void cancel();
    // The rows of what is there of the last run, or why there are none yet: of the measures of all
    // heads, of the head, of the patterns or messages of all heads, of all neurons, of the states,
    // of the pairs of positions, of the stream, of the weights of all heads, of a head's singular
    // directions, of the pairs of heads.
    ViewTable headsRows() const;
    ViewTable headTableRows() const;
    ViewTable patternRows() const;
    ViewTable messageRows() const;
    ViewTable neuronRows() const;
    ViewTable evolutionRows(bool hideFragments) const;
    ViewTable positionRows() const;
    ViewTable streamRows() const;
    ViewTable weightRows() const;
    ViewTable directionRows() const;
    ViewTable compositionRows() const;
    ViewTable labRows() const;
    ViewTable labHeadRows() const;
    ViewTable sweepRows() const;

    bool busy() const { return m_busy; }
    bool loading() const { return m_loading; }
    bool working() const { return m_working; }          ///< busy with something else than loading
    ModelSummaryPtr model() const { return m_model; }   ///< of the part
    int valueSize() const;                              ///< dv of the heads; 0 without a model
    bool hasEncoder() const;                            ///< whether the model has two parts
    PromptResultPtr prompt() const { return m_prompt; } ///< null before the first run
    /// Of the same run, what the part has that is not looked at; null without one.
    PromptResultPtr otherPrompt() const;
    /// Null until the first table; may be of the run before while busy, and not complete().
    HeadTablePtr headTable() const { return m_headTable; }
    /// The words of all heads, as far as they are there; may be of the run before while busy.
    HeadGridPtr grid() const { return m_grid; }
    MeasuresPtr measures() const
    {
        return m_measures;
    } ///< complete ones, null until they are there
    MeasuresPtr probeMeasures() const { return m_probe; }
    NeuronWordsPtr neuronWords() const { return m_neurons; } ///< null until they are there
    // Null until the first; may be of the run or the options before while busy.
    NeuronActivityPtr neuronActivity() const;
    NeuronDetailPtr neuronDetail() const;
    HeadNetworkPtr headNetwork() const;
    EvolutionPtr evolution() const;
    StateDetailPtr stateDetail() const;
    PositionPatternsPtr positions() const;
    TokenStreamPtr stream() const;
    WeightSpectraPtr spectra() const;
    SingularDirectionsPtr directions() const;
    CompositionMatrixPtr composition() const;
    LabResultPtr lab() const;
    SweepResultPtr sweepResult() const { return m_sweep; } ///< the last one of this model
    bool sweeping() const { return m_sweepRequest.pending; }
    double wordsSeconds() const { return m_wordsSeconds; } ///< of the last head table's words

Q_SIGNALS:
    void modelChanged();
    void partChanged(); ///< model() is that of the part
    void promptChanged();
    void headChanged();
    void measuresChanged();
    void gridChanged();
    void probeChanged();
    void neuronsChanged();
    void neuronActivityChanged();
    void neuronDetailChanged();
    void headNetworkChanged();
    void evolutionChanged();
    void stateDetailChanged();
    void positionsChanged();
    void streamChanged();
    void spectraChanged();
    void directionsChanged();
    void compositionChanged();
    void labChanged();
    void sweepChanged(); ///< begun, over, or given up
    void busyChanged(bool busy);
    void loadingChanged(bool loading);
    void workingChanged(bool working);
    void progressed(headscope::app::Session::Stage stage, int done, int total); ///< at most every
                                                                                ///< 30 ms
    /// The sentence is the core's; the old results stay.
    void failed(headscope::core::ErrorKind kind, const QString& sentence);
    /// The failure that was just told of was that of load().
    void loadFailed(const QString& sentence);
    /// In place of failed(), for what the Lab's view alone has asked for.
    void labFailed(const QString& sentence);
    void sweepFailed(const QString& sentence);
    void idle(); ///< nothing is left to do

private:
    friend class SlowLoading; // of the tests: holds the loading thread
    struct RunRequest {
        QString prompt;
        bool first = false;
        QString decoder;
    };
    struct HeadRequest {
        core::LayerIndex layer;
        core::HeadIndex head;
        core::HeadTableOptions options;
        std::vector<int> onScreen;
    };
    void makeHead(const HeadRequest& wanted);
    /// One kind of request: which of it is current, and whether its answer is still to come.
    struct Request {
        quint64 id = 0;
        bool pending = false;
    };

    void connectWorker();
    void connectLoader();
    void modelLoaded(const LoadedModelPtr& model);
    void forgetResults();
    void promptRan(const FinishedRunPtr& run);
    void showRun();
    void postRun(const RunRequest& request);
    void postHead();
    void postMeasures();
    void postProbe();
    void postTables();
    void postNeurons();
    void makeViews();
    void makeNeuronViews();
    void makeStateViews();
    void makeStreamView();
    void makeWeightViews();
    /// What a view's result would be about now; null where there is none.
    std::shared_ptr<const void> subjectOf(const ViewRequestBase& view) const;
    void postWantedViews();
    void makeLabView();
    void sweepMade(const std::shared_ptr<const void>& result);
    template<class Options, class Result>
    void want(ViewRequest<Options, Result>& view, const std::optional<Options>& options);
    /// Asks for what a view wants; for nothing where it wants nothing.
    void postView(ViewRequestBase& view);
    void viewMade(quint64 id, const std::shared_ptr<const void>& result);
    void abandonViews();
    /// Goes on with what waited for a model, or for a run that came to nothing.
    void resume();
    std::stop_token renewBackground();
    bool isCurrent(quint64 id) const;
    quint64 begin(Request& request);
    void abandon(Request& request);
    /// Whether `id` is the current request of its kind; it has its answer now.
    bool settled(Request& request, quint64 id);
    void stopped(quint64 id);
    void jobFailed(quint64 id, core::ErrorKind kind, const QString& sentence);
    void jobProgressed(quint64 id, Stage stage, int done, int total);
    void updateBusy();

    quint64 m_lastId = 0;
    Request m_load;
    Request m_run;
    Request m_head;
    Request m_measure;
    Request m_probeRequest;
    Request m_tables;
    Request m_neuronRequest;
    Request m_sweepRequest;
    Request m_cancel;
    std::stop_source m_loadStop;
    std::stop_source m_runStop;
    std::stop_source m_headStop;
    std::stop_source m_backgroundStop; ///< stopped by every request, which hands the worker a new
                                       ///< one

    std::optional<RunRequest> m_runAfterLoad;
    std::optional<RunRequest> m_lastRun; ///< of this model
    core::Change m_change;
    bool m_probeAfterLoad = false;
    std::optional<HeadRequest> m_wanted;
    std::optional<core::HeadTableOptions> m_tablesOptions; ///< of the tables of this run
    std::optional<core::LensOptions> m_wantedNeurons;

    bool m_busy = false;
    bool m_loading = false;
    bool m_working = false;
    bool m_gridPreferred = false;
    std::unique_ptr<ViewRequest<std::monostate, core::NeuronActivity>> m_activityView;
    std::unique_ptr<ViewRequest<core::NeuronDetailOptions, core::NeuronDetail>> m_detailView;
    std::unique_ptr<ViewRequest<core::HeadNetworkOptions, core::HeadNetwork>> m_networkView;
    std::unique_ptr<ViewRequest<std::monostate, core::Evolution>> m_evolutionView;
    std::unique_ptr<ViewRequest<core::StatePlace, core::StateDetail>> m_stateView;
    std::unique_ptr<ViewRequest<core::PositionOptions, core::PositionPatterns>> m_positionsView;
    std::unique_ptr<ViewRequest<core::StreamOptions, core::TokenStream>> m_streamView;
    std::unique_ptr<ViewRequest<std::monostate, core::WeightSpectra>> m_spectraView;
    std::unique_ptr<ViewRequest<core::DirectionOptions, core::SingularDirections>> m_directionsView;
    std::unique_ptr<ViewRequest<core::CompositionOptions, core::CompositionMatrix>>
        m_compositionView;
    std::unique_ptr<ViewRequest<core::Change, core::LabResult>> m_labView;
    std::vector<ViewRequestBase*> m_views; ///< each a member
    SweepResultPtr m_sweep;
    // What the jobs work on, which the window does not see: the whole, and the part looked at.
    LoadedModelPtr m_wholeModel;
    LoadedModelPtr m_loadedModel;
    FinishedRunPtr m_wholeRun;
    FinishedRunPtr m_finishedRun;
    Part m_part = Part::Decoder;
    ModelSummaryPtr m_model;
    PromptResultPtr m_prompt;
    HeadTablePtr m_headTable;
    HeadGridPtr m_grid;
    MeasuresPtr m_measures;
    MeasuresPtr m_probe;
    NeuronWordsPtr m_neurons;
    double m_wordsSeconds = 0;
    std::shared_ptr<LabBench> m_bench; ///< for the worker's thread
    // Each lives in its thread and is deleted when that finishes.
    ModelWorker* m_worker = nullptr;
    ModelLoader* m_loader = nullptr;
    QThread m_thread;
    QThread m_loaderThread;
};

} // namespace headscope::app
