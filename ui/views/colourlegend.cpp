// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/colourlegend.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

ColourLegend::ColourLegend(Map map, QWidget* parent) : QWidget(parent), m_map(map)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ColourLegend::setMap(Map map)
{
    m_map = map;
    update();
}

void ColourLegend::setRange(const QString& low, const QString& high)
{
    m_low = low;
    m_high = high;
    setAccessibleName(tr("Colours from %1 to %2").arg(low, high));
    update();
}

QSize ColourLegend::sizeHint() const
{
    return {160, 8 + 3 + QFontMetrics(Theme::font(-1)).height()};
}

void ColourLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::instance();
    const ColourMap& map = m_map == Map::Score     ? theme.scoreMap()
                           : m_map == Map::Measure ? theme.measureMap()
                           : m_map == Map::Tint    ? theme.tintMap()
                                                   : theme.divergingMap();
    QLinearGradient gradient(0, 0, width(), 0);
    for (int i = 0; i <= 16; ++i)
        gradient.setColorAt(i / 16.0, map.colour(i / 16.0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.colours().border);
    painter.setBrush(gradient);
    painter.drawRoundedRect(QRectF(0.5, 0.5, width() - 1, 7), 3, 3);
    painter.setFont(Theme::font(-1));
    painter.setPen(theme.colours().muted);
    const QRect text(0, 10, width(), height() - 10);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, m_low);
    painter.drawText(text, Qt::AlignRight | Qt::AlignTop, m_high);
}

} // namespace headscope::ui
