// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pipelinetokenizer.h"

#include "core/base/utf8.h"
#include "core/text/bpe.h"
#include "core/text/tokenspelling.h"
#include "core/text/unigram.h"
#include "core/text/wordpiece.h"

#include <algorithm>

namespace headscope::core {

namespace {

using Prepend = TokenizerFile::PreTokenizer::Prepend;

/// `normalizer`: those that are not looked for in the raw text are looked for in the normalized
/// one, so that they are normalized, too.
std::vector<TokenizerFile::AddedToken> tokensWhere(const TokenizerFile& file, bool normalized,
                                                   const Normalizer& normalizer)
{
    std::vector<TokenizerFile::AddedToken> tokens;
    for (const auto& token : file.addedTokens) {
        if (token.normalized != normalized)
            continue;
        tokens.push_back(token);
        if (normalized && !normalizer.empty())
            tokens.back().content = normalizer.normalize(token.content).text;
        if (tokens.back().content.empty())
            tokens.pop_back();
    }
    return tokens;
}

std::unique_ptr<PieceModel> makeModel(const TokenizerFile& file, const RunControl& control)
{
    switch (file.kind) {
    case TokenizerFile::Kind::Bpe:
        return std::make_unique<Bpe>(file, control);
    case TokenizerFile::Kind::Unigram:
        return std::make_unique<Unigram>(file);
    case TokenizerFile::Kind::WordPiece:
        return std::make_unique<WordPiece>(file);
    }
    return nullptr;
}

/// What spells a space in the vocabulary: Metaspace's mark, or what a normalizer replaces spaces
/// by.
std::string findSpaceMark(const TokenizerFile& file)
{
    using NormalizerKind = TokenizerFile::Normalizer::Kind;
    for (const auto& step : file.normalizers) {
        if (step.kind == NormalizerKind::Replace && step.pattern.text == " ")
            return step.content;
    }
    for (const auto& step : file.preTokenizers) {
        if (step.kind == TokenizerFile::PreTokenizer::Kind::Metaspace)
            return step.mark;
    }
    return {};
}

} // namespace

/// The way of one text through the tokenizer.
class PipelineTokenizer::Run
{
public:
    explicit Run(const PipelineTokenizer& tokenizer)
        : m_tokenizer(tokenizer), m_encoder(tokenizer.m_model->makeEncoder())
    {}

    std::vector<TokenId> encode(std::string_view text)
    {
        for (const AddedTokens::Part& part : m_tokenizer.m_rawTokens.split(text)) {
            if (part.token)
                m_ids.push_back(*part.token);
            else
                encodeOrdinary(part.text, part.text.data() == text.data());
        }
        return std::move(m_ids);
    }

private:
    /// Text without raw added tokens, well-formed and ill-formed runs in turn.
    void encodeOrdinary(std::string_view text, bool isBegin)
    {
        std::size_t begin = 0;
        while (begin < text.size()) {
            std::size_t end = begin;
            while (end < text.size() && nextCodePoint(text, end)) {}
            if (end > begin)
                encodeWellFormed(text.substr(begin, end - begin), begin == 0, isBegin);
            begin = end;
            while (end < text.size()) {
                std::size_t behind = end;
                if (nextCodePoint(text, behind))
                    break;
                ++end;
            }
            if (end > begin)
                m_encoder->add(text.substr(begin, end - begin), m_ids);
            begin = end;
        }
    }

    /// `starts`: nothing stands between this and the added token or the beginning before it;
    /// `isBegin`: that is the beginning of the text.
    void encodeWellFormed(std::string_view text, bool starts, bool isBegin)
    {
        if (m_tokenizer.m_normalizer.empty()) {
            encodeNormalized(text, starts && isBegin);
            return;
        }
        const auto normalized = m_tokenizer.m_normalizer.normalize(text, starts);
        encodeNormalized(normalized.text, starts && isBegin && normalized.keepsBegin);
    }

    void encodeNormalized(std::string_view text, bool isBegin)
    {
        for (const AddedTokens::Part& part : m_tokenizer.m_normalizedTokens.split(text)) {
            if (part.token) {
                m_ids.push_back(*part.token);
                continue;
            }
            m_tokenizer.m_preTokenizer.cut(part.text, isBegin && part.text.data() == text.data(),
                                           m_pieces);
            for (const PreTokenizer::Piece& piece : m_pieces.pieces)
                m_encoder->add(piece.text, m_ids);
        }
    }

    const PipelineTokenizer& m_tokenizer;
    std::unique_ptr<PieceEncoder> m_encoder;
    PreTokenizer::Pieces m_pieces;
    std::vector<TokenId> m_ids;
};

PipelineTokenizer::PipelineTokenizer(const TokenizerFile& file, const RunControl& control)
    : m_model(makeModel(file, control)),
      m_normalizer(file),
      m_preTokenizer(file),
      m_rawTokens(tokensWhere(file, false, m_normalizer)),
      m_normalizedTokens(tokensWhere(file, true, m_normalizer)),
      m_spaceMark(findSpaceMark(file)),
      m_byteLevel(file.isByteLevel())
{
    m_prefix = file.prefix;
    m_suffix = file.suffix;
    for (const auto& step : file.normalizers) {
        if (step.kind == TokenizerFile::Normalizer::Kind::Prepend)
            m_extraSpace = ExtraSpace::BehindAddedTokensToo;
    }
    for (const auto& step : file.preTokenizers) {
        if (step.prepend == Prepend::Always)
            m_extraSpace = ExtraSpace::BehindAddedTokensToo;
        else if (step.prepend == Prepend::First && m_extraSpace == ExtraSpace::None)
            m_extraSpace = ExtraSpace::AtBegin;
    }
    if (file.kind == TokenizerFile::Kind::WordPiece)
        m_extraSpace = ExtraSpace::BehindAddedTokensToo;
    spellTokens(file);
    spellAddedTokens(file);
}

std::string PipelineTokenizer::bytesOf(const TokenizerFile& file, const std::string& spelling) const
{
    if (const auto byte = file.byteFallback ? byteOfFallback(spelling) : std::nullopt)
        return std::string(1, static_cast<char>(*byte));
    if (file.kind == TokenizerFile::Kind::WordPiece) {
        // Tokens that begin a word stand behind a space wherever they are used.
        return !file.subwordPrefix.empty() && spelling.starts_with(file.subwordPrefix)
                   ? spelling.substr(file.subwordPrefix.size())
                   : " " + spelling;
    }
    return m_spaceMark.empty() ? spelling : replaceAll(spelling, m_spaceMark, " ");
}

void PipelineTokenizer::spellTokens(const TokenizerFile& file)
{
    TokenId largest = -1;
    for (const auto& token : file.vocabulary)
        largest = std::max(largest, token.id);
    for (const auto& token : file.addedTokens)
        largest = std::max(largest, token.id);
    m_bytes.resize(static_cast<std::size_t>(largest + 1));
    m_special.resize(m_bytes.size());
    m_isAdded.resize(m_bytes.size());

    const ByteAlphabet alphabet;
    for (const auto& token : file.vocabulary)
        m_bytes[static_cast<std::size_t>(token.id)] = m_byteLevel ? alphabet.bytesOf(token.spelling)
                                                                  : bytesOf(file, token.spelling);
    for (const auto& token : file.addedTokens) {
        const auto id = static_cast<std::size_t>(token.id);
        m_bytes[id] = m_byteLevel || m_spaceMark.empty()
                          ? token.content
                          : replaceAll(token.content, m_spaceMark, " ");
        m_special[id] = token.special;
        m_isAdded[id] = true;
    }
}

/// Of two tokens with the same bytes an ordinary one comes before one that is a single byte, which
/// stands in only for characters without a token.
void PipelineTokenizer::spellAddedTokens(const TokenizerFile& file)
{
    // The strings stay where they are from here on.
    m_ids.reserve(m_bytes.size());
    const auto enter = [&](TokenId id) {
        m_ids.emplace(m_bytes[static_cast<std::size_t>(id)], id);
    };
    const auto isByte = [&](const TokenizerFile::Token& token) {
        return file.byteFallback && byteOfFallback(token.spelling).has_value();
    };
    for (const auto& token : file.vocabulary) {
        if (!isByte(token))
            enter(token.id);
    }
    for (const auto& token : file.addedTokens)
        enter(token.id);
    for (const auto& token : file.vocabulary) {
        if (isByte(token))
            enter(token.id);
    }
}

std::vector<TokenId> PipelineTokenizer::encode(std::string_view text) const
{
    if (m_byteLevel || isValidUtf8(text))
        return Run(*this).encode(text);
    return Run(*this).encode(toValidUtf8(text));
}

std::string_view PipelineTokenizer::bytes(TokenId id) const
{
    return id >= 0 && id < size() ? std::string_view(m_bytes[static_cast<std::size_t>(id)])
                                  : std::string_view();
}

bool PipelineTokenizer::isSpecial(TokenId id) const
{
    return id >= 0 && id < size() && m_special[static_cast<std::size_t>(id)];
}

std::optional<TokenId> PipelineTokenizer::find(std::string_view bytes) const
{
    const auto found = m_ids.find(bytes);
    return found != m_ids.end() && !bytes.empty() ? std::optional(found->second) : std::nullopt;
}

std::string PipelineTokenizer::decode(std::span<const TokenId> ids) const
{
    std::string text;
    bool mayBeExtra = m_extraSpace != ExtraSpace::None;
    for (const TokenId id : ids) {
        std::string_view token = bytes(id);
        if (mayBeExtra && token.starts_with(' '))
            token.remove_prefix(1);
        text += token;
        mayBeExtra = m_extraSpace == ExtraSpace::BehindAddedTokensToo && id >= 0 && id < size()
                     && m_isAdded[static_cast<std::size_t>(id)];
    }
    return text;
}

} // namespace headscope::core
