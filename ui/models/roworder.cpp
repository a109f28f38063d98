// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/roworder.h"

#include <algorithm>
#include <numeric>

namespace headscope::ui {

std::vector<int> rowOrder(const core::HeadTable& table, RowSort sort, int query)
{
    const int inputs = static_cast<int>(table.inputTokens.size());
    std::vector<int> order(table.tokens.size());
    std::iota(order.begin(), order.end(), 0);
    const auto value = [&](int token) -> double {
        const auto at = static_cast<std::size_t>(token);
        switch (sort) {
        case RowSort::Prompt:
            return 0;
        case RowSort::Attention:
            return query >= 0 && query < inputs && table.sees(query, token)
                       ? table.attention(query, token)
                       : -1;
        case RowSort::PatternLegibility:
            return table.patternCells[at].legibility;
        case RowSort::MessageSize:
            return table.messageSizes[at];
        }
        return 0;
    };
    if (sort != RowSort::Prompt)
        std::stable_sort(order.begin(), order.end(),
                         [&](int a, int b) { return value(a) > value(b); });
    return order;
}

} // namespace headscope::ui
