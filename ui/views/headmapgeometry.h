// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>

#include <algorithm>
#include <optional>
#include <utility>

namespace headscope::ui {

/// Where the cells of a block of the head map stand: layer 0 at the bottom, head 0 at the left.
struct HeadMapGeometry {
    int layers = 0;
    int heads = 0;
    int left = 20; ///< of the cells: room for the layers' numbers
    int top = 2;
    int width = 0;    ///< of all cells
    int height = 0;   ///< of all cells
    int ownHeads = 0; ///< a gap stands between these and those of cross-attention; 0: no gap
    /// Heads of the widest block of a map, whose columns stand above each other; 0: this one's.
    int widest = 0;
    static constexpr int gap = 3;
    static constexpr int maxCell = 34;
    static constexpr int rowHeight = 22; ///< wanted
    static constexpr int minRow = 7;
    static constexpr int minWhole = 8; ///< columns narrower than this share what is left over

    static int wantedHeight(int layers)
    {
        return layers * std::clamp(layers > 0 ? 340 / layers : rowHeight, minRow, rowHeight);
    }

    bool empty() const { return layers <= 0 || heads <= 0 || width <= 0 || height <= 0; }
    bool isSplit() const { return ownHeads > 0 && ownHeads < heads; }
    /// Columns that there must be room for, with that between own heads and those of
    /// cross-attention where a block of the map has both.
    int columns() const { return std::max(heads, widest); }
    int splitWidth() const { return isSplit() || widest > heads ? 3 * gap : 0; }
    /// Left edge of a column's cells; that of the one behind the last, where these end.
    int columnLeft(int head) const
    {
        const int room = width - splitWidth();
        const int each = std::min(maxCell, room / columns());
        return left + (each >= minWhole ? head * each : head * room / columns())
               + (isSplit() && head >= ownHeads ? splitWidth() : 0);
    }
    /// Where the cells of `count` columns end, without the gap between own and other heads.
    int columnsWidth(int first, int count) const
    {
        return columnLeft(first + count - 1) - columnLeft(first) + columnWidth(first + count - 1);
    }
    int columnWidth(int head) const
    {
        const int next = columnLeft(head + 1);
        return next - columnLeft(head) - (isSplit() && head + 1 == ownHeads ? splitWidth() : 0);
    }
    QRect cell(int layer, int head) const
    {
        const int row = layers - 1 - layer;
        const int y0 = top + row * height / layers;
        const int y1 = top + (row + 1) * height / layers;
        const int across = columnWidth(head);
        return {columnLeft(head), y0, std::max(1, across - space(across)),
                std::max(1, y1 - y0 - space(y1 - y0))};
    }
    /// Layer and head at a point; nothing beside the cells (the gap counts to the cell before it).
    std::optional<std::pair<int, int>> at(QPoint point) const
    {
        if (empty() || point.x() < left || point.y() < top || point.y() >= top + height)
            return std::nullopt;
        int head = 0;
        while (head < heads && point.x() >= columnLeft(head) + columnWidth(head))
            ++head;
        if (head == heads || point.x() < columnLeft(head))
            return std::nullopt; // behind the last, or between own heads and others
        int row = std::clamp((point.y() - top) * layers / height, 0, layers - 1);
        while (row + 1 < layers && point.y() >= top + (row + 1) * height / layers)
            ++row;
        while (row > 0 && point.y() < top + row * height / layers)
            --row;
        return std::pair(layers - 1 - row, head);
    }

private:
    /// Between cells that have so much room each.
    static int space(int room) { return room > 4 * gap ? gap : room > 2 ? 1 : 0; }
};

} // namespace headscope::ui
