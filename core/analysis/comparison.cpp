// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/comparison.h"

#include "core/analysis/tablewords.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace headscope::core {

namespace {

/// What rows are about, in the order in which they are sorted.
constexpr std::array<std::string_view, 7> keyNames = {"layer", "kind",     "head", "neuron",
                                                      "query", "position", "key"};

/// Columns of words, which have no difference.
bool isWords(std::string_view name)
{
    constexpr std::array<std::string_view, 13> names = {
        "token",      "id",           "words", "scores",    "pattern", "message", "input_words",
        "gate_words", "output_words", "word",  "high_bias", "label",   "note"};
    return std::find(names.begin(), names.end(), name) != names.end()
           || name.ends_with("_high_bias");
}

bool isList(std::string_view name)
{
    return name == "pattern" || name == "message" || name == "words" || name.ends_with("_words");
}

/// The parts of the stream in the order in which a layer adds them.
std::int64_t rankOfKind(std::string_view kind)
{
    constexpr std::array<std::string_view, 8> kinds = {
        "embedding", "position", "message", "b_O", "cross_message", "cross_b_O", "neuron", "b_out"};
    return std::find(kinds.begin(), kinds.end(), kind) - kinds.begin();
}

using Key = std::array<std::int64_t, keyNames.size()>;

/// One column of the result.
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

    void add(const std::string& name, Column::What what, int a, int b, Heat meaning = Heat::None)
    {
        names.push_back(name);
        columns.push_back({what, a, b});
        heat.push_back(meaning);
    }
};

int columnOf(const TableSource& table, std::string_view name)
{
    const auto at = std::find(table.columns.begin(), table.columns.end(), name);
    return at == table.columns.end() ? -1 : static_cast<int>(at - table.columns.begin());
}

void addValue(Plan& plan, const std::string& name, int a, int b, Heat heat)
{
    using What = Column::What;
    plan.add(name + " A", What::A, a, b, heat);
    plan.add(name + " B", What::B, a, b, heat);
    if (isList(name))
        plan.add(name + " in both", What::Shared, a, b);
    else if (!isWords(name))
        plan.add(name + " B-A", What::Difference, a, b, Heat::Signed);
}

/// The columns that stand for tokens, matched by their places.
void addTokens(Plan& plan, const TableSource& a, const TableSource& b,
               const TokenAlignment& alignment)
{
    struct Pair {
        int a = -1;
        int b = -1;
        std::string name;
    };
    std::map<std::pair<std::string, int>, Pair> pairs; // by kind and place
    const auto collect = [&](const TableSource& table, bool ofA) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto token = readTokenColumn(table.columns[c]);
            if (!token)
                continue;
            const int place = ofA ? alignment.placeOfA(token->position)
                                  : alignment.placeOfB(token->position);
            Pair& pair = pairs[{token->kind, place}];
            (ofA ? pair.a : pair.b) = static_cast<int>(c);
            if (pair.name.empty())
                pair.name = table.columns[c];
            else if (pair.name != table.columns[c])
                pair.name += " / " + table.columns[c].substr(token->kind.size() + 1);
        }
    };
    collect(a, true);
    collect(b, false);
    for (const auto& [of, pair] : pairs)
        addValue(plan, pair.name, pair.a, pair.b,
                 pair.a >= 0 ? a.heatOf(static_cast<std::size_t>(pair.a))
                             : b.heatOf(static_cast<std::size_t>(pair.b)));
}

Plan planOf(const TableSource& a, const TableSource& b, const TokenAlignment& alignment)
{
    Plan plan;
    const auto isKey = [](std::string_view name) {
        return std::find(keyNames.begin(), keyNames.end(), name) != keyNames.end();
    };
    const auto isPlace = [](std::string_view name) { return name == "position"; };
    std::set<std::string> done;
    for (const TableSource* table : {&a, &b}) {
        for (const std::string& name : table->columns) {
            if (readTokenColumn(name) || !done.insert(name).second)
                continue;
            const int inA = columnOf(a, name);
            const int inB = columnOf(b, name);
            if (isPlace(name)) {
                plan.add(name + " A", Column::What::A, inA, inB);
                plan.add(name + " B", Column::What::B, inA, inB);
            } else if (isKey(name)) {
                plan.add(name, Column::What::About, inA, inB);
            } else {
                const Heat heat = inA >= 0 ? a.heatOf(static_cast<std::size_t>(inA))
                                           : b.heatOf(static_cast<std::size_t>(inB));
                addValue(plan, name, inA, inB, heat);
            }
        }
    }
    addTokens(plan, a, b, alignment);
    return plan;
}

std::optional<double> numeric(const TableValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<float>(&value))
        return static_cast<double>(*real);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return std::nullopt;
}

/// Reads one of the tables, a row ahead.
class Side
{
public:
    Side(TableSource source, bool isA, std::shared_ptr<const TokenAlignment> alignment)
        : m_source(std::move(source)), m_isA(isA), m_alignment(std::move(alignment))
    {
        for (std::size_t k = 0; k < keyNames.size(); ++k)
            m_keys[k] = columnOf(m_source, keyNames[k]);
        advance();
    }
    bool ended() const { return m_ended; }
    const Key& key() const { return m_key; }
    const TableRow& row() const { return m_row; }
    void advance()
    {
        m_row.clear();
        m_ended = !m_source.next(m_row);
        if (m_ended)
            return;
        const Key before = m_key;
        for (std::size_t k = 0; k < keyNames.size(); ++k)
            m_key[k] = part(k);
        if (m_any && !(before < m_key))
            throw std::logic_error("the rows of the table " + m_source.name
                                   + " are not in the order of what they are about");
        m_any = true;
    }

private:
    /// -1 where the row says nothing of it, which comes first.
    std::int64_t part(std::size_t k) const
    {
        if (m_keys[k] < 0)
            return -1;
        const TableValue& value = m_row[static_cast<std::size_t>(m_keys[k])];
        if (const auto* kind = std::get_if<std::string>(&value))
            return rankOfKind(*kind);
        const auto* number = std::get_if<std::int64_t>(&value);
        if (number == nullptr)
            return -1;
        const bool place = keyNames[k] == "position";
        const auto at = static_cast<int>(*number);
        return !place ? *number : m_isA ? m_alignment->placeOfA(at) : m_alignment->placeOfB(at);
    }

    TableSource m_source;
    bool m_isA;
    std::shared_ptr<const TokenAlignment> m_alignment;
    std::array<int, keyNames.size()> m_keys{};
    Key m_key{};
    TableRow m_row;
    bool m_ended = false;
    bool m_any = false;
};

TableValue valueIn(const TableRow* row, int column)
{
    return row != nullptr && column >= 0 ? (*row)[static_cast<std::size_t>(column)] : TableValue();
}

TableValue shared(const TableValue& a, const TableValue& b)
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

TableValue valueOf(const Column& column, const TableRow* a, const TableRow* b)
{
    using What = Column::What;
    const TableValue ofA = valueIn(a, column.a);
    const TableValue ofB = valueIn(b, column.b);
    switch (column.what) {
    case What::About:
        return a != nullptr && column.a >= 0 ? ofA : ofB;
    case What::A:
        return ofA;
    case What::B:
        return ofB;
    case What::Shared:
        return shared(ofA, ofB);
    case What::Difference: {
        const auto first = numeric(ofA);
        const auto second = numeric(ofB);
        if (!first || !second)
            return {};
        return std::holds_alternative<std::int64_t>(ofA)
                       && std::holds_alternative<std::int64_t>(ofB)
                   ? TableValue(std::get<std::int64_t>(ofB) - std::get<std::int64_t>(ofA))
                   : TableValue(*second - *first);
    }
    }
    return {};
}

} // namespace

TableSource compareTables(TableSource a, TableSource b,
                          std::shared_ptr<const TokenAlignment> alignment)
{
    Plan plan = planOf(a, b, *alignment);
    TableSource result;
    result.columns = plan.names;
    result.heat = plan.heat;
    result.name = a.name == b.name ? a.name + " compared" : a.name + " and " + b.name;
    result.rows = std::max(a.rows, b.rows);
    struct State {
        Side a;
        Side b;
        std::vector<Column> columns;
    };
    auto state = std::make_shared<State>(State{Side(std::move(a), true, alignment),
                                               Side(std::move(b), false, alignment),
                                               std::move(plan.columns)});
    result.next = [state](TableRow& row) {
        Side& first = state->a;
        Side& second = state->b;
        if (first.ended() && second.ended())
            return false;
        const bool hasA = !first.ended() && (second.ended() || first.key() <= second.key());
        const bool hasB = !second.ended() && (first.ended() || second.key() <= first.key());
        row.clear();
        for (const Column& column : state->columns)
            row.push_back(
                valueOf(column, hasA ? &first.row() : nullptr, hasB ? &second.row() : nullptr));
        if (hasA)
            first.advance();
        if (hasB)
            second.advance();
        return true;
    };
    return result;
}

} // namespace headscope::core
