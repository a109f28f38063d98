// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/htmltable.h"

#include "core/base/utf8.h"
#include "core/export/heatcolour.h"
#include "core/export/htmlscript.h"
#include "core/export/plaintext.h"
#include "core/export/tabletext.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headscope::core {

namespace {

constexpr int heatSteps = 50; ///< of numbers in 0 .. 1: a class each

constexpr std::string_view styles = R"(
:root { color-scheme: light }
body { margin: 24px; font: 14px/1.45 system-ui, sans-serif; color: #1c2430; background: #fff }
h1 { font-size: 20px; margin: 0 0 4px }
p { margin: 0 0 12px; color: #5a6472; white-space: pre-wrap; overflow-wrap: anywhere }
form { margin: 0 0 12px }
input { font: inherit; padding: 4px 8px; width: 20em }
output { color: #5a6472; margin-left: 12px }
table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums }
th { position: sticky; top: 0; background: #eef1f5; text-align: left; padding: 0;
  border-bottom: 1px solid #b9c2ce }
th button { all: unset; cursor: pointer; padding: 5px 10px; font-weight: 600; white-space: nowrap }
th button:focus-visible { outline: 2px solid #174f9e; outline-offset: -2px }
th[aria-sort=ascending] button::after { content: " ▲" }
th[aria-sort=descending] button::after { content: " ▼" }
td { padding: 3px 10px; border-bottom: 1px solid #e6eaef; vertical-align: top;
  white-space: pre-wrap; max-width: 40em; unicode-bidi: isolate }
td.n { text-align: right; white-space: nowrap }
td.w { min-width: 26em }
)";

/// Text as HTML has it: control characters by their pictures, which can be seen.
void appendEscaped(std::string& out, std::string_view text)
{
    if (!isValidUtf8(text)) {
        appendEscaped(out, toValidUtf8(text));
        return;
    }
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (byte < 0x20 && c != '\n' && c != '\t')
            out += "&#x24" + std::string(1, "01"[byte >> 4]) + "0123456789abcdef"[byte & 15] + ';';
        else if (byte == 0x7F)
            out += "&#x2421;";
        else
            out += c;
    }
}

void appendColour(std::string& out, Rgb colour)
{
    out += '#';
    for (int shift = 20; shift >= 0; shift -= 4)
        out += "0123456789abcdef"[(colour >> shift) & 15];
}

/// Whether black on it is harder to read than white, by the luminance of sRGB.
bool isDark(Rgb colour)
{
    const auto channel = [colour](int shift) {
        return std::pow(static_cast<double>((colour >> shift) & 0xff) / 255.0, 2.2);
    };
    return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0) < 0.18;
}

Rgb colourOf(Heat heat, double part)
{
    if (heat == Heat::Share)
        return mixed(HeatColours::paper, HeatColours::deep, part);
    return part < 0.5 ? mixed(HeatColours::paper, HeatColours::fires, part * 2)
                      : mixed(HeatColours::fires, HeatColours::firesMost, part * 2 - 1);
}

/// A class per step for what lies in 0 .. 1. What has to be compared with the largest of its column
/// is only known behind the last row: those cells have their number, and the largest comes at the
/// end. Their colours stay light enough for black words.
std::string heatStyles()
{
    std::string out;
    for (const auto& [heat, letter] : {std::pair(Heat::Share, 's'), {Heat::Activation, 'a'}}) {
        for (int step = 0; step <= heatSteps; ++step) {
            const Rgb colour = colourOf(heat, static_cast<double>(step) / heatSteps);
            out += std::string(".") + letter + std::to_string(step) + " { background: ";
            appendColour(out, colour);
            out += isDark(colour) ? "; color: #fff }\n" : " }\n";
        }
    }
    out += ".z, .p { background: rgb(23 79 158 / calc(var(--v) / var(--m) * 0.55)) }\n"
           ".g { background: rgb(186 106 60 / calc(var(--v) / var(--m) * 0.7)) }\n";
    return out;
}

bool isList(const TableValue& value)
{
    return std::holds_alternative<std::vector<std::string>>(value)
           || std::holds_alternative<std::vector<float>>(value);
}

class Page
{
public:
    Page(const TableSource& table, std::ostream& out)
        : m_table(table), m_out(out), m_largest(table.columns.size(), 0.0)
    {}

    void begin()
    {
        m_text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'; script-src '";
        m_text += htmlScriptHash;
        m_text += "'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
        appendEscaped(m_text, m_table.name.empty() ? "Table" : m_table.name);
        m_text += "</title>\n<style>";
        m_text += styles;
        m_text += heatStyles();
        m_text += "</style>\n</head>\n<body>\n<h1>";
        appendEscaped(m_text, m_table.name.empty() ? "Table" : m_table.name);
        m_text += "</h1>\n";
        if (!m_table.caption.empty()) {
            m_text += "<p>";
            appendEscaped(m_text, m_table.caption);
            m_text += "</p>\n";
        }
        m_text += "<form hidden><label>Filter <input type=\"search\"></label><output></output>"
                  "</form>\n<table>\n<thead><tr>";
        for (const std::string& column : m_table.columns) {
            m_text += "<th scope=\"col\"><button type=\"button\">";
            appendEscaped(m_text, column);
            m_text += "</button></th>";
        }
        m_text += "</tr></thead>\n<tbody>\n";
        flush();
    }
    void add(const TableRow& row)
    {
        m_text += "<tr>";
        for (std::size_t c = 0; c < row.size(); ++c)
            cell(c, row[c]);
        m_text += "</tr>\n";
        flush();
    }
    void end()
    {
        m_text = "</tbody>\n</table>\n<style>\n";
        for (std::size_t c = 0; c < m_largest.size(); ++c) {
            if (m_largest[c] <= 0)
                continue;
            m_text += "td:nth-child(" + std::to_string(c + 1) + ") { --m: ";
            appendNumber(m_text, m_largest[c]);
            m_text += " }\n";
        }
        m_text += "</style>\n<script>";
        m_text += htmlScript;
        m_text += "</script>\n</body>\n</html>\n";
        flush();
    }

private:
    void cell(std::size_t column, const TableValue& value)
    {
        m_cell.clear();
        appendText(m_cell, value);
        if (const auto number = numberOf(value))
            start(m_table.heatOf(column), *number, m_largest[column]);
        else
            m_text += isList(value) ? "<td class=\"w\">" : "<td>";
        appendEscaped(m_text, m_cell);
        m_text += "</td>";
    }
    void start(Heat heat, double number, double& largest)
    {
        m_text += "<td class=\"n";
        if (heat == Heat::Share || heat == Heat::Activation) {
            m_text += heat == Heat::Share ? " s" : " a";
            m_text += std::to_string(std::lround(std::clamp(number, 0.0, 1.0) * heatSteps));
        } else if (heat == Heat::Size || heat == Heat::Signed) {
            largest = std::max(largest, std::abs(number));
            m_text += heat == Heat::Size ? " z" : number < 0 ? " g" : " p";
            m_text += "\" style=\"--v:";
            appendNumber(m_text, static_cast<float>(std::abs(number)));
        }
        m_text += "\">";
    }
    void flush()
    {
        m_out.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
        m_text.clear();
    }

    const TableSource& m_table;
    std::ostream& m_out;
    std::vector<double> m_largest; ///< of each column's coloured numbers, without sign
    std::string m_text;
    std::string m_cell;
};

} // namespace

bool writeHtmlTable(const TableSource& table, std::ostream& out, RowProgress& progress)
{
    Page page(table, out);
    page.begin();
    for (TableRow row; table.next(row); row.clear()) {
        checkWidth(table, row);
        page.add(row);
        if (!progress.next())
            return false;
    }
    page.end();
    return true;
}

} // namespace headscope::core
