// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>

#include <algorithm>

namespace headscope::ui {

/// A square of T x T cells of equal (possibly less than a pixel) size: rows are context tokens,
/// columns input tokens.
struct HeatmapGeometry {
    int tokens = 0;
    QRect square;

    bool empty() const { return tokens <= 0 || square.isEmpty(); }
    /// The first pixel of row or column `token`, from the square's edge. edge(tokens) is the side.
    int edge(int token) const
    {
        return static_cast<int>(static_cast<long long>(token) * square.width() / tokens);
    }
    QRect cell(int context, int query) const
    {
        const int x = edge(query);
        const int y = edge(context);
        return {square.left() + x, square.top() + y, std::max(1, edge(query + 1) - x),
                std::max(1, edge(context + 1) - y)};
    }
    double cellSize() const
    {
        return tokens > 0 ? static_cast<double>(square.width()) / tokens : 0.0;
    }
    /// The first token at a pixel from the square's edge.
    int tokenAt(int pixel) const
    {
        int token = static_cast<int>(static_cast<long long>(pixel) * tokens
                                     / std::max(1, square.width()));
        while (token + 1 < tokens && edge(token + 1) <= pixel)
            ++token;
        return std::clamp(token, 0, tokens - 1);
    }
    int contextAt(QPoint point) const { return tokenAt(point.y() - square.top()); }
    int queryAt(QPoint point) const { return tokenAt(point.x() - square.left()); }
};

} // namespace headscope::ui
