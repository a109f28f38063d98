// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/helpmenu.h"

#include "ui/mainwindow/guidedtour.h"
#include "ui/models/tour.h"
#include "ui/views/helppanel.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QTextBrowser>

namespace headscope::ui {

HelpMenu::HelpMenu(QMainWindow* frame, app::Selection* selection, QWidget* window)
    : QObject(window),
      m_window(window),
      m_panel(new HelpPanel(selection)),
      m_dock(new QDockWidget(tr("Help"), frame))
{
    m_dock->setObjectName(QStringLiteral("helpDock"));
    m_dock->setFeatures(QDockWidget::DockWidgetClosable);
    m_dock->setTitleBarWidget(new QWidget(m_dock)); // the panel has its own
    m_dock->setWidget(m_panel);
    m_dock->hide();
    // Triggered: by a person, not for want of room.
    connect(m_dock->toggleViewAction(), &QAction::triggered, this, &HelpMenu::toggled);
    connect(m_panel, &HelpPanel::closeRequested, this, [this] {
        if (!m_dock->isHidden())
            m_dock->toggleViewAction()->trigger();
    });
}

void HelpMenu::addTo(QMenuBar* bar)
{
    QMenu* menu = bar->addMenu(tr("&Help"));
    QAction* view = menu->addAction(tr("&What this view shows"), this, &HelpMenu::toggle);
    view->setShortcut(QKeySequence(Qt::Key_F1));
    QAction* keys = menu->addAction(tr("&Keyboard shortcuts"), this,
                                    [this] { show(HelpTopic::Keys); });
    keys->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Slash)});
    m_tourAction = menu->addAction(tr("&Guided tour"));
    menu->setToolTipsVisible(true);
    menu->addSeparator();
    menu->addAction(tr("&About Headscope"), this, &HelpMenu::showAbout);
}

void HelpMenu::setTour(GuidedTour* tour)
{
    connect(m_tourAction, &QAction::triggered, tour, &GuidedTour::start);
    const auto refresh = [this, tour] {
        m_tourAction->setEnabled(tour->isPossible());
        m_tourAction->setToolTip(
            tour->isPossible()
                ? tr("A few prompts and heads of the embedded model that are worth seeing")
                : tr("The tour is about the embedded model %1, which is not on this computer.")
                      .arg(QLatin1String(tourModel)));
    };
    connect(tour, &GuidedTour::possibleChanged, this, refresh);
    refresh();
}

void HelpMenu::toggle()
{
    m_dock->toggleViewAction()->trigger();
}

void HelpMenu::show(HelpTopic topic)
{
    if (m_dock->isHidden())
        toggle();
    m_panel->setTopic(topic);
    m_panel->page()->setFocus(Qt::ShortcutFocusReason);
}

void HelpMenu::toggled(bool shown)
{
    if (shown) {
        QWidget* focus = QApplication::focusWidget();
        if (focus != nullptr && !m_panel->isAncestorOf(focus))
            m_before = focus;
        m_panel->followView();
        m_panel->page()->setFocus(Qt::ShortcutFocusReason);
    } else if (m_before && m_before->isVisible()) {
        m_before->setFocus(Qt::OtherFocusReason);
    }
}

void HelpMenu::showAbout()
{
    QMessageBox::about(
        m_window, tr("About Headscope"),
        tr("<h3>Headscope %1</h3><p>Look inside the attention heads of transformer language "
           "models: which "
           "tokens attended to which, and the words that patterns and messages are closest to.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later.</p>")
            .arg(QApplication::applicationVersion()));
}

} // namespace headscope::ui
