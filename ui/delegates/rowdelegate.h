// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headscope::ui {

/// What all cells of the head table share: background, selection, the marked row, focus.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setMarkedRow(int row) { m_markedRow = row; }
    void setMarkedColumn(int column) { m_markedColumn = column; }
    int markedRow() const { return m_markedRow; }
    int markedColumn() const { return m_markedColumn; }

protected:
    bool isMarkedRow(const QModelIndex& index) const { return index.row() == m_markedRow; }
    bool isMarkedColumn(const QModelIndex& index) const { return index.column() == m_markedColumn; }
    void paintBackground(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const;
    /// A frame around the current cell (strong with focus) and a tint over selected ones.
    void paintSelection(QPainter* painter, const QStyleOptionViewItem& option) const;

    static constexpr int padding = 9;

private:
    int m_markedRow = -1;
    int m_markedColumn = -1;
};

/// The word of the context token, bold, with the part of a split character behind it.
class TokenDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Words that fade with their rank, and a line for the size under them.
class WordsDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    static constexpr int gap = 8;

private:
    void paintWords(QPainter* painter, const QStyleOptionViewItem& option,
                    const QStringList& words) const;
};

} // namespace headscope::ui
