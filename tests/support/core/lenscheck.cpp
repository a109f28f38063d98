// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/lenscheck.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace headscope::tests {

using namespace core;

namespace {

bool far(double a, double b, double tolerance)
{
    return !(std::abs(a - b) <= tolerance);
}

} // namespace

QString difference(const LensCell& cell, const NaiveCell& naive, double scoreTolerance)
{
    if (cell.ids.size() != naive.ids.size())
        return QStringLiteral("%1 words instead of %2").arg(cell.ids.size()).arg(naive.ids.size());
    for (std::size_t k = 0; k < cell.ids.size(); ++k) {
        const double own = naive.scores[static_cast<std::size_t>(cell.ids[k])];
        const double wanted = naive.scores[static_cast<std::size_t>(naive.ids[k])];
        if (cell.ids[k] != naive.ids[k]
            && std::abs(own - wanted) > swapTolerance * std::max(1.0, std::abs(wanted)))
            return QStringLiteral("word %1 is %2 (%3) instead of %4 (%5)")
                .arg(k)
                .arg(cell.ids[k])
                .arg(own, 0, 'g', 9)
                .arg(naive.ids[k])
                .arg(wanted, 0, 'g', 9);
        if (std::abs(static_cast<double>(cell.scores[k]) - own)
            > scoreTolerance * std::max(1.0, std::abs(own)))
            return QStringLiteral("score %1 is %2 instead of %3")
                .arg(k)
                .arg(double(cell.scores[k]))
                .arg(own);
    }
    if (std::set<TokenId>(cell.ids.begin(), cell.ids.end()).size() != cell.ids.size())
        return QStringLiteral("a word appears twice");
    if (far(cell.rho, naive.rho, 1e-4))
        return QStringLiteral("rho is %1 instead of %2").arg(cell.rho).arg(naive.rho);
    if (far(cell.legibility, naive.legibility, 1e-3))
        return QStringLiteral("legibility is %1 instead of %2")
            .arg(cell.legibility)
            .arg(naive.legibility);
    return {};
}

QString difference(const LensCell& a, const LensCell& b, double tolerance)
{
    if (a.ids.size() != b.ids.size())
        return QStringLiteral("%1 words and %2").arg(a.ids.size()).arg(b.ids.size());
    for (std::size_t k = 0; k < a.ids.size(); ++k) {
        const auto one = static_cast<double>(a.scores[k]);
        const auto other = static_cast<double>(b.scores[k]);
        // Words that change places have scores as close as that, so scores are compared by place.
        if (far(one, other, tolerance * std::max(1.0, std::abs(one))))
            return QStringLiteral("score %1 is %2 and %3").arg(k).arg(one).arg(other);
        const auto at = std::find(b.ids.begin(), b.ids.end(), a.ids[k]);
        const auto place = static_cast<std::size_t>(at - b.ids.begin());
        const double there = at != b.ids.end() ? static_cast<double>(b.scores[place])
                                               : static_cast<double>(b.scores.back());
        if (far(one, there, tolerance * std::max(1.0, std::abs(one))))
            return QStringLiteral("word %1 is %2 and %3").arg(k).arg(a.ids[k]).arg(b.ids[k]);
    }
    if (far(a.rho, b.rho, 1e-4))
        return QStringLiteral("rho is %1 and %2").arg(a.rho).arg(b.rho);
    if (far(a.legibility, b.legibility, 1e-3))
        return QStringLiteral("legibility is %1 and %2").arg(a.legibility).arg(b.legibility);
    return {};
}

} // namespace headscope::tests
