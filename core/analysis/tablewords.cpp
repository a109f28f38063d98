// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tablewords.h"

#include <charconv>
#include <system_error>

namespace headscope::core {

namespace {

std::string headWord(std::string_view text)
{
    if (text.size() > 1 && text[0] == ' ' && text[1] != ' ')
        text.remove_prefix(1);
    std::string word;
    for (const char c : text) {
        switch (c) {
        case ' ':
            word += "␣";
            break;
        case '\n':
        case '\r':
            word += "↵";
            break;
        case '\t':
            word += "⇥";
            break;
        default:
            word += c;
        }
    }
    return word;
}

} // namespace

TableValue wordsOf(const LensCell& cell, const WordList& words, bool hideHighBias)
{
    std::vector<std::string> shown;
    if (!(cell.highBias && hideHighBias))
        for (const TokenId id : cell.ids)
            shown.emplace_back(words.word(id));
    return shown;
}

std::string tokenColumn(std::string_view kind, const PromptToken& token, std::size_t position)
{
    return std::string(kind) + " " + std::to_string(position) + " " + headWord(token.text);
}

std::optional<TokenColumn> readTokenColumn(std::string_view name)
{
    const auto first = name.find(' ');
    const auto second = first == std::string_view::npos ? first : name.find(' ', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = name.substr(first + 1, second - first - 1);
    TokenColumn column{std::string(name.substr(0, first)), 0};
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), column.position);
    if (end.ec != std::errc() || end.ptr != digits.data() + digits.size() || digits.empty())
        return std::nullopt;
    return column;
}

} // namespace headscope::core
