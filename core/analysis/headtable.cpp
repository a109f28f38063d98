// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headtable.h"

#include "core/base/error.h"

namespace headscope::core {

void checkLayer(const Model& model, LayerIndex layer)
{
    if (layer.value < 0 || layer.value >= model.info.layers)
        throw Error(ErrorKind::BadArgument, "there is no layer " + std::to_string(layer.value)
                                                + ": " + model.info.name + " has layers 0 to "
                                                + std::to_string(model.info.layers - 1));
}

void checkHead(const Model& model, HeadIndex head)
{
    if (head.value < 0 || head.value >= model.info.heads)
        throw Error(ErrorKind::BadArgument, "there is no head " + std::to_string(head.value) + ": "
                                                + model.info.name + " has heads 0 to "
                                                + std::to_string(model.info.heads - 1)
                                                + " in every layer");
}

HeadTable headTableWithoutWords(const Model& model, const Trace& trace, LayerIndex layer,
                                HeadIndex head, const HeadTableOptions& options)
{
    checkLayer(model, layer);
    checkHead(model, head);
    HeadTable table;
    table.layer = layer;
    table.head = head;
    table.options = options;
    table.tokens = promptTokens(model, trace.ids);
    table.words = model.words;
    const Attention& attention = model.layers[static_cast<std::size_t>(layer.value)].attention;
    table.headSize = attention.headSize;
    for (int other = 0; other < attention.heads; ++other)
        if (attention.groupOf(HeadIndex(other)) == attention.groupOf(head))
            table.groupHeads.push_back(other);

    const auto T = static_cast<std::size_t>(trace.tokens());
    table.patternCells.resize(T);
    table.messageCells.resize(T);
    table.found.assign(T, false);
    const Vector c = shifts(model, trace, layer, head);
    table.shifts.assign(c.data(), c.data() + c.size());
    table.attention = attentionOf(model, trace, layer, head);
    table.scores = scores(model, trace, layer, head);
    return table;
}

bool findWords(HeadTable& table, const Model& model, const Trace& trace, const Lens& lens,
               const std::vector<int>& rows, const RunControl& control)
{
    HeadBatches head = headBatches(model, trace, table.layer, table.head, table.options);
    const bool some = rows.size() < table.found.size();
    for (std::size_t k = 0; some && k < 2; ++k)
        head.batches[k].vectors = head.batches[k].vectors(rows, Eigen::all).eval();
    auto cells = lens.search(std::move(head.batches), table.options.lens, control);
    if (!cells)
        return false;
    takeCells(head.words, std::move(*cells));
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const auto row = static_cast<std::size_t>(rows[k]);
        table.patternCells[row] = std::move(head.words.patterns[k]);
        table.messageCells[row] = std::move(head.words.messages[k]);
        table.found[row] = true;
    }
    table.patternSizes = std::move(head.words.patternSizes);
    table.messageSizes = std::move(head.words.messageSizes);
    table.alwaysWrites = std::move(head.words.alwaysWrites);
    return true;
}

void setWords(HeadTable& table, const HeadWords& words)
{
    table.patternCells = words.patterns;
    table.messageCells = words.messages;
    table.patternSizes = words.patternSizes;
    table.messageSizes = words.messageSizes;
    table.alwaysWrites = words.alwaysWrites;
    table.found.assign(table.found.size(), true);
}

std::vector<int> rowsWithoutWords(const HeadTable& table)
{
    std::vector<int> rows;
    for (std::size_t row = 0; row < table.found.size(); ++row)
        if (!table.found[row])
            rows.push_back(static_cast<int>(row));
    return rows;
}

std::optional<HeadTable> makeHeadTable(const Model& model, const Trace& trace, const Lens& lens,
                                       LayerIndex layer, HeadIndex head,
                                       const HeadTableOptions& options, const RunControl& control)
{
    HeadTable table = headTableWithoutWords(model, trace, layer, head, options);
    if (!findWords(table, model, trace, lens, rowsWithoutWords(table), control))
        return std::nullopt;
    return table;
}

} // namespace headscope::core
