// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"
#include "core/text/piecemodel.h"

#include <string>
#include <unordered_map>

namespace headscope::core {

/// BERT's WordPiece: the longest token that the word begins with, then the longest that the rest
/// begins with, and so on; the whole word is unknown where there is none.
class WordPiece final : public PieceModel
{
public:
    /// `unknown` must be there; the file's reader sees to it.
    explicit WordPiece(const TokenizerFile& file);

    std::unique_ptr<PieceEncoder> makeEncoder() const override;

private:
    class Encoder;

    std::unordered_map<std::string, TokenId> m_vocabulary;
    std::string m_prefix; ///< of tokens inside of a word
    TokenId m_unknown = 0;
    std::size_t m_longestWord = 0;  ///< in characters
    std::size_t m_longestToken = 0; ///< in bytes
};

} // namespace headscope::core
