// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/plaintext.h"

#include "core/base/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace headscope::core {

namespace {

/// The longest plain decimals: "-0." and 323 zeros and up to 17 digits for the smallest double, 309
/// digits and a sign for the largest.
constexpr std::size_t longestNumber = 400;

template<class Number>
bool appendReal(std::string& out, Number value)
{
    if (!std::isfinite(value))
        return false;
    std::array<char, longestNumber> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::fixed);
    out.append(digits.data(), end.ptr);
    return true;
}

} // namespace

bool appendNumber(std::string& out, float value)
{
    return appendReal(out, value);
}

bool appendNumber(std::string& out, double value)
{
    return appendReal(out, value);
}

void appendNumber(std::string& out, std::int64_t value)
{
    out += std::to_string(value);
}

void appendJsonNumber(std::string& out, float value)
{
    if (!appendReal(out, value))
        out += "null";
}

void appendJsonNumber(std::string& out, double value)
{
    if (!appendReal(out, value))
        out += "null";
}

void appendJsonString(std::string& out, std::string_view text)
{
    if (!isValidUtf8(text)) {
        appendJsonString(out, toValidUtf8(text));
        return;
    }
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (byte < 0x20 || byte == 0x7F) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

} // namespace headscope::core
