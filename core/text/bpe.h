// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/files/tokenizerfile.h"
#include "core/text/piecemodel.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace headscope::core {

/// Byte-pair encoding: within a piece neighbouring tokens are joined in the order of the merges. At
/// first they are single bytes (byte-level, as GPT-2 introduced it) or single characters, where one
/// without a token becomes its bytes' tokens (byte fallback), else the unknown token.
class Bpe final : public PieceModel
{
public:
    /// Throws Error{Unsupported} for a byte-level vocabulary without a token for some byte of
    /// UTF-8; Stopped.
    explicit Bpe(const TokenizerFile& file, const RunControl& control = {});

    std::unique_ptr<PieceEncoder> makeEncoder() const override;

private:
    struct Merge {
        std::int32_t rank = 0;
        TokenId joined = 0;
    };
    class Encoder;

    void readByteLevel(const TokenizerFile& file);
    const Merge* merge(TokenId left, TokenId right) const;

    bool m_byteLevel = false;
    bool m_ignoreMerges = false;
    bool m_fuseUnknown = false;
    std::optional<TokenId> m_unknown;
    /// By what stands in a piece: bytes for byte-level, else spelling.
    std::unordered_map<std::string, TokenId> m_vocabulary;
    std::array<TokenId, 256> m_byteTokens{}; ///< -1 where there is none
    std::unordered_map<std::uint64_t, Merge> m_merges;
};

} // namespace headscope::core
