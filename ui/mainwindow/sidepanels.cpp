// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sidepanels.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QLayout>
#include <QMainWindow>

#include <utility>

namespace headscope::ui {

SidePanels::SidePanels(QWidget* window, QDockWidget* heads, QDockWidget* inspector,
                       QDockWidget* help)
    : QObject(window), m_window(window), m_heads(heads), m_inspector(inspector), m_help(help)
{
    m_widths = {{heads, 228}, {inspector, 270}, {help, 350}};
    window->installEventFilter(this);
    help->parentWidget()->installEventFilter(this);
    // Triggered: by a person, not by fit().
    for (QDockWidget* panel : {heads, inspector, help})
        connect(panel->toggleViewAction(), &QAction::triggered, this,
                [this, panel](bool shown) { toggled(panel, shown); });
}

int SidePanels::room() const
{
    return m_window->width() >= allNeed ? 3 : m_window->width() >= bothNeed ? 2 : 1;
}

int SidePanels::shown() const
{
    int count = 0;
    for (const QDockWidget* panel : {m_heads, m_inspector, m_help})
        count += panel->isHidden() ? 0 : 1;
    return count;
}

void SidePanels::begin()
{
    if (!m_begun && m_window->width() >= bothNeed)
        rememberWidths();
    m_begun = true;
}

void SidePanels::rememberWidths()
{
    for (const QDockWidget* panel : {m_heads, m_inspector, m_help})
        if (panel->isVisible())
            m_widths[panel] = panel->width();
}

/// What a dock leaves goes to its neighbour, which would be wider each time; and one that comes
/// takes from it.
void SidePanels::restoreSoon()
{
    if (m_restoring || !m_begun)
        return;
    m_restoring = true;
    QMetaObject::invokeMethod(this, &SidePanels::restoreWidths, Qt::QueuedConnection);
}

void SidePanels::restoreWidths()
{
    m_restoring = false;
    // Not by QMainWindow::resizeDocks(), which gives two side by side the width of one.
    QList<QDockWidget*> panels;
    for (QDockWidget* panel : {m_heads, m_inspector, m_help}) {
        if (panel->isHidden())
            continue;
        panel->setFixedWidth(qMin(m_widths.value(panel), m_window->width() * 2 / 5));
        panels.append(panel);
    }
    if (panels.isEmpty())
        return;
    // From the outside in: the docks' frame may not have the window's new size yet.
    QList<QWidget*> around;
    for (QWidget* widget = m_help->parentWidget(); widget != nullptr && widget != m_window;
         widget = widget->parentWidget())
        around.prepend(widget);
    around.prepend(m_window);
    for (QWidget* widget : around)
        if (QLayout* layout = widget->layout())
            layout->activate();
    for (QDockWidget* panel : panels) {
        panel->setMinimumWidth(0);
        panel->setMaximumWidth(QWIDGETSIZE_MAX);
    }
}

/// Those go first that are least missed beside the one that was asked for.
void SidePanels::hideFor(QDockWidget* asked)
{
    const QList<QDockWidget*> order = asked == m_inspector ? QList{m_help, m_heads}
                                      : asked == m_heads   ? QList{m_inspector, m_help}
                                      : asked == m_help    ? QList{m_inspector, m_heads}
                                                           : QList{m_inspector, m_heads, m_help};
    for (QDockWidget* panel : order) {
        if (shown() <= room())
            return;
        if (panel->isHidden())
            continue;
        // In favour of the help where it is there, and back with it.
        QDockWidget* by = asked == nullptr && !m_help->isHidden() && panel != m_help ? m_help
                                                                                     : asked;
        m_hidden.append(Hidden{panel, by});
        panel->hide();
        restoreSoon();
    }
}

void SidePanels::fit()
{
    hideFor(nullptr);
    while (!m_hidden.isEmpty() && shown() < room()) {
        m_hidden.takeLast().panel->show();
        restoreSoon();
    }
}

void SidePanels::showAll()
{
    for (const Hidden& hidden : std::as_const(m_hidden))
        hidden.panel->show();
    m_hidden.clear();
}

QStringList SidePanels::hiddenForRoom() const
{
    QStringList names;
    for (const Hidden& hidden : m_hidden)
        names.append(hidden.panel->objectName());
    return names;
}

void SidePanels::arrange(QMainWindow* frame, const QByteArray& state, const QStringList& hidden)
{
    if (state.isEmpty() || !frame->restoreState(state))
        return;
    m_hidden.clear();
    if (m_begun)
        rememberWidths();
    for (QDockWidget* panel : {m_heads, m_inspector, m_help})
        if (hidden.contains(panel->objectName()))
            panel->show();
    fit();
}

void SidePanels::toggled(QDockWidget* panel, bool shown)
{
    m_hidden.removeIf([panel](const Hidden& hidden) { return hidden.panel == panel; });
    restoreSoon();
    if (shown) {
        hideFor(panel);
        return;
    }
    for (qsizetype i = m_hidden.size() - 1; i >= 0 && this->shown() < room(); --i)
        if (m_hidden[i].by == panel)
            m_hidden.takeAt(i).panel->show();
}

bool SidePanels::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize) {
        fit();
        restoreSoon(); // a window that was narrower has squeezed them
    } else if (watched == m_window && event->type() == QEvent::Show) {
        // As the last session left them.
        QMetaObject::invokeMethod(this, &SidePanels::begin, Qt::QueuedConnection);
    } else if (watched != m_window && event->type() == QEvent::MouseButtonRelease) {
        rememberWidths(); // a border has been dragged
    }
    return QObject::eventFilter(watched, event);
}

} // namespace headscope::ui
