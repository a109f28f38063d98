// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// A token of the prompt as it is shown.
struct PromptToken {
    TokenId id = 0;   ///< what the model reads
    std::string text; ///< valid UTF-8 with its leading space; a code point split over tokens: the
                      ///< whole character
    int part = 1;     ///< which part of a split character this token is, from 1
    int parts = 1;    ///< of how many tokens; 1 = not split
    bool special = false; ///< to the tokenizer: first, last, padding and the like
};

/// The ids of a prompt: the model's first token in front and its last behind where `first` (and the
/// model has them), between them the text's tokens. Of a model without tokenizer the text is its
/// ids, which are taken as they are; throws Error{BadArgument} for what is no number.
std::vector<TokenId> promptIds(const Model& model, std::string_view text, bool first);

/// A prompt as it is written.
struct PromptText {
    std::string text;         ///< or token ids, of a model without tokenizer
    std::string decoder = {}; ///< what the decoder has said already, of models with an encoder
    bool first = true;        ///< first and last token around `text`

    bool operator==(const PromptText&) const = default; ///< equal ones give one model the same ids
};
/// The ids that a model runs on. The decoder's always begin with the token that its prompts have in
/// front. Throws as promptIds().
PromptIds readPrompt(const Model& model, const PromptText& prompt);
/// (T): how the ids of a prompt are shown. Bytes that belong to no character are spelled as in
/// WordList.
std::vector<PromptToken> promptTokens(const Model& model, const std::vector<TokenId>& ids);

} // namespace headscope::core
