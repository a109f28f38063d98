// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// Cuts text at the matches of a pattern. Immutable, usable from any thread at once.
class RegexSplitter
{
public:
    /// A stretch of the text.
    struct Segment {
        std::string_view text; ///< a view into what was split
        bool isMatch = false;  ///< or what stands between two matches
    };

    /// `where` names the file in errors: Error{Unsupported} for a pattern that cannot be compiled
    /// or might mean something else here.
    RegexSplitter(const TokenizerFile::Pattern& pattern, std::string where);
    ~RegexSplitter();
    RegexSplitter(RegexSplitter&&) noexcept; ///< the other one can only be destroyed

    /// Appends all of `text` (valid UTF-8) in order. A match may be empty, what stands between is
    /// not. Throws Error{Unsupported} where the pattern needs absurdly many steps.
    void split(std::string_view text, std::vector<Segment>& segments) const;

    /// Whether a character may be part of a word, as tokenizers decide whether an added token
    /// stands alone: letters, marks, decimal digits, connecting punctuation and joiners (`\w` of
    /// Unicode's Technical Standard 18).
    static bool isWordCharacter(std::string_view character);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headscope::core
