// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/wordtext.h"

#include "core/base/wordlist.h"

#include <QCoreApplication>
#include <QLocale>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::WordText)
};

constexpr QChar spaceSign(0x2423);
constexpr QChar returnSign(0x21b5);
constexpr QChar tabSign(0x21e5);

} // namespace

QString shownWord(std::string_view word, bool showSpaces)
{
    QString text = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    if (!showSpaces && text.size() > 1 && text.front() == QLatin1Char(' ')
        && text[1] != QLatin1Char(' '))
        text.remove(0, 1);
    bool blank = true;
    for (const QChar c : std::as_const(text))
        blank = blank && c == QLatin1Char(' ');
    if (blank || showSpaces)
        text.replace(QLatin1Char(' '), spaceSign);
    text.replace(QLatin1Char('\n'), returnSign);
    text.replace(QLatin1Char('\r'), returnSign);
    text.replace(QLatin1Char('\t'), tabSign);
    return text;
}

QStringList shownWords(const core::WordList& words, const std::vector<core::TokenId>& ids,
                       bool showSpaces)
{
    QStringList list;
    list.reserve(static_cast<qsizetype>(ids.size()));
    for (const core::TokenId id : ids)
        list.append(shownWord(words.word(id), showSpaces));
    return list;
}

std::vector<TokenLabel> tokenLabels(const std::vector<core::PromptToken>& tokens, bool showSpaces)
{
    const QLocale locale;
    std::vector<TokenLabel> labels;
    labels.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const core::PromptToken& token = tokens[i];
        TokenLabel label;
        label.special = token.special;
        label.text = token.special && i == 0 ? Text::tr("‹first›")
                                             : shownWord(token.text, showSpaces);
        label.tip = Text::tr("Position %1, token %2: “%3”")
                        .arg(locale.toString(static_cast<int>(i)), locale.toString(token.id),
                             shownWord(token.text, true));
        if (token.parts > 1) {
            label.part = Text::tr("%1/%2").arg(token.part).arg(token.parts);
            label.tip +=
                QLatin1Char('\n')
                + Text::tr("Part %1 of %2 of one character").arg(token.part).arg(token.parts);
        }
        labels.push_back(std::move(label));
    }
    return labels;
}

QString percentText(double share)
{
    return Text::tr("%1 %").arg(QLocale().toString(share * 100.0, 'f', 1));
}

QString numberText(double value, int decimals)
{
    QString text = QLocale().toString(value, 'f', decimals);
    text.replace(QLatin1Char('-'), QChar(0x2212));
    return text;
}

} // namespace headscope::ui
