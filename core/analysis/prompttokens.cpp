// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/prompttokens.h"

#include "core/base/error.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace headscope::core {

namespace {

constexpr std::size_t longestCharacter = 4; // bytes of one code point in UTF-8, so also the most
                                            // tokens it can split into

/// How many tokens from `first` on spell valid UTF-8 together; 0 where no short run does.
std::size_t wholeRun(const Model& model, const std::vector<TokenId>& ids, std::size_t first,
                     std::string& text)
{
    text.clear();
    for (std::size_t n = 1; n <= longestCharacter && first + n <= ids.size(); ++n) {
        text += model.bytes(ids[first + n - 1]);
        if (isValidUtf8(text))
            return n;
    }
    return 0;
}

/// Whole numbers between blanks and commas.
std::vector<TokenId> idsIn(const Model& model, std::string_view text)
{
    constexpr std::string_view between = " ,\t\r\n";
    std::vector<TokenId> ids;
    for (std::size_t start = text.find_first_not_of(between); start != std::string_view::npos;
         start = text.find_first_not_of(between, start)) {
        const std::size_t end = std::min(text.find_first_of(between, start), text.size());
        TokenId id = 0;
        const auto read = std::from_chars(text.data() + start, text.data() + end, id);
        if (read.ec != std::errc() || read.ptr != text.data() + end)
            throw Error(ErrorKind::BadArgument,
                        model.info.name
                            + " has no tokenizer (tokenizer.json, a SentencePiece model, or "
                              "vocab.json and merges.txt), so its prompt is token ids, as in 5 17 "
                              "3; \""
                            + toValidUtf8(text.substr(start, end - start)) + "\" is none");
        ids.push_back(id);
        start = end;
    }
    return ids;
}

} // namespace

std::vector<TokenId> promptIds(const Model& model, std::string_view text, bool first)
{
    if (!model.tokenizer)
        return idsIn(model, text);
    std::vector<TokenId> ids;
    if (first && model.info.firstToken)
        ids.push_back(*model.info.firstToken);
    const std::vector<TokenId> rest = model.encode(text);
    ids.insert(ids.end(), rest.begin(), rest.end());
    if (first && model.info.lastToken)
        ids.push_back(*model.info.lastToken);
    return ids;
}

PromptIds readPrompt(const Model& model, const PromptText& prompt)
{
    requireRunnable(model);
    if (!model.encoder)
        return promptIds(model, prompt.text, prompt.first);
    // A decoder has nothing to begin with but its first token, whatever the prompt's switch says.
    std::vector<TokenId> decoderIds = promptIds(model, prompt.decoder, true);
    if (decoderIds.empty() && model.info.firstToken)
        decoderIds.push_back(*model.info.firstToken);
    return {promptIds(*model.encoder, prompt.text, prompt.first), std::move(decoderIds)};
}

std::vector<PromptToken> promptTokens(const Model& model, const std::vector<TokenId>& ids)
{
    std::vector<PromptToken> tokens;
    std::string text;
    for (std::size_t i = 0; i < ids.size();) {
        std::size_t n = wholeRun(model, ids, i, text);
        // A token that is readable alone is shown by its own word, and so is a byte that belongs to
        // nothing readable.
        const bool split = n > 1;
        if (n == 0)
            n = 1;
        for (std::size_t k = 0; k < n; ++k) {
            PromptToken token;
            token.id = ids[i + k];
            token.text = split ? text : std::string(model.words->word(token.id));
            token.part = split ? static_cast<int>(k) + 1 : 1;
            token.parts = split ? static_cast<int>(n) : 1;
            token.special = model.isSpecial(token.id);
            tokens.push_back(std::move(token));
        }
        i += n;
    }
    return tokens;
}

} // namespace headscope::core
