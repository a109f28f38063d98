// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/files/tokenizerfile.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace headscope::core {

/// Finds added tokens in a text: the leftmost first, of those that begin together the longest, each
/// at most once. Immutable, usable from any thread at once.
class AddedTokens
{
public:
    /// A stretch of the text.
    struct Part {
        std::string_view text;        ///< empty where the token before took all of it
        std::optional<TokenId> token; ///< none: the text between two tokens, never empty
    };

    /// No content may be empty; of two tokens with the same, the later counts.
    explicit AddedTokens(std::vector<TokenizerFile::AddedToken> tokens);

    bool empty() const { return m_tokens.empty(); } ///< nothing is ever found
    /// The parts of `text` in order. White space that a token takes with it belongs to the token's
    /// part.
    std::vector<Part> split(std::string_view text) const;

private:
    /// A trie over bytes.
    struct Node {
        std::vector<std::pair<char, std::size_t>> next;
        std::optional<std::size_t> token; ///< which one ends here
    };
    struct Match {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t token = 0;
    };

    std::optional<Match> findFrom(std::string_view text, std::size_t offset) const;

    std::vector<TokenizerFile::AddedToken> m_tokens;
    std::vector<Node> m_nodes;
};

} // namespace headscope::core
