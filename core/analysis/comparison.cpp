// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/comparison.h"

#include "core/analysis/tablewords.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace headscope::core {

namespace {

/// One column of the compared table.
struct Column {
    enum class What { About, A, B, Difference, Shared };
    What what = What::About;
    int a = -1; ///< column of the table of A; -1: it has none
    int b = -1;
};

struct Plan {
    std::vector<std::string> names;
    std::vector<Column> columns;
    std::vector<Heat> heat;
    std::vector<Content> content;

    void add(const std::string& name, Column::What what, int a, int b, Heat meaning, Content kind)
    {
        names.push_back(name);
        columns.push_back({what, a, b});
        heat.push_back(meaning);
        content.push_back(kind);
    }
};

void addValue(Plan& plan, const ComparedValue& value)
{
    using What = Column::What;
    const auto& [name, kind, place, content, heat, a, b] = value;
    plan.add(name + " A", What::A, a, b, heat, content);
    plan.add(name + " B", What::B, a, b, heat, content);
    if (content == Content::Words)
        plan.add(name + " in both", What::Shared, a, b, Heat::None, Content::Number);
    else if (content == Content::Number)
        plan.add(name + " B-A", What::Difference, a, b, Heat::Signed, Content::Number);
}

Plan planOf(const TableSource& a, const TableSource& b, const std::vector<ComparedValue>& values)
{
    Plan plan;
    for (std::size_t k = 0; k < aboutCount; ++k) {
        const auto what = static_cast<About>(k);
        const std::string name(aboutName(what));
        const int inA = a.columnOf(name);
        const int inB = b.columnOf(name);
        if (inA < 0 && inB < 0)
            continue;
        if (what == About::Place) {
            plan.add(name + " A", Column::What::A, inA, inB, Heat::None, Content::Other);
            plan.add(name + " B", Column::What::B, inA, inB, Heat::None, Content::Other);
        } else {
            plan.add(name, Column::What::About, inA, inB, Heat::None, Content::Other);
        }
    }
    for (const ComparedValue& value : values)
        addValue(plan, value);
    return plan;
}

TableValue valueIn(const TableRow* row, int column)
{
    return row != nullptr && column >= 0 ? (*row)[static_cast<std::size_t>(column)] : TableValue();
}

TableValue valueOf(const Column& column, const RowMerge& rows)
{
    using What = Column::What;
    TableValue ofA = valueIn(rows.a(), column.a);
    TableValue ofB = valueIn(rows.b(), column.b);
    switch (column.what) {
    case What::About:
        return rows.a() != nullptr && column.a >= 0 ? ofA : ofB;
    case What::A:
        return ofA;
    case What::B:
        return ofB;
    case What::Shared:
        return sharedOf(ofA, ofB);
    case What::Difference:
        return differenceOf(ofA, ofB);
    }
    return {};
}

} // namespace

ComparedTokens comparedTokens(ComparedTable table, HeadIndex head, bool querySide,
                              const ComparedRun& a, const ComparedRun& b)
{
    ComparedTokens tokens;
    tokens.tokens = std::make_shared<const TokenAlignment>(a.tokens, b.tokens);
    if (a.context.empty() || b.context.empty())
        return tokens;
    switch (table) {
    case ComparedTable::Head:
        // Its rows name no head: all of them are the encoder's tokens, or none is.
        if (head.value < a.ownHeads)
            return tokens;
        tokens.contextFromA = tokens.contextFromB = 0;
        break;
    case ComparedTable::Patterns:
        if (querySide)
            return tokens;
        [[fallthrough]];
    case ComparedTable::Messages:
    case ComparedTable::Stream:
        tokens.contextFromA = a.ownHeads;
        tokens.contextFromB = b.ownHeads;
        break;
    default:
        return tokens;
    }
    tokens.context = std::make_shared<const TokenAlignment>(a.context, b.context);
    return tokens;
}

double numberOrNan(const TableValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<float>(&value))
        return static_cast<double>(*real);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return std::numeric_limits<double>::quiet_NaN();
}

TableValue differenceOf(const TableValue& a, const TableValue& b)
{
    if (std::holds_alternative<std::int64_t>(a) && std::holds_alternative<std::int64_t>(b))
        return std::get<std::int64_t>(b) - std::get<std::int64_t>(a);
    const double difference = numberOrNan(b) - numberOrNan(a);
    return std::isnan(difference) ? TableValue() : TableValue(difference);
}

TableValue sharedOf(const TableValue& a, const TableValue& b)
{
    const auto* first = std::get_if<std::vector<std::string>>(&a);
    const auto* second = std::get_if<std::vector<std::string>>(&b);
    if (first == nullptr || second == nullptr)
        return {};
    return static_cast<std::int64_t>(
        std::count_if(first->begin(), first->end(), [&](const std::string& word) {
            return std::find(second->begin(), second->end(), word) != second->end();
        }));
}

std::vector<ComparedValue> comparedValues(const TableSource& a, const TableSource& b,
                                          const ComparedTokens& tokens)
{
    std::vector<ComparedValue> values;
    std::map<std::pair<std::string, int>, ComparedValue> ofTokens; // by kind and place
    std::set<std::string> done;
    for (const TableSource* table : {&a, &b}) {
        const bool isA = table == &a;
        for (std::size_t c = 0; c < table->columns.size(); ++c) {
            const std::string& name = table->columns[c];
            const auto token = readTokenColumn(name);
            if (!token) {
                if (aboutOf(name) < 0 && done.insert(name).second)
                    values.push_back({name, name, -1, table->contentOf(c), table->heatOf(c),
                                      a.columnOf(name), b.columnOf(name)});
                continue;
            }
            const int place = isA ? tokens.tokens->placeOfA(token->position)
                                  : tokens.tokens->placeOfB(token->position);
            ComparedValue& value = ofTokens[{token->kind, place}];
            (isA ? value.a : value.b) = static_cast<int>(c);
            if (value.name.empty())
                value = {name,    token->kind, place, table->contentOf(c), table->heatOf(c),
                         value.a, value.b};
            else if (value.name != name)
                value.name += " / " + name.substr(token->kind.size() + 1);
        }
    }
    for (const auto& [of, value] : ofTokens)
        values.push_back(value);
    return values;
}

TableSource compareTables(TableSource a, TableSource b, const ComparedTokens& tokens)
{
    Plan plan = planOf(a, b, comparedValues(a, b, tokens));
    TableSource result;
    result.columns = std::move(plan.names);
    result.heat = std::move(plan.heat);
    result.content = std::move(plan.content);
    result.name = a.name == b.name ? a.name + " compared" : a.name + " and " + b.name;
    result.rows = std::max(a.rows, b.rows);
    struct State {
        RowMerge rows;
        std::vector<Column> columns;
    };
    auto state = std::make_shared<State>(
        State{RowMerge(std::move(a), std::move(b), tokens), std::move(plan.columns)});
    result.next = [state](TableRow& row) {
        if (!state->rows.next())
            return false;
        row.clear();
        for (const Column& column : state->columns)
            row.push_back(valueOf(column, state->rows));
        return true;
    };
    return result;
}

} // namespace headscope::core
