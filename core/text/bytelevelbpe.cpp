// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bytelevelbpe.h"

#include "core/base/error.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <list>

namespace headscope::core {

namespace {

constexpr std::string_view gpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// GPT-2's map: printable bytes of Latin-1 stand for themselves, the others for U+0100, U+0101, ...
/// in order.
class ByteAlphabet
{
public:
    ByteAlphabet()
    {
        m_bytes.fill(-1);
        std::uint32_t next = 256;
        for (int byte = 0; byte < 256; ++byte) {
            const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC)
                                   || (byte >= 0xAE && byte <= 0xFF);
            m_bytes[printable ? static_cast<std::uint32_t>(byte) : next++] =
                static_cast<std::int16_t>(byte);
        }
    }

    /// The bytes that a spelling stands for; a spelling with other characters stands for itself.
    std::string bytesOf(std::string_view spelling) const
    {
        std::string bytes;
        for (std::size_t offset = 0; offset < spelling.size();) {
            const auto codePoint = nextCodePoint(spelling, offset);
            if (!codePoint || *codePoint >= m_bytes.size() || m_bytes[*codePoint] < 0)
                return std::string(spelling);
            bytes += static_cast<char>(m_bytes[*codePoint]);
        }
        return bytes;
    }

    /// Whether a spelling is one character that stands for a byte.
    bool isByte(std::string_view spelling) const
    {
        std::size_t offset = 0;
        const auto codePoint = nextCodePoint(spelling, offset);
        return codePoint && offset == spelling.size() && *codePoint < m_bytes.size()
               && m_bytes[*codePoint] >= 0;
    }

private:
    std::array<std::int16_t, 256 + 68> m_bytes{}; ///< by code point, -1 where it stands for no byte
};

std::uint64_t pairKey(TokenId left, TokenId right)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U
           | static_cast<std::uint32_t>(right);
}

std::vector<TokenizerFile::AddedToken> tokensWhere(const TokenizerFile& file, bool normalized)
{
    std::vector<TokenizerFile::AddedToken> tokens;
    std::copy_if(file.addedTokens.begin(), file.addedTokens.end(), std::back_inserter(tokens),
                 [&](const auto& token) { return token.normalized == normalized; });
    return tokens;
}

/// C0, C1 and F5 to FF.
bool occursInUtf8(int byte)
{
    return byte != 0xC0 && byte != 0xC1 && byte < 0xF5;
}

} // namespace

/// Joins the tokens of one piece after another and keeps its scratch memory between them.
class ByteLevelBpe::PieceEncoder
{
public:
    PieceEncoder(const ByteLevelBpe& tokenizer, std::vector<TokenId>& ids)
        : m_tokenizer(tokenizer), m_ids(ids)
    {}

    void addToken(TokenId id) { m_ids.push_back(id); }

    /// A linked list of tokens and a heap of possible merges: n log n steps for a piece of n bytes.
    /// The lowest rank goes first, of equal ones the leftmost.
    void add(std::string_view piece)
    {
        if (m_tokenizer.m_ignoreMerges) {
            const auto whole = m_tokenizer.m_vocabulary.find(piece);
            if (whole != m_tokenizer.m_vocabulary.end())
                return m_ids.push_back(whole->second);
        }
        m_symbols.clear();
        m_candidates.clear();
        for (const char byte : piece) {
            const TokenId id = m_tokenizer.m_byteTokens[static_cast<unsigned char>(byte)];
            if (id < 0)
                continue;
            const auto index = static_cast<std::int32_t>(m_symbols.size());
            m_symbols.push_back({id, index - 1, index + 1});
        }
        if (m_symbols.empty())
            return;
        m_symbols.back().next = -1;
        for (std::size_t i = 0; i + 1 < m_symbols.size(); ++i)
            consider(static_cast<std::int32_t>(i));
        while (!m_candidates.empty()) {
            std::pop_heap(m_candidates.begin(), m_candidates.end());
            const Candidate candidate = m_candidates.back();
            m_candidates.pop_back();
            join(candidate);
        }
        for (std::int32_t i = 0; i >= 0; i = m_symbols[static_cast<std::size_t>(i)].next)
            m_ids.push_back(m_symbols[static_cast<std::size_t>(i)].id);
    }

private:
    struct Symbol {
        TokenId id = 0; ///< -1 once it became part of its left neighbour
        std::int32_t previous = -1;
        std::int32_t next = -1;
    };
    struct Candidate {
        std::int32_t rank = 0;
        std::int32_t left = 0;
        TokenId joined = 0;
        /// The heap keeps the largest on top.
        bool operator<(const Candidate& other) const
        {
            return rank != other.rank ? rank > other.rank : left > other.left;
        }
    };

    Symbol& symbol(std::int32_t index) { return m_symbols[static_cast<std::size_t>(index)]; }

    void consider(std::int32_t left)
    {
        const std::int32_t right = symbol(left).next;
        if (const Merge* const merge = m_tokenizer.merge(symbol(left).id, symbol(right).id)) {
            m_candidates.push_back({merge->rank, left, merge->joined});
            std::push_heap(m_candidates.begin(), m_candidates.end());
        }
    }

    void join(const Candidate& candidate)
    {
        Symbol& left = symbol(candidate.left);
        if (left.id < 0 || left.next < 0)
            return;
        Symbol& right = symbol(left.next);
        // Either neighbour may have been joined meanwhile. The reference implementation compares
        // what the pair becomes, not its rank, and so does this.
        const Merge* const merge = m_tokenizer.merge(left.id, right.id);
        if (merge == nullptr || merge->joined != candidate.joined)
            return;
        left.id = candidate.joined;
        left.next = right.next;
        right.id = -1;
        if (left.next >= 0) {
            symbol(left.next).previous = candidate.left;
            consider(candidate.left);
        }
        if (left.previous >= 0)
            consider(left.previous);
    }

    const ByteLevelBpe& m_tokenizer;
    std::vector<TokenId>& m_ids;
    std::vector<Symbol> m_symbols;
    std::vector<Candidate> m_candidates;
};

ByteLevelBpe::ByteLevelBpe(const TokenizerFile& file, const RunControl& control)
    : m_rawTokens(tokensWhere(file, false)),
      m_normalizedTokens(tokensWhere(file, true)),
      m_ignoreMerges(file.ignoreMerges)
{
    TokenId largest = -1;
    for (const auto& token : file.vocabulary)
        largest = std::max(largest, token.id);
    for (const auto& token : file.addedTokens)
        largest = std::max(largest, token.id);
    m_bytes.resize(static_cast<std::size_t>(largest + 1));
    m_special.resize(m_bytes.size());
    m_byteTokens.fill(-1);

    const ByteAlphabet alphabet;
    for (const auto& token : file.vocabulary) {
        std::string& bytes = m_bytes[static_cast<std::size_t>(token.id)];
        bytes = alphabet.bytesOf(token.spelling);
        if (alphabet.isByte(token.spelling))
            m_byteTokens[static_cast<unsigned char>(bytes.front())] = token.id;
    }
    for (const auto& token : file.addedTokens) {
        m_bytes[static_cast<std::size_t>(token.id)] = token.content;
        m_special[static_cast<std::size_t>(token.id)] = token.special;
    }
    // The strings stay where they are from here on.
    m_vocabulary.reserve(file.vocabulary.size());
    for (const auto& token : file.vocabulary)
        m_vocabulary.emplace(m_bytes[static_cast<std::size_t>(token.id)], token.id);
    for (const auto& token : file.addedTokens)
        m_added.emplace(m_bytes[static_cast<std::size_t>(token.id)], token.id);

    for (int byte = 0; byte < 256; ++byte) {
        if (m_byteTokens[static_cast<std::size_t>(byte)] < 0 && occursInUtf8(byte))
            throw Error(ErrorKind::Unsupported,
                        file.path.string() + ": none of the "
                            + std::to_string(file.vocabulary.size())
                            + " tokens stands for the byte " + std::to_string(byte)
                            + ", but byte-level BPE needs one for each of 256");
    }

    m_merges.reserve(file.merges.size());
    for (std::size_t rank = 0; rank < file.merges.size(); ++rank) {
        control.endIfStopped();
        const auto& merge = file.merges[rank];
        // Of two equal pairs the later counts, as in the reference implementation.
        m_merges[pairKey(merge.left, merge.right)] = {static_cast<std::int32_t>(rank),
                                                      merge.joined};
    }

    using Kind = TokenizerFile::PreTokenizer::Kind;
    for (const auto& description : file.preTokenizers) {
        Step step;
        step.addsPrefixSpace = description.kind == Kind::ByteLevel && description.addPrefixSpace;
        step.keepsGaps = !description.dropsGaps;
        if (description.kind == Kind::Split)
            step.splitter.emplace(description.pattern,
                                  description.patternIsRegex ? RegexSplitter::Language::Oniguruma
                                                             : RegexSplitter::Language::PlainText,
                                  file.path.string());
        else if (description.useRegex)
            step.splitter.emplace(gpt2Pattern, RegexSplitter::Language::Oniguruma,
                                  file.path.string());
        m_steps.push_back(std::move(step));
    }
}

std::vector<TokenId> ByteLevelBpe::encode(std::string_view text) const
{
    std::vector<TokenId> ids;
    PieceEncoder encoder(*this, ids);
    for (const AddedTokens::Part& raw : m_rawTokens.split(text)) {
        if (raw.token) {
            encoder.addToken(*raw.token);
            continue;
        }
        for (const AddedTokens::Part& part : m_normalizedTokens.split(raw.text)) {
            if (part.token)
                encoder.addToken(*part.token);
            else
                encodeOrdinary(part.text, encoder);
        }
    }
    return ids;
}

void ByteLevelBpe::encodeOrdinary(std::string_view text, PieceEncoder& encoder) const
{
    std::vector<std::string_view> pieces;
    std::vector<std::string_view> finer;
    // Pieces that got a space in front; their addresses must last.
    std::list<std::string> spaced;
    const auto encodeWellFormed = [&](std::string_view run) {
        pieces.assign(1, run);
        for (const Step& step : m_steps) {
            finer.clear();
            for (std::string_view piece : pieces) {
                if (step.addsPrefixSpace && !piece.starts_with(' '))
                    piece = spaced.emplace_back(1, ' ').append(piece);
                if (step.splitter)
                    step.splitter->split(piece, step.keepsGaps, finer);
                else
                    finer.push_back(piece);
            }
            pieces.swap(finer);
        }
        for (const std::string_view piece : pieces)
            encoder.add(piece);
    };

    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin;
        while (end < text.size() && nextCodePoint(text, end)) {}
        if (end > begin)
            encodeWellFormed(text.substr(begin, end - begin));
        begin = end;
        while (end < text.size()) {
            std::size_t behind = end;
            if (nextCodePoint(text, behind))
                break;
            ++end;
        }
        if (end > begin)
            encoder.add(text.substr(begin, end - begin));
        begin = end;
    }
}

const ByteLevelBpe::Merge* ByteLevelBpe::merge(TokenId left, TokenId right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found != m_merges.end() ? &found->second : nullptr;
}

std::string_view ByteLevelBpe::bytes(TokenId id) const
{
    return id >= 0 && id < size() ? std::string_view(m_bytes[static_cast<std::size_t>(id)])
                                  : std::string_view();
}

bool ByteLevelBpe::isSpecial(TokenId id) const
{
    return id >= 0 && id < size() && m_special[static_cast<std::size_t>(id)];
}

std::optional<TokenId> ByteLevelBpe::find(std::string_view bytes) const
{
    for (const auto* const map : {&m_vocabulary, &m_added}) {
        const auto found = map->find(bytes);
        if (found != map->end())
            return found->second;
    }
    return std::nullopt;
}

} // namespace headscope::core
