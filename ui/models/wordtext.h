// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/prompttokens.h"

#include <QString>
#include <QStringList>

#include <string_view>
#include <vector>

namespace headscope::core {
class WordList;
}

namespace headscope::ui {

/// A vocabulary word as it is read: without its leading space (or with ␣ for it), and with signs
/// for what has no shape.
QString shownWord(std::string_view word, bool showSpaces);
QStringList shownWords(const core::WordList& words, const std::vector<core::TokenId>& ids,
                       bool showSpaces);

/// A token of the prompt as chips, rows and columns name it.
struct TokenLabel {
    QString text;
    QString part; ///< "1/3" where the token is part of a split character, else empty
    QString tip;  ///< position, id and exact spelling
    bool special = false;

    QString whole() const { return part.isEmpty() ? text : text + QLatin1Char(' ') + part; }
};

std::vector<TokenLabel> tokenLabels(const std::vector<core::PromptToken>& tokens, bool showSpaces);

/// A share as a percentage with one decimal, in the user's locale.
QString percentText(double share);
/// `value` with `decimals` places in the user's locale, and a true minus sign.
QString numberText(double value, int decimals = 2);

} // namespace headscope::ui
