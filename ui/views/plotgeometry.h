// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace headscope::ui {

/// Where the points of a plot of whole numbers 0 .. count - 1 against values stand. Pixels.
struct PlotGeometry {
    QRectF area; ///< of the lines, without axes
    int count = 0;
    double low = 0;     ///< the value at the bottom (of ranks: at the top)
    double high = 1;    ///< the value at the other end
    bool ranks = false; ///< values from 1 up, on a logarithmic scale, the best at the top

    double x(int index) const
    {
        return count > 1 ? area.left() + area.width() * index / (count - 1) : area.center().x();
    }
    /// The nearest index; -1 where there is none.
    int index(double pixel) const
    {
        if (count < 1)
            return -1;
        if (count == 1)
            return 0;
        const double at = (pixel - area.left()) / area.width() * (count - 1);
        return std::clamp(static_cast<int>(std::lround(at)), 0, count - 1);
    }
    double y(double value) const
    {
        const double part = share(value);
        return ranks ? area.top() + area.height() * part : area.bottom() - area.height() * part;
    }
    double value(double pixel) const
    {
        const double part = ranks ? (pixel - area.top()) / area.height()
                                  : (area.bottom() - pixel) / area.height();
        return ranks ? low * std::pow(high / low, part) : low + (high - low) * part;
    }
    /// Round values between low and high, about `most` of them at most; powers of ten for ranks.
    std::vector<double> ticks(int most) const
    {
        std::vector<double> values;
        if (ranks) {
            for (double tick = 1.0; tick <= high * 1.0001; tick *= 10.0)
                values.push_back(tick);
            return values;
        }
        const double step = roundStep((high - low) / std::max(1, most));
        for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1.0)
            values.push_back(k * step);
        return values;
    }
    /// The smallest of 1, 2, 5, 10, 20 ... times a power of ten that is no less.
    static double roundStep(double least)
    {
        if (!(least > 0.0) || !std::isfinite(least))
            return 1.0;
        const double power = std::pow(10.0, std::floor(std::log10(least)));
        for (const double factor : {1.0, 2.0, 5.0})
            if (factor * power >= least * (1.0 - 1e-9))
                return factor * power;
        return 10.0 * power;
    }

private:
    double share(double value) const
    {
        if (ranks)
            return high > low ? std::log(std::max(value, low) / low) / std::log(high / low) : 0.0;
        return high > low ? (value - low) / (high - low) : 0.5;
    }
};

} // namespace headscope::ui
