// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace headscope::bench {

/// splitmix64 (Steele, Lea and Flood 2014): the same numbers on every machine, which the standard
/// library's distributions do not promise, and fast enough for 124 million weights in a second.
class RandomNumbers
{
public:
    explicit RandomNumbers(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 .. count - 1.
    int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
    /// Mean 0, standard deviation 1, nearly normal: the sum of four uniform 16-bit numbers.
    float normal()
    {
        const std::uint64_t bits = next();
        const auto sum = static_cast<float>((bits & 0xFFFFU) + ((bits >> 16U) & 0xFFFFU)
                                            + ((bits >> 32U) & 0xFFFFU) + (bits >> 48U));
        constexpr float mean = 2.0F * 65535.0F;
        constexpr float deviation = 37837.2F; // sqrt(4 / 12) * 65536
        return (sum - mean) / deviation;
    }

private:
    std::uint64_t m_state;
};

} // namespace headscope::bench
