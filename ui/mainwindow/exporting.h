// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "app/settings.h"
#include "app/tablewriter.h"
#include "ui/export/pictureoptions.h"

#include <QObject>
#include <QString>

#include <vector>

class QAction;
class QMenu;
class QProgressDialog;

namespace headscope::ui {

class MainWindow;

/// Takes views out of the window: pictures and tables of them, to files and to the clipboard. Large
/// tables are written in a thread of their own, with a dialog that tells how far they are and can
/// end them. Owned by the main window, GUI thread; a failure is one sentence.
class Exporting : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this.
    Exporting(MainWindow* window, app::Settings* settings);

    void addToFileMenu(QMenu* file);
    QAction* addToEditMenu(QMenu* edit);

    /// The view in front as it was last exported, by the file's ending. Empty when done.
    QString savePicture(const QString& path);
    void copyPicture();
    /// The same of the head map.
    QString saveHeadMap(const QString& path);
    void copyHeadMap();
    /// Begins to write the table of the view in front; empty, or why it cannot. finished() follows.
    QString saveTable(const QString& path);
    /// Begins to make what all views show, and to write it as one workbook, a sheet each.
    void saveEverything(const QString& path);
    bool isWriting() const { return m_writer.busy() || !m_everything.isEmpty(); }
    void cancel();

Q_SIGNALS:
    void failed(const QString& sentence);
    void finished(const QString& path);

private:
    using View = app::Selection::View;

    /// What pictures are made of.
    enum class PictureOf { View, HeadMap };
    void showPictureDialog(PictureOf first);
    QString folder() const;
    void askTable();
    void askEverything();
    void sessionIdle();
    core::TableSource finishedTable(core::TableSource table, View view) const;
    QString suggestedName(View view) const;
    void showProgress(const QString& text);
    void hideProgress();

    MainWindow* m_window;
    app::Settings* m_settings;
    app::TableWriter m_writer;
    QProgressDialog* m_progress = nullptr; ///< while something is written
    QString m_everything; ///< where all views are to be written once they are made; else empty
};

} // namespace headscope::ui
