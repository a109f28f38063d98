// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDockWidget;
class QWidget;

namespace headscope::ui {

/// The two panels beside the head. A window that has no room for both shows one of them, the left
/// one unless the other is asked for; what was hidden for want of room comes back with it, what was
/// closed by hand does not. GUI thread.
class SidePanels : public QObject
{
    Q_OBJECT
public:
    SidePanels(QWidget* window, QDockWidget* left, QDockWidget* right);

    /// Shows what there is room for now.
    void fit();
    /// Shows what was hidden for want of room.
    void showAll();

    static constexpr int bothNeed = 1100; ///< pixels of the window

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void toggled(QDockWidget* panel, QDockWidget* other, bool shown);

    QWidget* m_window;
    QDockWidget* m_left;
    QDockWidget* m_right;
    QDockWidget* m_hidden = nullptr; ///< for want of room
};

} // namespace headscope::ui
