// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/headlabels.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/files/quote.h"
#include "core/files/textfile.h"

#include <algorithm>
#include <charconv>
#include <csv.h>
#include <map>
#include <optional>
#include <string_view>

namespace headscope::core {

namespace {

constexpr std::size_t largestFile = std::size_t(32) << 20;
/// Nobody has more columns; a file of nothing but commas would fill the memory.
constexpr std::size_t mostFields = 1000;

struct Row {
    int line = 0; ///< in the file, of the row's first character
    std::vector<std::string> fields;
};

/// The rows of a file, with the line each begins on. C code calls back, so nothing may be thrown
/// from within.
class Rows
{
public:
    /// `most` rows besides the first line, which names the columns.
    Rows(const std::filesystem::path& path, const std::string& text, std::size_t most)
        : m_path(path), m_most(most + 1)
    {
        if (csv_init(&m_parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
            throw Error(ErrorKind::FileMissing, "there is no memory to read " + path.string());
        // Byte by byte: the parser does not say how far it is when it calls.
        for (const char byte : text) {
            if (!m_inRow && byte != '\n' && byte != '\r') {
                m_row.line = m_line;
                m_inRow = true;
            }
            m_line += byte == '\n' ? 1 : 0;
            if (csv_parse(&m_parser, &byte, 1, &Rows::field, &Rows::end, this) != 1)
                fail(noCsv());
            checkLimits();
        }
        if (csv_fini(&m_parser, &Rows::field, &Rows::end, this) != 0)
            fail(noCsv());
        checkLimits();
    }
    ~Rows() { csv_free(&m_parser); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    std::vector<Row> take() { return std::move(m_rows); }

private:
    static void field(void* data, std::size_t size, void* self)
    {
        static_cast<Rows*>(self)->m_row.fields.emplace_back(static_cast<const char*>(data), size);
    }
    static void end(int, void* self)
    {
        auto* rows = static_cast<Rows*>(self);
        rows->m_rows.push_back(std::move(rows->m_row));
        rows->m_row = {};
        rows->m_inRow = false;
    }
    static std::string noCsv()
    {
        return "this row is no CSV: a quotation mark is missing, or there is one too many";
    }
    void checkLimits()
    {
        if (m_row.fields.size() > mostFields)
            fail("the row has more than " + std::to_string(mostFields) + " fields");
        if (m_rows.size() > m_most) {
            m_row.line = m_rows.back().line;
            fail("there are more rows than the model has heads, " + std::to_string(m_most - 1));
        }
    }
    [[noreturn]] void fail(const std::string& what)
    {
        csv_free(&m_parser); // no destructor runs for what was not constructed
        throw Error(ErrorKind::FileDamaged,
                    m_path.string() + ", line " + std::to_string(m_row.line) + ": " + what);
    }

    const std::filesystem::path& m_path;
    std::size_t m_most;
    csv_parser m_parser{};
    std::vector<Row> m_rows;
    Row m_row;
    int m_line = 1;
    bool m_inRow = false;
};

/// Reads one file: knows which column is which.
class Reader
{
public:
    Reader(const std::filesystem::path& path, int layers, int heads)
        : m_path(path), m_layers(layers), m_heads(heads)
    {}

    void readHeader(const Row& row)
    {
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            const bool again = !m_columns.emplace(row.fields[i], i).second;
            if (again
                && (row.fields[i] == "layer" || row.fields[i] == "head" || row.fields[i] == "label"
                    || row.fields[i] == "note"))
                fail(row, "the column " + quote(row.fields[i]) + " is there twice");
        }
        for (const char* name : {"layer", "head", "label"})
            if (!m_columns.contains(name))
                fail(row, "the first line has no column " + quote(name)
                              + "; it should read layer,head,label");
    }

    HeadLabel read(const Row& row) const
    {
        if (row.fields.size() != m_columns.size())
            fail(row, "the row has " + std::to_string(row.fields.size())
                          + (row.fields.size() == 1 ? " field" : " fields")
                          + ", but the first line has " + std::to_string(m_columns.size()));
        HeadLabel label;
        label.layer = LayerIndex(number(row, "layer", m_layers));
        label.head = HeadIndex(number(row, "head", m_heads));
        label.label = text(row, "label", HeadLabel::longestLabel);
        if (m_columns.contains("note"))
            label.note = text(row, "note", HeadLabel::longestNote);
        return label;
    }

    [[noreturn]] void fail(const Row& row, const std::string& what) const
    {
        throw Error(ErrorKind::FileDamaged,
                    m_path.string() + ", line " + std::to_string(row.line) + ": " + what);
    }

private:
    const std::string& field(const Row& row, const char* name) const
    {
        return row.fields[m_columns.find(name)->second];
    }
    int number(const Row& row, const char* name, int count) const
    {
        const std::string& text = field(row, name);
        int value = -1;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (text.empty() || error != std::errc() || stop != end || value < 0 || value >= count)
            fail(row, std::string(name) + " is " + quote(text)
                          + " but must be a whole number from 0 to " + std::to_string(count - 1));
        return value;
    }
    std::string text(const Row& row, const char* name, std::size_t longest) const
    {
        std::string_view text = field(row, name);
        if (!isValidUtf8(text) || text.find('\0') != std::string_view::npos)
            fail(row, std::string(name) + " is no UTF-8 text");
        if (text.size() > 1 && text[0] == '\''
            && std::string_view("=+-@").find(text[1]) != text.npos)
            text.remove_prefix(1);
        if (text.size() > longest)
            fail(row, std::string(name) + " has " + std::to_string(text.size())
                          + " bytes but may have at most " + std::to_string(longest));
        return std::string(text);
    }

    const std::filesystem::path& m_path;
    int m_layers;
    int m_heads;
    std::map<std::string, std::size_t, std::less<>> m_columns;
};

} // namespace

std::vector<HeadLabel> readHeadLabels(const std::filesystem::path& path, int layers, int heads)
{
    std::string text = readTextFile(path, largestFile);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    const std::vector<Row> rows =
        Rows(path, text, static_cast<std::size_t>(layers) * static_cast<std::size_t>(heads)).take();
    if (rows.empty())
        throw Error(ErrorKind::FileDamaged,
                    path.string() + ": the file is empty; it should begin with layer,head,label");
    Reader reader(path, layers, heads);
    reader.readHeader(rows.front());
    std::vector<HeadLabel> labels;
    std::map<std::pair<int, int>, int> lines;
    for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
        HeadLabel label = reader.read(*row);
        const auto [known, first] = lines.emplace(std::pair(label.layer.value, label.head.value),
                                                  row->line);
        if (!first)
            reader.fail(*row, "head " + std::to_string(label.layer.value) + "."
                                  + std::to_string(label.head.value) + " is already in line "
                                  + std::to_string(known->second));
        if (!label.label.empty() || !label.note.empty())
            labels.push_back(std::move(label));
    }
    std::sort(labels.begin(), labels.end(), [](const HeadLabel& a, const HeadLabel& b) {
        return std::pair(a.layer.value, a.head.value) < std::pair(b.layer.value, b.head.value);
    });
    return labels;
}

} // namespace headscope::core
