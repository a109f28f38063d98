// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/vocabulary.h"

#include <QComboBox>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

class QCompleter;

namespace headscope::ui {

/// A box to choose a word of the vocabulary: the predicted one, one of those a state says, or any
/// other, typed with completion. The vocabulary is learned bit by bit while nothing else is to do.
/// GUI thread.
class WordBox : public QComboBox
{
    Q_OBJECT
public:
    explicit WordBox(QWidget* parent = nullptr);

    /// What there is to choose from; null: nothing. The chosen word stays while `words` do.
    void setWords(std::shared_ptr<const core::WordList> words, core::TokenId predicted,
                  const std::vector<core::TokenId>& says);
    /// None: the predicted one.
    std::optional<core::TokenId> chosen() const { return m_chosen; }
    /// As if chosen, but without telling, where the words are not known yet: with the next
    /// setWords(), which tells. Nothing where there is no such word then.
    void setWanted(std::optional<core::TokenId> word);
    /// The chosen word, or the one that will be.
    std::optional<core::TokenId> wanted() const { return m_wanted ? m_wanted : m_chosen; }

Q_SIGNALS:
    void chosenChanged();

private:
    void refresh();
    void complete();
    void typed(const QString& text);
    void choose(std::optional<core::TokenId> word);

    std::shared_ptr<const core::WordList> m_words;
    core::TokenId m_predicted = 0;
    std::vector<core::TokenId> m_says;
    std::optional<core::TokenId> m_chosen;
    std::optional<core::TokenId> m_wanted; ///< until the words are known
    QCompleter* m_completer = nullptr;
    Vocabulary m_vocabulary; ///< that the completer has, or will have
    QTimer m_learning;
};

} // namespace headscope::ui
