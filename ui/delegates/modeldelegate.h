// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headscope::ui {

/// A row of two lines: a name with a value at its right, and under it a quieter line; where there
/// is a fraction, a thin bar along the bottom. Titles and notes are lines of their own.
class ModelDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintTitle(QPainter* painter, const QRect& rect, const QString& text) const;
    void paintNote(QPainter* painter, const QRect& rect, const QString& text) const;
    void paintModel(QPainter* painter, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;
};

} // namespace headscope::ui
