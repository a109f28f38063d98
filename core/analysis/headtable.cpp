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
    const int end = model.info.headsPerLayer();
    if (head.value < 0 || head.value >= end)
        throw Error(ErrorKind::BadArgument, "there is no head " + std::to_string(head.value) + ": "
                                                + model.info.name + " has heads 0 to "
                                                + std::to_string(end - 1) + " in every layer");
}

namespace {

/// The mean over rows of the cosine of two matrices of the same shape.
float meanCosine(const Matrix& a, const Matrix& b)
{
    const Vector sizes = a.rowwise().norm().cwiseProduct(b.rowwise().norm());
    const Vector products = a.cwiseProduct(b).rowwise().sum();
    float sum = 0.0F;
    for (Eigen::Index j = 0; j < sizes.size(); ++j)
        sum += sizes[j] > 0.0F ? products[j] / sizes[j] : 0.0F;
    return sum / static_cast<float>(sizes.size());
}

/// (T, K): what is added to scores by distance alone; empty where nothing is.
Matrix relativeBias(const HeadRun& run)
{
    const auto& bias = run.attention.relativeBias;
    if (!bias)
        return {};
    Matrix result(run.queryCount(), run.keyCount());
    for (Eigen::Index i = 0; i < result.rows(); ++i)
        for (Eigen::Index j = 0; j < result.cols(); ++j)
            result(i, j) = bias->at(run.head, static_cast<int>(i), static_cast<int>(j));
    return result;
}

/// The heads that share keys and values with this one, and how alike their messages are.
void findGroup(HeadTable& table, const HeadRun& run, const Model& model, const Trace& trace)
{
    const Attention& a = run.attention;
    const int before = table.head.value - run.head.value; // heads of another attention
    const Matrix own = a.groups < a.heads ? messages(model, trace, table.layer, table.head)
                                          : Matrix();
    for (int h = 0; h < a.heads; ++h) {
        if (a.groupOf(HeadIndex(h)) != a.groupOf(run.head))
            continue;
        table.groupHeads.push_back(before + h);
        table.groupAlike.push_back(
            h == run.head.value
                ? 1.0F
                : meanCosine(own, messages(model, trace, table.layer, HeadIndex(before + h))));
    }
}

} // namespace

HeadTable headTableWithoutWords(const Model& model, const Trace& trace, LayerIndex layer,
                                HeadIndex head, const HeadTableOptions& options)
{
    checkLayer(model, layer);
    checkHead(model, head);
    HeadTable table;
    table.layer = layer;
    table.head = head;
    const HeadRun run = headRun(model, trace, layer, head);
    const Attention& attention = run.attention;
    table.options = options;
    if (attention.cross) // what queries look for is of other tokens than the rows
        table.options.side = PatternSide::Key;
    table.inputTokens = promptTokens(model, trace.ids);
    table.tokens = attention.cross ? promptTokens(*model.encoder, trace.encoder->ids)
                                   : table.inputTokens;
    table.words = model.words;
    table.scale = attention.scale;
    table.queryFactors = queryFactors(model, trace, layer, head);
    table.relativeBias = relativeBias(run);
    table.headSize = attention.headSize;
    table.latentSize = attention.latent ? attention.latent->size() : 0;
    table.ownHeads = model.info.heads;
    table.cross = attention.cross;
    table.causal = attention.causal && !run.open;
    table.window = run.open ? 0 : attention.window;
    table.byDistance = attention.dependsOnDistance();
    table.tied = model.info.tied;
    const auto K = table.tokens.size();
    for (Eigen::Index i = 0; i < run.queryCount(); ++i)
        table.seen.push_back(run.seen(i));
    findGroup(table, run, model, trace);
    table.patternCells.resize(K);
    table.messageCells.resize(K);
    table.found.assign(K, false);
    const Vector c = shifts(model, trace, layer, head, options.distance);
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
