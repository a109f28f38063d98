// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "tests/fuzz/fuzz.h"

#include <span>
#include <string_view>

namespace headscope::fuzz {

/// Loads the tokenizer of a folder and encodes some texts, and `more` of the input's own. A finding
/// where an id is none of the tokenizer's.
void checkTokenizer(const Folder& folder, std::span<const std::string_view> more);

} // namespace headscope::fuzz
