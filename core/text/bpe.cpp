// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bpe.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/tokenspelling.h"

#include <algorithm>

namespace headscope::core {

namespace {

std::uint64_t pairKey(TokenId left, TokenId right)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U
           | static_cast<std::uint32_t>(right);
}

/// C0, C1 and F5 to FF.
bool occursInUtf8(int byte)
{
    return byte != 0xC0 && byte != 0xC1 && byte < 0xF5;
}

} // namespace

class Bpe::Encoder final : public PieceEncoder
{
public:
    explicit Encoder(const Bpe& model) : m_model(model) {}

    /// A linked list of tokens and a heap of possible merges: n log n steps for a piece of n bytes.
    /// The lowest rank goes first, of equal ones the leftmost.
    void add(std::string_view piece, std::vector<TokenId>& ids) override
    {
        if (m_model.m_ignoreMerges) {
            m_key.assign(piece);
            const auto whole = m_model.m_vocabulary.find(m_key);
            if (whole != m_model.m_vocabulary.end())
                return ids.push_back(whole->second);
        }
        m_symbols.clear();
        m_candidates.clear();
        if (m_model.m_byteLevel)
            startWithBytes(piece);
        else
            startWithCharacters(piece);
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
            ids.push_back(m_symbols[static_cast<std::size_t>(i)].id);
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

    void append(TokenId id)
    {
        const auto index = static_cast<std::int32_t>(m_symbols.size());
        m_symbols.push_back({id, index - 1, index + 1});
    }

    void startWithBytes(std::string_view piece)
    {
        for (const char byte : piece) {
            const TokenId id = m_model.m_byteTokens[static_cast<unsigned char>(byte)];
            if (id >= 0)
                append(id);
        }
    }

    bool appendBytes(std::string_view character)
    {
        const auto tokenOf = [&](char byte) {
            return m_model.m_byteTokens[static_cast<unsigned char>(byte)];
        };
        if (std::any_of(character.begin(), character.end(),
                        [&](char byte) { return tokenOf(byte) < 0; }))
            return false;
        for (const char byte : character)
            append(tokenOf(byte));
        return true;
    }

    void startWithCharacters(std::string_view piece)
    {
        // An unknown token waits for the next character that is a token, so that neighbours can be
        // fused. Bytes overtake it, as in the reference implementation.
        bool unknownWaits = false;
        std::size_t end = 0;
        for (std::size_t begin = 0; begin < piece.size(); begin = end) {
            if (!nextCodePoint(piece, end))
                ++end;
            const std::string_view character = piece.substr(begin, end - begin);
            m_key.assign(character);
            const auto found = m_model.m_vocabulary.find(m_key);
            if (found != m_model.m_vocabulary.end()) {
                if (unknownWaits)
                    append(*m_model.m_unknown);
                unknownWaits = false;
                append(found->second);
            } else if (!appendBytes(character) && m_model.m_unknown) {
                if (unknownWaits && !m_model.m_fuseUnknown)
                    append(*m_model.m_unknown);
                unknownWaits = true;
            }
        }
        if (unknownWaits)
            append(*m_model.m_unknown);
    }

    void consider(std::int32_t left)
    {
        const std::int32_t right = symbol(left).next;
        if (const Merge* const merge = m_model.merge(symbol(left).id, symbol(right).id)) {
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
        const Merge* const merge = m_model.merge(left.id, right.id);
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

    const Bpe& m_model;
    std::string m_key;
    std::vector<Symbol> m_symbols;
    std::vector<Candidate> m_candidates;
};

Bpe::Bpe(const TokenizerFile& file, const RunControl& control)
    : m_byteLevel(file.isByteLevel()),
      m_ignoreMerges(file.ignoreMerges),
      m_fuseUnknown(file.fuseUnknown),
      m_unknown(file.unknown)
{
    m_byteTokens.fill(-1);
    m_vocabulary.reserve(file.vocabulary.size());
    if (m_byteLevel) {
        readByteLevel(file);
    } else {
        for (const auto& token : file.vocabulary) {
            m_vocabulary.emplace(token.spelling, token.id);
            if (const auto byte = file.byteFallback ? byteOfFallback(token.spelling) : std::nullopt)
                m_byteTokens[*byte] = token.id;
        }
    }
    m_merges.reserve(file.merges.size());
    for (std::size_t rank = 0; rank < file.merges.size(); ++rank) {
        control.endIfStopped();
        const auto& merge = file.merges[rank];
        // Of two equal pairs the later counts, as in the reference implementation.
        m_merges[pairKey(merge.left, merge.right)] = {static_cast<std::int32_t>(rank),
                                                      merge.joined};
    }
}

void Bpe::readByteLevel(const TokenizerFile& file)
{
    const ByteAlphabet alphabet;
    for (const auto& token : file.vocabulary) {
        m_vocabulary.emplace(alphabet.bytesOf(token.spelling), token.id);
        if (const auto byte = alphabet.byteOf(token.spelling))
            m_byteTokens[*byte] = token.id;
    }
    for (int byte = 0; byte < 256; ++byte) {
        if (m_byteTokens[static_cast<std::size_t>(byte)] < 0 && occursInUtf8(byte))
            throw Error(ErrorKind::Unsupported,
                        file.path.string() + ": none of the "
                            + std::to_string(file.vocabulary.size())
                            + " tokens stands for the byte " + std::to_string(byte)
                            + ", but byte-level BPE needs one for each of 256");
    }
}

std::unique_ptr<PieceEncoder> Bpe::makeEncoder() const
{
    return std::make_unique<Encoder>(*this);
}

const Bpe::Merge* Bpe::merge(TokenId left, TokenId right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found != m_merges.end() ? &found->second : nullptr;
}

} // namespace headscope::core
