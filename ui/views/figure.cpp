// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/figure.h"

#include "ui/theme/theme.h"

#include <QPaintEngine>
#include <QPainter>

namespace headscope::ui {

QImage Figure::image(double scale) const
{
    if (isNull())
        return {};
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::instance().colours().surface);
    QPainter painter(&image);
    paint(painter);
    return image;
}

bool isVector(const QPainter& painter)
{
    const QPaintEngine* engine = painter.paintEngine();
    return engine != nullptr
           && (engine->type() == QPaintEngine::SVG || engine->type() == QPaintEngine::Pdf);
}

void paintCells(QPainter& painter, const QImage& image, const QRect& part,
                const std::function<QRectF(const QRect& cells)>& place)
{
    // Each reaches a little under the next one, or the paper would show between them.
    constexpr double overlap = 0.5;
    for (int row = part.top(); row <= part.bottom(); ++row) {
        for (int from = part.left(); from <= part.right();) {
            const QRgb colour = image.pixel(from, row);
            int to = from;
            while (to < part.right() && image.pixel(to + 1, row) == colour)
                ++to;
            const QRect cells(QPoint(from, row), QPoint(to, row));
            painter.fillRect(place(cells).adjusted(0, 0, to < part.right() ? overlap : 0,
                                                   row < part.bottom() ? overlap : 0),
                             QColor::fromRgb(colour));
            from = to + 1;
        }
    }
}

} // namespace headscope::ui
