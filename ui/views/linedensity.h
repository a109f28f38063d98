// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>

#include <vector>

namespace headscope::ui {

/// Thousands of thin faint lines over each other, of which only the density is seen. Each is one
/// pixel wide, shared between two pixels where it lies between them (Wu 1991, "An efficient
/// antialiasing technique"); Qt, which paints each by itself, takes a hundred times as long. Pixels
/// of the device; what is outside is left out.
class LineDensity
{
public:
    explicit LineDensity(QSize size);

    void addLine(QPointF from, QPointF to);
    /// What covers a pixel, in lines: fractions where a line is beside its middle.
    float at(int x, int y) const
    {
        return m_cover[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width())
                       + static_cast<std::size_t>(x)];
    }
    /// As if each line had been painted over those before, with this opacity (0 .. 1).
    QImage image(const QColor& colour, double opacity) const;

private:
    void cover(int x, int y, double share);

    QSize m_size;
    std::vector<float> m_cover; ///< (height, width)
};

} // namespace headscope::ui
