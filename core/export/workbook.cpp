// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/workbook.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/export/heatcolour.h"
#include "core/export/rowprogress.h"
#include "core/export/tabletext.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <future>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace headscope::core {

namespace {

/// The format's own limits.
constexpr std::size_t mostRows = 1048576;
constexpr std::size_t mostColumns = 16384;
constexpr std::size_t longestText = 32767; ///< characters
constexpr std::size_t longestName = 31;    ///< of a sheet, in characters

/// Of columns, in characters.
constexpr std::size_t narrowest = 8;
constexpr std::size_t widest = 60;
constexpr std::size_t numberWidth = 11;
constexpr std::size_t filterButton = 3;
constexpr std::size_t printable = 240; ///< on one page beside each other

/// From this part of a column's largest number on, white is easier to read on its colour than
/// black.
constexpr double darkFrom = 0.75;

constexpr time_t anyTime = 946684800; ///< 2000-01-01: the same table gives the same file

void check(lxw_error error)
{
    if (error != LXW_NO_ERROR)
        throw Error(ErrorKind::WriteFailed,
                    std::string("the workbook could not be made: ") + lxw_strerror(error));
}

std::size_t charactersOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

void replaceAll(std::string& text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// Whether `text` has an escape of the format at `at`: _xHHHH_, a character by its number.
bool isEscape(std::string_view text, std::size_t at)
{
    if (text.size() < at + 7 || text.substr(at, 2) != "_x" || text[at + 6] != '_')
        return false;
    const auto digits = text.substr(at + 2, 4);
    return std::all_of(digits.begin(), digits.end(),
                       [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// Text as the format can hold it: well formed, without what XML has no spelling for, and what
/// looks like one of the format's escapes escaped itself.
std::string plain(std::string_view text)
{
    std::string result = isValidUtf8(text) ? std::string(text) : toValidUtf8(text);
    replaceAll(result, "\xEF\xBF\xBE", "\xEF\xBF\xBD"); // U+FFFE, U+FFFF
    replaceAll(result, "\xEF\xBF\xBF", "\xEF\xBF\xBD");
    for (std::size_t at = result.find("_x"); at != std::string::npos; at = result.find("_x", at)) {
        if (isEscape(result, at)) {
            result.replace(at, 1, "_x005F_");
            at += 7;
        } else {
            at += 2;
        }
    }
    // A line break of the format is a line feed; a lone return would be read as one.
    replaceAll(result, "\r", "_x000D_");
    return result;
}

/// Names of sheets: at most 31 characters, without []:*?/\, none twice whatever its case.
class SheetNames
{
public:
    std::string next(std::string_view wanted)
    {
        std::string name = plain(wanted);
        for (char& c : name)
            if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos)
                c = ' ';
        if (name.empty())
            name = "Table";
        std::string unique = cut(name, longestName);
        for (int i = 2; !m_taken.insert(lower(unique)).second; ++i) {
            const std::string number = " " + std::to_string(i);
            unique = cut(name, longestName - number.size()) + number;
        }
        return unique;
    }

private:
    static std::string cut(std::string text, std::size_t characters)
    {
        while (charactersOf(text) > characters) {
            while ((static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
                text.pop_back();
            text.pop_back();
        }
        return text;
    }
    static std::string lower(std::string text)
    {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    }
    std::set<std::string> m_taken;
};

/// What is learnt about a column while its rows go by.
struct ColumnSeen {
    std::size_t width = narrowest;
    double largest = 0; ///< of the absolute numbers

    void text(std::string_view value)
    {
        width = std::max(width, std::min(charactersOf(value), widest));
    }
    void number(double value)
    {
        width = std::max(width, numberWidth);
        largest = std::max(largest, std::abs(value));
    }
};

lxw_conditional_format rule(Heat heat, double largest)
{
    const double end = largest > 0 ? largest : 1;
    const bool both = heat == Heat::Signed;
    const bool three = both || heat == Heat::Activation;
    lxw_conditional_format scale{};
    scale.type = three ? LXW_CONDITIONAL_3_COLOR_SCALE : LXW_CONDITIONAL_2_COLOR_SCALE;
    scale.min_rule_type = scale.mid_rule_type = scale.max_rule_type =
        LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    scale.min_value = both ? -end : 0;
    scale.mid_value = both ? 0 : 0.5;
    scale.max_value = both || heat == Heat::Size ? end : 1;
    scale.min_color = both ? HeatColours::against : HeatColours::paper;
    scale.mid_color = both ? HeatColours::paper : HeatColours::fires;
    scale.max_color = heat == Heat::Activation ? HeatColours::firesMost : HeatColours::deep;
    return scale;
}

/// A workbook in a file without a name.
class Workbook
{
public:
    Workbook() : m_file(std::tmpfile(), &std::fclose)
    {
        if (!m_file)
            throw Error(ErrorKind::WriteFailed,
                        std::string("no temporary file could be made: ") + std::strerror(errno));
        // The library takes names alone; this is the one by which an open file is reached.
        const std::string path = "/proc/self/fd/" + std::to_string(fileno(m_file.get()));
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        m_book.reset(workbook_new_opt(path.c_str(), &options));
        if (!m_book)
            throw Error(ErrorKind::WriteFailed, "the workbook could not be made");
        m_header = workbook_add_format(m_book.get());
        format_set_bold(m_header);
        format_set_bottom(m_header, LXW_BORDER_THIN);
        format_set_align(m_header, LXW_ALIGN_VERTICAL_TOP);
        m_onDark = workbook_add_format(m_book.get());
        format_set_font_color(m_onDark, LXW_COLOR_WHITE);
    }

    void describe(const std::string& title, const std::string& caption)
    {
        std::string name = plain(title);
        std::string comments = plain(caption);
        lxw_doc_properties properties{};
        properties.title = name.data();
        properties.comments = comments.data();
        properties.created = anyTime;
        check(workbook_set_properties(m_book.get(), &properties));
    }

    /// False when stopped.
    bool add(const TableSource& table, RowProgress& progress)
    {
        if (table.columns.size() > mostColumns)
            throw Error(ErrorKind::BadArgument,
                        "an Excel sheet has room for " + std::to_string(mostColumns)
                            + " columns, but the table has " + std::to_string(table.columns.size())
                            + "; choose CSV, TSV, JSON or HTML");
        lxw_worksheet* sheet = workbook_add_worksheet(m_book.get(),
                                                      m_names.next(table.name).c_str());
        if (sheet == nullptr)
            throw Error(ErrorKind::WriteFailed,
                        std::string("no temporary file could be made: ") + std::strerror(errno));
        std::vector<ColumnSeen> seen(table.columns.size());
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            write(sheet, 0, c, table.columns[c], m_header);
            seen[c].width = std::min(widest, charactersOf(table.columns[c]) + filterButton);
        }
        std::size_t rows = 0;
        for (TableRow row; table.next(row); row.clear()) {
            checkWidth(table, row);
            if (++rows == mostRows)
                throw Error(ErrorKind::BadArgument,
                            "an Excel sheet has room for " + std::to_string(mostRows - 1)
                                + " rows and its header, but the table has more"
                                + (table.rows > 0 ? ": " + std::to_string(table.rows) : "")
                                + "; choose CSV, TSV, JSON or HTML");
            for (std::size_t c = 0; c < row.size(); ++c)
                write(sheet, rows, c, row[c], seen[c]);
            if (!progress.next())
                return false;
        }
        finish(sheet, table, rows, seen);
        return true;
    }

    /// Puts it together; nothing can be added then.
    void close() { check(workbook_close(m_book.release())); }
    /// Once it is closed; false when stopped.
    bool copyTo(std::ostream& out, const RunControl& control)
    {
        std::rewind(m_file.get());
        std::array<char, 1 << 16> block;
        while (const std::size_t size = std::fread(block.data(), 1, block.size(), m_file.get())) {
            if (control.stopped())
                return false;
            out.write(block.data(), static_cast<std::streamsize>(size));
        }
        return true;
    }

private:
    /// Of a workbook that is given up: its memory and temporary files.
    struct Free {
        void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
    };

    void write(lxw_worksheet* sheet, std::size_t row, std::size_t column, std::string_view text,
               lxw_format* format)
    {
        if (charactersOf(text) > longestText)
            throw Error(ErrorKind::BadArgument, "an Excel cell has room for "
                                                    + std::to_string(longestText)
                                                    + " characters, but a text of the table has "
                                                    + std::to_string(charactersOf(text))
                                                    + "; choose CSV, TSV, JSON or HTML");
        check(worksheet_write_string(sheet, static_cast<lxw_row_t>(row),
                                     static_cast<lxw_col_t>(column), plain(text).c_str(), format));
    }
    void write(lxw_worksheet* sheet, std::size_t row, std::size_t column, const TableValue& value,
               ColumnSeen& seen)
    {
        const auto r = static_cast<lxw_row_t>(row);
        const auto c = static_cast<lxw_col_t>(column);
        if (const auto number = numberOf(value)) {
            seen.number(*number);
            check(worksheet_write_number(sheet, r, c, *number, nullptr));
        } else if (const bool* flag = std::get_if<bool>(&value)) {
            check(worksheet_write_boolean(sheet, r, c, *flag ? 1 : 0, nullptr));
        } else {
            m_text.clear();
            appendText(m_text, value);
            if (m_text.empty())
                return;
            seen.text(m_text);
            write(sheet, row, column, m_text, nullptr);
        }
    }
    void finish(lxw_worksheet* sheet, const TableSource& table, std::size_t rows,
                const std::vector<ColumnSeen>& seen)
    {
        const auto last = static_cast<lxw_row_t>(rows);
        std::size_t wide = 0;
        for (std::size_t c = 0; c < seen.size(); ++c) {
            wide += seen[c].width + 1;
            const auto at = static_cast<lxw_col_t>(c);
            check(worksheet_set_column(sheet, at, at, static_cast<double>(seen[c].width) + 1,
                                       nullptr));
            if (rows == 0 || table.heatOf(c) == Heat::None)
                continue;
            auto scale = rule(table.heatOf(c), seen[c].largest);
            check(worksheet_conditional_format_range(sheet, 1, at, last, at, &scale));
            if (table.heatOf(c) == Heat::Activation)
                continue; // light throughout
            lxw_conditional_format dark{};
            dark.type = LXW_CONDITIONAL_TYPE_CELL;
            dark.criteria = LXW_CONDITIONAL_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
            dark.value = darkFrom * scale.max_value;
            dark.format = m_onDark;
            check(worksheet_conditional_format_range(sheet, 1, at, last, at, &dark));
        }
        if (!seen.empty())
            check(worksheet_autofilter(sheet, 0, 0, last, static_cast<lxw_col_t>(seen.size() - 1)));
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_set_landscape(sheet); // for who prints it: wide, the header on every page
        check(worksheet_repeat_rows(sheet, 0, 0));
        if (wide <= printable)
            worksheet_fit_to_pages(sheet, 1, 0);
    }

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> m_file;
    std::unique_ptr<lxw_workbook, Free> m_book;
    lxw_format* m_header = nullptr; ///< of the workbook
    lxw_format* m_onDark = nullptr; ///< likewise
    SheetNames m_names;
    std::string m_text;
};

/// The library puts a workbook together in one go, which takes seconds where it is large. So a
/// thread does that: when stopped (false), nobody waits for it, and it ends by itself with what it
/// has, which is its own.
bool closeUnlessStopped(const std::shared_ptr<Workbook>& book, const RunControl& control)
{
    std::packaged_task<void()> task([book] { book->close(); });
    auto closed = task.get_future();
    std::thread thread(std::move(task));
    while (closed.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready) {
        if (control.stopped()) {
            thread.detach();
            return false;
        }
    }
    thread.join();
    closed.get(); // throws what it threw
    return true;
}

} // namespace

bool writeWorkbook(const std::vector<TableSource>& tables, std::ostream& out,
                   const RunControl& control)
{
    std::size_t rows = 0;
    for (const TableSource& table : tables)
        rows += table.rows;
    RowProgress progress(control, rows);
    const auto book = std::make_shared<Workbook>();
    if (!tables.empty())
        book->describe(tables.size() == 1 ? tables.front().name : std::string(),
                       tables.front().caption);
    for (const TableSource& table : tables)
        if (!book->add(table, progress))
            return false;
    progress.last();
    return closeUnlessStopped(book, control) && book->copyTo(out, control);
}

} // namespace headscope::core
