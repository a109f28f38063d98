// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "tests/fuzz/fuzz.h"

#include <span>
#include <string_view>

namespace headscope::fuzz {

/// Loads the tokenizer of a folder and encodes some texts, and those of `more`, which the input
/// brings; one of them that begins with { is the folder's tokenizer_config.json instead. A finding
/// where an id is none of the tokenizer's.
void checkTokenizer(const Folder& folder, std::span<const std::string_view> more);

} // namespace headscope::fuzz
