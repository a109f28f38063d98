// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unigram.h"

#include "core/base/utf8.h"
#include "core/text/tokenspelling.h"

#include <algorithm>
#include <limits>

namespace headscope::core {

class Unigram::Encoder final : public PieceEncoder
{
public:
    explicit Encoder(const Unigram& model) : m_model(model) {}

    void add(std::string_view piece, std::vector<TokenId>& ids) override
    {
        findBest(piece);
        // The way back from the end; neighbouring unknown characters are one.
        m_parts.clear();
        bool behindUnknown = false;
        for (std::size_t end = piece.size(); end > 0;) {
            const Node& node = m_best[end];
            const std::string_view part = piece.substr(node.begin, end - node.begin);
            const bool isUnknown = node.id == m_model.m_unknown;
            if (isUnknown && behindUnknown)
                m_parts.back() = {part.data(), part.size() + m_parts.back().size()};
            else
                m_parts.push_back(part);
            behindUnknown = isUnknown;
            end = node.begin;
        }
        for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part)
            addPart(*part, ids);
    }

private:
    struct Node {
        std::size_t begin = 0;
        double score = 0.0;
        TokenId id = -1; ///< -1: no way leads here yet
    };

    void reach(std::size_t begin, std::size_t end, double score, TokenId id)
    {
        Node& node = m_best[end];
        const double sum = score + m_best[begin].score;
        if (node.id < 0 || sum > node.score)
            node = {begin, sum, id};
    }

    void findBest(std::string_view piece)
    {
        m_best.assign(piece.size() + 1, {});
        std::size_t next = 0;
        for (std::size_t begin = 0; begin < piece.size(); begin = next) {
            if (!nextCodePoint(piece, next))
                ++next;
            // All tokens that the rest begins with: a range of the sorted ones that gets narrower.
            bool single = false;
            auto first = m_model.m_tokens.begin();
            auto last = m_model.m_tokens.end();
            for (std::size_t end = begin; end < piece.size() && first != last;) {
                const std::size_t depth = end - begin;
                const char byte = piece[end];
                const auto less = [&](const Token& token, char value) {
                    return static_cast<unsigned char>(token.spelling[depth])
                           < static_cast<unsigned char>(value);
                };
                const auto greater = [&](char value, const Token& token) {
                    return static_cast<unsigned char>(value)
                           < static_cast<unsigned char>(token.spelling[depth]);
                };
                // A token that ends here stands before all that go on.
                if (first->spelling.size() == depth)
                    ++first;
                first = std::lower_bound(first, last, byte, less);
                last = std::upper_bound(first, last, byte, greater);
                ++end;
                if (first != last && first->spelling.size() == end - begin) {
                    reach(begin, end, first->score, first->id);
                    single = single || end == next;
                }
            }
            if (!single)
                reach(begin, next, m_model.m_unknownScore, m_model.m_unknown);
        }
    }

    void addPart(std::string_view part, std::vector<TokenId>& ids) const
    {
        const TokenId id = m_model.idOf(part);
        if (id >= 0)
            return ids.push_back(id);
        const auto tokenOf = [&](char byte) {
            return m_model.m_byteTokens[static_cast<unsigned char>(byte)];
        };
        if (std::any_of(part.begin(), part.end(), [&](char byte) { return tokenOf(byte) < 0; }))
            return ids.push_back(m_model.m_unknown);
        for (const char byte : part)
            ids.push_back(tokenOf(byte));
    }

    const Unigram& m_model;
    std::vector<Node> m_best; ///< by where the way ends
    std::vector<std::string_view> m_parts;
};

Unigram::Unigram(const TokenizerFile& file) : m_unknown(file.unknown.value_or(0))
{
    m_byteTokens.fill(-1);
    double least = std::numeric_limits<double>::infinity();
    m_tokens.reserve(file.vocabulary.size());
    for (const auto& token : file.vocabulary) {
        least = std::min(least, token.score);
        if (const auto byte = file.byteFallback ? byteOfFallback(token.spelling) : std::nullopt)
            m_byteTokens[*byte] = token.id;
        if (!token.spelling.empty())
            m_tokens.push_back({token.spelling, token.id, token.score});
    }
    constexpr double penalty = 10.0;
    m_unknownScore = least - penalty;
    // Of two tokens with one spelling the later counts.
    std::sort(m_tokens.begin(), m_tokens.end(), [](const Token& a, const Token& b) {
        return a.spelling != b.spelling ? a.spelling < b.spelling : a.id > b.id;
    });
    m_tokens.erase(
        std::unique(m_tokens.begin(), m_tokens.end(),
                    [](const Token& a, const Token& b) { return a.spelling == b.spelling; }),
        m_tokens.end());
}

std::unique_ptr<PieceEncoder> Unigram::makeEncoder() const
{
    return std::make_unique<Encoder>(*this);
}

TokenId Unigram::idOf(std::string_view spelling) const
{
    const auto found = std::lower_bound(
        m_tokens.begin(), m_tokens.end(), spelling,
        [](const Token& token, std::string_view value) { return token.spelling < value; });
    return found != m_tokens.end() && found->spelling == spelling ? found->id : -1;
}

} // namespace headscope::core
