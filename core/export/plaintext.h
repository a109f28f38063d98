// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headscope::core {

/// Appends the shortest plain decimal (C locale, no exponent) that reads back as the same number.
/// Infinities and NaN, which no decimal spells, append nothing and return false.
bool appendNumber(std::string& out, float value);
/// Likewise, with the digits of a double.
bool appendNumber(std::string& out, double value);
/// A whole number always has its digits.
void appendNumber(std::string& out, std::int64_t value);

/// Appends a JSON string with its quotes. Ill-formed UTF-8 becomes U+FFFD, control characters
/// become escapes.
void appendJsonString(std::string& out, std::string_view text);

/// As appendNumber(), with null for what is no number.
void appendJsonNumber(std::string& out, float value);
/// Likewise, with the digits of a double.
void appendJsonNumber(std::string& out, double value);

} // namespace headscope::core
