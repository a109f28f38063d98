// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/vocabulary.h"

#include "ui/models/wordtext.h"

#include <algorithm>

namespace headscope::ui {

namespace {
constexpr core::TokenId slice = 2000; ///< words, 1 to 2 ms
} // namespace

void Vocabulary::begin(std::shared_ptr<const core::WordList> words)
{
    m_source = std::move(words);
    m_next = 0;
    m_tokens.clear();
    m_unsorted.clear();
    m_words.clear();
    if (!m_source)
        return;
    m_tokens.reserve(m_source->size()); // else single slices would take much longer
    m_words.reserve(m_source->size());
}

bool Vocabulary::advance()
{
    const core::TokenId size = m_source ? m_source->size() : 0;
    if (m_next < size) {
        for (const core::TokenId end = std::min(m_next + slice, size); m_next < end; ++m_next) {
            const QString word = shownWord(m_source->word(m_next), true);
            if (word.isEmpty() || m_tokens.contains(word))
                continue;
            m_tokens.insert(word, m_next);
            m_unsorted[word.size()].append(word);
        }
        return false;
    }
    if (m_unsorted.empty())
        return true;
    QStringList& shortest = m_unsorted.begin()->second;
    std::sort(shortest.begin(), shortest.end());
    m_words.append(shortest);
    m_unsorted.erase(m_unsorted.begin());
    return m_unsorted.empty();
}

std::optional<core::TokenId> Vocabulary::token(const QString& word) const
{
    const auto found = m_tokens.constFind(word);
    return found != m_tokens.constEnd() ? std::optional(*found) : std::nullopt;
}

} // namespace headscope::ui
