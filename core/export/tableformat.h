// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/base/runcontrol.h"

#include <array>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

namespace headscope::core {

/// What a table can be written as; writeTable() says how.
enum class TableFormat {
    Csv,  ///< commas, and quotes where they are needed
    Tsv,  ///< tabs; those within words are escaped
    Json, ///< an array of objects
    Xlsx, ///< a workbook, coloured; the one that has room for several tables
    Html, ///< a page that needs nothing else, coloured
};

/// Every format with its name, which is also the ending of its files.
inline constexpr std::array<std::pair<TableFormat, std::string_view>, 5> tableFormats = {
    {{TableFormat::Csv, "csv"},
     {TableFormat::Tsv, "tsv"},
     {TableFormat::Json, "json"},
     {TableFormat::Xlsx, "xlsx"},
     {TableFormat::Html, "html"}}};

/// By a name of tableFormats, in lower case; nullopt for any other.
std::optional<TableFormat> tableFormat(std::string_view name);

/// Writes all rows, one after the other: a large table is never whole in memory. The progress is
/// told in rows. False when stopped: what was written by then is not a whole file. Throws
/// Error{BadArgument} where a format cannot hold the table.
///
/// Numbers in the C locale, shortest form that reads back the same. CSV: RFC 4180 with a header
/// line; TSV: tab, newline and backslash as \\t, \\n, \\\\; JSON: an array of objects; XLSX:
/// workbook.h; HTML: htmltable.h. Lists of words are arrays in JSON and joined by " | " elsewhere.
/// Words that a spreadsheet would read as a formula get a ' in front in CSV, and are text in XLSX.
bool writeTable(const TableSource& table, TableFormat format, std::ostream& out,
                const RunControl& control = {});

} // namespace headscope::core
