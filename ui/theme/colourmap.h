// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace headscope::ui {

/// Colours for 0..1, looked up in a table of 256 steps. Values outside are clamped, NaN is 0.
class ColourMap
{
public:
    enum class Kind { Viridis, Cividis };

    ColourMap() = default;
    /// The perceptually even, colour-blind-safe maps of matplotlib, through 16 of their points.
    static ColourMap named(Kind kind);
    /// From one colour to another; `lift` below 1 keeps small values visible.
    static ColourMap between(const QColor& low, const QColor& high, double lift);
    /// By way of a third one, half way.
    static ColourMap through(const QColor& low, const QColor& middle, const QColor& high);
    /// For -1..1 brought to 0..1: `middle`, where nothing is, to `against` at 0 and `with` at 1.
    static ColourMap diverging(const QColor& against, const QColor& middle, const QColor& with);

    static constexpr std::size_t stepCount = 256;
    static std::size_t step(double value)
    {
        return value > 0 ? static_cast<std::size_t>(value >= 1 ? 255.0 : value * 255.0 + 0.5) : 0U;
    }
    QRgb atStep(std::size_t step) const { return m_steps[step]; }
    QRgb at(double value) const { return m_steps[step(value)]; }
    QColor colour(double value) const { return QColor::fromRgb(at(value)); }

private:
    std::array<QRgb, stepCount> m_steps{};
};

} // namespace headscope::ui
