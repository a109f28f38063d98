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

    /// Tokens of `text` (UTF-8; invalid bytes are kept as bytes where the tokenizer can). Special
    /// tokens written out in the text are special tokens. No first token is added.
    virtual std::vector<TokenId> encode(std::string_view text) const = 0;
    /// The bytes of one token, which may be part of a code point. Out of range: empty.
    virtual std::string_view bytes(TokenId id) const = 0;
    /// Special (control) tokens: <|endoftext|> and its like.
    virtual bool isSpecial(TokenId id) const = 0;
    /// Number of ids, the largest id + 1.
    virtual int size() const = 0;
    /// The id of a token spelled exactly so in bytes (nullopt where there is none).
    virtual std::optional<TokenId> find(std::string_view bytes) const = 0;

    /// All tokens' bytes, one after another.
    std::string decode(std::span<const TokenId> ids) const;
};

/// Reads the tokenizer of a model folder: tokenizer.json, else vocab.json + merges.txt. Throws
/// Error (also where there is none), naming the file and the place; Stopped.
std::shared_ptr<const Tokenizer> loadTokenizer(const std::filesystem::path& folder,
                                               const RunControl& control = {});

} // namespace headscope::core
