// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"

#include <optional>
#include <string>

namespace headscope::core {

// What the formats of tables have in common.

/// Appends a value as bare text, before the quoting of any format: numbers in the C locale, lists
/// joined by " | ". Returns whether it is text that somebody wrote, rather than numbers.
bool appendText(std::string& out, const TableValue& value);
/// The number that a value is, in the digits that appendText() writes: a float is the shortest
/// decimal that reads back as it, not the double behind it. nullopt where it is none, or not
/// finite.
std::optional<double> numberOf(const TableValue& value);
/// Appends a JSON object of the row's values by the names of their columns, on one line.
void appendJsonRow(std::string& out, const std::vector<std::string>& columns, const TableRow& row);
/// Throws std::logic_error: a source that fills another number of values than it has columns.
void checkWidth(const TableSource& table, const TableRow& row);

} // namespace headscope::core
