// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/base/runcontrol.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headscope::core {

/// What a SentencePiece model (spiece.model, tokenizer.model) says, read from its protocol buffer
/// (sentencepiece_model.proto) and checked, so that the library that runs it meets nothing that it
/// does not check itself.
struct SentencePieceFile {
    /// The numbers are the file's.
    enum class PieceKind {
        Normal = 1,  ///< the model cuts texts into these
        Unknown,     ///< stands for what no piece is made of
        Control,     ///< `<s>` and its like, which the library never finds in a text
        UserDefined, ///< wherever it stands in a text, a token of its own
        Unused,      ///< has an id and is never made
        Byte         ///< `<0x0A>`: one byte of what has no piece
    };
    /// One entry of the vocabulary.
    struct Piece {
        std::string text;                   ///< valid UTF-8 of 1 to 4096 bytes without a zero byte
        float score = 0.0F;                 ///< finite
        PieceKind kind = PieceKind::Normal; ///< how it comes to be in a text
    };

    std::filesystem::path path;      ///< for errors found later
    std::string bytes;               ///< the whole file
    std::vector<Piece> pieces;       ///< by id
    TokenId firstToken = 1;          ///< bos_id; negative where there is none
    TokenId lastToken = 2;           ///< eos_id; negative where there is none
    bool addsSpace = true;           ///< encoding puts a space in front of a text
    bool spaceIsSuffix = false;      ///< or behind it, and words end with their space
    bool marksSpaces = true;         ///< spaces are spelled by U+2581
    std::vector<std::string> tables; ///< SentencePiece's tables of replacements, to be checked
};

/// Throws Error: FileMissing, FileDamaged, Unsupported. Stopped.
SentencePieceFile readSentencePiece(const std::filesystem::path& file,
                                    const RunControl& control = {});

} // namespace headscope::core
