// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// Whether all of `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, at most
/// U+10FFFF).
bool isValidUtf8(std::string_view bytes);

/// `bytes` with every ill-formed part replaced by U+FFFD: one per maximal ill-formed prefix, as the
/// Unicode standard advises.
std::string toValidUtf8(std::string_view bytes);

/// The code point that starts at `offset`, and moves `offset` behind it; nullopt (offset unmoved)
/// where it is ill-formed.
std::optional<std::uint32_t> nextCodePoint(std::string_view bytes, std::size_t& offset);

} // namespace headscope::core
