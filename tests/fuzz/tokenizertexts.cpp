// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/tokenizertexts.h"

namespace headscope::fuzz {

namespace {

constexpr std::size_t longestText = 4096;

void encode(const core::Tokenizer& tokenizer, std::string_view text)
{
    std::size_t bytes = 0;
    for (const core::TokenId id : tokenizer.encode(text)) {
        if (id < 0 || id >= tokenizer.size())
            finding("the text got the id " + std::to_string(id) + " of "
                    + std::to_string(tokenizer.size()));
        bytes += tokenizer.bytes(id).size();
        static_cast<void>(tokenizer.isSpecial(id));
    }
    static_cast<void>(bytes);
}

} // namespace

void checkTokenizer(const Folder& folder, std::span<const std::string_view> more)
{
    const std::string config = "tokenizer_config.json";
    folder.remove(config);
    for (const std::string_view text : more)
        if (text.starts_with('{'))
            folder.write(config, text);
    try {
        const auto tokenizer = core::loadTokenizer(folder.path());
        for (const std::string_view text :
             {"", "The captain's 12 boats, lowered", " a\n\n \tb  ",
              "e\u0301\u1E9B\u0323 \u4E16\u754C <|x|>", "\xFF\xC3 \xED\xA0\x80"})
            encode(*tokenizer, text);
        for (const std::string_view text : more)
            encode(*tokenizer, text.substr(0, longestText));
        for (const core::TokenId id : {-1, tokenizer->size(), 0x7FFFFFFF})
            if (!tokenizer->bytes(id).empty() || tokenizer->isSpecial(id))
                finding("an id outside the vocabulary is a token");
    } catch (const core::Error& error) {
        checkSentence(error, folder.path());
    }
}

} // namespace headscope::fuzz
