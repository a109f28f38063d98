// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace headscope::tests {

/// Everything that is hard to write and to read back: words that look like formulas, quotation
/// marks, line breaks, separators, escapes, other scripts; numbers at the ends of what there is.
struct NastyTable {
    std::vector<std::string> texts = {
        "plain",
        " with a space before",
        "after ",
        "=1+1",
        "+1",
        "-2",
        "@SUM(A1)",
        "'quoted'",
        "say \"yes\", or no",
        "semi;colon",
        "two\nlines",
        "<b>&amp;</b>",
        "_x0041_",
        "C:\\temp\\new",
        "naïve 東京 🚢 עברית",
        "NA",
        "TRUE",
        "1e5",
        "0123",
        "#REF!",
    };
    std::vector<float> numbers = {
        0.0F,    -0.0F,    1.0F,  0.1F,        1.0F / 3.0F, 16777217.0F, -2.5e-8F,
        3.4e38F, 1.5e-45F, 42.0F, 0.99999994F, 123.456F,    -7.25F,      6.02e23F,
        0.5F,    1e-10F,   -1.0F, 0.2F,        0.7F,        2.0F,
    };

    std::size_t rows() const { return texts.size(); }
    /// Columns: row (whole numbers), word, float, double, flag, words (a list), share, nothing.
    core::TableSource source() const
    {
        core::TableSource table;
        table.columns = {"row", "word", "float", "double", "flag", "words", "share", "nothing"};
        table.name = "nasty / table";
        table.caption = "a <caption> & more";
        table.rows = rows();
        table.setHeat("float", core::Heat::Signed);
        table.setHeat("double", core::Heat::Size);
        table.setHeat("share", core::Heat::Share);
        table.next = [*this, at = std::size_t(0)](core::TableRow& row) mutable {
            if (at == rows())
                return false;
            row = {static_cast<std::int64_t>(at),
                   texts[at],
                   numbers[at],
                   doubleOf(at),
                   at % 2 == 0,
                   std::vector<std::string>{texts[at], "b"},
                   static_cast<float>(at) / 19.0F,
                   core::TableValue()};
            ++at;
            return true;
        };
        return table;
    }
    /// With no more digits than a spreadsheet keeps.
    double doubleOf(std::size_t row) const { return 1.0 / 1024.0 * static_cast<double>(row); }
};

} // namespace headscope::tests
