// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/rotary.h"

#include <cassert>
#include <cmath>

namespace headscope::core {

void Rotary::turn(MatrixView rows, std::span<const int> positions, Eigen::Index tokens,
                  double factor) const
{
    assert(static_cast<std::size_t>(rows.rows()) == positions.size());
    const std::vector<double>& turning = frequenciesFor(tokens);
    const auto n = static_cast<Eigen::Index>(turning.size());
    assert(first + 2 * n <= rows.cols());
    for (Eigen::Index t = 0; t < rows.rows(); ++t) {
        float* const row = rows.data() + t * rows.outerStride() + first;
        const double position = positions[static_cast<std::size_t>(t)];
        for (Eigen::Index p = 0; p < n; ++p) {
            float& a = row[interleaved ? 2 * p : p];
            float& b = row[interleaved ? 2 * p + 1 : p + n];
            const double angle = position * turning[static_cast<std::size_t>(p)];
            const double cosine = std::cos(angle) * factor;
            const double sine = std::sin(angle) * factor;
            const auto x = static_cast<double>(a);
            const auto y = static_cast<double>(b);
            a = static_cast<float>(x * cosine - y * sine);
            b = static_cast<float>(y * cosine + x * sine);
        }
    }
}

} // namespace headscope::core
