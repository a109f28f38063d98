// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/quote.h"

#include "core/base/utf8.h"

namespace headscope::core {

std::string quote(std::string_view text)
{
    constexpr std::size_t longest = 120;
    std::string_view rest;
    if (text.size() > longest) {
        rest = "…";
        std::size_t cut = longest;
        // Never cut between the bytes of one code point.
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
            --cut;
        text = text.substr(0, cut);
    }
    std::string result = "\"";
    for (const char c : toValidUtf8(text)) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            result += "\\x";
            result += digits[byte >> 4U];
            result += digits[byte & 15U];
        } else {
            result += c;
        }
    }
    result += rest;
    result += '"';
    return result;
}

} // namespace headscope::core
