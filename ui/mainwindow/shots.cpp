// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/shots.h"

#include "ui/export/pngfile.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/views/banner.h"
#include "ui/views/headview.h"

#include <QDir>
#include <QFile>
#include <QPixmap>
#include <QTimer>

#include <filesystem>
#include <system_error>

namespace headscope::ui {

Shots::Shots(MainWindow* window, Plan plan, QObject* parent)
    : QObject(parent), m_window(window), m_plan(std::move(plan))
{
    connect(window, &MainWindow::failed, this, &Shots::end);
    connect(window->session(), &app::Session::idle, this, [this] {
        if (m_drawing || m_ended)
            return;
        if (m_window->headView()->table()) {
            m_drawing = true;
            next();
            return;
        }
        // Between loading and running there may be nothing to do for a moment.
        QTimer::singleShot(0, this, [this] {
            if (!m_drawing && !m_window->session()->busy())
                end(tr("The run ended without a table to draw."));
        });
    });
}

void Shots::start()
{
    std::error_code error;
    std::filesystem::create_directories(QFile::encodeName(m_plan.folder).toStdString(), error);
    if (error) {
        const QString reason = QString::fromLocal8Bit(error.message().c_str());
        QTimer::singleShot(0, this, [this, reason] {
            end(tr("The folder %1 could not be made: %2").arg(m_plan.folder, reason));
        });
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
    const QString failure = writePng(m_window->grab().toImage(), path);
    if (!failure.isEmpty()) {
        end(failure);
        return;
    }
    if (m_size == 0) {
        const QString table = folder.filePath(QStringLiteral("head-%1.png").arg(theme));
        // The window says why not, which ends the drawing.
        if (!m_window->savePicture(table))
            return;
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
