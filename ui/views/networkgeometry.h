// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRect>

#include <algorithm>
#include <span>
#include <vector>

namespace headscope::ui {

/// Where the parts of one network stand: the title, the output, a row per neuron (name, input
/// words, activation, output words), and the input at the bottom. What is read runs upwards into
/// the neurons, what they write runs upwards from them to the output.
struct NetworkGeometry {
    QRect area;
    int rows = 0;
    int lineHeight = 17; ///< of a line of text
    int nameWidth = 70;  ///< wanted by the names of the neurons
    int valueWidth = 50; ///< needed by an activation
    int scoreWidth = 0;  ///< needed by a score; 0: there are none

    static constexpr int lane = 44;    ///< where what is written runs upwards
    static constexpr int inLane = 22;  ///< where what is read runs upwards
    static constexpr int circle = 11;  ///< across
    static constexpr int mostBar = 70; ///< the longest bar of an activation
    static constexpr int leastBar = 24;
    static constexpr int gap = 8;
    static constexpr int mostWritten = 12; ///< the widest line

    int titleHeight() const { return lineHeight + 8; }
    int nodeHeight() const { return lineHeight + 10; }
    int columnTitlesHeight() const { return lineHeight + 6; }
    int leastRow() const { return lineHeight + 4; }
    int mostRow() const { return lineHeight + 24; }
    int fixedHeight() const
    {
        return titleHeight() + 2 * nodeHeight() + columnTitlesHeight() + 3 * gap;
    }
    /// How many rows fit.
    int capacity() const { return std::max(2, (area.height() - fixedHeight()) / leastRow()); }
    int rowHeight() const
    {
        return rows > 0 ? std::clamp((area.height() - fixedHeight()) / rows, leastRow(), mostRow())
                        : leastRow();
    }

    QRect title() const { return {area.left(), area.top(), area.width(), titleHeight()}; }
    QRect output() const
    {
        return {area.left(), area.top() + titleHeight(), area.width(), nodeHeight()};
    }
    QRect columnTitles() const
    {
        return {area.left(), output().bottom() + 1 + 2 * gap, area.width(), columnTitlesHeight()};
    }
    QRect row(int k) const
    {
        return {area.left(), columnTitles().bottom() + 1 + k * rowHeight(), area.width(),
                rowHeight()};
    }
    /// The row at a place, or -1.
    int rowAt(QPoint point) const
    {
        const int top = columnTitles().bottom() + 1;
        if (point.x() < area.left() || point.x() > area.right() || point.y() < top)
            return -1;
        const int k = (point.y() - top) / rowHeight();
        return k < rows ? k : -1;
    }
    /// Around the line along which the input is read.
    QRect input() const { return {area.left(), row(rows).top() + gap, area.width(), nodeHeight()}; }

    /// The width that all parts but the words leave to them.
    int wordsRoom() const
    {
        return std::max(0, area.width() - name() - inLane - circle - gap - scores() - bar()
                               - valueWidth - lane - 2 * gap - gap / 2);
    }
    int name() const { return std::min(nameWidth, area.width() / 6); }
    bool wide() const { return area.width() >= 520; }
    int scores() const { return wide() ? scoreWidth : 0; }
    int bar() const { return wide() ? mostBar : leastBar; }
    int inWordsWidth() const { return wordsRoom() / 2; }

    QRect nameRect(int k) const { return part(k, 0, name()); }
    QRect inWords(int k) const { return part(k, name() + gap, inWordsWidth()); }
    int readX() const { return area.left() + name() + gap + inWordsWidth() + inLane / 2; }
    QPoint circleCentre(int k) const
    {
        return {area.left() + name() + gap + inWordsWidth() + inLane + circle / 2,
                row(k).center().y()};
    }
    QRect score(int k) const { return part(k, afterCircle(), scores()); }
    QRect barRect(int k) const { return part(k, afterCircle() + scores(), bar()); }
    QRect value(int k) const { return part(k, afterCircle() + scores() + bar(), valueWidth); }
    int laneLeft() const { return value(0).right() + 1 + 4; }
    QRect outWords(int k) const
    {
        const int left = laneLeft() + lane - area.left();
        return part(k, left, area.width() - left - gap / 2);
    }

    /// How wide the lines of these fractions (0..1 of the largest) are: together no wider than the
    /// lane.
    std::vector<double> written(std::span<const double> fractions) const
    {
        double sum = 0.0;
        for (const double fraction : fractions)
            sum += fraction;
        const double room = lane - 8;
        const double unit = sum * mostWritten > room ? room / sum : mostWritten;
        std::vector<double> widths;
        widths.reserve(fractions.size());
        for (const double fraction : fractions)
            widths.push_back(fraction * unit);
        return widths;
    }
    /// The middle of line k where it runs upwards: those of upper rows turn first and run left of
    /// those of lower ones, so none crosses another.
    double writtenX(std::span<const double> widths, int k) const
    {
        double x = laneLeft() + 2;
        for (int other = 0; other < k; ++other)
            x += widths[static_cast<std::size_t>(other)];
        return x + widths[static_cast<std::size_t>(k)] / 2;
    }

private:
    int afterCircle() const { return name() + gap + inWordsWidth() + inLane + circle + gap; }
    QRect part(int k, int left, int width) const
    {
        const QRect r = row(k);
        return {area.left() + left, r.top(), width, r.height()};
    }
};

} // namespace headscope::ui
