// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace headscope::bench {

/// A byte-level BPE vocabulary of words that were never spoken but can be: bytes, syllables, words
/// with a leading space, words without (some have a twin with one, some are fragments), and
/// <|endoftext|> as the last. Spellings are GPT-2's, with the space as U+0120.
struct SyntheticVocabulary {
    std::vector<std::string> tokens; ///< by id
    std::vector<std::string> merges; ///< "left right", the earlier the sooner
};

/// `size`: tokens altogether, at least 256 bytes and the special one; throws std::invalid_argument
/// where it is smaller. Every word with a leading space is cut by the merges as itself.
SyntheticVocabulary makeVocabulary(int size, std::uint64_t seed);

} // namespace headscope::bench
