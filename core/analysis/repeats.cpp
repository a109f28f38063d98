// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/repeats.h"

#include <algorithm>
#include <unordered_map>

namespace headscope::core {

std::vector<bool> repeatingCells(const std::vector<LensCell>& cells, bool hideHighBias, int shared)
{
    std::unordered_map<TokenId, std::vector<int>> cellsOf; // by word
    std::unordered_map<TokenId, int> bestOf;               // how many cells have it as their best
    for (std::size_t j = 0; j < cells.size(); ++j) {
        const LensCell& cell = cells[j];
        if (cell.ids.empty() || (cell.highBias && hideHighBias))
            continue;
        ++bestOf[cell.ids.front()];
        for (const TokenId id : cell.ids)
            cellsOf[id].push_back(static_cast<int>(j));
    }
    std::vector<bool> repeats(cells.size());
    std::vector<int> together(cells.size()); // words that cell j has in common with each other one
    for (std::size_t j = 0; j < cells.size(); ++j) {
        const LensCell& cell = cells[j];
        if (cell.ids.empty() || (cell.highBias && hideHighBias))
            continue;
        if (bestOf[cell.ids.front()] > 1) {
            repeats[j] = true;
            continue;
        }
        std::fill(together.begin(), together.end(), 0);
        for (const TokenId id : cell.ids) {
            for (const int other : cellsOf[id])
                repeats[j] = repeats[j]
                             || (++together[static_cast<std::size_t>(other)] >= shared
                                 && other != static_cast<int>(j));
            if (repeats[j])
                break;
        }
    }
    return repeats;
}

} // namespace headscope::core
