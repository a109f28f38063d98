// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/tableformat.h"

#include "core/export/plaintext.h"

#include <stdexcept>
#include <string>

namespace headscope::core {

namespace {

constexpr std::string_view listSeparator = " | ";

/// Appends a value as bare text, before the quoting of any format; returns whether it is text that
/// somebody wrote.
struct AsText {
    std::string& out;

    bool operator()(std::monostate) const { return false; }
    bool operator()(bool value) const
    {
        out += value ? "true" : "false";
        return false;
    }
    template<class Number>
    bool operator()(Number value) const
    {
        appendNumber(out, value);
        return false;
    }
    bool operator()(const std::string& value) const
    {
        out += value;
        return true;
    }
    bool operator()(const std::vector<float>& values) const
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += i > 0 ? listSeparator : std::string_view();
            appendNumber(out, values[i]);
        }
        return false;
    }
    bool operator()(const std::vector<std::string>& values) const
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += i > 0 ? listSeparator : std::string_view();
            out += values[i];
        }
        return true;
    }
};

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

struct AsJson {
    std::string& out;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool value) const { out += value ? "true" : "false"; }
    void operator()(std::int64_t value) const { appendNumber(out, value); }
    void operator()(float value) const { appendJsonNumber(out, value); }
    void operator()(double value) const { appendJsonNumber(out, value); }
    void operator()(const std::string& value) const { appendJsonString(out, value); }
    template<class T>
    void operator()(const std::vector<T>& values) const
    {
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += i > 0 ? ", " : "";
            (*this)(values[i]);
        }
        out += ']';
    }
};

void nextMustFit(const TableSource& table, const TableRow& row)
{
    if (row.size() != table.columns.size())
        throw std::logic_error("a table row has " + std::to_string(row.size())
                               + " values, the table has " + std::to_string(table.columns.size())
                               + " columns");
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
void writeLines(const TableSource& table, std::ostream& out)
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
        nextMustFit(table, row);
        for (const auto& value : row) {
            cell.clear();
            finish(std::visit(AsText{cell}, value));
        }
        flush();
    }
}

void writeJson(const TableSource& table, std::ostream& out)
{
    std::string line = "[";
    for (TableRow row; table.next(row); row.clear()) {
        nextMustFit(table, row);
        line += "\n{";
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += i > 0 ? ", " : "";
            appendJsonString(line, table.columns[i]);
            line += ": ";
            std::visit(AsJson{line}, row[i]);
        }
        line += '}';
        out.write(line.data(), static_cast<std::streamsize>(line.size()));
        line = ",";
    }
    out << (line == "[" ? "[]\n" : "\n]\n");
}

} // namespace

std::optional<TableFormat> tableFormat(std::string_view name)
{
    if (name == "csv")
        return TableFormat::Csv;
    if (name == "tsv")
        return TableFormat::Tsv;
    if (name == "json")
        return TableFormat::Json;
    return std::nullopt;
}

void writeTable(const TableSource& table, TableFormat format, std::ostream& out)
{
    switch (format) {
    case TableFormat::Csv:
        writeLines<CsvLines>(table, out);
        break;
    case TableFormat::Tsv:
        writeLines<TsvLines>(table, out);
        break;
    case TableFormat::Json:
        writeJson(table, out);
        break;
    }
}

} // namespace headscope::core
