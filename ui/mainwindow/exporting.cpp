// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/exporting.h"

#include "ui/export/askfile.h"
#include "ui/export/picturedialog.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/models/headname.h"
#include "ui/views/headmappanel.h"
#include "ui/views/labview.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QProgressDialog>
#include <QStatusBar>

#include <utility>

namespace headscope::ui {

namespace {

constexpr int told = 6000; ///< milliseconds that a written file is named

/// "Name (*.ending)", for the dialog that asks for a file.
QStringList tableFilters()
{
    return {Exporting::tr("Excel workbook (*.xlsx)"),
            Exporting::tr("Comma-separated values (*.csv)"),
            Exporting::tr("Tab-separated values (*.tsv)"), Exporting::tr("JSON (*.json)"),
            Exporting::tr("Web page (*.html)")};
}

} // namespace

Exporting::Exporting(MainWindow* window, app::Settings* settings)
    : QObject(window), m_window(window), m_settings(settings)
{
    connect(&m_writer, &app::TableWriter::progressed, this, [this](int rows, int of) {
        if (m_progress == nullptr)
            return;
        const QLocale locale;
        m_progress->setMaximum(of);
        m_progress->setValue(qMin(rows, of - 1)); // the dialog goes away at the end
        m_progress->setLabelText(
            rows < of ? tr("Writing row %1 of %2").arg(locale.toString(rows), locale.toString(of))
                      : tr("Putting the file together"));
    });
    connect(&m_writer, &app::TableWriter::finished, this,
            [this](const QString& path, const QString& failure) {
                hideProgress();
                if (!failure.isEmpty()) {
                    Q_EMIT failed(failure);
                    return;
                }
                m_window->statusBar()->showMessage(tr("Saved as %1.").arg(path), told);
                Q_EMIT finished(path);
            });
    connect(m_window->session(), &app::Session::idle, this, &Exporting::sessionIdle);
    HeadMap* map = m_window->headMapPanel()->map();
    map->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto addToMap = [this, map](const QString& text, auto&& slot) {
        auto* action = new QAction(text, map);
        connect(action, &QAction::triggered, this, slot);
        map->addAction(action);
    };
    addToMap(tr("&Copy picture of the map"), [this] { copyHeadMap(); });
    addToMap(tr("&Export picture of the map…"), [this] { showPictureDialog(PictureOf::HeadMap); });
}

void Exporting::addToFileMenu(QMenu* file)
{
    QAction* picture = file->addAction(tr("Export &picture…"), this,
                                       [this] { showPictureDialog(PictureOf::View); });
    picture->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    QAction* table = file->addAction(tr("Export &table…"), this, &Exporting::askTable);
    table->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    file->addAction(tr("Export all ta&bles…"), this, &Exporting::askEverything);
}

QAction* Exporting::addToEditMenu(QMenu* edit)
{
    QAction* copy = edit->addAction(tr("Copy &picture of the view"), this, &Exporting::copyPicture);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    return copy;
}

void Exporting::showPictureDialog(PictureOf first)
{
    const View view = m_window->selection()->view();
    std::vector<PictureChoice> choices{{m_window->views()->front(),
                                        tr("The view: %1").arg(CentreViews::name(view)),
                                        suggestedName(view)},
                                       {m_window->headMapPanel(), tr("The map of all heads"),
                                        QDir(folder()).filePath(QStringLiteral("head-map"))}};
    auto* dialog = new PictureDialog(std::move(choices), static_cast<int>(first),
                                     m_window->caption(m_window->selection()->view()),
                                     storedPicture(*m_settings), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    connect(dialog, &PictureDialog::saved, this, [this](const QString& path) {
        m_settings->setValue(app::Settings::Key::ExportFolder, QFileInfo(path).absolutePath());
        Q_EMIT finished(path);
    });
    connect(dialog, &QDialog::finished, this,
            [this, dialog] { storePicture(*m_settings, dialog->options()); });
    dialog->show();
}

QString Exporting::saveHeadMap(const QString& path)
{
    return ui::savePicture(*m_window->headMapPanel(), m_window->caption(View::Head),
                           storedPicture(*m_settings), path);
}

void Exporting::copyHeadMap()
{
    const QString failure = ui::copyPicture(
        *m_window->headMapPanel(), m_window->caption(View::Head), storedPicture(*m_settings));
    if (!failure.isEmpty())
        Q_EMIT failed(failure);
}

QString Exporting::folder() const
{
    const QString stored = m_settings->text(app::Settings::Key::ExportFolder);
    return QFileInfo(stored).isDir() ? stored : QDir::homePath();
}

QString Exporting::savePicture(const QString& path)
{
    return ui::savePicture(*m_window->views()->front(),
                           m_window->caption(m_window->selection()->view()),
                           storedPicture(*m_settings), path);
}

void Exporting::copyPicture()
{
    const QString failure = ui::copyPicture(*m_window->views()->front(),
                                            m_window->caption(m_window->selection()->view()),
                                            storedPicture(*m_settings));
    if (!failure.isEmpty())
        Q_EMIT failed(failure);
}

QString Exporting::suggestedName(View view) const
{
    const app::Selection* selection = m_window->selection();
    QString name = viewName(view);
    if (view == View::Head || view == View::Positions)
        name += QLatin1Char('-')
                + headNumber(selection->layer(), selection->head(), selection->ownHeads());
    else if (view == View::Stream)
        name += QStringLiteral("-%1").arg(selection->query().value);
    return QDir(folder()).filePath(name);
}

void Exporting::askTable()
{
    const QString path = askFile(
        m_window, tr("Export the table"), suggestedName(m_window->selection()->view()),
        {tableFilters(), m_settings->text(app::Settings::Key::TableFormat)});
    if (path.isEmpty())
        return;
    m_settings->setValue(app::Settings::Key::ExportFolder, QFileInfo(path).absolutePath());
    m_settings->setValue(app::Settings::Key::TableFormat, QFileInfo(path).suffix().toLower());
    if (const QString failure = saveTable(path); !failure.isEmpty())
        Q_EMIT failed(failure);
}

core::TableSource Exporting::finishedTable(core::TableSource table, View view) const
{
    table = m_window->labelling()->labels()->named(std::move(table));
    table.caption = m_window->tableCaption(view).toStdString();
    return table;
}

QString Exporting::saveTable(const QString& path)
{
    if (!app::TableWriter::formatOf(path))
        return app::TableWriter::unknownFormat(path);
    const View view = m_window->selection()->view();
    app::ViewTable table = m_window->views()->table(view);
    if (!table.source)
        return table.reason;
    cancel();
    showProgress(tr("Writing %1").arg(path));
    std::vector<core::TableSource> tables;
    tables.push_back(finishedTable(std::move(*table.source), view));
    m_writer.write(std::move(tables), path);
    return {};
}

void Exporting::askEverything()
{
    const QString path = askFile(
        m_window, tr("Export the tables of all views"),
        QDir(folder()).filePath(QStringLiteral("headscope")),
        {{tr("Excel workbook, a sheet for each view (*.xlsx)")}, QStringLiteral("xlsx")});
    if (path.isEmpty())
        return;
    m_settings->setValue(app::Settings::Key::ExportFolder, QFileInfo(path).absolutePath());
    saveEverything(path);
}

void Exporting::saveEverything(const QString& path)
{
    cancel();
    if (app::TableWriter::formatOf(path) != core::TableFormat::Xlsx) {
        Q_EMIT failed(tr("%1: only a workbook (.xlsx) has room for several tables.").arg(path));
        return;
    }
    if (!m_window->shownRun()) {
        Q_EMIT failed(tr("There is no table to save yet."));
        return;
    }
    m_everything = path;
    showProgress(tr("Making what all views show"));
    m_window->views()->setWantAll(true);
    if (!m_window->session()->busy())
        QMetaObject::invokeMethod(this, &Exporting::sessionIdle, Qt::QueuedConnection);
}

void Exporting::sessionIdle()
{
    if (m_everything.isEmpty() || m_window->session()->busy())
        return;
    const QString path = std::exchange(m_everything, {});
    m_window->views()->setWantAll(false);
    std::vector<core::TableSource> tables;
    QStringList missing;
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto view = static_cast<View>(i);
        // What nothing is compared with is missed by nobody.
        if (view == View::Compare && m_window->comparing()->rows() == nullptr)
            continue;
        // Nor what is not changed.
        if (view == View::Lab && m_window->views()->lab()->change().empty())
            continue;
        for (app::ViewTable& table : m_window->views()->tables(view)) {
            if (table.source)
                tables.push_back(finishedTable(std::move(*table.source), view));
            else if (!missing.contains(CentreViews::name(view)))
                missing.append(CentreViews::name(view));
        }
    }
    if (tables.empty()) {
        hideProgress();
        Q_EMIT failed(tr("There is no table to save yet."));
        return;
    }
    if (!missing.isEmpty())
        m_window->say(tr("Left out of the workbook, since there is nothing to write: %1.")
                          .arg(missing.join(tr(", "))));
    m_writer.write(std::move(tables), path);
}

void Exporting::cancel()
{
    hideProgress();
    if (!m_everything.isEmpty()) {
        m_everything.clear();
        m_window->views()->setWantAll(false);
    }
    m_writer.cancel();
}

void Exporting::showProgress(const QString& text)
{
    m_progress = new QProgressDialog(text, tr("Cancel"), 0, 0, m_window);
    m_progress->setWindowTitle(tr("Export"));
    auto* bar = new QProgressBar(m_progress);
    bar->setTextVisible(false); // the words above it say more
    m_progress->setBar(bar);
    m_progress->setMinimumWidth(360);
    m_progress->setMinimumDuration(500);
    m_progress->setAutoClose(false);
    m_progress->setAutoReset(false);
    connect(m_progress, &QProgressDialog::canceled, this, &Exporting::cancel);
}

void Exporting::hideProgress()
{
    if (m_progress == nullptr)
        return;
    m_progress->disconnect(this);
    std::exchange(m_progress, nullptr)->deleteLater();
}

} // namespace headscope::ui
