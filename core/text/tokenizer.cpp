// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/base/error.h"
#include "core/files/tokenizerfile.h"
#include "core/text/pipelinetokenizer.h"

namespace headscope::core {

std::string Tokenizer::decode(std::span<const TokenId> ids) const
{
    std::string text;
    for (const TokenId id : ids)
        text += bytes(id);
    return text;
}

std::shared_ptr<const Tokenizer> loadTokenizer(const std::filesystem::path& folder,
                                               const RunControl& control)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorKind::FileMissing,
                    folder.string()
                        + (fs::exists(folder, ignored) ? " is not a folder" : " does not exist"));

    const fs::path json = folder / "tokenizer.json";
    if (fs::exists(json, ignored))
        return std::make_shared<PipelineTokenizer>(readTokenizerJson(json, control), control);

    const fs::path vocab = folder / "vocab.json";
    const fs::path merges = folder / "merges.txt";
    const bool hasVocab = fs::exists(vocab, ignored);
    const bool hasMerges = fs::exists(merges, ignored);
    if (hasVocab && hasMerges)
        return std::make_shared<PipelineTokenizer>(readVocabAndMerges(vocab, merges, control),
                                                   control);
    if (hasVocab != hasMerges)
        throw Error(ErrorKind::FileMissing,
                    folder.string() + " has " + (hasVocab ? "vocab.json" : "merges.txt")
                        + " but no " + (hasVocab ? "merges.txt" : "vocab.json")
                        + "; a tokenizer needs both");
    if (fs::exists(folder / "tokenizer.model", ignored))
        throw Error(ErrorKind::Unsupported, (folder / "tokenizer.model").string()
                                                + " is a SentencePiece model, which is not read; a "
                                                  "tokenizer.json of byte-level BPE is");
    throw Error(ErrorKind::FileMissing,
                folder.string() + " has neither tokenizer.json nor vocab.json with merges.txt");
}

} // namespace headscope::core
