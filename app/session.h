// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headmeasures.h"
#include "core/analysis/headtable.h"
#include "core/base/error.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <memory>
#include <stop_token>
#include <vector>

namespace headscope::app {

class ModelWorker;

/// What the window may know of the loaded model without touching it.
struct ModelSummary {
    core::ModelInfo info;
    std::shared_ptr<const core::WordList> words;
};

/// One finished run: tokens and, for every head, the measures known so far.
struct PromptResult {
    QString prompt;
    bool first = false;                       ///< whether the first token was put in front
    std::vector<core::PromptToken> tokens;    ///< (T)
    std::vector<core::HeadMeasures> measures; ///< L x H; attention measures and message size are there at once
    double seconds = 0;                       ///< of the forward pass
};

using ModelSummaryPtr = std::shared_ptr<const ModelSummary>;
using PromptResultPtr = std::shared_ptr<const PromptResult>;
using HeadTablePtr = std::shared_ptr<const core::HeadTable>;
using MeasuresPtr = std::shared_ptr<const std::vector<core::HeadMeasures>>;

/// The only door to the core, and the only one that knows the worker thread. Lives in the GUI thread.
///
/// Every request stops what it supersedes and raises an id; answers with an older id are dropped. Order of one run:
/// promptChanged, then headChanged for the wanted head (what is on screen comes first), then measuresChanged (legibility and
/// ranks of all heads, in the background), each with immutable shared results. A stop is not an error: cancelled work
/// ends in idle() with the old results kept.
class Session : public QObject
{
    Q_OBJECT
public:
    /// What the worker is doing; the ui has the words for it.
    enum class Stage { Loading, Running, Words, Heads, Probing };
    Q_ENUM(Stage)

    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// Loads a model folder; the old one stays usable until the new one is ready. Then modelChanged, or failed.
    void load(const QString& folder);
    /// Runs a prompt on the loaded model (waits for one being loaded).
    void run(const QString& prompt, bool first);
    /// Which head's table is wanted, and how; answered by headChanged. Stays wanted for later runs.
    void wantHead(core::LayerIndex layer, core::HeadIndex head, const core::HeadTableOptions& options);
    /// The probe of random repeated tokens; answered by probeChanged.
    void probe();
    void cancel();

    bool busy() const { return m_busy; }
    ModelSummaryPtr model() const { return m_model; }
    PromptResultPtr prompt() const { return m_prompt; } ///< null before the first run
    HeadTablePtr headTable() const { return m_headTable; } ///< null until the first table; may be of the run before while busy
    MeasuresPtr measures() const { return m_measures; } ///< complete ones, null until they are there
    MeasuresPtr probeMeasures() const { return m_probe; }
    double wordsSeconds() const { return m_wordsSeconds; } ///< of the last head table's words

Q_SIGNALS:
    void modelChanged();
    void promptChanged();
    void headChanged();
    void measuresChanged();
    void probeChanged();
    void busyChanged(bool busy);
    void progressed(headscope::app::Session::Stage stage, int done, int total); ///< at most every 30 ms
    /// The sentence is the core's; the old results stay.
    void failed(headscope::core::ErrorKind kind, const QString& sentence);
    void idle(); ///< nothing is left to do

private:
    std::stop_source m_stop;
    std::stop_source m_headStop;
    quint64 m_runId = 0;
    quint64 m_headId = 0;
    bool m_busy = false;
    ModelSummaryPtr m_model;
    PromptResultPtr m_prompt;
    HeadTablePtr m_headTable;
    MeasuresPtr m_measures;
    MeasuresPtr m_probe;
    double m_wordsSeconds = 0;
    ModelWorker* m_worker = nullptr; ///< lives in m_thread, deleted when it finishes
    QThread m_thread;
};

} // namespace headscope::app
