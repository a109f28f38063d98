// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sidepanels.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>

namespace headscope::ui {

SidePanels::SidePanels(QWidget* window, QDockWidget* left, QDockWidget* right)
    : QObject(window), m_window(window), m_left(left), m_right(right)
{
    window->installEventFilter(this);
    // Triggered: by a person, not by fit().
    connect(left->toggleViewAction(), &QAction::triggered, this,
            [this](bool shown) { toggled(m_left, m_right, shown); });
    connect(right->toggleViewAction(), &QAction::triggered, this,
            [this](bool shown) { toggled(m_right, m_left, shown); });
}

void SidePanels::fit()
{
    if (m_window->width() >= bothNeed) {
        showAll();
    } else if (!m_left->isHidden() && !m_right->isHidden()) {
        m_hidden = m_right;
        m_right->hide();
    }
}

void SidePanels::showAll()
{
    if (m_hidden != nullptr)
        m_hidden->show();
    m_hidden = nullptr;
}

void SidePanels::toggled(QDockWidget* panel, QDockWidget* other, bool shown)
{
    if (panel == m_hidden)
        m_hidden = nullptr;
    if (shown && !other->isHidden() && m_window->width() < bothNeed) {
        m_hidden = other;
        other->hide();
    }
}

bool SidePanels::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

} // namespace headscope::ui
