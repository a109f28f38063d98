// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/modeldelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

namespace {
constexpr int padding = 10;
constexpr int edge = 7; ///< above and below the text of a row
constexpr int barHeight = 3;
} // namespace

QSize ModelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics small(Theme::font(-1));
    if (index.data(TitleRole).toBool())
        return {40, small.height() + (index.row() == 0 ? 10 : 18)};
    if (index.data(NoteRole).toBool()) {
        const int width = qMax(80,
                               (option.rect.width() > 0 ? option.rect.width() : 280) - 2 * padding);
        const QRect text = QFontMetrics(Theme::font())
                               .boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap,
                                             index.data().toString());
        return {40, text.height() + 12};
    }
    return {120, QFontMetrics(Theme::font(0, true)).height() + small.height() + 2 * edge + 2};
}

void ModelDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    painter->save();
    if (index.data(TitleRole).toBool())
        paintTitle(painter, option.rect, index.data().toString());
    else if (index.data(NoteRole).toBool())
        paintNote(painter, option.rect, index.data().toString());
    else
        paintModel(painter, option, index);
    painter->restore();
}

void ModelDelegate::paintTitle(QPainter* painter, const QRect& rect, const QString& text) const
{
    painter->setFont(Theme::font(-1, true));
    painter->setPen(Theme::instance().colours().muted);
    painter->drawText(rect.adjusted(padding, 0, -padding, -3), Qt::AlignLeft | Qt::AlignBottom,
                      text);
}

void ModelDelegate::paintNote(QPainter* painter, const QRect& rect, const QString& text) const
{
    painter->setFont(Theme::font());
    painter->setPen(Theme::instance().colours().muted);
    painter->drawText(rect.adjusted(padding, 4, -padding, 0), Qt::TextWordWrap | Qt::AlignLeft,
                      text);
}

void ModelDelegate::paintModel(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hover = option.state.testFlag(QStyle::State_MouseOver);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || hover) {
        painter->setPen(selected && focus ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
        painter->setBrush(selected ? colours.accentSoft : colours.hover);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), 5, 5);
    }
    const QRect rect = option.rect.adjusted(padding, edge, -padding, -edge);
    const QFont bold = Theme::font(0, true);
    const QFont small = Theme::font(-1);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);

    const QString value = index.data(ValueTextRole).toString();
    const int valueWidth = value.isEmpty() ? 0 : smallMetrics.horizontalAdvance(value) + 10;
    const QRect top(rect.left(), rect.top(), rect.width(), boldMetrics.height());
    painter->setFont(small);
    painter->setPen(index.data(MarkedRole).toInt() != 0 ? colours.accent : colours.muted);
    painter->drawText(top, Qt::AlignRight | Qt::AlignVCenter, value);
    painter->setFont(bold);
    painter->setPen(colours.text);
    painter->drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                      boldMetrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                             rect.width() - valueWidth));

    const QRect below(rect.left(), top.bottom() + 3, rect.width(), smallMetrics.height());
    int left = 0;
    painter->setFont(small);
    if (index.data(WarningRole).toBool()) {
        const int size = smallMetrics.ascent() - 2;
        const QRect sign(below.left(), below.top() + (below.height() - size) / 2, size, size);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.onWarning);
        painter->drawEllipse(sign);
        painter->setPen(colours.warning);
        painter->setFont(Theme::font(-2, true));
        painter->drawText(sign, Qt::AlignCenter, QStringLiteral("!"));
        painter->setFont(small);
        left = size + 6;
    }
    painter->setPen(colours.muted);
    painter->drawText(below.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      smallMetrics.elidedText(index.data(SubtitleRole).toString(), Qt::ElideRight,
                                              below.width() - left));
    const QVariant fraction = index.data(FractionRole);
    if (!fraction.isValid())
        return;
    QRectF bar(rect.left(), option.rect.bottom() - barHeight - 1, rect.width(), barHeight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.border);
    painter->drawRoundedRect(bar, 1.5, 1.5);
    bar.setWidth(bar.width() * fraction.toDouble());
    painter->setBrush(colours.accent);
    painter->drawRoundedRect(bar, 1.5, 1.5);
}

} // namespace headscope::ui
