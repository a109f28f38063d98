// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/files/quote.h"
#include "core/files/sentencepiecefile.h"
#include "core/files/tokenizerconfig.h"
#include "core/files/tokenizerfile.h"
#include "core/text/pipelinetokenizer.h"
#include "core/text/sentencepiecetokenizer.h"

namespace headscope::core {

std::string Tokenizer::decode(std::span<const TokenId> ids) const
{
    std::string text;
    for (const TokenId id : ids)
        text += bytes(id);
    return text;
}

void requireText(const Tokenizer& tokenizer, std::string_view text)
{
    if (tokenizer.keepsAnyBytes())
        return;
    std::size_t offset = 0;
    while (nextCodePoint(text, offset)) {}
    if (offset < text.size())
        throw Error(ErrorKind::BadArgument,
                    "the text is not valid UTF-8: byte " + std::to_string(offset) + " of "
                        + std::to_string(text.size()) + " is "
                        + std::to_string(static_cast<unsigned char>(text[offset]))
                        + ", which this tokenizer has no token for");
}

namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(file, ignored);
}

/// Of the two names that SentencePiece models have the one that is there.
std::optional<fs::path> sentencePieceIn(const fs::path& folder)
{
    for (const char* const name : {"tokenizer.model", "spiece.model"}) {
        if (isThere(folder / name))
            return folder / name;
    }
    return std::nullopt;
}

std::shared_ptr<const Tokenizer> loadSentencePiece(const fs::path& file, const fs::path& folder,
                                                   const RunControl& control)
{
    return std::make_shared<SentencePieceTokenizer>(readSentencePiece(file, control),
                                                    readTokenizerConfig(folder, control), control);
}

/// The id of a token as tokenizer_config.json names it.
TokenId namedToken(const TokenizerFile& file, const TokenizerConfig& config, const char* key,
                   const std::string& name)
{
    for (const auto& token : file.addedTokens) {
        if (token.content == name)
            return token.id;
    }
    for (const auto& token : file.vocabulary) {
        if (token.spelling == name)
            return token.id;
    }
    throw Error(ErrorKind::FileDamaged,
                config.path.string() + ": " + key + " is " + quote(name)
                    + ", which is not among the "
                    + std::to_string(file.vocabulary.size() + file.addedTokens.size())
                    + " tokens of " + file.path.string());
}

/// Some classes of tokenizers put a first or last token by what their config says, whatever the
/// template of the tokenizer.json.
void applyConfig(const TokenizerConfig& config, TokenizerFile& file)
{
    if (!config.decidesEnds())
        return;
    if (config.addsFirst && (!*config.addsFirst || !config.firstToken.empty())) {
        file.prefix.clear();
        if (*config.addsFirst)
            file.prefix.push_back(namedToken(file, config, "bos_token", config.firstToken));
    }
    if (config.addsLast && (!*config.addsLast || !config.lastToken.empty())) {
        file.suffix.clear();
        if (*config.addsLast)
            file.suffix.push_back(namedToken(file, config, "eos_token", config.lastToken));
    }
}

std::shared_ptr<const Tokenizer> loadJson(const fs::path& file, const fs::path& folder,
                                          const RunControl& control)
{
    TokenizerFile description = readTokenizerJson(file, control);
    applyConfig(readTokenizerConfig(folder, control), description);
    return std::make_shared<PipelineTokenizer>(description, control);
}

/// The older pair of files holds no split pattern, so that it is read only where that is GPT-2's.
void checkPairsClass(const TokenizerConfig& config, const fs::path& folder)
{
    if (config.tokenizerClass.empty()
        || config.isOneOf({"GPT2Tokenizer", "GPTNeoTokenizer", "RobertaTokenizer", "BartTokenizer",
                           "PreTrainedTokenizerFast"}))
        return;
    throw Error(ErrorKind::Unsupported,
                config.path.string() + ": tokenizer_class is " + quote(config.tokenizerClass)
                    + ", whose split pattern is not in " + folder.string()
                    + "/vocab.json and merges.txt; put the model's tokenizer.json beside them");
}

} // namespace

std::shared_ptr<const Tokenizer> loadTokenizer(const fs::path& folder, const RunControl& control)
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorKind::FileMissing,
                    folder.string()
                        + (fs::exists(folder, ignored) ? " is not a folder" : " does not exist"));

    const auto sentencePiece = sentencePieceIn(folder);
    if (const fs::path json = folder / "tokenizer.json"; isThere(json)) {
        try {
            return loadJson(json, folder, control);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Unsupported || !sentencePiece)
                throw;
        }
    }
    if (sentencePiece)
        return loadSentencePiece(*sentencePiece, folder, control);

    const fs::path vocab = folder / "vocab.json";
    const fs::path merges = folder / "merges.txt";
    const bool hasVocab = isThere(vocab);
    if (hasVocab && isThere(merges)) {
        checkPairsClass(readTokenizerConfig(folder, control), folder);
        return std::make_shared<PipelineTokenizer>(readVocabAndMerges(vocab, merges, control),
                                                   control);
    }
    if (hasVocab != isThere(merges))
        throw Error(ErrorKind::FileMissing,
                    folder.string() + " has " + (hasVocab ? "vocab.json" : "merges.txt")
                        + " but no " + (hasVocab ? "merges.txt" : "vocab.json")
                        + "; a tokenizer needs both");
    if (isThere(folder / "vocab.txt"))
        throw Error(
            ErrorKind::Unsupported,
            (folder / "vocab.txt").string()
                + ": a WordPiece vocabulary is not supported without a tokenizer.json beside it");
    throw Error(ErrorKind::FileMissing,
                folder.string()
                    + " has no tokenizer: neither tokenizer.json nor a SentencePiece model "
                      "(tokenizer.model, spiece.model) nor vocab.json with merges.txt");
}

} // namespace headscope::core
