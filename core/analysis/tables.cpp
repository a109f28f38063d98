// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tables.h"

#include "core/analysis/tablewords.h"

#include <algorithm>
#include <utility>

namespace headscope::core {

namespace {

TableValue whole(std::int64_t x)
{
    return x;
}

TableValue scoresOf(const LensCell& cell, bool hideHighBias)
{
    return cell.highBias && hideHighBias ? std::vector<float>() : cell.scores;
}

/// The patterns or messages table, without rows yet.
TableSource vectorTable(VectorKind kind)
{
    TableSource source;
    source.columns = {"layer",  "head", "position", "token", "id",        "words",
                      "scores", "size", "bias",     "rho",   "high_bias", "legibility"};
    source.name = kind == VectorKind::Pattern ? "patterns" : "messages";
    source.setHeat("size", Heat::Size);
    source.setHeat("rho", Heat::Signed);
    source.setContent({"words"}, Content::Words);
    source.setContent({"token", "id", "scores", "high_bias"}, Content::Other);
    return source;
}

TableRow vectorRow(int layer, int head, const PromptToken& token, std::size_t position,
                   const LensCell& cell, float size, const WordList& words, bool hide)
{
    return {whole(layer),
            whole(head),
            whole(static_cast<std::int64_t>(position)),
            token.text,
            whole(token.id),
            wordsOf(cell, words, hide),
            scoresOf(cell, hide),
            size,
            cell.bias,
            cell.rho,
            cell.highBias,
            cell.legibility};
}

} // namespace

TableSource headTableSource(std::shared_ptr<const HeadTable> table)
{
    TableSource source;
    source.columns = {"position",
                      "token",
                      "id",
                      "pattern",
                      "pattern_size",
                      "pattern_rho",
                      "pattern_high_bias",
                      "pattern_legibility",
                      "message",
                      "message_size",
                      "message_rho",
                      "message_high_bias",
                      "message_legibility",
                      "shift"};
    for (std::size_t i = 0; i < table->inputTokens.size(); ++i)
        source.columns.push_back(tokenColumn("attention", table->inputTokens[i], i));
    source.name = "head " + std::to_string(table->layer.value) + "."
                  + std::to_string(table->head.value);
    source.rows = table->tokens.size();
    source.setContent({"pattern", "message"}, Content::Words);
    source.setContent({"token", "id", "pattern_high_bias", "message_high_bias"}, Content::Other);
    source.setHeat("pattern_size", Heat::Size);
    source.setHeat("message_size", Heat::Size);
    source.setHeat("shift", Heat::Signed);
    source.setHeatFrom(source.columns.size() - table->inputTokens.size(), Heat::Share);
    std::size_t next = 0;
    source.next = [table = std::move(table), next](TableRow& row) mutable {
        if (next == table->tokens.size())
            return false;
        const std::size_t j = next++;
        const bool hide = table->options.lens.hideHighBias;
        const LensCell& p = table->patternCells[j];
        const LensCell& m = table->messageCells[j];
        row = {whole(static_cast<std::int64_t>(j)),
               table->tokens[j].text,
               whole(table->tokens[j].id),
               wordsOf(p, *table->words, hide),
               table->patternSizes[j],
               p.rho,
               p.highBias,
               p.legibility,
               wordsOf(m, *table->words, hide),
               table->messageSizes[j],
               m.rho,
               m.highBias,
               m.legibility,
               table->shifts[j]};
        // Input tokens that cannot see it have nothing there, which is not the same as 0.
        const auto column = static_cast<int>(j);
        for (int i = 0; i < static_cast<int>(table->attention.rows()); ++i)
            row.push_back(table->sees(i, column) ? TableValue(table->attention(i, column))
                                                 : TableValue());
        return true;
    };
    return source;
}

std::optional<TableSource> vectorTableSource(const Model& model, const Trace& trace,
                                             const Lens& lens, VectorKind kind,
                                             const HeadTableOptions& options,
                                             const RunControl& control)
{
    const bool hide = options.lens.hideHighBias;
    std::vector<TableRow> rows;
    for (int l = 0; l < model.info.layers; ++l) {
        const LayerIndex layer(l);
        for (int h = 0; h < model.info.headsPerLayer(); ++h) {
            const HeadIndex head(h);
            const bool pattern = kind == VectorKind::Pattern;
            const HeadRun run = headRun(model, trace, layer, head);
            // The encoder's where the head looks there, but for what its queries look for.
            const bool memory = run.attention.cross
                                && !(pattern && options.side == PatternSide::Query);
            const std::vector<PromptToken> tokens = promptTokens(model, memory ? trace.encoder->ids
                                                                               : trace.ids);
            Matrix vectors = pattern ? patterns(model, trace, layer, head, options.side,
                                                options.distance)
                                     : messages(model, trace, layer, head);
            if (pattern ? options.centredPatterns : options.centredMessages)
                centre(vectors);
            const auto cells = lens.search(constView(vectors),
                                           pattern ? patternTarget(model, layer, head, options.side)
                                                   : messageTarget(model, layer, head),
                                           options.lens, control);
            if (!cells)
                return std::nullopt;
            for (std::size_t j = 0; j < tokens.size(); ++j) {
                rows.push_back(vectorRow(l, h, tokens[j], j, (*cells)[j],
                                         vectors.row(static_cast<Eigen::Index>(j)).norm(),
                                         *model.words, hide));
            }
        }
        control.report(l + 1, model.info.layers);
    }
    TableSource source = vectorTable(kind);
    source.rows = rows.size();
    source.next = [kept = std::make_shared<std::vector<TableRow>>(std::move(rows)),
                   at = std::size_t(0)](TableRow& row) mutable {
        if (at == kept->size())
            return false;
        row = (*kept)[at++];
        return true;
    };
    return source;
}

TableSource vectorTableSource(std::shared_ptr<const HeadGrid> grid, VectorKind kind)
{
    TableSource source = vectorTable(kind);
    for (std::size_t h = 0; h < grid->heads.size(); ++h)
        if (grid->heads[h])
            source.rows +=
                grid->contextOf(HeadIndex(static_cast<int>(h) % grid->headsPerLayer)).size();
    std::size_t head = 0;
    std::size_t token = 0;
    source.next = [grid = std::move(grid), kind, head, token](TableRow& row) mutable {
        const auto perLayer = static_cast<std::size_t>(grid->headsPerLayer);
        const auto tokens = [&]() -> const std::vector<PromptToken>& {
            return grid->contextOf(HeadIndex(static_cast<int>(head % perLayer)));
        };
        while (head < grid->heads.size() && (!grid->heads[head] || token == tokens().size())) {
            ++head;
            token = 0;
        }
        if (head >= grid->heads.size())
            return false;
        const HeadWords& words = *grid->heads[head];
        const bool pattern = kind == VectorKind::Pattern;
        row = vectorRow(static_cast<int>(head / perLayer), static_cast<int>(head % perLayer),
                        tokens()[token], token, (pattern ? words.patterns : words.messages)[token],
                        (pattern ? words.patternSizes : words.messageSizes)[token], *grid->words,
                        grid->options.lens.hideHighBias);
        ++token;
        return true;
    };
    return source;
}

} // namespace headscope::core
