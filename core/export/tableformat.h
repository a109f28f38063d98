// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"

#include <optional>
#include <ostream>
#include <string_view>

namespace headscope::core {

enum class TableFormat { Csv, Tsv, Json };

std::optional<TableFormat> tableFormat(std::string_view name); ///< "csv", "tsv", "json"

/// Writes all rows. Numbers in the C locale, shortest form that reads back the same. CSV: RFC 4180
/// with a header line; TSV: tab, newline and backslash as \\t, \\n, \\\\; JSON: an array of
/// objects. Lists of words are joined by " | " in CSV and TSV, and are arrays in JSON. Words that a
/// spreadsheet would read as a formula get a ' in front in CSV and TSV.
void writeTable(const TableSource& table, TableFormat format, std::ostream& out);

} // namespace headscope::core
