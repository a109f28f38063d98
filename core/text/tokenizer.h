// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/base/runcontrol.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// Text <-> token ids, exactly as the model's own tokenizer. Immutable, usable from any thread at
/// once.
class Tokenizer
{
public:
    virtual ~Tokenizer() = default;

    /// Tokens of `text` (UTF-8). Special tokens written out in the text are special tokens. Nothing
    /// is put around it: see prefix(). Ill-formed bytes are kept as bytes by byte-level BPE; for
    /// all others U+FFFD stands in their place, as where a program reads text by Unicode.
    virtual std::vector<TokenId> encode(std::string_view text) const = 0;
    /// The bytes of one token, which may be part of a code point. The mark that some vocabularies
    /// spell a space by is a space here. Out of range: empty.
    virtual std::string_view bytes(TokenId id) const = 0;
    /// Special (control) tokens: <|endoftext|> and its like.
    virtual bool isSpecial(TokenId id) const = 0;
    /// Number of ids, the largest id + 1.
    virtual int size() const = 0;
    /// The id of a token spelled exactly so in bytes (nullopt where there is none). Where several
    /// are, the one that a text would be made of.
    virtual std::optional<TokenId> find(std::string_view bytes) const = 0;

    /// The text of tokens that encode() made: all tokens' bytes, one after another, without the
    /// space that some tokenizers put in front of a text.
    virtual std::string decode(std::span<const TokenId> ids) const;

    /// Whether encode() keeps ill-formed bytes.
    virtual bool keepsAnyBytes() const { return false; }

    /// What the tokenizer's own template puts in front of a text: usually the first token, or
    /// nothing.
    const std::vector<TokenId>& prefix() const { return m_prefix; }
    /// And behind it: BERT's [SEP]; mostly nothing.
    const std::vector<TokenId>& suffix() const { return m_suffix; }

protected:
    std::vector<TokenId> m_prefix; ///< set by the constructor of the class that derives
    std::vector<TokenId> m_suffix; ///< likewise
};

/// Throws Error{BadArgument} for a text that is not valid UTF-8, naming the first bad byte, where
/// the tokenizer would have to change it.
void requireText(const Tokenizer& tokenizer, std::string_view text);

/// Reads the tokenizer of a model folder: tokenizer.json, else a SentencePiece model (spiece.model,
/// tokenizer.model), else vocab.json + merges.txt. Where there is a SentencePiece model beside a
/// tokenizer.json of a kind that is not read, that one is taken. Throws Error (also where there is
/// none), naming the file and the place; Stopped.
std::shared_ptr<const Tokenizer> loadTokenizer(const std::filesystem::path& folder,
                                               const RunControl& control = {});

} // namespace headscope::core
