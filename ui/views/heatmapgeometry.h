// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

/// The cells of the attention of T input tokens (columns) on K context tokens (rows): all of one
/// (possibly less than a pixel) size.
struct HeatmapGeometry {
    int contexts = 0; ///< K
    int inputs = 0;   ///< T
    QRect area;

    bool empty() const { return contexts <= 0 || inputs <= 0 || area.isEmpty(); }
    /// The size of all cells in a room. Cells are square, but where rows and columns are so many
    /// more of one than of the other that squares would leave most of the room empty.
    static QSize sizeWithin(int contexts, int inputs, QSize room, int mostCell)
    {
        if (contexts <= 0 || inputs <= 0 || room.isEmpty())
            return {};
        const double high = std::min<double>(mostCell, double(room.height()) / contexts);
        const double wide = std::min<double>(mostCell, double(room.width()) / inputs);
        const double least = std::min(high, wide);
        const auto side = [&](int count, double most) {
            double cell = contexts == inputs ? least : std::min(most, stretch * least);
            // Whole pixels per cell where that costs little.
            if (cell >= 6)
                cell = std::floor(cell);
            return std::max(1, static_cast<int>(count * cell));
        };
        return {side(inputs, wide), side(contexts, high)};
    }
    /// The first pixel of a row or a column, from the area's edge.
    int top(int context) const { return edge(context, contexts, area.height()); }
    int left(int input) const { return edge(input, inputs, area.width()); }
    QRect cell(int context, int input) const
    {
        const int x = left(input);
        const int y = top(context);
        return {area.left() + x, area.top() + y, std::max(1, left(input + 1) - x),
                std::max(1, top(context + 1) - y)};
    }
    double cellWidth() const { return inputs > 0 ? double(area.width()) / inputs : 0.0; }
    double cellHeight() const { return contexts > 0 ? double(area.height()) / contexts : 0.0; }
    int contextAt(QPoint point) const
    {
        return tokenAt(point.y() - area.top(), contexts, area.height());
    }
    int inputAt(QPoint point) const
    {
        return tokenAt(point.x() - area.left(), inputs, area.width());
    }

private:
    static constexpr double stretch = 3.0; ///< of the longer side of a cell to the shorter

    static int edge(int token, int tokens, int length)
    {
        return static_cast<int>(static_cast<long long>(token) * length / tokens);
    }
    /// The first token at a pixel.
    static int tokenAt(int pixel, int tokens, int length)
    {
        int token = static_cast<int>(static_cast<long long>(pixel) * tokens / std::max(1, length));
        while (token + 1 < tokens && edge(token + 1, tokens, length) <= pixel)
            ++token;
        return std::clamp(token, 0, tokens - 1);
    }
};

} // namespace headscope::ui
