// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

namespace headscope::core {

namespace {

struct Decoded {
    std::size_t length = 0; ///< of the code point, or of the maximal ill-formed prefix
    std::optional<std::uint32_t> codePoint;
};

/// Table 3-7 of the Unicode standard: only the second byte has bounds of its own.
/// `offset` lies inside `bytes`.
Decoded decodeAt(std::string_view bytes, std::size_t offset)
{
    const auto byteAt = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = byteAt(offset);
    if (lead < 0x80)
        return {1, lead};
    if (lead < 0xC2 || lead > 0xF4)
        return {1, std::nullopt};

    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead == 0xE0)
        low = 0xA0; // below: an overlong form
    else if (lead == 0xED)
        high = 0x9F; // above: a surrogate
    else if (lead == 0xF0)
        low = 0x90; // below: an overlong form
    else if (lead == 0xF4)
        high = 0x8F; // above: beyond U+10FFFF

    std::uint32_t codePoint = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (offset + i >= bytes.size())
            return {i, std::nullopt};
        const unsigned char next = byteAt(offset + i);
        if (next < low || next > high)
            return {i, std::nullopt};
        codePoint = codePoint << 6 | (next & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    return {length, codePoint};
}

} // namespace

bool isValidUtf8(std::string_view bytes)
{
    for (std::size_t offset = 0; offset < bytes.size();) {
        const Decoded decoded = decodeAt(bytes, offset);
        if (!decoded.codePoint)
            return false;
        offset += decoded.length;
    }
    return true;
}

std::string toValidUtf8(std::string_view bytes)
{
    std::string result;
    result.reserve(bytes.size());
    for (std::size_t offset = 0; offset < bytes.size();) {
        const Decoded decoded = decodeAt(bytes, offset);
        if (decoded.codePoint)
            result += bytes.substr(offset, decoded.length);
        else
            result += "\xEF\xBF\xBD";
        offset += decoded.length;
    }
    return result;
}

std::optional<std::uint32_t> nextCodePoint(std::string_view bytes, std::size_t& offset)
{
    if (offset >= bytes.size())
        return std::nullopt;
    const Decoded decoded = decodeAt(bytes, offset);
    if (decoded.codePoint)
        offset += decoded.length;
    return decoded.codePoint;
}

} // namespace headscope::core
