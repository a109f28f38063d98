// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/panetable.h"

#include "ui/models/roles.h"
#include "ui/views/tableheader.h"

#include <QKeyEvent>

#include <algorithm>

namespace headscope::ui {

PaneTable::PaneTable(QWidget* parent) : QTableView(parent), m_titles(new TableHeader(this))
{
    setHorizontalHeader(m_titles);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(8);
    setShowGrid(false);
    setProperty("pane", true); // for the style sheet: whoever puts panes together frames them
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    setAutoScroll(true);
}

QString PaneTable::selectedText() const
{
    QModelIndexList indexes = selectionModel() ? selectionModel()->selectedIndexes()
                                               : QModelIndexList();
    std::sort(indexes.begin(), indexes.end(), [](const QModelIndex& a, const QModelIndex& b) {
        return a.row() != b.row() ? a.row() < b.row() : a.column() < b.column();
    });
    QString text;
    int row = -1;
    for (const QModelIndex& index : indexes) {
        if (row >= 0)
            text += index.row() == row ? QLatin1Char('\t') : QLatin1Char('\n');
        row = index.row();
        text += index.data(ExportRole).toString();
    }
    return text;
}

void PaneTable::settle()
{
    executeDelayedItemsLayout();
    updateGeometries();
}

void PaneTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && event->modifiers() == Qt::NoModifier) {
        if (event->key() == Qt::Key_Left && current.column() == 0) {
            Q_EMIT leftBehind();
            return;
        }
        if (event->key() == Qt::Key_Right && current.column() + 1 == model()->columnCount()) {
            Q_EMIT rightBehind();
            return;
        }
    }
    QTableView::keyPressEvent(event);
}

} // namespace headscope::ui
