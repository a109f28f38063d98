// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"
#include "core/text/charsmap.h"
#include "core/text/regexsplitter.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// The steps that change a text before it is cut. Immutable, usable from any thread at once.
class Normalizer
{
public:
    /// What became of a text.
    struct Result {
        std::string text;       ///< valid UTF-8
        bool keepsBegin = true; ///< `begins`, and Strip took nothing from the front
    };

    /// Throws Error for a pattern or a table that cannot be used.
    explicit Normalizer(const TokenizerFile& file);

    bool empty() const { return m_steps.empty(); } ///< texts stay as they are
    /// `text` is valid UTF-8. Throws Error{Unsupported} where the steps make absurdly much of it.
    /// With `begins` false what is put in front of a text is left out.
    Result normalize(std::string_view text, bool begins = true) const;

private:
    struct Step {
        TokenizerFile::Normalizer::Kind kind;
        std::string content;
        bool atBegin = true;
        bool atEnd = true;
        std::optional<RegexSplitter> splitter; ///< Replace
        std::optional<Charsmap> charsmap;      ///< Precompiled
    };

    static std::string apply(const Step& step, const std::string& text, std::size_t limit);

    std::vector<Step> m_steps;
    std::string m_where;
};

} // namespace headscope::core
