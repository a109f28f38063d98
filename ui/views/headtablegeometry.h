// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace headscope::ui {

/// How the head table shares its width and height between the words (which stay in sight) and the
/// scores (which scroll).
struct HeadTableGeometry {
    int rows = 0;         ///< context tokens
    int columns = 0;      ///< input tokens
    int tokenWidth = 80;  ///< wanted by the token column
    int wordsWidth = 300; ///< wanted by each column of words
    int rowHeight = 27;
    int headerHeight = 90;
    int scrollBar = 14;
    int minScores = 0; ///< what the axis of the score columns needs

    static constexpr int minWords = 140;
    static constexpr int minCell = 24;
    static constexpr int maxCell = 38;

    struct Parts {
        int token = 0;
        int words = 0;  ///< each of the two columns
        int cell = 0;   ///< width of a score column
        int scores = 0; ///< width of the part that scrolls, without the vertical scroll bar
        bool horizontalBar = false;
        bool verticalBar = false;
        int left() const { return token + 2 * words; }
    };

    int contentHeight(bool horizontalBar) const
    {
        return headerHeight + rows * rowHeight + (horizontalBar ? scrollBar : 0);
    }

    /// Words get what they want first where all scores fit; where the scores scroll, the words take
    /// just over half.
    Parts share(int width, int height) const
    {
        Parts parts;
        for (int pass = 0; pass < 2; ++pass) {
            parts.verticalBar = contentHeight(parts.horizontalBar) > height;
            const int inner = std::max(0, width - (parts.verticalBar ? scrollBar : 0));
            parts.token = std::min(tokenWidth, inner / 4);
            parts.cell = minCell;
            const int all = std::max(columns * minCell, minScores);
            const int room = inner - parts.token - all;
            if (room >= 2 * minWords) {
                parts.words = std::min(wordsWidth, room / 2);
                const int left = room + all - 2 * parts.words;
                // A few columns are as wide together as their axis; more keep to the usual width.
                if (columns > 0)
                    parts.cell = std::max(std::clamp(left / columns, minCell, maxCell),
                                          (minScores + columns - 1) / columns);
                parts.scores = columns > 0 ? columns * parts.cell : minScores;
                parts.horizontalBar = false;
            } else {
                const int wanted = std::max(2 * minWords + parts.token, inner * 11 / 20);
                parts.words = std::max(
                    0, std::min(wordsWidth, (std::min(wanted, inner) - parts.token) / 2));
                parts.scores = std::max(0, inner - parts.left());
                parts.horizontalBar = columns * minCell > parts.scores;
            }
        }
        return parts;
    }
};

} // namespace headscope::ui
