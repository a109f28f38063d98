// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/handmade.h"

namespace headscope::test {

ui::HeadTablePtr handmadeTable(int tokens)
{
    auto table = std::make_shared<core::HeadTable>();
    table->layer = core::LayerIndex(1);
    table->head = core::HeadIndex(2);
    table->headSize = 64;
    table->groupHeads = {2};
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
    }
    return table;
}

} // namespace headscope::test
