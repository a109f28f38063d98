// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/scoredelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace headscope::ui {

namespace {

/// Of the part of the table that is in sight.
int visibleWidth(const QStyleOptionViewItem& option)
{
    const auto* const area = qobject_cast<const QAbstractScrollArea*>(option.widget);
    return area != nullptr ? area->viewport()->width() : option.rect.right() + 1;
}

} // namespace

ScoreDelegate::ScoreDelegate(QObject* parent) : RowDelegate(parent)
{
    prepareNumbers();
    connect(&Theme::instance(), &Theme::changed, this, &ScoreDelegate::prepareNumbers);
}

void ScoreDelegate::prepareNumbers()
{
    m_font = Theme::font(-1);
    for (std::size_t i = 0; i < m_numbers.size(); ++i) {
        m_numbers[i] = QStaticText(QLocale().toString(static_cast<int>(i)));
        m_numbers[i].setTextFormat(Qt::PlainText);
        m_numbers[i].prepare(QTransform(), m_font);
    }
}

void ScoreDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Colours& colours = theme.colours();
    const QRect rect = option.rect;
    const QVariant value = index.data(ValueRole);
    const bool marked = isMarkedRow(index) || isMarkedColumn(index);
    if (!value.isValid()) {
        painter->fillRect(rect, marked ? Theme::mix(colours.window, colours.accent, 0.06)
                                       : colours.window);
    } else {
        const double share = value.toDouble();
        const QColor back = theme.scoreMap().colour(share);
        painter->fillRect(rect, back);
        const auto percent = static_cast<std::size_t>(
            std::isfinite(share) ? qBound(0L, std::lround(share * 100.0), 100L) : 0L);
        const QSizeF size = m_numbers[percent].size();
        const QPointF place(rect.left() + (rect.width() - size.width()) / 2,
                            rect.top() + (rect.height() - size.height()) / 2);
        // Half of a number at the edge would be read as another number.
        const bool whole = place.x() >= 0 && place.x() + size.width() <= visibleWidth(option);
        if (percent > 0 && whole) {
            painter->setFont(m_font);
            painter->setPen(Theme::textOn(back));
            painter->drawStaticText(place, m_numbers[percent]);
        }
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.grid);
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colours.grid);
    if (isMarkedColumn(index)) {
        painter->fillRect(QRect(rect.left() - 1, rect.top(), 1, rect.height()), colours.accent);
        painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colours.accent);
    }
    if (isMarkedRow(index)) {
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colours.accent);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.accent);
    }
    paintSelection(painter, option);
}

} // namespace headscope::ui
