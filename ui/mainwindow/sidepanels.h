// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>

class QDockWidget;
class QMainWindow;
class QWidget;

namespace headscope::ui {

/// The panels beside the views: heads on the left, inspector and help on the right. A window that
/// has no room for all shows one or two of them: the one that was asked for last, else the help
/// that is being read, else the heads. What was hidden for want of room comes back with it, or when
/// the panel is closed that it made room for; what was closed by hand does not. A panel keeps the
/// width it was given by hand, whatever comes and goes beside it. GUI thread.
class SidePanels : public QObject
{
    Q_OBJECT
public:
    SidePanels(QWidget* window, QDockWidget* heads, QDockWidget* inspector, QDockWidget* help);

    /// Shows what there is room for now.
    void fit();
    /// Shows what was hidden for want of room.
    void showAll();

    /// The names of those that are hidden for want of room.
    QStringList hiddenForRoom() const;
    /// As `frame`, which holds them, once had saved them, and those shown besides that were hidden
    /// for want of room, as far as there is room now.
    void arrange(QMainWindow* frame, const QByteArray& state, const QStringList& hidden);

    static constexpr int bothNeed = 1100; ///< pixels of the window, for two of them
    static constexpr int allNeed = 1500;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Hidden {
        QDockWidget* panel;
        QDockWidget* by; ///< that it made room for; null: the window became narrower
    };
    void toggled(QDockWidget* panel, bool shown);
    void hideFor(QDockWidget* asked);
    void begin();
    void rememberWidths();
    void restoreSoon();
    void restoreWidths();
    int room() const;
    int shown() const;

    QWidget* m_window;
    QDockWidget* m_heads;
    QDockWidget* m_inspector;
    QDockWidget* m_help;
    QList<Hidden> m_hidden;                  ///< for want of room, the last one at the end
    QHash<const QDockWidget*, int> m_widths; ///< as somebody has made them
    bool m_begun = false; ///< the window has been shown, with the widths of the last session
    bool m_restoring = false;
};

} // namespace headscope::ui
