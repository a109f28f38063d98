// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/alignment.h"

#include <algorithm>
#include <utility>

namespace headscope::core {

namespace {

using Ids = std::vector<TokenId>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Pairs of a longest common subsequence of a[from, endA) and b[from, endB), in order.
Pairs commonPairs(const Ids& a, const Ids& b, std::size_t from, std::size_t endA, std::size_t endB)
{
    const std::size_t rows = endA - from;
    const std::size_t columns = endB - from;
    // How long the longest is from (i, j) on; one row and column more, of zeros.
    std::vector<int> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> int& {
        return length[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            at(i, j) = a[from + i] == b[from + j] ? at(i + 1, j + 1) + 1
                                                  : std::max(at(i + 1, j), at(i, j + 1));
    Pairs pairs;
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (a[from + i] == b[from + j])
            pairs.emplace_back(from + i++, from + j++);
        else if (at(i + 1, j) > at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return pairs;
}

/// All tokens that stand beside the same one, first and last ones first: they are most of most.
Pairs samePairs(const Ids& a, const Ids& b)
{
    const std::size_t least = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head < least && a[head] == b[head])
        ++head;
    std::size_t tail = 0;
    while (tail < least - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    Pairs pairs;
    for (std::size_t i = 0; i < head; ++i)
        pairs.emplace_back(i, i);
    const std::size_t endA = a.size() - tail;
    const std::size_t endB = b.size() - tail;
    if ((endA - head + 1) * (endB - head + 1) <= TokenAlignment::mostPairs) {
        for (const auto& pair : commonPairs(a, b, head, endA, endB))
            pairs.push_back(pair);
    } else {
        for (std::size_t i = head; i < std::min(endA, endB); ++i)
            if (a[i] == b[i])
                pairs.emplace_back(i, i);
    }
    for (std::size_t i = tail; i-- > 0;)
        pairs.emplace_back(a.size() - 1 - i, b.size() - 1 - i);
    return pairs;
}

Position position(std::size_t index)
{
    return Position(static_cast<int>(index));
}

} // namespace

TokenAlignment::TokenAlignment(const Ids& a, const Ids& b)
{
    Pairs pairs = samePairs(a, b);
    pairs.emplace_back(a.size(), b.size()); // the end of both
    std::size_t i = 0;
    std::size_t j = 0;
    m_ofA.resize(a.size());
    m_ofB.resize(b.size());
    const auto add = [this](std::optional<Position> ofA, std::optional<Position> ofB, bool same) {
        if (ofA)
            m_ofA[static_cast<std::size_t>(ofA->value)] = count();
        if (ofB)
            m_ofB[static_cast<std::size_t>(ofB->value)] = count();
        m_places.push_back({ofA, ofB, same});
    };
    for (const auto& [endA, endB] : pairs) {
        while (i < endA && j < endB)
            add(position(i++), position(j++), false);
        while (i < endA)
            add(position(i++), std::nullopt, false);
        while (j < endB)
            add(std::nullopt, position(j++), false);
        if (i < a.size() && j < b.size())
            add(position(i++), position(j++), true);
    }
}

int TokenAlignment::same() const
{
    return static_cast<int>(std::count_if(m_places.begin(), m_places.end(),
                                          [](const AlignedPlace& place) { return place.same; }));
}

} // namespace headscope::core
