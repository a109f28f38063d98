// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/comparison.h"
#include "core/analysis/prompttokens.h"
#include "core/base/runcontrol.h"

#include <optional>
#include <string>
#include <vector>

namespace headscope::core {

/// A value of all R rows, of A and of B: the one of numbers, words and texts that its content is;
/// the lists of the others are empty.
struct ComparedColumn {
    ComparedValue value;                          ///< which columns these are, and what they hold
    std::vector<double> a;                        ///< (R), NaN where there is nothing
    std::vector<double> b;                        ///< (R), likewise
    std::vector<std::vector<std::string>> wordsA; ///< (R)
    std::vector<std::vector<std::string>> wordsB; ///< (R)
    std::vector<double> inBoth;      ///< (R): how many words are shared; NaN where one has no list
    std::vector<std::string> textsA; ///< (R)
    std::vector<std::string> textsB; ///< (R)
    double largest = 0;              ///< the largest size of a number, of A or B
    double largestDifference = 0;    ///< of B - A

    /// Whether a, b and the two sizes are filled.
    bool isNumber() const { return value.content == Content::Number; }
    /// Whether wordsA, wordsB and inBoth are.
    bool isWords() const { return value.content == Content::Words; }
    /// B - A; NaN where one of them has nothing. Of numbers only.
    double difference(std::size_t row) const { return b[row] - a[row]; }
};

/// Two tables of one view side by side, whole, for looking at. Immutable once made.
struct ComparedRows {
    std::string name;      ///< of the view; "a and b" where the tables are called differently
    ComparedTokens tokens; ///< by which the rows came together
    std::vector<PromptToken> tokensA;    ///< (T_A)
    std::vector<PromptToken> tokensB;    ///< (T_B); both may be empty, see compareRows()
    std::vector<PromptToken> contextA;   ///< what heads from tokens.contextFromA on look at
    std::vector<PromptToken> contextB;   ///< from tokens.contextFromB on
    std::vector<RowKey> keys;            ///< (R), in ascending order
    std::vector<bool> hasA;              ///< (R): whether A has the row
    std::vector<bool> hasB;              ///< (R)
    std::vector<ComparedColumn> columns; ///< as comparedValues() has them

    std::size_t count() const { return keys.size(); } ///< R
    bool says(About what) const;                      ///< of any row
    /// Whether the tokens of a row are `context*`.
    bool isContext(std::size_t row, bool ofA) const;
};

/// As compareTables(), whole; nullopt when stopped. The tokens are for the names of places, and may
/// be left empty.
std::optional<ComparedRows> compareRows(TableSource a, TableSource b, const ComparedTokens& tokens,
                                        const RunControl& control = {});

/// One value of ComparedRows as a plane, for a heatmap: what its rows and columns stand for.
class ComparedPlane
{
public:
    /// Where a cell of the plane has its value.
    struct Cell {
        int row = -1;    ///< of the ComparedRows; -1: there is nothing
        int column = -1; ///< of them
    };
    ComparedPlane() = default;
    /// The planes: of values that stand for tokens, all rows x tokens; of pairs of positions, keys
    /// x queries; of vectors, heads (or layers) x tokens, of the stream its messages alone; of
    /// heads, layers x heads, the last layer on top; of neurons without tokens, layers x neurons.
    /// Empty where `rows` have no such column.
    ComparedPlane(const ComparedRows& rows, int column);

    int rowCount() const { return m_rows; }       ///< 0 of an empty plane
    int columnCount() const { return m_columns; } ///< likewise
    Cell at(int row, int column) const;           ///< of the plane, within both counts
    Cell cellOf(int row, int column) const; ///< where a row and column of the table stand; -1:
                                            ///< nowhere
    /// What a row of the plane is about; for heads and neurons the layer, for instance.
    const std::vector<About>& rowAbout() const { return m_rowAbout; }
    /// What a column is about: Place where the columns stand for tokens.
    About columnAbout() const { return m_columnAbout; }
    /// The numbers of what rowAbout() names; -1 for all else.
    const RowKey& rowKey(int row) const { return m_rowKeys[static_cast<std::size_t>(row)]; }
    /// The number of what columnAbout() names: a head, say, or a place of the alignment.
    std::int64_t columnKey(int column) const
    {
        return m_columnKeys[static_cast<std::size_t>(column)];
    }

private:
    void byTokens(const ComparedRows& rows, int column);
    void byKeys(const ComparedRows& rows, int column);

    int m_rows = 0;
    int m_columns = 0;
    std::vector<About> m_rowAbout;
    About m_columnAbout = About::Place;
    std::vector<RowKey> m_rowKeys;
    std::vector<std::int64_t> m_columnKeys;
    std::vector<int> m_values; ///< by tokens: the column of the table for each column
    int m_value = -1;          ///< by keys
    std::vector<int> m_at;     ///< by keys: (rows, columns) the row of the table, -1: none
};

} // namespace headscope::core
