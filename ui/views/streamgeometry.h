// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace headscope::ui {

/// Where the bars of the stream's picture stand: names at the left, bars between, what the state
/// says and two numbers at the right. Pixels; y from the top of the content under the axis.
struct StreamGeometry {
    static constexpr int gap = 12; ///< between names, bars and numbers

    int width = 0;
    int names = 0;  ///< width of the names
    int words = 0;  ///< of "state says"
    int number = 0; ///< of each of the two numbers
    double low = 0; ///< of the axis
    double high = 1;
    std::vector<int> tops = {0}; ///< (bars + 1): of each bar's row, then the end

    /// Rows of the given heights.
    void setRows(const std::vector<int>& heights)
    {
        tops.assign(1, 0);
        for (const int height : heights)
            tops.push_back(tops.back() + height);
    }
    int count() const { return static_cast<int>(tops.size()) - 1; }
    int contentHeight() const { return tops.back(); }
    int top(int row) const { return tops[static_cast<std::size_t>(row)]; }
    int height(int row) const { return top(row + 1) - top(row); }
    /// -1 above and below the rows.
    int rowAt(int y) const
    {
        if (y < 0 || y >= contentHeight())
            return -1;
        return static_cast<int>(std::upper_bound(tops.begin(), tops.end(), y) - tops.begin()) - 1;
    }

    int left() const { return names + gap; }
    int right() const { return std::max(left() + 40, width - words - 2 * number - 2 * gap); }
    int wordsLeft() const { return right() + gap; }
    int numberLeft(int which) const { return wordsLeft() + words + which * number; }
    double x(double value) const
    {
        return left() + (value - low) / (high - low) * (right() - left());
    }
    double value(double at) const
    {
        return low + (at - left()) / (right() - left()) * (high - low);
    }

    /// An axis that has both ends within it, with a little room, and is never empty.
    void setRange(double lowest, double highest)
    {
        const double span = highest - lowest;
        const double room = span > 0 ? span * 0.02 : 0.5;
        low = lowest < 0 ? lowest - room : lowest;
        high = highest + room;
    }
    /// Between ticks, so that there are at most `most` of them: 1, 2 or 5 times a power of ten.
    double tickStep(int most) const
    {
        const double least = (high - low) / std::max(most, 1);
        const double power = std::pow(10.0, std::floor(std::log10(least)));
        for (const double times : {1.0, 2.0, 5.0})
            if (times * power >= least)
                return times * power;
        return 10 * power;
    }
    std::vector<double> ticks(double step) const
    {
        std::vector<double> result;
        for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k)
            result.push_back(k * step);
        return result;
    }
};

} // namespace headscope::ui
