// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headlabels.h"

#include <QObject>
#include <QUndoStack>

class QMenu;

namespace headscope::ui {

class CentreViews;
class HeadMapPanel;

/// Brings what somebody notes about heads to every place that shows it, and every edit to the file
/// it is kept in; edits and imports can be undone until another model comes. Owned by the main
/// window, GUI thread.
class HeadLabelling : public QObject
{
    Q_OBJECT
public:
    /// Panel and views outlive this; `folder` is that of app::HeadLabels.
    HeadLabelling(HeadMapPanel* panel, CentreViews* views, const QString& folder, QWidget* window);

    void setModel(const QString& name, const QString& weightsHash, int layers, int heads);
    app::HeadLabels* labels() { return &m_labels; }
    QUndoStack* undoStack() { return &m_undo; }
    /// Import and export; undo and redo.
    void addToFileMenu(QMenu* file);
    void addToEditMenu(QMenu* edit);
    /// Empty when done, else one sentence.
    QString importFrom(const QString& path);
    /// How many heads have other texts than before, and how many of them had some.
    struct Taken {
        int changed = 0;
        int replaced = 0;
    };
    /// Takes over heads that the model has, as one step; the others keep what they have.
    Taken takeOver(const app::HeadLabels::Entries& entries);
    /// Finishes what is being typed.
    void commit();

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void show();
    void edit(int layer, int head, const QString& label, const QString& note);
    void remember(const QString& name, app::HeadLabels::Entries before);
    void askImport();
    void askExport();

    app::HeadLabels m_labels;
    QUndoStack m_undo;
    HeadMapPanel* m_panel;
    CentreViews* m_views;
    QWidget* m_window;
};

} // namespace headscope::ui
