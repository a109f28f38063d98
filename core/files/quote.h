// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace headscope::core {

/// `text` in quotation marks as a sentence for people can hold it: one line, valid UTF-8, and cut
/// where it is long. Names inside files are arbitrary bytes; a line feed or a megabyte in an error
/// would hide the rest of it.
std::string quote(std::string_view text);

} // namespace headscope::core
