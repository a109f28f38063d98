// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sentence.h"

#include <QRegularExpression>

namespace headscope::ui {

QString asSentence(QString text)
{
    if (text.isEmpty())
        return text;
    static const QRegularExpression word(
        QStringLiteral("\\A(a|an|cannot|more|no|prompt|tensor|the|there|token|vector) "));
    if (word.match(text).hasMatch())
        text[0] = text.at(0).toUpper();
    if (!QStringLiteral(".!?").contains(text.back()))
        text += QLatin1Char('.');
    return text;
}

} // namespace headscope::ui
