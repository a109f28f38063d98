// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"
#include "core/text/addedtokens.h"
#include "core/text/regexsplitter.h"
#include "core/text/tokenizer.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headscope::core {

/// Byte-level byte-pair encoding, as GPT-2 introduced it: the text is cut into pieces, and within a
/// piece neighbouring tokens, at first single bytes, are joined in the order of the merges.
/// Immutable, usable from any thread at once. Every byte has a token, so that decode(encode(text))
/// gives back any bytes, unless the tokenizer's own options change the text (a space put in front,
/// white space taken by a token) or it lacks a byte that never occurs in UTF-8. An ill-formed run
/// of bytes is a piece of its own.
class ByteLevelBpe final : public Tokenizer
{
public:
    /// Throws Error{Unsupported} for a pattern that cannot be used and for a vocabulary without a
    /// token for some byte of UTF-8; Stopped.
    explicit ByteLevelBpe(const TokenizerFile& file, const RunControl& control = {});

    std::vector<TokenId> encode(std::string_view text) const override;
    std::string_view bytes(TokenId id) const override;
    bool isSpecial(TokenId id) const override;
    int size() const override { return static_cast<int>(m_bytes.size()); }
    std::optional<TokenId> find(std::string_view bytes) const override;

private:
    struct Step {
        std::optional<RegexSplitter> splitter; ///< none: the piece stays whole
        bool keepsGaps = true;
        bool addsPrefixSpace = false;
    };
    struct Merge {
        std::int32_t rank = 0;
        TokenId joined = 0;
    };
    class PieceEncoder;

    void encodeOrdinary(std::string_view text, PieceEncoder& encoder) const;
    const Merge* merge(TokenId left, TokenId right) const;

    std::vector<std::string> m_bytes;        ///< by id
    std::vector<bool> m_special;             ///< by id
    std::array<TokenId, 256> m_byteTokens{}; ///< -1 where there is none
    std::unordered_map<std::uint64_t, Merge> m_merges;
    /// Bytes -> id; views into m_bytes.
    std::unordered_map<std::string_view, TokenId> m_vocabulary;
    std::unordered_map<std::string_view, TokenId> m_added;
    AddedTokens m_rawTokens;
    AddedTokens m_normalizedTokens;
    std::vector<Step> m_steps;
    bool m_ignoreMerges = false;
};

} // namespace headscope::core
