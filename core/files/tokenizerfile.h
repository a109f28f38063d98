// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/base/runcontrol.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace headscope::core {

/// A tokenizer as its files describe it: plain data, checked completely. What the files say and
/// this cannot hold is refused, never left out, except what changes no ids: decoder, truncation and
/// padding.
struct TokenizerFile {
    /// How a piece of the text becomes tokens.
    enum class Kind {
        Bpe,     ///< neighbouring tokens are joined in the order of the merges
        Unigram, ///< of all ways to cut a piece into tokens the one with the largest sum of scores
        WordPiece, ///< the longest token that the piece begins with, then the next
    };

    /// Of the vocabulary proper. In byte-level BPE bytes are spelled by GPT-2's map of bytes to
    /// printable characters.
    struct Token {
        std::string spelling; ///< with the marks for bytes and spaces, as in the file
        TokenId id = 0;       ///< once in a file; there may be gaps
        double score = 0.0;   ///< Unigram only; finite
    };

    /// Two neighbours that become one token; the earlier in the list, the sooner.
    struct Merge {
        TokenId left = 0;   ///< id of the first
        TokenId right = 0;  ///< id of the one behind it
        TokenId joined = 0; ///< id of what they become
    };

    /// A token that is looked for in the text itself, before anything else.
    struct AddedToken {
        std::string content;     ///< as written in a text, not in the spelling of Token
        TokenId id = 0;          ///< may be one of the vocabulary proper, too
        bool special = false;    ///< a control token, as the end of a text
        bool singleWord = false; ///< only where no word character stands beside it
        bool leftStrip = false;  ///< takes the white space before it
        bool rightStrip = false; ///< takes the white space behind it
        bool normalized = true;  ///< looked for in the normalized text, after the tokens that are
                                 ///< not
    };

    /// What a step looks for.
    struct Pattern {
        std::string text;    ///< empty only in steps that look for nothing
        bool isRegex = true; ///< Oniguruma's language, as the format has it; otherwise a plain text
    };

    /// One step that changes the text before it is cut.
    struct Normalizer {
        /// What the step does.
        enum class Kind {
            Nfc,             ///< Unicode's normal form C: marks joined with their letters
            Nfd,             ///< form D: marks behind their letters
            Nfkc,            ///< form KC: as C, with look-alikes made one
            Nfkd,            ///< form KD: as D, with look-alikes made one
            Lowercase,       ///< each character by itself
            StripAccents,    ///< leaves out marks that take no room of their own
            Strip,           ///< white space at the ends
            Prepend,         ///< `content` in front of a text that is not empty
            Replace,         ///< what `pattern` matches becomes `content`
            Precompiled,     ///< SentencePiece's table of replacements: `content`
            CleanText,       ///< BERT: no control characters, white space is a space
            SpaceIdeographs, ///< BERT: a space on both sides of CJK ideographs
        };
        Kind kind = Kind::Nfc;    ///< says which of the others count
        Pattern pattern = {};     ///< Replace only
        std::string content = {}; ///< Prepend, Replace, Precompiled
        bool atBegin = true;      ///< Strip only
        bool atEnd = true;        ///< Strip only
    };

    /// One step that cuts the text into the pieces that the model makes tokens of, each by itself.
    struct PreTokenizer {
        /// How the step cuts.
        enum class Kind {
            Split,     ///< at the matches of a pattern
            ByteLevel, ///< always the last step; GPT-2's own pattern, or none
            Metaspace, ///< spaces become `mark`, and a piece begins with each of them
        };
        /// What becomes of what the pattern matches.
        enum class Behaviour {
            Isolated,           ///< a piece of its own
            Removed,            ///< in no piece
            MergedWithPrevious, ///< the end of the piece before it
            MergedWithNext,     ///< the beginning of the piece behind it
            Contiguous,         ///< one piece with the matches that touch it
        };
        /// Whether Metaspace puts its mark in front of a piece that does not begin with it.
        enum class Prepend {
            Never, ///< only where a space stood
            First, ///< where the piece is the text's beginning
            Always ///< behind added tokens, too
        };

        Kind kind = Kind::ByteLevel;               ///< says which of the others count
        Pattern pattern;                           ///< Split only
        Behaviour behaviour = Behaviour::Isolated; ///< Split only
        bool inverted = false; ///< Split only: matches and what stands between them change roles
        bool addPrefixSpace = false; ///< ByteLevel only: a space before each piece that has none
        bool useRegex = true;        ///< ByteLevel only
        std::string mark;            ///< Metaspace only
        Prepend prepend = Prepend::Never; ///< Metaspace only
        bool splits = true; ///< Metaspace only: otherwise the spaces only change their spelling
    };

    std::filesystem::path path;              ///< for errors found later
    Kind kind = Kind::Bpe;                   ///< of the model behind the steps
    std::vector<Token> vocabulary;           ///< what the model may make of a piece
    std::vector<Merge> merges;               ///< Bpe only
    std::vector<AddedToken> addedTokens;     ///< cut out of the text first
    std::vector<Normalizer> normalizers;     ///< in the order in which they are done
    std::vector<PreTokenizer> preTokenizers; ///< likewise, behind the normalizers
    bool ignoreMerges = false; ///< a piece that is a token is that token, whatever the merges would
                               ///< make of it
    bool byteFallback = false; ///< what has no token becomes <0x..> tokens, one per byte
    std::optional<TokenId> unknown; ///< of what has no token; without it that is left out
    bool fuseUnknown = false;       ///< neighbours without a token become one unknown token
    std::string subwordPrefix;      ///< WordPiece only: spells tokens that do not begin a word
    std::size_t longestWord = 0;    ///< WordPiece only, in characters; longer ones are unknown
    std::vector<TokenId> prefix;    ///< what the post-processor puts in front of a text
    std::vector<TokenId> suffix;    ///< and behind it

    /// Whether tokens are spelled by GPT-2's map.
    bool isByteLevel() const
    {
        return !preTokenizers.empty() && preTokenizers.back().kind == PreTokenizer::Kind::ByteLevel;
    }
};

/// Ids at and above this are taken for damage rather than allocated; the largest vocabularies have
/// a quarter million.
inline constexpr TokenId tokenIdLimit = 1 << 21;

/// The description in a tokenizer.json. Throws Error: FileMissing, FileDamaged, or Unsupported for
/// models, normalizers, pre-tokenizers, post-processors and options that are not read. Stopped.
TokenizerFile readTokenizerJson(const std::filesystem::path& file, const RunControl& control = {});

/// The description in GPT-2's older pair of files. Entries of the shape <|...|> are special tokens.
TokenizerFile readVocabAndMerges(const std::filesystem::path& vocab,
                                 const std::filesystem::path& merges,
                                 const RunControl& control = {});

} // namespace headscope::core
