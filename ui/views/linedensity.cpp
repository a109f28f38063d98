// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/linedensity.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headscope::ui {

LineDensity::LineDensity(QSize size)
    : m_size(size.expandedTo({0, 0})),
      m_cover(static_cast<std::size_t>(m_size.width()) * static_cast<std::size_t>(m_size.height()))
{}

void LineDensity::cover(int x, int y, double share)
{
    if (x >= 0 && y >= 0 && x < m_size.width() && y < m_size.height())
        m_cover[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width())
                + static_cast<std::size_t>(x)] += static_cast<float>(share);
}

void LineDensity::addLine(QPointF from, QPointF to)
{
    // Along the direction in which it is longer: pixel after pixel, two across each.
    const bool flat = std::abs(to.x() - from.x()) >= std::abs(to.y() - from.y());
    const auto along = [flat](QPointF point) { return flat ? point.x() : point.y(); };
    const auto across = [flat](QPointF point) { return flat ? point.y() : point.x(); };
    if (along(to) < along(from))
        std::swap(from, to);
    const double length = along(to) - along(from);
    if (!(length > 0.0)) // a point, or no number
        return;
    const double slope = (across(to) - across(from)) / length;
    const int size = flat ? m_size.width() : m_size.height();
    // Pixels whose middle it passes, so that lines that follow each other share none.
    const auto first = std::clamp(std::ceil(along(from) - 0.5), 0.0, static_cast<double>(size));
    const auto end = std::clamp(std::ceil(along(to) - 0.5), 0.0, static_cast<double>(size));
    for (int k = static_cast<int>(first); k < static_cast<int>(end); ++k) {
        const double middle = across(from) + slope * (k + 0.5 - along(from)) - 0.5;
        const double nearer = std::floor(middle);
        const double rest = middle - nearer;
        const int a = static_cast<int>(std::clamp(nearer, -2.0, 1e6));
        cover(flat ? k : a, flat ? a : k, 1.0 - rest);
        cover(flat ? k : a + 1, flat ? a + 1 : k, rest);
    }
}

QImage LineDensity::image(const QColor& colour, double opacity) const
{
    // The opacity of up to 64 lines in steps of 1/16; from there on nobody sees a difference.
    constexpr int steps = 16;
    std::array<QRgb, 64 * steps + 1> colours{};
    for (std::size_t k = 0; k < colours.size(); ++k) {
        const double all = 1.0 - std::pow(1.0 - opacity, static_cast<double>(k) / steps);
        colours[k] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(),
                                        static_cast<int>(std::lround(255.0 * all))));
    }
    QImage image(m_size, QImage::Format_ARGB32_Premultiplied);
    const float* cover = m_cover.data();
    for (int y = 0; y < m_size.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < m_size.width(); ++x, ++cover)
            line[x] = colours[static_cast<std::size_t>(
                std::min(*cover * steps + 0.5F, static_cast<float>(colours.size() - 1)))];
    }
    return image;
}

} // namespace headscope::ui
