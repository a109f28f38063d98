// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/differencedelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

void DifferenceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Colours& colours = theme.colours();
    const QRect& rect = option.rect;
    paintBackground(painter, option, index);
    QColor ink = colours.text;
    if (const QVariant value = index.data(ValueRole); value.isValid()) {
        const QColor back = theme.divergingMap().colour((value.toDouble() + 1) / 2);
        painter->fillRect(rect, back);
        ink = Theme::textOn(back);
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.grid);
    painter->fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), colours.grid);
    // What has no colour has the marked row's.
    if (isMarkedRow(index) && index.data(ValueRole).isValid()) {
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colours.accent);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.accent);
    }
    TextCache& numbers = m_numbers.cache();
    const QString text = index.data(ValueTextRole).toString();
    painter->setPen(ink);
    numbers.draw(painter, rect.right() - padding + 3 - numbers.width(text),
                 rect.top() + (rect.height() - numbers.height()) / 2, text);
    paintSelection(painter, option);
}

} // namespace headscope::ui
