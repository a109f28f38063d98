// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/sentencepiecefile.h"
#include "core/files/tokenizerconfig.h"
#include "core/text/addedtokens.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace headscope::core {

/// A SentencePiece model, run by SentencePiece's own library. Control pieces, the unknown piece and
/// added tokens are found in the text first, each stretch between them is given to the library by
/// itself, as Hugging Face's tokenizers of this kind do. Immutable, usable from any thread at once.
/// Ill-formed bytes are U+FFFD to the library.
class SentencePieceTokenizer final : public Tokenizer
{
public:
    /// Throws Error for what the library refuses and for added tokens that do not fit; Stopped.
    SentencePieceTokenizer(const SentencePieceFile& file, const TokenizerConfig& config,
                           const RunControl& control = {});
    ~SentencePieceTokenizer() override;

    std::vector<TokenId> encode(std::string_view text) const override;
    std::string_view bytes(TokenId id) const override;
    bool isSpecial(TokenId id) const override;
    int size() const override { return static_cast<int>(m_bytes.size()); }
    std::optional<TokenId> find(std::string_view bytes) const override;
    std::string decode(std::span<const TokenId> ids) const override;

private:
    struct Library;

    void spellPieces(const SentencePieceFile& file);
    void spellAddedTokens(const SentencePieceFile& file, const TokenizerConfig& config);
    void findEnds(const SentencePieceFile& file, const TokenizerConfig& config);

    std::unique_ptr<Library> m_library;
    std::string m_path;
    std::vector<std::string> m_bytes; ///< by id
    std::vector<bool> m_special;      ///< by id
    std::vector<bool> m_isAdded;      ///< by id; found before the library sees the text
    /// Bytes -> id; views into m_bytes.
    std::unordered_map<std::string_view, TokenId> m_ids;
    AddedTokens m_addedTokens;
    bool m_addsSpace = true;
};

} // namespace headscope::core
