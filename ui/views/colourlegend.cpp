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

namespace {

int heightOfLegend()
{
    return 8 + 3 + QFontMetrics(Theme::font(-1)).height();
}

QColor colourAt(ColourLegend::Map map, double part)
{
    using Map = ColourLegend::Map;
    const Theme& theme = Theme::instance();
    switch (map) {
    case Map::Score:
        return theme.scoreMap().colour(part);
    case Map::Measure:
        return theme.measureMap().colour(part);
    case Map::Tint:
        return theme.tintMap().colour(part);
    case Map::Diverging:
        return theme.divergingMap().colour(part);
    case Map::Activation:
        return QColor::fromRgb(theme.activationColour(part));
    }
    return {};
}

void draw(QPainter& painter, ColourLegend::Map map, const QString& low, const QString& high,
          int width)
{
    const Colours& colours = Theme::instance().colours();
    constexpr int stops = 16;
    QLinearGradient gradient(0, 0, width, 0);
    for (int i = 0; i <= stops; ++i)
        gradient.setColorAt(static_cast<double>(i) / stops,
                            colourAt(map, static_cast<double>(i) / stops));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(gradient);
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, 7), 3, 3);
    painter.setFont(Theme::font(-1));
    painter.setPen(colours.muted);
    const QRect text(0, 10, width, heightOfLegend() - 10);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, low);
    painter.drawText(text, Qt::AlignRight | Qt::AlignTop, high);
    painter.restore();
}

} // namespace

Figure ColourLegend::figure(Map map, const QString& low, const QString& high, int width)
{
    return {QSize(width, heightOfLegend()),
            [=](QPainter& painter) { draw(painter, map, low, high, width); }};
}

Figure ColourLegend::figure(int width) const
{
    return figure(m_map, m_low, m_high, width);
}

QSize ColourLegend::sizeHint() const
{
    return {160, heightOfLegend()};
}

void ColourLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    draw(painter, m_map, m_low, m_high, width());
}

} // namespace headscope::ui
