// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headtable.h"

#include "core/base/error.h"

namespace headscope::core {

namespace {

/// nullptr when stopped.
std::shared_ptr<const HeadWords> findWords(const Model& model, const Trace& trace, const Lens& lens,
                                           LayerIndex layer, HeadIndex head,
                                           const HeadTableOptions& options,
                                           const RunControl& control)
{
    HeadBatches vectors = headBatches(model, trace, layer, head, options);
    auto cells = lens.search(std::move(vectors.batches), options.lens, control);
    if (!cells)
        return nullptr;
    takeCells(vectors.words, std::move(*cells));
    return std::make_shared<const HeadWords>(std::move(vectors.words));
}

} // namespace

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

std::optional<HeadTable> makeHeadTable(const Model& model, const Trace& trace, const Lens& lens,
                                       LayerIndex layer, HeadIndex head,
                                       const HeadTableOptions& options, const RunControl& control,
                                       std::shared_ptr<const HeadWords> known)
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

    if (!known)
        known = findWords(model, trace, lens, layer, head, options, control);
    if (!known)
        return std::nullopt;
    table.patternCells = known->patterns;
    table.messageCells = known->messages;
    table.alwaysWrites = known->alwaysWrites;
    table.patternSizes = known->patternSizes;
    table.messageSizes = known->messageSizes;
    const Vector c = shifts(model, trace, layer, head);
    table.shifts.assign(c.data(), c.data() + c.size());
    table.attention = trace.attentionOf(layer, head);
    table.scores = scores(model, trace, layer, head);
    return table;
}

} // namespace headscope::core
