// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace headscope::core {

/// 0xRRGGBB.
using Rgb = std::uint32_t;

/// The colours of numbers in exported tables: those of the window on paper, its light theme.
struct HeatColours {
    static constexpr Rgb paper = 0xffffff;     ///< 0, and what has no number
    static constexpr Rgb deep = 0x174f9e;      ///< much of something; with, of signed numbers
    static constexpr Rgb against = 0xba6a3c;   ///< below 0, of signed numbers
    static constexpr Rgb fires = 0x7fc98b;     ///< an activation of 0.5
    static constexpr Rgb firesMost = 0xe45c52; ///< an activation of 1 and above
};

/// Between two colours, `part` in 0 .. 1.
constexpr Rgb mixed(Rgb low, Rgb high, double part)
{
    Rgb result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        const auto a = static_cast<double>((low >> shift) & 0xff);
        const auto b = static_cast<double>((high >> shift) & 0xff);
        result |= static_cast<Rgb>(a + (b - a) * part + 0.5) << shift;
    }
    return result;
}

} // namespace headscope::core
