// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/wordbox.h"

#include "ui/models/wordtext.h"

#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStringListModel>

#include <utility>

namespace headscope::ui {

WordBox::WordBox(QWidget* parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMinimumContentsLength(12);
    setMaxVisibleItems(14);
    m_learning.setInterval(0);
    connect(&m_learning, &QTimer::timeout, this, [this] {
        if (!m_vocabulary.advance())
            return;
        m_learning.stop();
        complete();
    });
    connect(this, &QComboBox::activated, this, [this](int item) {
        const QVariant id = itemData(item);
        choose(id.isValid() ? std::optional<core::TokenId>(id.toInt()) : std::nullopt);
    });
    connect(lineEdit(), &QLineEdit::returnPressed, this, [this] { typed(lineEdit()->text()); });
}

void WordBox::setWords(std::shared_ptr<const core::WordList> words, core::TokenId predicted,
                       const std::vector<core::TokenId>& says)
{
    if (words && m_vocabulary.source() && words != m_vocabulary.source())
        m_chosen.reset(); // another model's
    m_words = std::move(words);
    m_predicted = predicted;
    m_says = says;
    const auto wanted = m_words ? std::exchange(m_wanted, std::nullopt) : std::nullopt;
    const bool other = wanted && wanted != m_chosen && *wanted >= 0 && *wanted < m_words->size();
    if (other)
        m_chosen = wanted;
    refresh();
    if (m_words && m_words != m_vocabulary.source()) {
        m_vocabulary.begin(m_words);
        m_learning.start();
    }
    if (other)
        Q_EMIT chosenChanged();
}

void WordBox::setWanted(std::optional<core::TokenId> word)
{
    m_chosen.reset();
    m_wanted = word;
}

void WordBox::refresh()
{
    const QSignalBlocker quiet(this);
    const bool typing = lineEdit()->hasFocus() && lineEdit()->isModified();
    const QString text = lineEdit()->text();
    clear();
    if (!m_words)
        return;
    const auto spelled = [&](core::TokenId id) { return shownWord(m_words->word(id), true); };
    addItem(tr("%1 (predicted)").arg(spelled(m_predicted)));
    for (const core::TokenId id : m_says)
        addItem(spelled(id), id);
    int current = m_chosen ? findData(*m_chosen) : 0;
    if (current < 0) {
        insertItem(1, spelled(*m_chosen), *m_chosen);
        current = 1;
    }
    setCurrentIndex(current);
    lineEdit()->setCursorPosition(0);
    if (typing)
        lineEdit()->setText(text);
}

void WordBox::complete()
{
    auto* completer = new QCompleter(this);
    completer->setModel(new QStringListModel(m_vocabulary.words(), completer));
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    connect(completer, QOverload<const QString&>::of(&QCompleter::activated), this,
            &WordBox::typed);
    setCompleter(completer);
    delete m_completer;
    m_completer = completer;
}

void WordBox::typed(const QString& text)
{
    while (!m_vocabulary.advance()) { // somebody was quicker
    }
    QString word = text;
    word.replace(QLatin1Char(' '), QChar(0x2423));
    lineEdit()->setModified(false);
    for (const QString& each : {word, QChar(0x2423) + word}) {
        if (const auto found = m_vocabulary.token(each)) {
            choose(found);
            return;
        }
    }
    refresh(); // not a word of this model: as it was
}

void WordBox::choose(std::optional<core::TokenId> word)
{
    if (word == m_chosen)
        return;
    m_chosen = word;
    Q_EMIT chosenChanged();
}

} // namespace headscope::ui
