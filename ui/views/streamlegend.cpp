// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/streamlegend.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <array>
#include <utility>

namespace headscope::ui {

namespace {

constexpr int square = 10;
constexpr int gap = 16;

std::array<std::pair<QColor, QString>, 5> entries()
{
    const Colours& c = Theme::instance().colours();
    return {{{c.streamHeads, StreamLegend::tr("heads, messages")},
             {c.streamNeurons, StreamLegend::tr("largest neurons")},
             {Theme::mix(c.surface, c.streamNeurons, 0.45), StreamLegend::tr("all others")},
             {c.streamAgainst, StreamLegend::tr("against (lower half)")},
             {c.streamFixed, StreamLegend::tr("embedding, biases")}}};
}

} // namespace

StreamLegend::StreamLegend(QWidget* parent) : QWidget(parent)
{
    QStringList names;
    for (const auto& entry : entries())
        names.append(entry.second);
    setAccessibleName(tr("Colours of the bars: %1").arg(names.join(QStringLiteral(", "))));
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

QSize StreamLegend::sizeHint() const
{
    const QFontMetrics metrics(Theme::font(-1));
    int width = 0;
    for (const auto& entry : entries())
        width += square + 5 + metrics.horizontalAdvance(entry.second) + gap;
    return {width, metrics.height() + 4};
}

void StreamLegend::draw(QPainter& painter) const
{
    const QFont font = Theme::font(-1);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const int height = metrics.height() + 4;
    int x = 0;
    for (const auto& [colour, name] : entries()) {
        painter.fillRect(QRect(x, (height - square) / 2, square, square), colour);
        painter.setPen(Theme::instance().colours().muted);
        x += square + 5;
        const int width = metrics.horizontalAdvance(name);
        painter.drawText(QRect(x, 0, width + 2, height), Qt::AlignLeft | Qt::AlignVCenter, name);
        x += width + gap;
    }
}

void StreamLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    draw(painter);
}

} // namespace headscope::ui
