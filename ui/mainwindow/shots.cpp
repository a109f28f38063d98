// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/shots.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/views/banner.h"
#include "ui/views/headview.h"

#include <QDir>
#include <QPixmap>
#include <QTimer>

namespace headscope::ui {

Shots::Shots(MainWindow* window, Plan plan, QObject* parent)
    : QObject(parent), m_window(window), m_plan(std::move(plan))
{
    connect(window->session(), &app::Session::failed, this,
            [this](core::ErrorKind, const QString& sentence) { end(sentence); });
    connect(window->session(), &app::Session::idle, this, [this] {
        if (m_window->headView()->table() && !m_drawing) {
            m_drawing = true;
            next();
        }
    });
}

void Shots::start()
{
    if (!QDir().mkpath(m_plan.folder)) {
        QTimer::singleShot(
            0, this, [this] { end(tr("The folder %1 could not be made.").arg(m_plan.folder)); });
        return;
    }
    m_window->setAttribute(Qt::WA_DontShowOnScreen);
    m_window->banner()->hide();
    m_window->show();
}

void Shots::next()
{
    if (m_ended)
        return;
    if (m_theme == m_plan.dark.size()) {
        end({});
        return;
    }
    Theme::instance().setChoice(m_plan.dark[m_theme] ? Theme::Choice::Dark : Theme::Choice::Light);
    m_window->resize(m_plan.sizes[m_size]);
    // Layouts and style settle in the events that these two have posted.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(30, this, &Shots::draw); });
}

void Shots::draw()
{
    const QString theme = m_plan.dark[m_theme] ? QStringLiteral("dark") : QStringLiteral("light");
    const QSize size = m_plan.sizes[m_size];
    const QDir folder(m_plan.folder);
    const QString path = folder.filePath(
        QStringLiteral("window-%1-%2x%3.png").arg(theme).arg(size.width()).arg(size.height()));
    if (!m_window->grab().save(path, "PNG")) {
        end(tr("%1 could not be written.").arg(path));
        return;
    }
    if (m_size == 0) {
        const QString table = folder.filePath(QStringLiteral("head-%1.png").arg(theme));
        if (!m_window->savePicture(table)) {
            end(m_window->banner()->text());
            return;
        }
    }
    if (++m_size == m_plan.sizes.size()) {
        m_size = 0;
        ++m_theme;
    }
    next();
}

void Shots::end(const QString& failure)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT finished(failure);
}

} // namespace headscope::ui
