// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/rowdelegate.h"

#include "ui/delegates/wordsgeometry.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <vector>

namespace headscope::ui {

void RowDelegate::paintBackground(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    painter->fillRect(option.rect, isMarkedRow(index) ? colours.accentSoft : colours.surface);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colours.grid);
}

void RowDelegate::paintSelection(QPainter* painter, const QStyleOptionViewItem& option) const
{
    const Colours& colours = Theme::instance().colours();
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    if (option.state.testFlag(QStyle::State_Selected)) {
        QColor tint = colours.accent;
        tint.setAlphaF(0.10F);
        painter->fillRect(option.rect, tint);
    }
    if (focus) {
        painter->setPen(QPen(colours.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

void TokenDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    painter->save();
    paintBackground(painter, option, index);
    if (isMarkedRow(index))
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                          colours.accent);
    QRect rect = option.rect.adjusted(padding + 2, 0, -padding, 0);
    const QString part = index.data(PartRole).toString();
    if (!part.isEmpty()) {
        const QFont small = Theme::font(-2);
        painter->setFont(small);
        painter->setPen(colours.muted);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, part);
        rect.setRight(rect.right() - QFontMetrics(small).horizontalAdvance(part) - 4);
    }
    const QFont bold = Theme::font(0, true);
    painter->setFont(bold);
    painter->setPen(colours.text);
    const QString text = QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight,
                                                       rect.width());
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
    paintSelection(painter, option);
    painter->restore();
}

QSize TokenDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(Theme::font(0, true));
    int width = metrics.horizontalAdvance(index.data().toString());
    const QString part = index.data(PartRole).toString();
    if (!part.isEmpty())
        width += QFontMetrics(Theme::font(-2)).horizontalAdvance(part) + 6;
    return {width + 2 * padding + 4, metrics.height() + 10};
}

void WordsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    paintBackground(painter, option, index);
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), 1, option.rect.height()),
                      colours.grid);
    if (index.data(HiddenRole).toBool()) {
        QFont italic = Theme::font();
        italic.setItalic(true);
        painter->setFont(italic);
        painter->setPen(colours.faint);
        painter->drawText(option.rect.adjusted(padding, 0, -padding, 0),
                          Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    } else {
        paintWords(painter, option, index.data(WordsRole).toStringList());
    }
    const QVariant fraction = index.data(FractionRole);
    if (fraction.isValid()) {
        const double part = qBound(0.0, fraction.toDouble(), 1.0);
        const QRectF line(option.rect.left() + padding, option.rect.bottom() - 2.5,
                          (option.rect.width() - 2 * padding) * part, 2);
        painter->fillRect(line, colours.bar);
    }
    paintSelection(painter, option);
    painter->restore();
}

void WordsDelegate::paintWords(QPainter* painter, const QStyleOptionViewItem& option,
                               const QStringList& words) const
{
    const Colours& colours = Theme::instance().colours();
    const QFont font = Theme::font();
    const QFontMetrics metrics(font);
    std::vector<int> widths;
    widths.reserve(static_cast<std::size_t>(words.size()));
    for (const QString& word : words)
        widths.push_back(metrics.horizontalAdvance(word));
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    const QFont small = Theme::font(-2);
    const QFontMetrics smallMetrics(small);
    const WordsGeometry geometry{gap, rect.width(),
                                 smallMetrics.horizontalAdvance(QStringLiteral("+9"))};
    const int shown = geometry.shown(widths);
    const int more = static_cast<int>(words.size()) - shown;
    if (more > 0) {
        painter->setFont(small);
        painter->setPen(colours.faint);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, tr("+%1").arg(more));
    }
    const int room = more > 0 ? rect.width() - geometry.more - gap : rect.width();
    const int baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent() - 1;
    painter->setFont(font);
    int x = rect.left();
    for (int i = 0; i < shown; ++i) {
        const double fade = words.size() > 1
                                ? static_cast<double>(i) / static_cast<double>(words.size() - 1)
                                : 0.0;
        painter->setPen(Theme::mix(colours.text, colours.faint, fade));
        const int width = widths[static_cast<std::size_t>(i)];
        const QString word = width > room ? metrics.elidedText(words[i], Qt::ElideRight, room)
                                          : words[i];
        painter->drawText(x, baseline, word);
        x += width + gap;
    }
}

QSize WordsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(Theme::font());
    int width = 0;
    const QStringList words = index.data(WordsRole).toStringList();
    for (const QString& word : words)
        width += metrics.horizontalAdvance(word) + gap;
    return {width + 2 * padding, metrics.height() + 10};
}

} // namespace headscope::ui
