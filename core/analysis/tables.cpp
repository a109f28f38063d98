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

/// A source over rows that are already there.
TableSource sourceOf(std::vector<std::string> columns, std::vector<TableRow> rows)
{
    auto kept = std::make_shared<std::vector<TableRow>>(std::move(rows));
    std::size_t at = 0;
    return {std::move(columns), [kept, at](TableRow& row) mutable {
                if (at == kept->size())
                    return false;
                row = (*kept)[at++];
                return true;
            }};
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
    for (std::size_t i = 0; i < table->tokens.size(); ++i)
        source.columns.push_back(tokenColumn("attention", table->tokens[i], i));
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
        // Input tokens before this one cannot see it: nothing there, which is not the same as 0.
        const auto column = static_cast<Eigen::Index>(j);
        for (Eigen::Index i = 0; i < table->attention.rows(); ++i)
            row.push_back(i < column ? TableValue() : TableValue(table->attention(i, column)));
        return true;
    };
    return source;
}

std::optional<TableSource> vectorTableSource(const Model& model, const Trace& trace,
                                             const Lens& lens, VectorKind kind,
                                             const HeadTableOptions& options,
                                             const RunControl& control)
{
    const std::vector<PromptToken> tokens = promptTokens(model, trace.ids);
    const bool hide = options.lens.hideHighBias;
    std::vector<TableRow> rows;
    for (int l = 0; l < model.info.layers; ++l) {
        const LayerIndex layer(l);
        for (int h = 0; h < model.info.heads; ++h) {
            const HeadIndex head(h);
            const bool pattern = kind == VectorKind::Pattern;
            Matrix vectors = pattern ? patterns(model, trace, layer, head, options.side)
                                     : messages(model, trace, layer, head);
            if (pattern ? options.centredPatterns : options.centredMessages)
                centre(vectors);
            const auto cells = lens.search(constView(vectors),
                                           pattern ? LensTarget::pattern(layer)
                                                   : LensTarget::message(layer),
                                           options.lens, control);
            if (!cells)
                return std::nullopt;
            for (std::size_t j = 0; j < tokens.size(); ++j) {
                const LensCell& cell = (*cells)[j];
                rows.push_back({whole(l), whole(h), whole(static_cast<std::int64_t>(j)),
                                tokens[j].text, whole(tokens[j].id),
                                wordsOf(cell, *model.words, hide), scoresOf(cell, hide),
                                vectors.row(static_cast<Eigen::Index>(j)).norm(), cell.bias,
                                cell.rho, cell.highBias, cell.legibility});
            }
        }
        control.report(l + 1, model.info.layers);
    }
    return sourceOf({"layer", "head", "position", "token", "id", "words", "scores", "size", "bias",
                     "rho", "high_bias", "legibility"},
                    std::move(rows));
}

} // namespace headscope::core
