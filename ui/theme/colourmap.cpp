// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colourmap.h"

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

// Colours 0, 17, 34 .. 255 of matplotlib's tables.
constexpr std::array<QRgb, 16> viridis = {
    0xff440154, 0xff481a6c, 0xff472f7d, 0xff414487, 0xff39568c, 0xff31688e, 0xff2a788e, 0xff23888e,
    0xff1f988b, 0xff22a884, 0xff35b779, 0xff54c568, 0xff7ad151, 0xffa5db36, 0xffd2e21b, 0xfffde725};
constexpr std::array<QRgb, 16> cividis = {
    0xff00224e, 0xff002d6c, 0xff1b3a6f, 0xff31466b, 0xff43526b, 0xff545e6d, 0xff646b71, 0xff737876,
    0xff838579, 0xff949378, 0xffa6a176, 0xffb9b06f, 0xffccbf66, 0xffe0cf57, 0xfff5df40, 0xfffee838};

QRgb mix(QRgb low, QRgb high, double part)
{
    const auto channel = [part](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * part));
    };
    return qRgb(channel(qRed(low), qRed(high)), channel(qGreen(low), qGreen(high)),
                channel(qBlue(low), qBlue(high)));
}

} // namespace

ColourMap ColourMap::named(Kind kind)
{
    const auto& points = kind == Kind::Viridis ? viridis : cividis;
    ColourMap map;
    for (std::size_t i = 0; i < map.m_steps.size(); ++i) {
        const double place = static_cast<double>(i) / 255.0 * (points.size() - 1);
        const auto below = std::min(static_cast<std::size_t>(place), points.size() - 2);
        map.m_steps[i] = mix(points[below], points[below + 1], place - static_cast<double>(below));
    }
    return map;
}

ColourMap ColourMap::between(const QColor& low, const QColor& high, double lift)
{
    ColourMap map;
    for (std::size_t i = 0; i < map.m_steps.size(); ++i)
        map.m_steps[i] = mix(low.rgb(), high.rgb(), std::pow(static_cast<double>(i) / 255.0, lift));
    return map;
}

ColourMap ColourMap::through(const QColor& low, const QColor& middle, const QColor& high)
{
    ColourMap map;
    for (std::size_t i = 0; i < map.m_steps.size(); ++i) {
        const double place = static_cast<double>(i) / 255.0 * 2.0;
        map.m_steps[i] = place < 1 ? mix(low.rgb(), middle.rgb(), place)
                                   : mix(middle.rgb(), high.rgb(), place - 1);
    }
    return map;
}

ColourMap ColourMap::diverging(const QColor& against, const QColor& middle, const QColor& with)
{
    ColourMap map;
    for (std::size_t i = 0; i < map.m_steps.size(); ++i) {
        const double place = static_cast<double>(i) / 255.0 * 2.0 - 1.0;
        map.m_steps[i] = mix(middle.rgb(), (place < 0 ? against : with).rgb(), std::abs(place));
    }
    return map;
}

} // namespace headscope::ui
