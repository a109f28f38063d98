// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <span>

namespace headscope::ui {

/// Where the words of one cell stand: whole words only, as many as fit; where some do not, room is
/// left for saying how many. Only a first word that is wider than the cell is cut, with an
/// ellipsis.
struct WordsGeometry {
    int gap = 8;       ///< pixels between words
    int available = 0; ///< width of the cell without its padding
    int more = 0;      ///< width of "+9", which stands at the right end

    /// How many of the words fit; at least 1 where there are any.
    int shown(std::span<const int> widths) const
    {
        const int all = fitting(widths, available);
        if (all == static_cast<int>(widths.size()) || more == 0)
            return all;
        return fitting(widths, available - more - gap);
    }
    /// As shown(), within `room`.
    int fitting(std::span<const int> widths, int room) const
    {
        int count = 0;
        int x = 0;
        for (const int width : widths) {
            if (count > 0 && x + width > room)
                break;
            x += width + gap;
            ++count;
        }
        return count;
    }
    int left(std::span<const int> widths, int word) const
    {
        int x = 0;
        for (int i = 0; i < word; ++i)
            x += widths[static_cast<std::size_t>(i)] + gap;
        return x;
    }
    /// The word at `x`, or -1 between and behind words.
    int wordAt(std::span<const int> widths, int x) const
    {
        const int count = shown(widths);
        for (int i = 0; i < count; ++i) {
            const int start = left(widths, i);
            const int width = std::min(widths[static_cast<std::size_t>(i)], available - start);
            if (x >= start && x < start + width)
                return i;
        }
        return -1;
    }
};

} // namespace headscope::ui
