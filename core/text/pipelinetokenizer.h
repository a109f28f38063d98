// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfile.h"
#include "core/text/addedtokens.h"
#include "core/text/normalizer.h"
#include "core/text/piecemodel.h"
#include "core/text/pretokenizer.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace headscope::core {

/// A tokenizer as tokenizer.json describes one: added tokens are cut out of the text, the rest is
/// normalized, cut into pieces, and each piece made tokens of. Immutable, usable from any thread at
/// once. In byte-level BPE every byte has a token, so that decode(encode(text)) gives back any
/// bytes, unless the tokenizer's own options change the text (a normal form, a space put in front,
/// white space taken by a token) or it lacks a byte that never occurs in UTF-8; an ill-formed run
/// of bytes is a piece of its own there.
class PipelineTokenizer final : public Tokenizer
{
public:
    /// Throws Error for what the description holds and cannot be used, as a pattern; Stopped.
    explicit PipelineTokenizer(const TokenizerFile& file, const RunControl& control = {});

    std::vector<TokenId> encode(std::string_view text) const override;
    std::string_view bytes(TokenId id) const override;
    bool isSpecial(TokenId id) const override;
    int size() const override { return static_cast<int>(m_bytes.size()); }
    std::optional<TokenId> find(std::string_view bytes) const override;
    std::string decode(std::span<const TokenId> ids) const override;
    bool keepsAnyBytes() const override { return m_byteLevel; }

private:
    /// Where encode() puts a space in front that the text does not have.
    enum class ExtraSpace { None, AtBegin, BehindAddedTokensToo };
    class Run;

    void spellTokens(const TokenizerFile& file);
    void spellAddedTokens(const TokenizerFile& file);
    std::string bytesOf(const TokenizerFile& file, const std::string& spelling) const;

    std::vector<std::string> m_bytes; ///< by id
    std::vector<bool> m_special;      ///< by id
    std::vector<bool> m_isAdded;      ///< by id
    /// Bytes -> id; views into m_bytes.
    std::unordered_map<std::string_view, TokenId> m_ids;
    std::unique_ptr<PieceModel> m_model;
    Normalizer m_normalizer;
    PreTokenizer m_preTokenizer;
    AddedTokens m_rawTokens;
    AddedTokens m_normalizedTokens;
    std::string m_spaceMark; ///< what spells a space in the vocabulary; empty: a space
    ExtraSpace m_extraSpace = ExtraSpace::None;
    bool m_byteLevel = false;
};

} // namespace headscope::core
