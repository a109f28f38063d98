// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// Unicode's, of Standard Annex 15.
enum class NormalForm {
    Nfc,  ///< marks joined with their letters
    Nfd,  ///< marks behind their letters
    Nfkc, ///< as Nfc, with look-alikes made one: a ligature becomes its letters
    Nfkd  ///< as Nfd, with look-alikes made one
};

/// `text` (valid UTF-8) in a normal form by the tables of Unicode 9, which Hugging Face's
/// tokenizers use (their crate unicode-normalization-alignments 0.1.12): a character that came
/// later stays as it is and nothing is composed or reordered across it. For characters that are in
/// Unicode 9 no later version changes anything; Unicode promises that.
std::string normalized(std::string_view text, NormalForm form);

/// `text` (valid UTF-8) in lower case, each character by itself whatever stands beside it.
std::string lowercase(std::string_view text);

/// Without the marks that take no room of their own (general category Mn).
std::string withoutMarks(std::string_view text);

/// The characters as readers see them (extended grapheme clusters), in order.
std::vector<std::string_view> graphemes(std::string_view text);

/// Unicode's White_Space.
bool isWhiteSpace(std::uint32_t codePoint);

/// General category Cc, Cf, Cn or Co.
bool isControl(std::uint32_t codePoint);

/// At most U+10FFFF and no surrogate, or what is appended is ill-formed.
void appendUtf8(std::uint32_t codePoint, std::string& text);

} // namespace headscope::core
