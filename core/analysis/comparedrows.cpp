// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/comparedrows.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace headscope::core {

namespace {

constexpr std::size_t rowsPerLook = 256; ///< between two looks at whether to stop

std::string textOf(const TableValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    return {};
}

std::vector<std::string> wordsOf(const TableValue& value)
{
    const auto* words = std::get_if<std::vector<std::string>>(&value);
    return words != nullptr ? *words : std::vector<std::string>();
}

void take(ComparedColumn& column, const TableRow* a, const TableRow* b)
{
    const auto in = [](const TableRow* row, int at) {
        return row != nullptr && at >= 0 ? (*row)[static_cast<std::size_t>(at)] : TableValue();
    };
    const TableValue ofA = in(a, column.value.a);
    const TableValue ofB = in(b, column.value.b);
    if (column.isWords()) {
        column.inBoth.push_back(numberOrNan(sharedOf(ofA, ofB)));
        column.wordsA.push_back(wordsOf(ofA));
        column.wordsB.push_back(wordsOf(ofB));
        return;
    }
    if (!column.isNumber()) {
        column.textsA.push_back(textOf(ofA));
        column.textsB.push_back(textOf(ofB));
        return;
    }
    const double x = numberOrNan(ofA);
    const double y = numberOrNan(ofB);
    column.a.push_back(x);
    column.b.push_back(y);
    // Comparisons with NaN are false.
    for (const double size : {std::abs(x), std::abs(y)})
        if (size > column.largest)
            column.largest = size;
    if (const double size = std::abs(y - x); size > column.largestDifference)
        column.largestDifference = size;
}

/// Kinds of the stream that are messages: those that RowKey counts as 2 and 4.
bool isMessage(const RowKey& key)
{
    return key.of(About::Kind) == 2 || key.of(About::Kind) == 4;
}

} // namespace

bool ComparedRows::says(About what) const
{
    return std::any_of(keys.begin(), keys.end(),
                       [what](const RowKey& key) { return key.of(what) >= 0; });
}

bool ComparedRows::isContext(std::size_t row, bool ofA) const
{
    const std::int64_t head = std::max<std::int64_t>(keys[row].of(About::Head), 0);
    return tokens.context && head >= (ofA ? tokens.contextFromA : tokens.contextFromB);
}

std::optional<ComparedRows> compareRows(TableSource a, TableSource b, const ComparedTokens& tokens,
                                        const RunControl& control)
{
    ComparedRows rows;
    rows.name = a.name == b.name ? a.name : a.name + " and " + b.name;
    rows.tokens = tokens;
    for (ComparedValue& value : comparedValues(a, b, tokens)) {
        rows.columns.emplace_back();
        rows.columns.back().value = std::move(value);
    }
    const auto most = static_cast<int>(std::max(a.rows, b.rows));
    RowMerge merge(std::move(a), std::move(b), tokens);
    while (merge.next()) {
        if (rows.count() % rowsPerLook == 0) {
            if (control.stopped())
                return std::nullopt;
            control.report(std::min(static_cast<int>(rows.count()), most), most);
        }
        rows.keys.push_back(merge.key());
        rows.hasA.push_back(merge.a() != nullptr);
        rows.hasB.push_back(merge.b() != nullptr);
        for (ComparedColumn& column : rows.columns)
            take(column, merge.a(), merge.b());
    }
    return rows;
}

ComparedPlane::ComparedPlane(const ComparedRows& rows, int column)
{
    if (column < 0 || column >= static_cast<int>(rows.columns.size()))
        return;
    if (rows.columns[static_cast<std::size_t>(column)].value.place >= 0)
        byTokens(rows, column);
    else
        byKeys(rows, column);
}

void ComparedPlane::byTokens(const ComparedRows& rows, int column)
{
    const std::string& kind = rows.columns[static_cast<std::size_t>(column)].value.kind;
    for (std::size_t c = 0; c < rows.columns.size(); ++c) {
        const ComparedValue& value = rows.columns[c].value;
        if (value.place < 0 || value.kind != kind)
            continue;
        m_values.push_back(static_cast<int>(c));
        m_columnKeys.push_back(value.place);
    }
    for (std::size_t k = 0; k < aboutCount; ++k)
        if (rows.says(static_cast<About>(k)))
            m_rowAbout.push_back(static_cast<About>(k));
    m_rowKeys = rows.keys;
    m_rows = static_cast<int>(rows.count());
    m_columns = static_cast<int>(m_values.size());
}

void ComparedPlane::byKeys(const ComparedRows& rows, int column)
{
    m_value = column;
    const bool pairs = rows.says(About::Query) && rows.says(About::Key);
    const bool places = !pairs && rows.says(About::Place);
    const bool heads = !pairs && !places && rows.says(About::Head);
    m_columnAbout = pairs    ? About::Query
                    : places ? About::Place
                    : heads  ? About::Head
                             : About::Neuron;
    const bool stream = rows.says(About::Kind);
    for (const About about : {About::Layer, About::Head, About::Fold, About::Factor, About::Key})
        if (about != m_columnAbout && rows.says(about))
            m_rowAbout.push_back(about);

    const auto rowPart = [this](const RowKey& key) {
        RowKey part;
        part.fill(-1);
        for (const About about : m_rowAbout)
            part[static_cast<std::size_t>(about)] = key.of(about);
        return part;
    };
    const auto shown = [&](std::size_t r) {
        return rows.keys[r].of(m_columnAbout) >= 0 && !(stream && !isMessage(rows.keys[r]));
    };
    std::map<RowKey, int> rowOf;
    std::map<std::int64_t, int> columnOf;
    for (std::size_t r = 0; r < rows.count(); ++r) {
        if (!shown(r))
            continue;
        rowOf[rowPart(rows.keys[r])] = 0;
        columnOf[rows.keys[r].of(m_columnAbout)] = 0;
    }
    m_rows = static_cast<int>(rowOf.size());
    m_columns = static_cast<int>(columnOf.size());
    for (auto& [key, at] : rowOf) {
        // Heads stand as in the head map: the last layer on top.
        at = heads ? m_rows - 1 - static_cast<int>(m_rowKeys.size())
                   : static_cast<int>(m_rowKeys.size());
        m_rowKeys.push_back(key);
    }
    if (heads)
        std::reverse(m_rowKeys.begin(), m_rowKeys.end());
    for (auto& [key, at] : columnOf) {
        at = static_cast<int>(m_columnKeys.size());
        m_columnKeys.push_back(key);
    }
    m_at.assign(static_cast<std::size_t>(m_rows) * static_cast<std::size_t>(m_columns), -1);
    for (std::size_t r = 0; r < rows.count(); ++r)
        if (shown(r))
            m_at[static_cast<std::size_t>(rowOf[rowPart(rows.keys[r])] * m_columns
                                          + columnOf[rows.keys[r].of(m_columnAbout)])] =
                static_cast<int>(r);
}

ComparedPlane::Cell ComparedPlane::at(int row, int column) const
{
    if (m_value < 0)
        return {row, m_values[static_cast<std::size_t>(column)]};
    const int found = m_at[static_cast<std::size_t>(row * m_columns + column)];
    return {found, found < 0 ? -1 : m_value};
}

ComparedPlane::Cell ComparedPlane::cellOf(int row, int column) const
{
    if (m_value < 0) {
        const auto at = std::find(m_values.begin(), m_values.end(), column);
        return {row, at == m_values.end() ? -1 : static_cast<int>(at - m_values.begin())};
    }
    const auto at = std::find(m_at.begin(), m_at.end(), row);
    if (at == m_at.end())
        return {};
    const auto place = static_cast<int>(at - m_at.begin());
    return {place / m_columns, place % m_columns};
}

} // namespace headscope::core
