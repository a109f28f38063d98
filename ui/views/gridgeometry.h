// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

#include <algorithm>
#include <cmath>
#include <vector>

namespace headscope::ui {

/// Where the cells of a grid of rows x columns stand in a viewport: headers above and at the left
/// that do not scroll, cells of one size between them and the scrolled-away part. Pixels of the
/// viewport; content pixels count from the first cell.
struct GridGeometry {
    int rows = 0;
    int columns = 0;
    QSize cellSize{64, 26};
    QSize header{0, 0};   ///< width of the row headers, height of the column headers
    QSize viewport{0, 0}; ///< headers included
    QPoint scroll{0, 0};  ///< content pixels that are scrolled away

    bool empty() const { return rows <= 0 || columns <= 0; }
    QSize content() const { return {columns * cellSize.width(), rows * cellSize.height()}; }
    /// Room for cells.
    QSize room() const
    {
        return {std::max(0, viewport.width() - header.width()),
                std::max(0, viewport.height() - header.height())};
    }
    QPoint mostScroll() const
    {
        return {std::max(0, content().width() - room().width()),
                std::max(0, content().height() - room().height())};
    }
    void clampScroll()
    {
        const QPoint most = mostScroll();
        scroll = {std::clamp(scroll.x(), 0, most.x()), std::clamp(scroll.y(), 0, most.y())};
    }
    /// The part of the viewport that cells cover.
    QRect body() const
    {
        return {QPoint(header.width(), header.height()),
                QSize(std::min(room().width(), content().width() - scroll.x()),
                      std::min(room().height(), content().height() - scroll.y()))};
    }

    int left(int column) const { return header.width() + column * cellSize.width() - scroll.x(); }
    int top(int row) const { return header.height() + row * cellSize.height() - scroll.y(); }
    /// May lie outside the viewport or under the headers.
    QRect cell(int row, int column) const { return {QPoint(left(column), top(row)), cellSize}; }
    /// Of a rectangle of cells, both ends included.
    QRect cells(int row, int column, int lastRow, int lastColumn) const
    {
        return cell(row, column).united(cell(lastRow, lastColumn));
    }
    /// The column at a pixel, headers and cells alike; -1 where there is none.
    int columnAt(int x) const
    {
        return x >= body().left() && x <= body().right()
                   ? (x - header.width() + scroll.x()) / cellSize.width()
                   : -1;
    }
    int rowAt(int y) const
    {
        return y >= body().top() && y <= body().bottom()
                   ? (y - header.height() + scroll.y()) / cellSize.height()
                   : -1;
    }

    /// Cells of which at least a pixel is in sight; the last is -1 where none is.
    int firstRow() const { return scroll.y() / cellSize.height(); }
    int firstColumn() const { return scroll.x() / cellSize.width(); }
    int lastRow() const { return rowAt(body().bottom()); }
    int lastColumn() const { return columnAt(body().right()); }

    /// The same with the cells in sight alone, those at the edges whole.
    GridGeometry wholeCells() const
    {
        GridGeometry part = *this;
        part.scroll = {firstColumn() * cellSize.width(), firstRow() * cellSize.height()};
        part.viewport = header
                        + QSize((lastColumn() - firstColumn() + 1) * cellSize.width(),
                                (lastRow() - firstRow() + 1) * cellSize.height());
        return part;
    }

    /// Scrolls as little as brings the whole cell in sight.
    void reveal(int row, int column)
    {
        const auto to = [](int at, int size, int from, int place) {
            return at < from ? at : std::max(from, at + size - std::max(place, size));
        };
        scroll = {to(column * cellSize.width(), cellSize.width(), scroll.x(), room().width()),
                  to(row * cellSize.height(), cellSize.height(), scroll.y(), room().height())};
        clampScroll();
    }

    /// Other cells and headers; the content under the pixel `anchor` stays there, as far as
    /// scrolling reaches.
    void zoom(QSize newCell, QSize newHeader, QPoint anchor)
    {
        const double x = static_cast<double>(anchor.x() - header.width() + scroll.x())
                         / cellSize.width();
        const double y = static_cast<double>(anchor.y() - header.height() + scroll.y())
                         / cellSize.height();
        cellSize = newCell;
        header = newHeader;
        scroll = {static_cast<int>(std::lround(x * newCell.width())) - anchor.x() + header.width(),
                  static_cast<int>(std::lround(y * newCell.height())) - anchor.y()
                      + header.height()};
        clampScroll();
    }

    /// The steps of zooming, smallest first: two maps of pixels, two of small cells, words. The
    /// unit is the height of a row of words.
    static std::vector<QSize> levels(int rowHeight)
    {
        std::vector<QSize> sizes{{2, 2}, {4, 4}, {9, 9}, {20, 18}};
        for (const int width : {64, 92, 132, 190, 280, 420})
            sizes.emplace_back(wordsWidth(width, rowHeight), rowHeight);
        return sizes;
    }
    /// A width made for rows of 26 pixels, for rows of another height.
    static int wordsWidth(int width, int rowHeight) { return width * rowHeight / 26; }
    static bool showsWords(QSize cell, int rowHeight)
    {
        return cell.height() >= rowHeight && cell.width() >= wordsWidth(64, rowHeight);
    }
    /// The next larger (by > 0) or smaller step; the same where there is none.
    static QSize nextLevel(QSize cell, int by, int rowHeight)
    {
        const auto sizes = levels(rowHeight);
        if (by > 0) {
            for (const QSize size : sizes)
                if (size.width() > cell.width())
                    return size;
            return sizes.back();
        }
        for (std::size_t k = sizes.size(); k-- > 0;)
            if (sizes[k].width() < cell.width())
                return sizes[k];
        return sizes.front();
    }
    /// Cells of colours only, that wide: as high as `rows` fill `room`, at least as their level,
    /// at most as a row of words. Cells of words as they are.
    static QSize stretched(QSize cell, int rows, int room, int rowHeight)
    {
        if (showsWords({cell.width(), rowHeight}, rowHeight))
            return {cell.width(), rowHeight};
        int least = 2;
        for (const QSize size : levels(rowHeight))
            if (size.width() <= cell.width())
                least = size.height();
        const int filling = rows > 0 ? room / rows : least;
        return {cell.width(), std::max(least, std::min(filling, rowHeight))};
    }
    /// As wide as `columns` fill `room`, for reading words.
    static QSize fitting(int columns, int room, int rowHeight)
    {
        const int width = columns > 0 ? room / columns : room;
        return {std::clamp(width, wordsWidth(leastFit, rowHeight), wordsWidth(420, rowHeight)),
                rowHeight};
    }
    /// The same for cells of one number: rather colours alone than columns out of sight.
    static QSize fittingAll(int columns, int room, int rowHeight)
    {
        const int width = columns > 0 ? room / columns : room;
        return {std::clamp(width, 2, wordsWidth(132, rowHeight)), rowHeight};
    }
    static constexpr int leastFit = 128; ///< two words and how many there are more
};

} // namespace headscope::ui
