// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/onigurumapattern.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <algorithm>
#include <array>

namespace headscope::core {

namespace {

/// Unicode's White_Space, which is Oniguruma's \s; PCRE2's adds U+180E. Both as the inside of a
/// class.
constexpr std::string_view whiteSpace =
    R"(\x{9}-\x{d}\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f})"
    R"(\x{3000})";
constexpr std::string_view notWhiteSpace =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{84}\x{86}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff})"
    R"(\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{10ffff})";

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Translator
{
public:
    Translator(std::string_view pattern, const std::string& where)
        : m_pattern(pattern), m_where(where)
    {}

    std::string translate()
    {
        while (m_at < m_pattern.size()) {
            switch (m_pattern[m_at]) {
            case '\\':
                escape(false);
                break;
            case '[':
                characterClass();
                break;
            case '(':
                group();
                break;
            case '{':
                interval();
                break;
            default:
                m_result += m_pattern[m_at++];
            }
        }
        return std::move(m_result);
    }

private:
    [[noreturn]] void refuse(std::string_view what) const
    {
        throw Error(ErrorKind::Unsupported, m_where + ": the pattern " + quote(m_pattern) + " has "
                                                + quote(what) + " at byte " + std::to_string(m_at)
                                                + ", which is not supported");
    }

    bool follows(std::string_view text) const { return m_pattern.substr(m_at).starts_with(text); }

    void copy(std::size_t count)
    {
        m_result += m_pattern.substr(m_at, count);
        m_at += count;
    }

    void replace(std::size_t count, std::string_view by)
    {
        m_result += by;
        m_at += count;
    }

    void replaceClass(std::string_view inside, bool inClass)
    {
        if (!inClass)
            m_result += '[';
        replace(2, inside);
        if (!inClass)
            m_result += ']';
    }

    void escape(bool inClass)
    {
        if (m_at + 1 >= m_pattern.size())
            refuse("\\");
        const char c = m_pattern[m_at + 1];
        switch (c) {
        case 's':
            return replaceClass(whiteSpace, inClass);
        case 'S':
            return replaceClass(notWhiteSpace, inClass);
        case 'v':
            return replace(2, "\\x{b}"); // one character here, a class of line ends in PCRE2
        case 'n':
        case 'r':
        case 't':
        case 'f':
        case 'd':
        case 'D':
            return copy(2);
        case 'p':
        case 'P':
            return property();
        case 'x':
        case 'u':
            return hexadecimal(c);
        default:
            if (isLetter(c) || isDigit(c))
                refuse(m_pattern.substr(m_at, 2));
            // An escaped sign is that sign; one outside of ASCII needs no backslash.
            if (static_cast<unsigned char>(c) >= 0x80U)
                return replace(1, "");
            return copy(2);
        }
    }

    /// \p{L} and the like are the same; a longer name is a script, which PCRE2 would read as the
    /// script's extensions.
    void property()
    {
        const std::size_t end = m_pattern.find('}', m_at);
        if (!m_pattern.substr(m_at + 2).starts_with('{') || end == std::string_view::npos)
            refuse(m_pattern.substr(m_at, 2));
        const std::string_view whole = m_pattern.substr(m_at, end + 1 - m_at);
        std::string_view name = whole.substr(3, whole.size() - 4);
        const bool negated = name.starts_with('^');
        if (negated)
            name.remove_prefix(1);
        if (name.empty() || !std::all_of(name.begin(), name.end(), [](char c) {
                return isLetter(c) || c == '_';
            }))
            refuse(whole);
        if (name.size() <= 2)
            return copy(whole.size());
        m_result += whole.substr(0, 3);
        m_result += negated ? "^sc:" : "sc:";
        m_result += name;
        m_result += '}';
        m_at += whole.size();
    }

    void hexadecimal(char kind)
    {
        const std::string_view rest = m_pattern.substr(m_at + 2);
        std::string_view digits;
        std::size_t length = 0;
        if (kind == 'x' && rest.starts_with('{')) {
            digits = rest.substr(1, std::min(rest.find('}'), rest.size()) - 1);
            length = 4 + digits.size();
        } else {
            digits = rest.substr(0, kind == 'x' ? 2 : 4);
            length = 2 + digits.size();
        }
        const bool complete = m_at + length <= m_pattern.size()
                              && (kind == 'x' || digits.size() == 4) && !digits.empty()
                              && digits.size() <= 6
                              && std::all_of(digits.begin(), digits.end(), isHexDigit);
        // Two bare digits from 80 on are a byte in Oniguruma, half a character.
        const bool isByte = kind == 'x' && !rest.starts_with('{')
                            && (digits.size() != 2 || digits[0] > '7');
        if (!complete || isByte)
            refuse(m_pattern.substr(m_at, 2));
        m_result += "\\x{";
        replace(length, digits);
        m_result += '}';
    }

    void characterClass()
    {
        copy(1);
        if (follows("^"))
            copy(1);
        if (follows("]"))
            refuse("[]");
        while (!follows("]")) {
            if (m_at >= m_pattern.size())
                refuse("[ without ]");
            if (follows("[") || follows("&&"))
                refuse(follows("[") ? "[ in a class" : "&&");
            if (follows("\\"))
                escape(true);
            else
                copy(1);
        }
        copy(1);
    }

    void group()
    {
        constexpr std::array<std::string_view, 7> known{"(?:",  "(?=",  "(?!", "(?>",
                                                        "(?<=", "(?<!", "(?i:"};
        for (const std::string_view start : known) {
            if (follows(start))
                return copy(start.size());
        }
        // Inside a pattern the two disagree about what an option without a colon reaches.
        if (follows("(?i)") && m_at == 0)
            return copy(4);
        if (follows("(?") || follows("(*"))
            refuse(m_pattern.substr(m_at, 4));
        copy(1);
    }

    /// {n}, {n,} and {n,m} are the same, but not what may follow them, nor {,m}.
    void interval()
    {
        std::size_t end = m_at + 1;
        while (end < m_pattern.size() && (isDigit(m_pattern[end]) || m_pattern[end] == ','))
            ++end;
        const bool isInterval = end < m_pattern.size() && m_pattern[end] == '}' && end > m_at + 1;
        if (!isInterval || m_pattern[m_at + 1] == ',')
            refuse("{");
        const char next = end + 1 < m_pattern.size() ? m_pattern[end + 1] : '\0';
        if (next == '+' || next == '?' || next == '*' || next == '{')
            refuse(m_pattern.substr(m_at, end + 2 - m_at));
        copy(end + 1 - m_at);
    }

    std::string_view m_pattern;
    const std::string& m_where;
    std::size_t m_at = 0;
    std::string m_result;
};

} // namespace

std::string onigurumaToPcre2(std::string_view pattern, const std::string& where)
{
    return Translator(pattern, where).translate();
}

} // namespace headscope::core
