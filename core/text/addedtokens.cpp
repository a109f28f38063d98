// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/addedtokens.h"

#include "core/base/utf8.h"
#include "core/text/regexsplitter.h"

#include <algorithm>

namespace headscope::core {

namespace {

/// Unicode's White_Space.
bool isSpace(std::uint32_t c)
{
    return (c >= 0x9 && c <= 0xD) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680
           || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F
           || c == 0x205F || c == 0x3000;
}

/// The character at the offset; empty at the end and where it is ill-formed.
std::string_view characterAt(std::string_view text, std::size_t offset)
{
    std::size_t end = offset;
    return nextCodePoint(text, end) ? text.substr(offset, end - offset) : std::string_view();
}

/// The character that ends at the offset; empty at the beginning and where it is ill-formed.
std::string_view characterBefore(std::string_view text, std::size_t offset)
{
    for (std::size_t length = 1; length <= 4 && length <= offset; ++length) {
        const std::string_view character = characterAt(text, offset - length);
        if (!character.empty())
            return character.size() == length ? character : std::string_view();
    }
    return {};
}

bool isSpace(std::string_view character)
{
    std::size_t offset = 0;
    const auto codePoint = nextCodePoint(character, offset);
    return codePoint && isSpace(*codePoint);
}

} // namespace

AddedTokens::AddedTokens(std::vector<TokenizerFile::AddedToken> tokens)
    : m_tokens(std::move(tokens)), m_nodes(1)
{
    for (std::size_t token = 0; token < m_tokens.size(); ++token) {
        std::size_t node = 0;
        for (const char byte : m_tokens[token].content) {
            const auto& next = m_nodes[node].next;
            const auto found = std::find_if(next.begin(), next.end(),
                                            [&](const auto& n) { return n.first == byte; });
            if (found != next.end()) {
                node = found->second;
                continue;
            }
            m_nodes[node].next.emplace_back(byte, m_nodes.size());
            node = m_nodes.size();
            m_nodes.emplace_back();
        }
        m_nodes[node].token = token;
    }
}

std::optional<AddedTokens::Match> AddedTokens::findFrom(std::string_view text,
                                                        std::size_t offset) const
{
    for (std::size_t begin = offset; begin < text.size(); ++begin) {
        std::optional<Match> longest;
        std::size_t node = 0;
        for (std::size_t at = begin; at < text.size(); ++at) {
            const auto& next = m_nodes[node].next;
            const auto found = std::find_if(next.begin(), next.end(),
                                            [&](const auto& n) { return n.first == text[at]; });
            if (found == next.end())
                break;
            node = found->second;
            if (m_nodes[node].token)
                longest = {begin, at + 1, *m_nodes[node].token};
        }
        if (longest)
            return longest;
    }
    return std::nullopt;
}

std::vector<AddedTokens::Part> AddedTokens::split(std::string_view text) const
{
    std::vector<Part> parts;
    std::size_t covered = 0;  // parts reach up to here
    std::size_t searched = 0; // and the next match begins here or later
    while (const auto match = findFrom(text, searched)) {
        searched = match->end;
        const TokenizerFile::AddedToken& token = m_tokens[match->token];
        if (token.singleWord
            && (RegexSplitter::isWordCharacter(characterBefore(text, match->begin))
                || RegexSplitter::isWordCharacter(characterAt(text, match->end))))
            continue;
        std::size_t begin = std::max(match->begin, covered);
        std::size_t end = std::max(match->end, covered);
        if (token.leftStrip) {
            while (begin > covered && isSpace(characterBefore(text, begin)))
                begin -= characterBefore(text, begin).size();
            // A character cannot straddle two parts, but one part may have taken what stands before
            // this token.
            begin = std::max(begin, covered);
        }
        if (token.rightStrip) {
            while (isSpace(characterAt(text, end)))
                end += characterAt(text, end).size();
        }
        if (begin > covered)
            parts.push_back({text.substr(covered, begin - covered), std::nullopt});
        parts.push_back({text.substr(begin, end - begin), token.id});
        covered = end;
    }
    if (covered < text.size())
        parts.push_back({text.substr(covered), std::nullopt});
    return parts;
}

} // namespace headscope::core
