// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headscope::core {

/// The bytes that a text in Base64 (RFC 4648, section 4, with padding) stands for; nullopt where it
/// is not such a text.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace headscope::core
