// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/headlabelling.h"

#include "ui/mainwindow/centreviews.h"
#include "ui/models/headname.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headnote.h"
#include "ui/views/headview.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QUndoCommand>

namespace headscope::ui {

namespace {

/// All labels before and after: there are at most a few hundred.
class LabelCommand : public QUndoCommand
{
public:
    using Entries = app::HeadLabels::Entries;

    LabelCommand(app::HeadLabels* labels, const QString& name, Entries before)
        : QUndoCommand(name),
          m_labels(labels),
          m_before(std::move(before)),
          m_after(labels->entries())
    {}
    void undo() override { m_labels->setEntries(m_before); }
    void redo() override { m_labels->setEntries(m_after); } // at first they are there already

private:
    app::HeadLabels* m_labels;
    Entries m_before;
    Entries m_after;
};

} // namespace

HeadLabelling::HeadLabelling(HeadMapPanel* panel, CentreViews* views, const QString& folder,
                             QWidget* window)
    : QObject(window), m_labels(folder), m_panel(panel), m_views(views), m_window(window)
{
    connect(&m_labels, &app::HeadLabels::changed, this, &HeadLabelling::show);
    connect(&m_labels, &app::HeadLabels::failed, this, &HeadLabelling::failed);
    connect(panel, &HeadMapPanel::labelEdited, this, &HeadLabelling::edit);
}

void HeadLabelling::setModel(const QString& name, const QString& weightsHash, int layers, int heads)
{
    commit();
    m_undo.clear();
    m_labels.setModel(name, weightsHash, layers, heads);
}

void HeadLabelling::commit()
{
    m_panel->note()->commit();
}

void HeadLabelling::show()
{
    const QStringList labels = m_labels.labels();
    m_panel->setLabels(labels, m_labels.notes());
    m_views->patterns()->setLabels(labels);
    m_views->messages()->setLabels(labels);
    m_views->head()->setLabels(labels);
}

void HeadLabelling::edit(int layer, int head, const QString& label, const QString& note)
{
    auto before = m_labels.entries();
    m_labels.set(layer, head, label, note);
    const QString name = headNumber(core::LayerIndex(layer), core::HeadIndex(head),
                                    m_panel->ownHeads());
    remember(tr("label of %1").arg(name), std::move(before));
}

void HeadLabelling::remember(const QString& name, app::HeadLabels::Entries before)
{
    if (before != m_labels.entries())
        m_undo.push(new LabelCommand(&m_labels, name, std::move(before)));
}

QString HeadLabelling::importFrom(const QString& path)
{
    commit();
    auto before = m_labels.entries();
    const QString failure = m_labels.importFrom(path);
    remember(tr("import of labels"), std::move(before));
    return failure;
}

HeadLabelling::Taken HeadLabelling::takeOver(const app::HeadLabels::Entries& entries)
{
    commit();
    Taken taken;
    auto before = m_labels.entries();
    for (const core::HeadLabel& entry : entries) {
        const QString label = m_labels.label(entry.layer.value, entry.head.value);
        const QString note = m_labels.note(entry.layer.value, entry.head.value);
        if (label.toStdString() == entry.label && note.toStdString() == entry.note)
            continue;
        ++taken.changed;
        taken.replaced += label.isEmpty() && note.isEmpty() ? 0 : 1;
    }
    m_labels.takeOver(entries);
    remember(tr("labels of a session"), std::move(before));
    return taken;
}

void HeadLabelling::askImport()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Import labels of heads"), QDir::homePath(),
        tr("Tables with the columns layer, head, label (*.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    if (const QString failure = importFrom(path); !failure.isEmpty())
        Q_EMIT failed(failure);
}

void HeadLabelling::askExport()
{
    commit();
    const QString path = QFileDialog::getSaveFileName(
        m_window, tr("Export labels of heads"),
        QDir::home().filePath(QStringLiteral("head-labels.csv")),
        tr("Tables (*.csv *.tsv *.json)"));
    if (path.isEmpty())
        return;
    if (const QString failure = m_labels.exportTo(path); !failure.isEmpty())
        Q_EMIT failed(failure);
}

void HeadLabelling::addToFileMenu(QMenu* file)
{
    file->addAction(tr("&Import head labels…"), this, &HeadLabelling::askImport);
    file->addAction(tr("&Export head labels…"), this, &HeadLabelling::askExport);
}

void HeadLabelling::addToEditMenu(QMenu* edit)
{
    QAction* undo = m_undo.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_undo.createRedoAction(this, tr("&Redo"));
    redo->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    edit->addAction(undo);
    edit->addAction(redo);
    edit->addSeparator();
}

} // namespace headscope::ui
