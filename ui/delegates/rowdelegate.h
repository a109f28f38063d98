// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/textcache.h"

#include <QStyledItemDelegate>

#include <memory>

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
    /// The words of one of the theme's fonts, laid out; made anew when the font changes.
    class Words
    {
    public:
        Words(int steps, bool bold, bool italic = false)
            : m_steps(steps), m_bold(bold), m_italic(italic)
        {}
        TextCache& cache();

    private:
        int m_steps;
        bool m_bold;
        bool m_italic;
        QFont m_base; ///< the application's, from which the cache's is made
        std::unique_ptr<TextCache> m_cache;
    };

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

private:
    mutable Words m_tokens{0, true};
    mutable Words m_parts{-2, false};
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

    mutable Words m_words{0, false};
    mutable Words m_hidden{0, false, true};
    mutable Words m_numbers{-2, false};
};

} // namespace headscope::ui
