// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "app/session.h"
#include "ui/views/promptbar.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

class QAction;

namespace headscope::ui {

class MainWindow;
class TourCard;
struct TourStop;

/// Walks the window through the stops of tour(): runs each one's prompt on the embedded model, and
/// selects what is to be seen once the run is on the screen. What the window showed before comes
/// back when the tour ends. Owned by the main window, GUI thread; a run that fails is told by the
/// window, and the tour stays where it is.
class GuidedTour : public QObject
{
    Q_OBJECT
public:
    /// `window` has all its parts; `models` are those found on this computer.
    GuidedTour(MainWindow* window, TourCard* card, const std::vector<PromptBar::Choice>& models);

    /// Whether the embedded model is there.
    bool isPossible() const;
    bool isRunning() const { return m_before.has_value(); }
    int index() const { return m_index; }
    /// Whether the stop is on the screen, not still on its way there.
    bool hasArrived() const { return !m_pending; }
    void start();
    void goTo(int index);
    void end();
    /// The prompt of before the tour; null where none is running.
    std::optional<QString> promptBefore() const;

Q_SIGNALS:
    void possibleChanged();

private:
    struct Before {
        QString model; ///< folder
        QString prompt;
        bool first = true;
        bool encoder = false; ///< looked at, of a model that has one
        core::HeadTableOptions options;
        app::Selection::Place place;
    };
    Before present() const;
    /// How many stops there are: those of the second model come last, and only where it is found.
    int count() const;
    QString folderOf(const TourStop& stop) const;
    int firstStop() const;
    bool onTheModel() const;
    void show(const QString& model, const QString& prompt, bool first);
    void arrive();
    void select();

    MainWindow* m_window;
    TourCard* m_card;
    // Folders of the embedded models; empty: not found.
    QString m_model;
    QString m_secondModel;
    int m_index = 0;
    bool m_pending = false;         ///< the stop waits for its run
    std::optional<Before> m_before; ///< while the tour is running
    std::optional<Before> m_return; ///< waits for the run that brings it back
};

} // namespace headscope::ui
