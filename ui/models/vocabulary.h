// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/base/wordlist.h"

#include <QHash>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>

namespace headscope::ui {

/// All words of a model as somebody types them, with a sign for their leading space: to choose
/// from, and which token each is. Making it takes as long as a few paintings, so that it is made in
/// slices. GUI thread; nothing fails.
class Vocabulary
{
public:
    /// Of these words from now on; none is known yet. Null: there are none.
    void begin(std::shared_ptr<const core::WordList> words);
    const std::shared_ptr<const core::WordList>& source() const { return m_source; }
    /// One slice more, of a few milliseconds at most; true once all words are known.
    bool advance();
    /// All words, the shorter ones first, so that the exact one stands before those that have it in
    /// them; complete once advance() returned true.
    const QStringList& words() const { return m_words; }
    /// Of the tokens that are spelled so, the first; none where no word known so far is.
    std::optional<core::TokenId> token(const QString& word) const;

private:
    std::shared_ptr<const core::WordList> m_source;
    core::TokenId m_next = 0; ///< the first that is not known yet
    QHash<QString, core::TokenId> m_tokens;
    std::map<qsizetype, QStringList> m_unsorted; ///< by length
    QStringList m_words;
};

} // namespace headscope::ui
