// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/panetable.h"

#include "ui/models/roles.h"
#include "ui/views/tableheader.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

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
    connect(this, &QAbstractItemView::doubleClicked, this, &PaneTable::opened);
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

void PaneTable::moveTo(const QModelIndex& index)
{
    const QScopedValueRollback quiet(m_quiet, true);
    setCurrentIndex(index);
}

void PaneTable::moveUnselected(const QModelIndex& index)
{
    const QScopedValueRollback quiet(m_quiet, true);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
}

void PaneTable::settle()
{
    executeDelayedItemsLayout();
    updateGeometries();
}

QRect PaneTable::cellsInSight() const
{
    const auto range = [](int first, int last, int count) {
        return std::pair(qMax(0, first), last < 0 ? count - 1 : last);
    };
    const auto [top, bottom] = range(rowAt(0), rowAt(viewport()->height() - 1),
                                     model()->rowCount());
    const auto [left, right] = range(columnAt(0), columnAt(viewport()->width() - 1),
                                     model()->columnCount());
    return {QPoint(left, top), QPoint(right, bottom)};
}

void PaneTable::keepRows(int first, int last)
{
    for (int row = 0; row < model()->rowCount(); ++row)
        setRowHidden(row, row < first || row > last);
}

void PaneTable::keepColumns(int first, int last)
{
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnHidden(column, column < first || column > last);
}

void PaneTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        if (event->key() == Qt::Key_Left && current.column() == 0) {
            Q_EMIT leftBehind();
            return;
        }
        int last = model()->columnCount() - 1;
        while (last > 0 && isColumnHidden(last))
            --last;
        if (event->key() == Qt::Key_Right && current.column() == last) {
            Q_EMIT rightBehind();
            return;
        }
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            Q_EMIT opened(current);
            return;
        }
    }
    QTableView::keyPressEvent(event);
}

void PaneTable::focusInEvent(QFocusEvent* event)
{
    {
        // Qt makes the first cell the current one where there is none.
        const QScopedValueRollback quiet(m_quiet, true);
        QTableView::focusInEvent(event);
    }
    // Who comes by the keyboard goes on from a cell in sight.
    if (event->reason() != Qt::MouseFocusReason && event->reason() != Qt::PopupFocusReason
        && event->reason() != Qt::ActiveWindowFocusReason && currentIndex().isValid())
        scrollTo(currentIndex());
}

void PaneTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_quiet && current.isValid())
        Q_EMIT chosen(current);
}

void joinPanes(PaneTable* left, PaneTable* right)
{
    QScrollBar* const leftBar = left->verticalScrollBar();
    QScrollBar* const rightBar = right->verticalScrollBar();
    QObject::connect(leftBar, &QScrollBar::valueChanged, rightBar, &QScrollBar::setValue);
    QObject::connect(rightBar, &QScrollBar::valueChanged, leftBar, &QScrollBar::setValue);
    const auto goOn = [](PaneTable* from, PaneTable* to, bool atEnd) {
        int column = atEnd ? to->model()->columnCount() - 1 : 0;
        while (column > 0 && to->isColumnHidden(column))
            --column;
        to->setFocus(Qt::OtherFocusReason);
        to->setCurrentIndex(to->model()->index(from->currentIndex().row(), column));
    };
    QObject::connect(left, &PaneTable::rightBehind, right, [=] { goOn(left, right, false); });
    QObject::connect(right, &PaneTable::leftBehind, left, [=] { goOn(right, left, true); });
}

} // namespace headscope::ui
