// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelsource.h"
#include "app/savedsession.h"
#include "app/session.h"

#include <QObject>
#include <QString>

#include <optional>

namespace headscope::ui {

class MainWindow;

/// Between the window and what a session file holds: reads the window, and brings it back to what a
/// file says. That takes a while, for the model may have to be loaded and the prompt to be run:
/// what can be set before the run is, so that nothing is computed twice; the selection and the
/// labels come with it. Whatever comes between (another model, another prompt, a failure) ends it.
/// Owned by SessionKeeping, GUI thread.
class SessionState : public QObject
{
    Q_OBJECT
public:
    SessionState(MainWindow* window, app::ModelPlaces places);

    /// Whether there is a run to come back to, and nothing else on its way.
    bool isThere() const;
    /// Of the run that is on the screen.
    app::SavedSession capture() const;

    /// Loads the model in `folder` and goes on with the session, or at once where it is open.
    void start(const app::SavedSession& session, const QString& folder);
    /// Goes on with the session once any model is opened.
    void startWithNext(const app::SavedSession& session);
    /// As start(), where the window is about to load that model by itself.
    void expect(const app::SavedSession& session, const QString& folder);
    void giveUp();
    bool isWaiting() const { return m_session.has_value(); }

    // What the window tells: it loads a model; its model is open and its prompt not yet run; a run
    // is on the screen.
    void loadingBegan(const QString& folder);
    void modelOpened();
    void runShown();

Q_SIGNALS:
    void begun();   ///< the window is this session's from now on
    void applied(); ///< and shows it
    void givenUp();
    /// The model has other weights than the session's, which the window has said too.
    void weightsDiffer(const QString& sentence);

private:
    /// Asked: its model is looked into first; what loads, ends or fails meanwhile was wanted
    /// before.
    enum class Stage { Asked, Loading, Running };

    bool isOpen(const QString& folder) const;
    void failed();
    void loadingEnded();
    void begin();
    void layOut() const;
    void setViews() const;
    void takeLabels();
    std::optional<QString> otherWeights() const;

    MainWindow* m_window;
    app::ModelPlaces m_places;
    std::optional<app::SavedSession> m_session; ///< what is being brought back
    Stage m_stage = Stage::Asked;
    QString m_folder;              ///< of the model that is loaded for it; empty: any
    app::PromptResultPtr m_before; ///< the run before its own
    QString m_prompt;              ///< as the window runs it
    QString m_decoder;
};

} // namespace headscope::ui
