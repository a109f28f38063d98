// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace headscope::ui {

/// How the Neurons table shares its width and height between what stays in sight (names, words,
/// sums) and the activations, which scroll.
struct NeuronTableGeometry {
    int rows = 0;
    int tokens = 0;
    int nameWidth = 70;
    int wordsWidth = 340; ///< the most that each column of words takes
    int wordColumns = 2;  ///< three where neurons have gates
    int numberWidth = 60; ///< each of the two columns of sums
    int cellWidth = 40;   ///< of an activation
    int rowHeight = 27;
    int headerHeight = 90;
    int scrollBar = 12;
    int axisWidth = 0; ///< what the axis of the activations needs

    static constexpr int leastWords = 100; ///< narrower ones get the room of the sums
    static constexpr int goodWords = 150;  ///< narrower ones get some of the activations' room

    struct Parts {
        int name = 0;
        int words = 0; ///< each of wordColumns
        int wordColumns = 2;
        int number = 0; ///< each of two; 0: there is no room for them
        int values = 0; ///< the part that scrolls, without the vertical scroll bar
        bool horizontalBar = false;
        bool verticalBar = false;
        int left() const { return name + wordColumns * words + 2 * number; }
    };

    int contentHeight(bool horizontalBar) const
    {
        return headerHeight + rows * rowHeight + (horizontalBar ? scrollBar : 0);
    }
    int allValues() const { return tokens * cellWidth; }

    /// All activations are in sight where that leaves the words a good width; else they scroll in
    /// two fifths of the whole. Words take the rest, as far as they want it. Sums go where it is
    /// narrow.
    Parts share(int width, int height) const
    {
        Parts parts;
        parts.wordColumns = wordColumns;
        for (int pass = 0; pass < 2; ++pass) {
            parts.verticalBar = contentHeight(parts.horizontalBar) > height;
            const int inner = std::max(0, width - (parts.verticalBar ? scrollBar : 0));
            parts.name = std::min(nameWidth, inner / 4);
            const int all = std::max(allValues(), axisWidth);
            const int beside = inner - parts.name - 2 * numberWidth;
            const int least = all + wordColumns * goodWords <= beside ? all : inner * 2 / 5;
            parts.number = least + wordColumns * leastWords <= beside ? numberWidth : 0;
            const int room = inner - parts.name - 2 * parts.number - least;
            parts.words = std::clamp(room / wordColumns, 0, wordsWidth);
            parts.values = std::min(std::max(0, inner - parts.left()), all);
            parts.horizontalBar = parts.values < allValues();
        }
        return parts;
    }
};

} // namespace headscope::ui
