// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <optional>
#include <vector>

namespace headscope::core {

/// A place of two prompts side by side: a token of each, or of one of them alone.
struct AlignedPlace {
    std::optional<Position> a; ///< in the first prompt; empty where b stands alone
    std::optional<Position> b; ///< in the second; at least one of the two is there
    bool same = false;         ///< both are there and are the same token

    bool operator==(const AlignedPlace&) const = default; ///< with the same two positions
};

/// Two prompts put side by side, in the order of both: each token of each stands in one place.
class TokenAlignment
{
public:
    TokenAlignment() = default;
    /// The most tokens that are the same in the same order stand side by side (the longest common
    /// subsequence, earliest in `a`); between two such places the others are paired in order, so
    /// that a word that was replaced stands beside what it was replaced by. Where the parts that
    /// differ are so long that the table of all pairs would have more than `mostPairs` entries,
    /// tokens are paired by their places.
    TokenAlignment(const std::vector<TokenId>& a, const std::vector<TokenId>& b);

    static constexpr std::size_t mostPairs = std::size_t(1) << 24; ///< 64 MiB

    /// Positions of either prompt rise from place to place.
    const std::vector<AlignedPlace>& places() const { return m_places; }
    int count() const { return static_cast<int>(m_places.size()); } ///< places, not tokens
    /// The place at which a token of `a` stands; -1 for one that there is not.
    int placeOfA(int position) const { return placeOf(m_ofA, position); }
    int placeOfB(int position) const { return placeOf(m_ofB, position); } ///< likewise
    int same() const; ///< places with the same token

private:
    static int placeOf(const std::vector<int>& places, int position)
    {
        return position >= 0 && position < static_cast<int>(places.size())
                   ? places[static_cast<std::size_t>(position)]
                   : -1;
    }

    std::vector<AlignedPlace> m_places;
    std::vector<int> m_ofA;
    std::vector<int> m_ofB;
};

} // namespace headscope::core
