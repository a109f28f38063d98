// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include <algorithm>

namespace headscope::core {

namespace {

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

class WordPiece::Encoder final : public PieceEncoder
{
public:
    explicit Encoder(const WordPiece& model) : m_model(model) {}

    void add(std::string_view piece, std::vector<TokenId>& ids) override
    {
        const std::size_t before = ids.size();
        const auto characters = piece.size()
                                - static_cast<std::size_t>(
                                    std::count_if(piece.begin(), piece.end(), isContinuation));
        bool known = characters <= m_model.m_longestWord;
        for (std::size_t begin = 0; known && begin < piece.size();) {
            const std::size_t length = longestAt(piece, begin, ids);
            known = length > 0;
            begin += length;
        }
        if (!known) {
            ids.resize(before);
            ids.push_back(m_model.m_unknown);
        }
    }

private:
    /// Appends the longest token that stands at `begin`; its bytes in the piece, 0 for none.
    std::size_t longestAt(std::string_view piece, std::size_t begin, std::vector<TokenId>& ids)
    {
        std::size_t length = std::min(piece.size() - begin, m_model.m_longestToken);
        for (; length > 0; --length) {
            if (begin + length < piece.size() && isContinuation(piece[begin + length]))
                continue;
            m_key.assign(begin > 0 ? std::string_view(m_model.m_prefix) : std::string_view());
            m_key += piece.substr(begin, length);
            const auto found = m_model.m_vocabulary.find(m_key);
            if (found != m_model.m_vocabulary.end()) {
                ids.push_back(found->second);
                return length;
            }
        }
        return 0;
    }

    const WordPiece& m_model;
    std::string m_key;
};

WordPiece::WordPiece(const TokenizerFile& file)
    : m_prefix(file.subwordPrefix),
      m_unknown(file.unknown.value_or(0)),
      m_longestWord(file.longestWord)
{
    for (const auto& token : file.vocabulary) {
        m_vocabulary.emplace(token.spelling, token.id);
        m_longestToken = std::max(m_longestToken, token.spelling.size());
    }
}

std::unique_ptr<PieceEncoder> WordPiece::makeEncoder() const
{
    return std::make_unique<Encoder>(*this);
}

} // namespace headscope::core
