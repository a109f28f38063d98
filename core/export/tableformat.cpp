// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/tableformat.h"

#include "core/export/htmltable.h"
#include "core/export/plaintext.h"
#include "core/export/rowprogress.h"
#include "core/export/tabletext.h"
#include "core/export/workbook.h"

#include <string>

namespace headscope::core {

namespace {

/// What is read from a book may begin as a formula does; a spreadsheet shows what stands behind a
/// '. Of CSV alone: TSV is read by programs, which would take the ' for a part of the word.
void defuse(std::string& text)
{
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(text.begin(), '\'');
}

void appendCsv(std::string& line, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += '"';
}

void appendTsv(std::string& line, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '\t':
            line += "\\t";
            break;
        case '\n':
            line += "\\n";
            break;
        case '\r':
            line += "\\r";
            break;
        case '\\':
            line += "\\\\";
            break;
        default:
            line += c;
        }
    }
}

struct CsvLines {
    static constexpr char separator = ',';
    static constexpr std::string_view lineEnd = "\r\n";
    static void append(std::string& line, std::string& cell, bool isText)
    {
        if (isText)
            defuse(cell);
        appendCsv(line, cell);
    }
};

struct TsvLines {
    static constexpr char separator = '\t';
    static constexpr std::string_view lineEnd = "\n";
    static void append(std::string& line, std::string& cell, bool) { appendTsv(line, cell); }
};

/// A header line, then a line per row.
template<class Lines>
bool writeLines(const TableSource& table, std::ostream& out, RowProgress& progress)
{
    std::string line;
    std::string cell;
    const auto finish = [&](bool isText) {
        Lines::append(line, cell, isText);
        line += Lines::separator;
    };
    const auto flush = [&] {
        if (!line.empty())
            line.pop_back();
        line += Lines::lineEnd;
        out.write(line.data(), static_cast<std::streamsize>(line.size()));
        line.clear();
    };
    for (const auto& column : table.columns) {
        cell = column;
        finish(true);
    }
    flush();
    for (TableRow row; table.next(row); row.clear()) {
        checkWidth(table, row);
        for (const auto& value : row) {
            cell.clear();
            finish(appendText(cell, value));
        }
        flush();
        if (!progress.next())
            return false;
    }
    return true;
}

bool writeJson(const TableSource& table, std::ostream& out, RowProgress& progress)
{
    std::string line = "[";
    for (TableRow row; table.next(row); row.clear()) {
        checkWidth(table, row);
        line += '\n';
        appendJsonRow(line, table.columns, row);
        out.write(line.data(), static_cast<std::streamsize>(line.size()));
        line = ",";
        if (!progress.next())
            return false;
    }
    out << (line == "[" ? "[]\n" : "\n]\n");
    return true;
}

} // namespace

std::optional<TableFormat> tableFormat(std::string_view name)
{
    for (const auto& [format, known] : tableFormats)
        if (name == known)
            return format;
    return std::nullopt;
}

bool writeTable(const TableSource& table, TableFormat format, std::ostream& out,
                const RunControl& control)
{
    RowProgress progress(control, table.rows);
    switch (format) {
    case TableFormat::Csv:
        return writeLines<CsvLines>(table, out, progress);
    case TableFormat::Tsv:
        return writeLines<TsvLines>(table, out, progress);
    case TableFormat::Json:
        return writeJson(table, out, progress);
    case TableFormat::Xlsx:
        return writeWorkbook({table}, out, control);
    case TableFormat::Html:
        return writeHtmlTable(table, out, progress);
    }
    return false;
}

} // namespace headscope::core
