// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headstable.h"

#include <algorithm>

namespace headscope::core {

namespace {

TableValue measured(const std::optional<double>& value)
{
    return value ? TableValue(*value) : TableValue();
}

void addRanks(TableRow& row, const Ranks& ranks)
{
    for (const int energy : {ranks.e90, ranks.e99, ranks.e999})
        row.push_back(std::int64_t(energy));
    row.push_back(ranks.entropy);
    row.push_back(ranks.stable);
}

std::vector<std::string> columnsOf(bool cross)
{
    std::vector<std::string> columns = {"layer", "head"};
    if (cross)
        columns.emplace_back("attention");
    for (const char* measure : {"first", "self", "previous", "duplicate", "induction", "entropy",
                                "message_size", "pattern_legibility", "message_legibility"})
        columns.emplace_back(measure);
    for (const std::string matrix : {"rank_p_", "rank_m_"})
        for (const char* rank : {"e90", "e99", "e999", "entropy", "stable"})
            columns.push_back(matrix + rank);
    return columns;
}

} // namespace

TableSource headsTableSource(std::shared_ptr<const std::vector<HeadMeasures>> measures,
                             int ownHeads)
{
    const bool cross = std::any_of(measures->begin(), measures->end(),
                                   [ownHeads](const auto& m) { return m.head.value >= ownHeads; });
    TableSource source;
    source.columns = columnsOf(cross);
    source.name = "heads";
    source.rows = measures->size();
    source.setContent({"attention"}, Content::Other);
    for (const char* share : {"first", "self", "previous", "duplicate", "induction", "entropy"})
        source.setHeat(share, Heat::Share);
    for (const char* size : {"message_size", "pattern_legibility", "message_legibility"})
        source.setHeat(size, Heat::Size);
    source.next = [measures = std::move(measures), ownHeads, cross,
                   at = std::size_t(0)](TableRow& row) mutable {
        if (at == measures->size())
            return false;
        const HeadMeasures& m = (*measures)[at++];
        row = {std::int64_t(m.layer.value), std::int64_t(m.head.value)};
        if (cross)
            row.push_back(std::string(m.head.value < ownHeads ? "self" : "cross"));
        for (const auto& value : {m.first, m.self, m.previous, m.duplicate, m.induction, m.entropy,
                                  m.messageSize, m.patternLegibility, m.messageLegibility})
            row.push_back(measured(value));
        addRanks(row, m.patternRanks);
        addRanks(row, m.messageRanks);
        return true;
    };
    return source;
}

TableSource withLabels(TableSource table, HeadNames names)
{
    const auto column = [&table](const char* name) {
        return std::find(table.columns.begin(), table.columns.end(), name) - table.columns.begin();
    };
    const auto layer = static_cast<std::size_t>(column("layer"));
    const auto head = static_cast<std::size_t>(column("head"));
    if (layer == table.columns.size() || head == table.columns.size())
        return table;
    const auto behind = static_cast<std::ptrdiff_t>(head + 1);
    table.columns.insert(table.columns.begin() + behind, "label");
    if (!table.heat.empty())
        table.heat.insert(table.heat.begin() + behind, Heat::None);
    table.content.resize(table.columns.size() - 1, Content::Number);
    table.content.insert(table.content.begin() + behind, Content::Other);
    table.next = [next = std::move(table.next), names = std::move(names), layer, head,
                  behind](TableRow& row) {
        if (!next(row))
            return false;
        const auto* l = std::get_if<std::int64_t>(&row[layer]);
        const auto* h = std::get_if<std::int64_t>(&row[head]);
        TableValue label;
        if (l != nullptr && h != nullptr) {
            const auto found = names.find({static_cast<int>(*l), static_cast<int>(*h)});
            if (found != names.end())
                label = found->second;
        }
        row.insert(row.begin() + behind, std::move(label));
        return true;
    };
    return table;
}

} // namespace headscope::core
