// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/handmade.h"

#include "core/analysis/repeats.h"

#include <algorithm>
#include <string>
#include <utility>

namespace headscope::test {

ui::HeadTablePtr handmadeTable(int tokens)
{
    auto table = std::make_shared<core::HeadTable>();
    table->layer = core::LayerIndex(1);
    table->head = core::HeadIndex(2);
    table->headSize = 64;
    table->ownHeads = 6;
    table->groupHeads = {2};
    table->groupAlike = {1.0F};
    table->scale = 0.125F;
    table->queryFactors = core::Vector::Ones(tokens);
    table->options.centredPatterns = true;
    table->words = std::make_shared<const core::WordList>(
        std::vector<std::string>{" ship", "lower", " ", "\n", " boats", " order", " captain"});
    table->attention = core::Matrix::Zero(tokens, tokens);
    table->scores = core::Matrix::Zero(tokens, tokens);
    for (int j = 0; j < tokens; ++j) {
        core::PromptToken token;
        token.id = j % 7;
        token.text = j == 0 ? "<|endoftext|>" : std::string(table->words->word(token.id));
        token.special = j == 0;
        if (j == 3) {
            token.text = "\xe6\xbc\xa2";
            token.part = 2;
            token.parts = 3;
        }
        table->tokens.push_back(token);
        core::LensCell cell;
        cell.ids = {j % 5, j % 5 + 1, j % 5 + 2};
        cell.scores = {0.5F, 0.25F, 0.125F};
        cell.legibility = 3.0 + j;
        cell.highBias = j == 2;
        table->patternCells.push_back(cell);
        table->messageCells.push_back(cell);
        table->patternSizes.push_back(2.0F);
        table->messageSizes.push_back(static_cast<float>(j + 1));
        table->shifts.push_back(static_cast<float>(-j));
        for (int i = j; i < tokens; ++i) {
            table->attention(i, j) = 1.0F / static_cast<float>(i + 1);
            table->scores(i, j) = static_cast<float>(i) + static_cast<float>(j) / 10.0F;
        }
        table->seen.push_back({0, j + 1});
    }
    table->inputTokens = table->tokens;
    return table;
}

ui::HeadTablePtr handmadeSight(int tokens, int window, bool causal)
{
    auto table = std::make_shared<core::HeadTable>(*handmadeTable(tokens));
    table->window = window;
    table->causal = causal;
    table->attention.setZero();
    table->scores.setZero();
    for (int i = 0; i < tokens; ++i) {
        core::KeyRange& seen = table->seen[static_cast<std::size_t>(i)];
        seen = {window > 0 ? std::max(0, i + 1 - window) : 0, causal ? i + 1 : tokens};
        for (auto j = seen.first; j < seen.end; ++j) {
            table->attention(i, j) = 1.0F / static_cast<float>(seen.count());
            table->scores(i, j) = static_cast<float>(i) + static_cast<float>(j) / 10.0F;
        }
    }
    return table;
}

ui::HeadTablePtr handmadeCross(int contexts, int inputs)
{
    auto table = std::make_shared<core::HeadTable>(*handmadeTable(contexts));
    table->head = core::HeadIndex(8);
    table->groupHeads = {8};
    table->cross = true;
    table->causal = false;
    table->inputTokens.clear();
    table->queryFactors = core::Vector::Ones(inputs);
    table->seen.assign(static_cast<std::size_t>(inputs), {0, contexts});
    table->attention = core::Matrix::Zero(inputs, contexts);
    table->scores = core::Matrix::Zero(inputs, contexts);
    for (int i = 0; i < inputs; ++i) {
        core::PromptToken token;
        token.id = (i + 5) % 7;
        token.text = std::string(table->words->word(token.id));
        table->inputTokens.push_back(token);
        for (int j = 0; j < contexts; ++j) {
            table->attention(i, j) = static_cast<float>(j + 1)
                                     / static_cast<float>(contexts * (contexts + 1) / 2);
            table->scores(i, j) = static_cast<float>(i) + static_cast<float>(j) / 10.0F;
        }
    }
    return table;
}

ui::HeadGridPtr handmadeDecoderGrid(int layers, int heads, int tokens, int memory)
{
    auto grid = std::make_shared<core::HeadGrid>(*handmadeGrid(layers, heads, tokens));
    const auto cross = handmadeGrid(layers, heads, memory);
    grid->headsPerLayer = 2 * heads;
    grid->memory = cross->tokens;
    for (std::size_t j = 0; j < grid->memory.size(); ++j)
        grid->memory[j].text = " m" + std::to_string(j);
    const auto own = std::exchange(grid->heads, {});
    for (int layer = 0; layer < layers; ++layer)
        for (const auto* part : {&own, &cross->heads})
            grid->heads.insert(grid->heads.end(), part->begin() + layer * heads,
                               part->begin() + (layer + 1) * heads);
    return grid;
}

ui::HeadGridPtr handmadeGrid(int layers, int heads, int tokens, int found)
{
    auto grid = std::make_shared<core::HeadGrid>();
    grid->layers = layers;
    grid->headsPerLayer = heads;
    grid->ownHeads = heads;
    // One list, as of one model: results that share it are of the same model.
    static const auto words = [] {
        std::vector<std::string> list;
        for (int i = 0; i < 200; ++i)
            list.push_back(" w" + std::to_string(i));
        return std::make_shared<const core::WordList>(list);
    }();
    grid->words = words;
    for (int j = 0; j < tokens; ++j) {
        core::PromptToken token;
        token.id = j % 200;
        token.text = " t" + std::to_string(j);
        grid->tokens.push_back(token);
    }
    for (int k = 0; k < layers * heads; ++k) {
        grid->heads.push_back(nullptr);
        if (k >= found)
            continue;
        const int layer = k / heads;
        const int head = k % heads;
        auto made = std::make_shared<core::HeadWords>();
        for (int j = 0; j < tokens; ++j) {
            const bool same = layer == 1 && head == 1;
            const int first = 10 * (7 * layer + 3 * head + (same ? 0 : j)) % 190;
            core::LensCell cell;
            for (int i = 0; i < 9; ++i) {
                cell.ids.push_back(first + i);
                cell.scores.push_back(0.9F - 0.1F * static_cast<float>(i));
            }
            cell.legibility = 4.0 + j + layer / 10.0;
            cell.highBias = k == 0 && j == 2;
            made->patterns.push_back(cell);
            for (core::TokenId& id : cell.ids)
                ++id;
            made->messages.push_back(cell);
            made->patternSizes.push_back(1.0F + static_cast<float>(j));
            made->messageSizes.push_back(2.0F + static_cast<float>(j));
        }
        made->patternRepeats = core::repeatingCells(made->patterns, true);
        made->messageRepeats = core::repeatingCells(made->messages, true);
        grid->heads.back() = std::move(made);
    }
    return grid;
}

void select(app::Selection& selection, const core::HeadTable& table)
{
    selection.setBounds(3, 12, static_cast<int>(table.inputTokens.size()), 8);
    selection.setMemory(table.ownHeads, table.cross ? static_cast<int>(table.tokens.size()) : 0);
    selection.setHead(table.layer, table.head);
}

} // namespace headscope::test
