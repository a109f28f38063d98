// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// The spelling of every token id, for showing. Immutable and shared by all results of one model.
class WordList
{
public:
    /// `words`: valid UTF-8, one per id; a token that is only part of a code point is spelled by
    /// its bytes, as ‹E2 80›.
    explicit WordList(std::vector<std::string> words) : m_words(std::move(words)) {}

    int size() const { return static_cast<int>(m_words.size()); } ///< V: ids are 0 .. size() - 1
    /// With its leading space, if it has one; empty for ids outside the vocabulary.
    std::string_view word(TokenId id) const
    {
        return id >= 0 && id < size() ? std::string_view(m_words[static_cast<std::size_t>(id)])
                                      : std::string_view();
    }

    /// Whether ids mean the same words, as in models with the same tokenizer.
    bool operator==(const WordList& other) const
    {
        return this == &other || m_words == other.m_words;
    }

private:
    std::vector<std::string> m_words;
};

} // namespace headscope::core
