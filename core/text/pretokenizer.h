// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"
#include "core/text/regexsplitter.h"

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// The steps that cut a text into the pieces that are made tokens of, each by itself. Immutable,
/// usable from any thread at once.
class PreTokenizer
{
public:
    /// What is made tokens of by itself.
    struct Piece {
        std::string_view text; ///< valid UTF-8
        bool isBegin = false;  ///< begins where the whole text begins
    };
    /// What a text was cut into: views into the text, and into strings that are kept here.
    struct Pieces {
        std::vector<Piece> pieces;        ///< in the order of the text
        std::list<std::string> respelled; ///< a list, so that views into it stay good
    };

    /// Throws Error{Unsupported} for a pattern that cannot be used.
    explicit PreTokenizer(const TokenizerFile& file);

    /// Cuts `text` (valid UTF-8), which must outlive the pieces.
    void cut(std::string_view text, bool isBegin, Pieces& result) const;

private:
    struct Step {
        TokenizerFile::PreTokenizer description;
        std::optional<RegexSplitter> splitter;
    };

    static void apply(const Step& step, const Piece& piece, Pieces& made);
    static Piece withMarks(const Step& step, const Piece& piece, Pieces& made);

    std::vector<Step> m_steps;
};

} // namespace headscope::core
