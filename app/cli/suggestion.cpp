// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/suggestion.h"

#include <algorithm>

namespace headscope::cli {

namespace {

/// Letters to add, leave out, replace, or swap with the next (Damerau's distance).
std::size_t slips(const std::string& a, const std::string& b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1,
                                d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

} // namespace

std::optional<std::string> nearest(const std::string& given, const std::vector<std::string>& known)
{
    // Nobody's slip of the keys is that long, and the table is given times known.
    if (given.empty() || given.size() > 40)
        return std::nullopt;
    std::optional<std::string> best;
    std::size_t fewest = std::max<std::size_t>(1, given.size() / 3) + 1;
    for (const auto& name : known) {
        if (const std::size_t count = slips(given, name); count < fewest) {
            fewest = count;
            best = name;
        }
    }
    return best;
}

} // namespace headscope::cli
