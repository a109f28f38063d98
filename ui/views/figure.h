// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QSize>

#include <functional>

class QPainter;

namespace headscope::ui {

/// Which part of a view is drawn for use elsewhere: all there is, or the rows and columns that are
/// on the screen, each of them whole.
enum class FigurePart { Whole, Visible };

/// What a view draws for use elsewhere, at any scale and on anything that can be painted on. To be
/// painted at once, while the view lives and shows what it showed.
struct Figure {
    QSize size; ///< in the pixels of the screen at 100 %; empty: nothing to draw
    std::function<void(QPainter&)> paint;

    bool isNull() const { return size.isEmpty(); }
    /// `scale` pixels for each of its own; null where there is nothing, or no memory for it.
    QImage image(double scale = 1) const;
};

/// Whether shapes stay shapes on what is painted on: SVG and PDF, not images.
bool isVector(const QPainter& painter);

/// An image whose pixels are cells, as rectangles: one for cells of the same colour side by side.
/// `part` is of the image; `place` says where its cells stand (columns and rows, as `part`).
void paintCells(QPainter& painter, const QImage& image, const QRect& part,
                const std::function<QRectF(const QRect& cells)>& place);

} // namespace headscope::ui
