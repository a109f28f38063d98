// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"
#include "core/text/piecemodel.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace headscope::core {

/// The unigram language model of SentencePiece (Kudo 2018) as Hugging Face's tokenizers run it: of
/// all ways to cut a piece into tokens the one with the largest sum of scores, found from left to
/// right in time proportional to the text. A character without a token costs ten more than the
/// least score; neighbours of that kind are one unknown token, or their bytes' tokens.
class Unigram final : public PieceModel
{
public:
    /// Scores must be finite and `unknown` be there; the files' readers see to both.
    explicit Unigram(const TokenizerFile& file);

    std::unique_ptr<PieceEncoder> makeEncoder() const override;

private:
    class Encoder;
    struct Token {
        std::string spelling;
        TokenId id = 0;
        double score = 0.0;
    };

    TokenId idOf(std::string_view spelling) const;

    std::vector<Token> m_tokens; ///< in the order of their bytes, each spelling once
    double m_unknownScore = 0.0;
    TokenId m_unknown = 0;
    std::array<TokenId, 256> m_byteTokens{}; ///< -1 where there is none
};

} // namespace headscope::core
