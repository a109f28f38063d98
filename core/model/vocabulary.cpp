// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/vocabulary.h"

#include "core/base/utf8.h"
#include "core/text/letters.h"

namespace headscope::core {

namespace {

std::string spelledBytes(std::string_view bytes)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text = "‹";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (i > 0)
            text += ' ';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    text += "›";
    return text;
}

bool holdsControlCharacter(std::string_view word)
{
    std::size_t offset = 0;
    while (const auto c = nextCodePoint(word, offset)) {
        const bool control = *c < 0x20 || (*c >= 0x7F && *c < 0xA0);
        if (control && *c != '\n' && *c != '\r' && *c != '\t')
            return true;
    }
    return false;
}

/// A byte that stands in for characters without a token, though it spells one that has another.
bool isStandIn(const Tokenizer& tokenizer, TokenId id)
{
    const std::string_view bytes = tokenizer.bytes(id);
    return bytes.size() == 1 && tokenizer.find(bytes) != id;
}

} // namespace

std::shared_ptr<const WordList> makeWordList(const Tokenizer* tokenizer, int vocab)
{
    std::vector<std::string> words;
    words.reserve(static_cast<std::size_t>(vocab));
    for (TokenId id = 0; id < vocab; ++id) {
        const std::string_view bytes = tokenizer != nullptr ? tokenizer->bytes(id)
                                                            : std::string_view();
        if (bytes.empty())
            words.push_back(std::string("#").append(std::to_string(id)));
        else
            words.push_back(isValidUtf8(bytes) && !isStandIn(*tokenizer, id) ? std::string(bytes)
                                                                             : spelledBytes(bytes));
    }
    return std::make_shared<const WordList>(std::move(words));
}

std::vector<std::uint8_t> findFragments(const Tokenizer* tokenizer, int vocab,
                                        const RunControl& control)
{
    std::vector<std::uint8_t> hidden(static_cast<std::size_t>(vocab), 0);
    if (tokenizer == nullptr)
        return hidden;
    const LetterFinder letters;
    for (TokenId id = 0; id < vocab; ++id) {
        control.endIfStopped();
        const std::string_view bytes = tokenizer->bytes(id);
        const bool readable = !bytes.empty() && isValidUtf8(bytes) && !holdsControlCharacter(bytes)
                              && !isStandIn(*tokenizer, id);
        const bool whole = readable
                           && (bytes.front() == ' ' || tokenizer->isSpecial(id)
                               || !letters.hasLetterOrDigit(bytes)
                               || tokenizer->find(std::string(" ").append(bytes)).has_value());
        hidden[static_cast<std::size_t>(id)] = whole ? 0 : 1;
    }
    return hidden;
}

} // namespace headscope::core
