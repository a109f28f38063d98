// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

#include <algorithm>
#include <vector>

namespace headscope::ui {

/// Where the chips of the token strip stand, in the strip's own coordinates (before scrolling).
struct TokenStripGeometry {
    int margin = 12;
    int gap = 5;
    int top = 4;
    int height = 24;
    std::vector<int> lefts; ///< (T)
    int width = 0;          ///< of everything, margins included

    /// `widths`: of every chip (T).
    void place(const std::vector<int>& widths)
    {
        lefts.clear();
        int x = margin;
        for (const int w : widths) {
            lefts.push_back(x);
            x += w + gap;
        }
        width = widths.empty() ? 2 * margin : x - gap + margin;
    }
    int count() const { return static_cast<int>(lefts.size()); }
    QRect chip(int token) const
    {
        const auto at = static_cast<std::size_t>(token);
        const int end = token + 1 < count() ? lefts[at + 1] - gap : width - margin;
        return {lefts[at], top, end - lefts[at], height};
    }
    /// The first token whose chip ends behind x; count() where there is none.
    int firstAt(int x) const
    {
        const auto behind = std::upper_bound(lefts.begin(), lefts.end(), x);
        return std::max(0, static_cast<int>(behind - lefts.begin()) - 1);
    }
    /// The token at a point, or -1.
    int tokenAt(QPoint point) const
    {
        if (lefts.empty())
            return -1;
        const int token = firstAt(point.x());
        return chip(token).contains(point) ? token : -1;
    }
};

} // namespace headscope::ui
