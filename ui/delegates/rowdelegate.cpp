// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/rowdelegate.h"

#include "ui/delegates/wordsgeometry.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

#include <vector>

namespace headscope::ui {

namespace {

/// Where a line of text begins that stands in the middle of a cell's height.
int top(const QRect& cell, const TextCache& words)
{
    return cell.top() + (cell.height() - words.height()) / 2;
}

} // namespace

TextCache& RowDelegate::Words::cache()
{
    const QFont base = QApplication::font();
    // Asked for with every cell: comparing fonts, or making one, takes as long as painting a word.
    if (!m_cache || !base.isCopyOf(m_base)) {
        m_base = base;
        QFont font = Theme::font(m_steps, m_bold);
        font.setItalic(m_italic);
        m_cache = std::make_unique<TextCache>(font);
    }
    return *m_cache;
}

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
        TextCache& parts = m_parts.cache();
        painter->setPen(colours.muted);
        parts.draw(painter, rect.right() + 1 - parts.width(part), top(rect, parts), part);
        rect.setRight(rect.right() - parts.width(part) - 4);
    }
    TextCache& tokens = m_tokens.cache();
    painter->setPen(colours.text);
    const QString token = index.data().toString();
    tokens.draw(painter, rect.left(), top(rect, tokens), tokens.elided(token, rect.width()));
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
        TextCache& hidden = m_hidden.cache();
        painter->setPen(colours.faint);
        hidden.draw(painter, option.rect.left() + padding, top(option.rect, hidden),
                    index.data().toString());
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
    TextCache& cache = m_words.cache();
    std::vector<int> widths;
    widths.reserve(static_cast<std::size_t>(words.size()));
    for (const QString& word : words)
        widths.push_back(cache.width(word));
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    TextCache& numbers = m_numbers.cache();
    const WordsGeometry geometry{gap, rect.width(), numbers.width(QStringLiteral("+9"))};
    const int shown = geometry.shown(widths);
    const int more = static_cast<int>(words.size()) - shown;
    if (more > 0) {
        const QString number = tr("+%1").arg(more);
        painter->setPen(colours.faint);
        numbers.draw(painter, rect.right() + 1 - numbers.width(number), top(rect, numbers), number);
    }
    const int room = more > 0 ? rect.width() - geometry.more - gap : rect.width();
    const int y = top(rect, cache) - 1;
    int x = rect.left();
    for (int i = 0; i < shown; ++i) {
        const double fade = words.size() > 1
                                ? static_cast<double>(i) / static_cast<double>(words.size() - 1)
                                : 0.0;
        painter->setPen(Theme::mix(colours.text, colours.faint, fade));
        const int width = widths[static_cast<std::size_t>(i)];
        cache.draw(painter, x, y, width > room ? cache.elided(words[i], room) : words[i]);
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
