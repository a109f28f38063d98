// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentencepiecetokenizer.h"

#include "core/base/error.h"
#include "core/files/quote.h"
#include "core/text/charsmap.h"
#include "core/text/tokenspelling.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <unordered_set>

namespace headscope::core {

namespace {

using PieceKind = SentencePieceFile::PieceKind;
using AddedToken = TokenizerFile::AddedToken;

constexpr std::string_view spaceMark = "\u2581";

std::string extraName(int index)
{
    return "<extra_id_" + std::to_string(index) + ">";
}

/// T5's sentinels, where the config does not list them: behind the pieces, the first at the end.
std::vector<AddedToken> sentinels(const TokenizerConfig& config, std::size_t pieces)
{
    std::vector<AddedToken> tokens;
    constexpr int usual = 100;
    const int count = config.extraIds.value_or(usual);
    if (!config.isOneOf({"T5Tokenizer"}) || !config.addedTokens.empty())
        return tokens;
    for (int i = 0; i < count; ++i)
        tokens.push_back({.content = extraName(i),
                          .id = static_cast<TokenId>(pieces) + count - 1 - i,
                          .special = true,
                          .leftStrip = true,
                          .rightStrip = true,
                          .normalized = false});
    return tokens;
}

/// All tokens that are looked for in the text: the config's, then pieces that the library makes of
/// no text.
std::vector<AddedToken> tokensInText(const SentencePieceFile& file, const TokenizerConfig& config)
{
    std::vector<AddedToken> tokens = config.addedTokens;
    for (const AddedToken& token : sentinels(config, file.pieces.size()))
        tokens.push_back(token);
    std::unordered_set<std::string> seen;
    for (const AddedToken& token : tokens)
        seen.insert(token.content);
    for (std::size_t id = 0; id < file.pieces.size(); ++id) {
        const auto& piece = file.pieces[id];
        if ((piece.kind == PieceKind::Control || piece.kind == PieceKind::Unknown)
            && !seen.contains(piece.text))
            tokens.push_back({.content = piece.text,
                              .id = static_cast<TokenId>(id),
                              .special = true,
                              .normalized = false});
    }
    return tokens;
}

} // namespace

struct SentencePieceTokenizer::Library {
    sentencepiece::SentencePieceProcessor processor;
};

SentencePieceTokenizer::SentencePieceTokenizer(const SentencePieceFile& file,
                                               const TokenizerConfig& config,
                                               const RunControl& control)
    : m_library(std::make_unique<Library>()),
      m_path(file.path.string()),
      m_addedTokens(tokensInText(file, config)),
      m_addsSpace(file.addsSpace && file.marksSpaces && !file.spaceIsSuffix)
{
    for (const std::string& table : file.tables)
        const Charsmap checked(table, m_path);
    control.endIfStopped();
    std::string fault;
    try {
        const auto status = m_library->processor.LoadFromSerializedProto(file.bytes);
        if (!status.ok())
            fault = status.error_message();
    } catch (const std::exception& error) {
        fault = error.what();
    }
    if (fault.empty()
        && m_library->processor.GetPieceSize() != static_cast<int>(file.pieces.size()))
        fault = "it counts " + std::to_string(m_library->processor.GetPieceSize())
                + " pieces where the file has " + std::to_string(file.pieces.size());
    if (!fault.empty()) {
        // The library's own messages may have lines and no end.
        std::replace(fault.begin(), fault.end(), '\n', ' ');
        throw Error(ErrorKind::FileDamaged,
                    m_path + ": the SentencePiece library refuses the model of "
                        + std::to_string(file.bytes.size()) + " bytes: " + quote(fault));
    }
    control.endIfStopped();
    spellPieces(file);
    spellAddedTokens(file, config);
    findEnds(file, config);
}

SentencePieceTokenizer::~SentencePieceTokenizer() = default;

void SentencePieceTokenizer::spellPieces(const SentencePieceFile& file)
{
    m_bytes.reserve(file.pieces.size());
    for (const auto& piece : file.pieces) {
        const bool isReserved = piece.kind == PieceKind::Control
                                || piece.kind == PieceKind::Unknown;
        m_special.push_back(isReserved);
        m_isAdded.push_back(isReserved);
        if (piece.kind == PieceKind::Byte) {
            const auto byte = byteOfFallback(piece.text);
            if (!byte)
                throw Error(ErrorKind::FileDamaged,
                            m_path + ": piece " + std::to_string(m_bytes.size()) + ", "
                                + quote(piece.text) + ", is of the type of bytes but is not "
                                + "spelled <0x00> to <0xFF>");
            m_bytes.emplace_back(1, static_cast<char>(*byte));
        } else {
            m_bytes.push_back(file.marksSpaces && !isReserved
                                  ? replaceAll(piece.text, spaceMark, " ")
                                  : piece.text);
        }
    }
}

void SentencePieceTokenizer::spellAddedTokens(const SentencePieceFile& file,
                                              const TokenizerConfig& config)
{
    std::vector<AddedToken> tokens = config.addedTokens;
    for (const AddedToken& token : sentinels(config, file.pieces.size()))
        tokens.push_back(token);
    // Memory is asked for by the largest id, and shall be bounded by the files' sizes.
    const std::size_t limit = 65'536 + 8 * (file.pieces.size() + tokens.size());
    for (const AddedToken& token : tokens) {
        const auto id = static_cast<std::size_t>(token.id);
        if (id >= limit)
            throw Error(ErrorKind::FileDamaged,
                        config.path.string() + ": the added token " + quote(token.content)
                            + " has the id " + std::to_string(token.id) + ", far beyond the "
                            + std::to_string(file.pieces.size()) + " pieces of the model");
        if (id < file.pieces.size() && file.pieces[id].text != token.content)
            throw Error(ErrorKind::FileDamaged, config.path.string() + ": the added token "
                                                    + quote(token.content) + " has the id "
                                                    + std::to_string(token.id) + ", which " + m_path
                                                    + " gives to " + quote(file.pieces[id].text));
        if (id >= m_bytes.size()) {
            m_bytes.resize(id + 1);
            m_special.resize(id + 1);
            m_isAdded.resize(id + 1);
        }
        m_bytes[id] = token.content;
        m_special[id] = token.special || m_special[id];
        m_isAdded[id] = true;
    }
    // The strings stay where they are from here on. Of two tokens with the same bytes an ordinary
    // one comes before a byte that stands in for characters without a token.
    m_ids.reserve(m_bytes.size());
    for (const bool bytes : {false, true}) {
        for (std::size_t id = 0; id < m_bytes.size(); ++id) {
            const bool isByte = id < file.pieces.size() && file.pieces[id].kind == PieceKind::Byte;
            if (isByte == bytes && !m_bytes[id].empty())
                m_ids.emplace(m_bytes[id], static_cast<TokenId>(id));
        }
    }
}

void SentencePieceTokenizer::findEnds(const SentencePieceFile& file, const TokenizerConfig& config)
{
    const auto idOf = [&](const std::string& name, TokenId usual) {
        const auto named = name.empty() ? std::nullopt : find(name);
        return named ? *named : usual;
    };
    const TokenId first = idOf(config.firstToken, file.firstToken);
    const TokenId last = idOf(config.lastToken, file.lastToken);
    if (first >= 0 && config.addsFirst.value_or(config.decidesEnds()))
        m_prefix.push_back(first);
    if (last >= 0 && config.addsLast.value_or(config.isOneOf({"T5Tokenizer"})))
        m_suffix.push_back(last);
}

std::vector<TokenId> SentencePieceTokenizer::encode(std::string_view text) const
{
    std::vector<TokenId> ids;
    std::vector<int> pieces;
    for (const AddedTokens::Part& part : m_addedTokens.split(text)) {
        if (part.token) {
            ids.push_back(*part.token);
            continue;
        }
        const auto status = m_library->processor.Encode(part.text, &pieces);
        if (!status.ok())
            throw Error(ErrorKind::Unsupported,
                        m_path + ": the SentencePiece library cannot encode a text of "
                            + std::to_string(part.text.size())
                            + " bytes: " + quote(status.error_message()));
        ids.insert(ids.end(), pieces.begin(), pieces.end());
    }
    return ids;
}

std::string_view SentencePieceTokenizer::bytes(TokenId id) const
{
    return id >= 0 && id < size() ? std::string_view(m_bytes[static_cast<std::size_t>(id)])
                                  : std::string_view();
}

bool SentencePieceTokenizer::isSpecial(TokenId id) const
{
    return id >= 0 && id < size() && m_special[static_cast<std::size_t>(id)];
}

std::optional<TokenId> SentencePieceTokenizer::find(std::string_view bytes) const
{
    const auto found = m_ids.find(bytes);
    return found != m_ids.end() ? std::optional(found->second) : std::nullopt;
}

std::string SentencePieceTokenizer::decode(std::span<const TokenId> ids) const
{
    std::string text;
    bool mayBeExtra = m_addsSpace;
    for (const TokenId id : ids) {
        std::string_view token = bytes(id);
        if (mayBeExtra && token.starts_with(' '))
            token.remove_prefix(1);
        text += token;
        mayBeExtra = m_addsSpace && id >= 0 && id < size()
                     && m_isAdded[static_cast<std::size_t>(id)];
    }
    return text;
}

} // namespace headscope::core
