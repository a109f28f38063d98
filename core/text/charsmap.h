// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// SentencePiece's compiled table of replacements (precompiled_charsmap): four bytes with the size
/// of a trie, the trie as a double array of 32-bit units in little-endian order (as Darts-clone
/// lays them out), then the replacements, each ended by a zero byte. Immutable, usable from any
/// thread at once.
class Charsmap
{
public:
    /// The whole table is checked: no look-up can leave it, whatever the text. `where` names file
    /// and place in errors: Error{FileDamaged}.
    Charsmap(std::string_view bytes, const std::string& where);

    /// `text` (valid UTF-8) with its replacements made as Hugging Face's tokenizers make them: a
    /// character as readers see it is looked up as a whole where it has at most five bytes, else
    /// its code points one by one. Ends where the result exceeds the limit.
    std::string replace(std::string_view text, std::size_t limit = SIZE_MAX) const;

private:
    /// The replacement of the shortest prefix of `text` that has one.
    std::optional<std::string_view> find(std::string_view text) const;
    void check(const std::string& where) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements; ///< ends with a zero byte
};

} // namespace headscope::core
