// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace headscope::core {

/// A pattern in Oniguruma's language, which tokenizer.json files are written in, as a PCRE2 pattern
/// (for UTF, UCP and MULTILINE) that matches the same. The two differ in corners: what `\s` holds
/// (U+180E), what `\v` is, scripts against script extensions, nested classes, quantified intervals.
/// What is not sure to mean the same is refused by Error{Unsupported}; `where` says there whose
/// pattern it is. Reference: Oniguruma's doc/RE, pcre2pattern(3).
std::string onigurumaToPcre2(std::string_view pattern, const std::string& where);

} // namespace headscope::core
