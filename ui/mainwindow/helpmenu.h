// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/helptext.h"

#include <QObject>
#include <QPointer>

class QAction;
class QDockWidget;
class QMainWindow;
class QMenuBar;
class QWidget;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class GuidedTour;
class HelpPanel;

/// The menu of help and the panel that it opens, in a dock of `frame`. The panel takes the focus
/// when it opens and gives it back when it closes. Owned by the main window, GUI thread.
class HelpMenu : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this.
    HelpMenu(QMainWindow* frame, app::Selection* selection, QWidget* window);

    HelpPanel* panel() const { return m_panel; }
    QDockWidget* dock() const { return m_dock; }
    /// The menu, at the end of the bar.
    void addTo(QMenuBar* bar);
    /// What its entry of the menu starts; outlives this.
    void setTour(GuidedTour* tour);
    QAction* tourAction() const { return m_tourAction; }
    /// Opens the panel on the view in front, or closes it.
    void toggle();
    /// Opens the panel on this page.
    void show(HelpTopic topic);

private:
    void toggled(bool shown);
    void showAbout();

    QWidget* m_window;
    HelpPanel* m_panel;
    QDockWidget* m_dock;
    QAction* m_tourAction = nullptr; ///< from addTo() on
    QPointer<QWidget> m_before;      ///< had the focus when the panel opened
};

} // namespace headscope::ui
