// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/alignment.h"
#include "core/analysis/table.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>

namespace headscope::core {

/// How the tokens of two runs stand side by side.
struct ComparedTokens {
    static constexpr int none = std::numeric_limits<int>::max(); ///< no head is as high
    std::shared_ptr<const TokenAlignment> tokens;                ///< of the two prompts
    /// Of what heads from `contextFromA` (or B) on look at: an encoder's tokens. Rows that name no
    /// head are of head 0.
    std::shared_ptr<const TokenAlignment> context = {};
    int contextFromA = none; ///< a head of A; none: all look at `tokens`
    int contextFromB = none; ///< a head of B, likewise
};

/// What a row of a view's table is about, in the order in which rows are sorted.
enum class About {
    Layer,  ///< 0 .. L - 1, of states 0 .. L
    Kind,   ///< of a part of the stream: "embedding", "message", ..
    Head,   ///< within its layer
    Fold,   ///< 0 or 1: whether the norm is in the factors
    Factor, ///< which matrix of a head: "P" or "M"
    Neuron, ///< within its layer
    Query,  ///< a position as a number, not a token
    Place,  ///< the token that stands at a position
    Key,    ///< as Query, of the other side
};
/// For lists that have an entry for each of them.
inline constexpr std::size_t aboutCount = 9;
/// The name of the column that says it.
std::string_view aboutName(About what);
/// The one that a column says, as a number; -1 for columns of values.
int aboutOf(std::string_view column);

/// Numbers by About; -1 where the row says nothing of it. Kinds and matrices are counted in the
/// order of the tables; positions are places of the alignment.
struct RowKey : std::array<std::int64_t, aboutCount> {
    /// -1 where the row says nothing of it.
    std::int64_t of(About what) const { return (*this)[static_cast<std::size_t>(what)]; }
};

/// Reads two tables side by side, a row of each at a time: rows about the same thing come together.
/// The rows of each must be in ascending order of what they are about, as those of all views are;
/// throws std::logic_error where they are not. Belongs to one thread.
class RowMerge
{
public:
    /// Takes both tables over, and reads the first row of each.
    RowMerge(TableSource a, TableSource b, const ComparedTokens& tokens);

    /// False at the end of both.
    bool next();
    const RowKey& key() const { return m_key; } ///< what the row, or both rows, are about
    const TableRow* a() const { return m_hasA ? &m_rowA : nullptr; } ///< null where A has none
    const TableRow* b() const { return m_hasB ? &m_rowB : nullptr; } ///< null where B has none

private:
    /// One of the tables, read a row ahead.
    struct Side {
        TableSource source;
        const TokenAlignment* tokens = nullptr;
        const TokenAlignment* context = nullptr;
        int contextFrom = ComparedTokens::none;
        bool isA = true;
        std::array<int, aboutCount> columns{};
        RowKey key{};
        TableRow row;
        bool ended = false;
        bool any = false;

        void begin();
        void advance();
        std::int64_t part(About what) const;
        std::int64_t place(int position) const;
    };

    ComparedTokens m_tokens;
    Side m_a;
    Side m_b;
    RowKey m_key{};
    TableRow m_rowA;
    TableRow m_rowB;
    bool m_hasA = false;
    bool m_hasB = false;
};

} // namespace headscope::core
