// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/textdelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

void TextDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    painter->save();
    paintBackground(painter, option, index);
    const bool link = index.data(LinkRole).toBool();
    TextCache& words = (link ? m_strong : m_words).cache();
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    QString text = index.data().toString();
    text = words.elided(text, rect.width(),
                        index.column() == m_columnOfEnds ? Qt::ElideLeft : Qt::ElideRight);
    const int width = words.width(text);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const int x = alignment.testFlag(Qt::AlignRight) ? rect.right() + 1 - width : rect.left();
    const int y = option.rect.top() + (option.rect.height() - words.height()) / 2;
    painter->setPen(link ? colours.accent : colours.text);
    words.draw(painter, x, y, text);
    if (link)
        painter->fillRect(QRect(x, y + words.height() - 1, width, 1), colours.accent);
    paintSelection(painter, option);
    painter->restore();
}

QSize TextDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(Theme::font(0, true));
    return {metrics.horizontalAdvance(index.data().toString()) + 2 * padding + 2,
            metrics.height() + 8};
}

} // namespace headscope::ui
