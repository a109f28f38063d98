// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/charsmap.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/unicode.h"

namespace headscope::core {

namespace {

// A unit of the double array: the label of the byte that leads to it (or bit 31 of a value), a flag
// that a value hangs below it, and the distance to its children.
bool hasLeaf(std::uint32_t unit)
{
    return (unit >> 8U & 1U) != 0;
}
std::uint32_t valueOf(std::uint32_t unit)
{
    return unit & 0x7FFFFFFFU;
}
std::uint32_t labelOf(std::uint32_t unit)
{
    return unit & (0x80000000U | 0xFFU);
}
std::uint32_t offsetOf(std::uint32_t unit)
{
    return unit >> 10U << ((unit & (1U << 9U)) >> 6U);
}

std::uint32_t unitAt(std::string_view bytes, std::size_t offset)
{
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < 4; ++i)
        unit |= std::uint32_t{static_cast<unsigned char>(bytes[offset + i])} << 8 * i;
    return unit;
}

} // namespace

Charsmap::Charsmap(std::string_view bytes, const std::string& where)
{
    const auto damaged = [&](const std::string& fault) {
        throw Error(ErrorKind::FileDamaged, where + ": the table of replacements " + fault);
    };
    if (bytes.size() < 4)
        damaged("has " + std::to_string(bytes.size()) + " bytes but must have at least 4");
    const std::size_t size = unitAt(bytes, 0);
    if (size == 0 || size % 4 != 0 || size > bytes.size() - 4)
        damaged("says that its trie has " + std::to_string(size) + " bytes, but "
                + std::to_string(bytes.size() - 4)
                + " follow and it must have a whole number of 4-byte units");
    m_units.reserve(size / 4);
    for (std::size_t offset = 4; offset < 4 + size; offset += 4)
        m_units.push_back(unitAt(bytes, offset));
    m_replacements = bytes.substr(4 + size);
    if (!m_replacements.ends_with('\0'))
        damaged("holds " + std::to_string(m_replacements.size())
                + " bytes of replacements that do not end with a zero byte");
    if (!isValidUtf8(m_replacements))
        damaged("holds replacements that are not valid UTF-8");
    check(where);
}

void Charsmap::check(const std::string& where) const
{
    const auto damaged = [&](std::size_t unit, std::size_t points, std::size_t most) {
        throw Error(ErrorKind::FileDamaged,
                    where + ": the table of replacements has a trie whose unit "
                        + std::to_string(unit) + " points to " + std::to_string(points)
                        + ", which is none of the " + std::to_string(most) + " places there are");
    };
    // All units that a text can lead to. The children of one lie in a block of 256.
    std::vector<bool> seen(m_units.size());
    std::vector<std::size_t> open{0};
    seen[0] = true;
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        const std::uint32_t unit = m_units[at];
        const std::size_t children = at ^ offsetOf(unit);
        if ((children | 0xFFU) >= m_units.size())
            damaged(at, children | 0xFFU, m_units.size());
        const std::uint32_t value = valueOf(m_units[children]);
        // Nor may a replacement begin inside of a code point.
        if (hasLeaf(unit)
            && (value >= m_replacements.size()
                || (static_cast<unsigned char>(m_replacements[value]) & 0xC0U) == 0x80U))
            damaged(children, value, m_replacements.size());
        for (std::uint32_t label = 0; label < 256; ++label) {
            const std::size_t child = children ^ label;
            if (labelOf(m_units[child]) == label && !seen[child]) {
                seen[child] = true;
                open.push_back(child);
            }
        }
    }
}

std::optional<std::string_view> Charsmap::find(std::string_view text) const
{
    std::size_t at = offsetOf(m_units[0]);
    for (const char c : text) {
        const std::uint32_t byte = static_cast<unsigned char>(c);
        at ^= byte;
        // Zero marks values, not texts.
        if (byte == 0 || labelOf(m_units[at]) != byte)
            return std::nullopt;
        const std::uint32_t unit = m_units[at];
        at ^= offsetOf(unit);
        if (hasLeaf(unit))
            return std::string_view(m_replacements.c_str() + valueOf(m_units[at]));
    }
    return std::nullopt;
}

std::string Charsmap::replace(std::string_view text, std::size_t limit) const
{
    constexpr std::size_t longestWhole = 5;
    std::string result;
    result.reserve(text.size());
    for (const std::string_view grapheme : graphemes(text)) {
        if (result.size() > limit)
            break;
        if (grapheme.size() <= longestWhole) {
            if (const auto whole = find(grapheme)) {
                result += *whole;
                continue;
            }
        }
        std::size_t end = 0;
        for (std::size_t begin = 0; begin < grapheme.size(); begin = end) {
            nextCodePoint(grapheme, end);
            const std::string_view character = grapheme.substr(begin, end - begin);
            result += find(character).value_or(character);
        }
    }
    return result;
}

} // namespace headscope::core
