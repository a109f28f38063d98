// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/bardelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

namespace {
constexpr int padding = 6;
}

BarDelegate::BarDelegate(double labelShare, QObject* parent)
    : QStyledItemDelegate(parent), m_labelShare(labelShare)
{}

int BarDelegate::lineHeight()
{
    return QFontMetrics(Theme::font()).height() + 5;
}

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hover = option.state.testFlag(QStyle::State_MouseOver);
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    if (selected || hover || focus) {
        painter->setPen(focus ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
        painter->setBrush(selected ? QBrush(colours.accentSoft)
                          : hover  ? QBrush(colours.hover)
                                   : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QFont font = Theme::font(0, selected);
    const QFontMetrics metrics(font);
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    const QFontMetrics bold(Theme::font(0, true));
    const int numberWidth = bold.horizontalAdvance(QStringLiteral("−0.000 "));
    // The number of a head has room in the narrowest list.
    const int labelWidth = qMax(static_cast<int>(rect.width() * m_labelShare),
                                bold.horizontalAdvance(QStringLiteral("00.00")) + padding);

    painter->setFont(font);
    painter->setPen(colours.text);
    const QRect label(rect.left(), rect.top(), labelWidth - padding, rect.height());
    painter->drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, label.width()));
    painter->setPen(selected ? colours.text : colours.muted);
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter,
                      index.data(ValueTextRole).toString());

    const double whole = rect.width() - labelWidth - numberWidth;
    const double part = qBound(0.0, index.data(FractionRole).toDouble(), 1.0);
    if (whole > 4 && !index.data(ValueTextRole).toString().isEmpty()) {
        const double height = qMax(6.0, metrics.height() * 0.45);
        const QRectF bar(rect.left() + labelWidth, rect.center().y() + 0.5 - height / 2,
                         qMax(2.0, whole * part), height);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.bar);
        painter->drawRoundedRect(bar, 2, 2);
    }
    painter->restore();
}

QSize BarDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {80, lineHeight()};
}

} // namespace headscope::ui
