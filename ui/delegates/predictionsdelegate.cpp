// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/predictionsdelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

void PredictionsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    constexpr int betweenWords = 10;
    constexpr int beforeNumber = 4;
    const Colours& colours = Theme::instance().colours();
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    paintBackground(painter, option, index);
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), 1, option.rect.height()),
                      colours.grid);
    const QStringList words = index.data(WordsRole).toStringList();
    const QStringList numbers = index.data(NumbersRole).toStringList();
    const bool marked = index.data(MarkedRole).toInt() != 0;
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    const auto top = [&rect](const TextCache& text) {
        return rect.top() + (rect.height() - text.height()) / 2;
    };
    TextCache& small = m_numbers.cache();
    int x = rect.left();
    if (marked) {
        static const QString arrow = QStringLiteral("→");
        TextCache& strong = m_strong.cache();
        painter->setPen(colours.accent);
        strong.draw(painter, x, top(strong), arrow);
        x += strong.width(arrow) + beforeNumber;
    }
    for (qsizetype k = 0; k < words.size(); ++k) {
        TextCache& text = (k == 0 ? m_strong : m_words).cache();
        const QString number = numbers.value(k);
        const int room = rect.right() + 1 - x;
        const int rest = beforeNumber + small.width(number);
        const int wanted = text.width(words[k]) + rest;
        // The first one is there in any case, rather than its number, as much of it as fits.
        if (k > 0 && wanted > room)
            break;
        const bool withNumber = wanted <= room;
        const int wordRoom = withNumber ? room - rest : room;
        const QString shown = text.elided(words[k], wordRoom);
        painter->setPen(k > 0 ? colours.muted : marked ? colours.accent : colours.text);
        text.draw(painter, x, top(text), shown);
        x += text.width(shown) + beforeNumber;
        if (withNumber) {
            painter->setPen(colours.muted);
            small.draw(painter, x, top(small) + 1, number);
        }
        x += small.width(number) + betweenWords;
    }
    paintSelection(painter, option);
    painter->restore();
}

void LengthDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    const QRect& rect = option.rect;
    paintBackground(painter, option, index);
    painter->fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), colours.grid);
    const double part = qBound(0.0, index.data(FractionRole).toDouble(), 1.0);
    const QRectF bar(rect.left() + 3, rect.top() + 3, (rect.width() - 6) * part, rect.height() - 7);
    painter->fillRect(bar, Theme::mix(colours.surface, colours.bar, 0.38));
    TextCache& numbers = m_numbers.cache();
    const QString text = index.data(ValueTextRole).toString();
    painter->setPen(colours.text);
    numbers.draw(painter, rect.right() - padding + 3 - numbers.width(text),
                 rect.top() + (rect.height() - numbers.height()) / 2, text);
    paintSelection(painter, option);
}

} // namespace headscope::ui
