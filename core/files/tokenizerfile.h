// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/base/runcontrol.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headscope::core {

/// A byte-level BPE tokenizer as its files describe it: plain data, checked completely. What the
/// files say and this cannot hold is refused, never left out, except what changes no ids: decoder,
/// post-processor (who adds a first token is not the tokenizer's business here), truncation and
/// padding.
struct TokenizerFile {
    /// Of the vocabulary proper; bytes are spelled by GPT-2's map of bytes to printable characters.
    struct Token {
        std::string spelling;
        TokenId id = 0;
    };

    /// Two neighbours that become one token; the earlier in the list, the sooner.
    struct Merge {
        TokenId left = 0;
        TokenId right = 0;
        TokenId joined = 0;
    };

    /// A token that is looked for in the text itself, before anything else.
    struct AddedToken {
        std::string content; ///< as written in a text, not in the spelling of Token
        TokenId id = 0;
        bool special = false;
        bool singleWord = false; ///< only where no word character stands beside it
        bool leftStrip = false;  ///< takes the white space before it
        bool rightStrip = false; ///< takes the white space behind it
        bool normalized = true;  ///< looked for after the tokens that are not
    };

    /// One step that cuts the text into the pieces within which tokens are merged.
    struct PreTokenizer {
        enum class Kind {
            Split,     ///< at the matches of a pattern
            ByteLevel, ///< always the last step; GPT-2's own pattern, or none
        };
        Kind kind = Kind::ByteLevel;
        std::string pattern;        ///< Split only
        bool patternIsRegex = true; ///< Oniguruma's language, as the format has it; otherwise a
                                    ///< plain text
        bool dropsGaps = false; ///< what no match covers is left out (rather than a piece of its
                                ///< own)
        bool addPrefixSpace = false; ///< ByteLevel only: a space before each piece that has none
        bool useRegex = true;        ///< ByteLevel only
    };

    std::filesystem::path path; ///< for errors found later
    std::vector<Token> vocabulary;
    std::vector<Merge> merges;
    std::vector<AddedToken> addedTokens;
    std::vector<PreTokenizer> preTokenizers;
    bool ignoreMerges = false; ///< a piece that is a token is that token, whatever the merges would
                               ///< make of it
};

/// Ids at and above this are taken for damage rather than allocated; the largest vocabularies have
/// a quarter million.
inline constexpr TokenId tokenIdLimit = 1 << 21;

/// The description in a tokenizer.json. Throws Error: FileMissing, FileDamaged, or Unsupported for
/// model types other than BPE and for normalizers, pre-tokenizers and options that are not read.
/// Stopped.
TokenizerFile readTokenizerJson(const std::filesystem::path& file, const RunControl& control = {});

/// The description in GPT-2's older pair of files. Entries of the shape <|...|> are special tokens.
TokenizerFile readVocabAndMerges(const std::filesystem::path& vocab,
                                 const std::filesystem::path& merges,
                                 const RunControl& control = {});

} // namespace headscope::core
