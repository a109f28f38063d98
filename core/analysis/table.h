// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace headscope::core {

/// One value of an exported table; monostate = nothing there. A float is written with the digits of
/// a float.
using TableValue = std::variant<std::monostate, std::int64_t, float, double, bool, std::string,
                                std::vector<float>, std::vector<std::string>>;
using TableRow = std::vector<TableValue>;

/// A table that is written row by row, so that a large one is never whole in memory.
struct TableSource {
    std::vector<std::string> columns;
    /// Fills the next row (as many values as columns); false at the end.
    std::function<bool(TableRow&)> next;
};

} // namespace headscope::core
