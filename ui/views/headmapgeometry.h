// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>

#include <algorithm>
#include <optional>
#include <utility>

namespace headscope::ui {

/// Where the cells of the head map stand: layer 0 at the bottom, head 0 at the left.
struct HeadMapGeometry {
    int layers = 0;
    int heads = 0;
    int left = 20; ///< of the cells: room for the layers' numbers
    int top = 2;
    int width = 0;  ///< of all cells
    int height = 0; ///< of all cells
    static constexpr int gap = 3;
    static constexpr int maxCell = 34;
    static constexpr int rowHeight = 22; ///< wanted
    static constexpr int minRow = 7;

    static int wantedHeight(int layers)
    {
        return layers * std::clamp(layers > 0 ? 340 / layers : rowHeight, minRow, rowHeight);
    }

    bool empty() const { return layers <= 0 || heads <= 0 || width <= 0 || height <= 0; }
    int columnWidth() const { return std::min(maxCell, width / heads); }
    QRect cell(int layer, int head) const
    {
        const int row = layers - 1 - layer;
        const int x0 = left + head * columnWidth();
        const int y0 = top + row * height / layers;
        const int y1 = top + (row + 1) * height / layers;
        const int space = columnWidth() > 4 * gap ? gap : 1;
        return {x0, y0, columnWidth() - space, y1 - y0 - (y1 - y0 > 4 * gap ? gap : 1)};
    }
    /// Layer and head at a point; nothing beside the cells (the gap counts to the cell before it).
    std::optional<std::pair<int, int>> at(QPoint point) const
    {
        if (empty() || point.x() < left || point.y() < top
            || point.x() >= left + heads * columnWidth() || point.y() >= top + height)
            return std::nullopt;
        const int head = (point.x() - left) / columnWidth();
        int row = std::clamp((point.y() - top) * layers / height, 0, layers - 1);
        while (row + 1 < layers && point.y() >= top + (row + 1) * height / layers)
            ++row;
        while (row > 0 && point.y() < top + row * height / layers)
            --row;
        return std::pair(layers - 1 - row, head);
    }
};

} // namespace headscope::ui
