// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headscope::core {

/// GPT-2's map: printable bytes of Latin-1 stand for themselves, the others for U+0100, U+0101, ...
/// in order.
class ByteAlphabet
{
public:
    ByteAlphabet();

    /// The bytes that a spelling stands for; a spelling with other characters stands for itself.
    std::string bytesOf(std::string_view spelling) const;
    /// The byte that a spelling of one character stands for.
    std::optional<unsigned char> byteOf(std::string_view spelling) const;

private:
    std::array<std::int16_t, 256 + 68> m_bytes{}; ///< by code point, -1 where it stands for no byte
};

/// The byte that a token spelled <0x0A> stands for; nullopt for all other spellings.
std::optional<unsigned char> byteOfFallback(std::string_view spelling);

/// `text` with `by` in the place of each `what`, which is not empty.
std::string replaceAll(std::string_view text, std::string_view what, std::string_view by);

} // namespace headscope::core
