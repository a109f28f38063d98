// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenspelling.h"

#include "core/base/utf8.h"

namespace headscope::core {

ByteAlphabet::ByteAlphabet()
{
    m_bytes.fill(-1);
    std::uint32_t next = 256;
    for (int byte = 0; byte < 256; ++byte) {
        const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC)
                               || (byte >= 0xAE && byte <= 0xFF);
        m_bytes[printable ? static_cast<std::uint32_t>(byte) : next++] = static_cast<std::int16_t>(
            byte);
    }
}

std::string ByteAlphabet::bytesOf(std::string_view spelling) const
{
    std::string bytes;
    for (std::size_t offset = 0; offset < spelling.size();) {
        const auto codePoint = nextCodePoint(spelling, offset);
        if (!codePoint || *codePoint >= m_bytes.size() || m_bytes[*codePoint] < 0)
            return std::string(spelling);
        bytes += static_cast<char>(m_bytes[*codePoint]);
    }
    return bytes;
}

std::optional<unsigned char> ByteAlphabet::byteOf(std::string_view spelling) const
{
    std::size_t offset = 0;
    const auto codePoint = nextCodePoint(spelling, offset);
    if (!codePoint || offset != spelling.size() || *codePoint >= m_bytes.size()
        || m_bytes[*codePoint] < 0)
        return std::nullopt;
    return static_cast<unsigned char>(m_bytes[*codePoint]);
}

std::optional<unsigned char> byteOfFallback(std::string_view spelling)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (spelling.size() != 6 || !spelling.starts_with("<0x") || !spelling.ends_with('>'))
        return std::nullopt;
    const std::size_t high = digits.find(spelling[3]);
    const std::size_t low = digits.find(spelling[4]);
    if (high == std::string_view::npos || low == std::string_view::npos)
        return std::nullopt;
    return static_cast<unsigned char>(high << 4U | low);
}

std::string replaceAll(std::string_view text, std::string_view what, std::string_view by)
{
    std::string result;
    for (;;) {
        const std::size_t found = text.find(what);
        result += text.substr(0, found);
        if (found == std::string_view::npos)
            return result;
        result += by;
        text.remove_prefix(found + what.size());
    }
}

} // namespace headscope::core
