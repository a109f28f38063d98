// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headscope::core {

/// One value of an exported table; monostate = nothing there. A float is written with the digits of
/// a float.
using TableValue = std::variant<std::monostate, std::int64_t, float, double, bool, std::string,
                                std::vector<float>, std::vector<std::string>>;
using TableRow = std::vector<TableValue>; ///< as many as the table has columns

/// What the numbers of a column mean to a colour, in formats that have colours.
enum class Heat {
    None,       ///< no colours
    Share,      ///< 0 .. 1: attention, probabilities
    Activation, ///< white at 0, the middle colour at 0.5, the last at 1 and above
    Size,       ///< 0 and up, by the largest of the column
    Signed,     ///< both ways from 0, as deep on either side
};

/// What two values of a column have to do with each other.
enum class Content {
    Number, ///< they differ by a number
    Words,  ///< lists that share some or none
    Other,  ///< names, ids, flags: the same or not
};

/// A table that is written row by row, so that a large one is never whole in memory.
struct TableSource {
    std::vector<std::string> columns; ///< their names, which the header line has
    /// Fills the next row (as many values as columns); false at the end.
    std::function<bool(TableRow&)> next;
    std::string name = {};       ///< of the table: "head 6.3"; empty: none
    std::string caption = {};    ///< what it is of: the model, the prompt; empty: nothing is said
    std::vector<Heat> heat = {}; ///< of each column; empty: none has colours
    std::size_t rows = 0;        ///< that next() is going to fill; 0: not known before
    std::vector<Content> content = {}; ///< of each column; empty: all are numbers

    /// None where the list does not go as far.
    Heat heatOf(std::size_t column) const
    {
        return column < heat.size() ? heat[column] : Heat::None;
    }
    /// Number where the list does not go as far.
    Content contentOf(std::size_t column) const
    {
        return column < content.size() ? content[column] : Content::Number;
    }
    /// -1 where there is no such column.
    int columnOf(std::string_view column) const;
    /// For the columns of these names; those that there are not are passed over.
    void setContent(std::initializer_list<std::string_view> names, Content what);
    /// Says what the numbers of the columns of that name mean.
    void setHeat(const std::string& column, Heat meaning);
    /// The same of all columns from one on, as those of tokens.
    void setHeatFrom(std::size_t first, Heat meaning);
};

} // namespace headscope::core
