// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptlines.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QStringDecoder>

namespace headscope::app {

namespace {

constexpr qint64 mostBytes = qint64(64) << 20;
constexpr qsizetype mostPrompts = 100'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::app::PromptLines)
};

PromptLines problem(const QString& sentence)
{
    return {{}, sentence};
}

} // namespace

PromptLines readPromptLines(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem(Text::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > mostBytes)
        return problem(Text::tr("%1 has %2 bytes; a file of prompts may have at most %3.")
                           .arg(path)
                           .arg(file.size())
                           .arg(mostBytes));
    PromptLines result;
    int number = 0;
    for (QByteArray line : file.readAll().replace("\r\n", "\n").replace('\r', '\n').split('\n')) {
        if (++number == 1 && line.startsWith("\xEF\xBB\xBF"))
            line.remove(0, 3);
        QStringDecoder utf8(QStringDecoder::Utf8);
        const QString text = utf8(line);
        if (utf8.hasError())
            return problem(Text::tr("%1, line %2 is no UTF-8.").arg(path).arg(number));
        if (text.trimmed().isEmpty())
            continue;
        if (result.prompts.size() == mostPrompts)
            return problem(Text::tr("%1, line %2: a file may have at most %3 prompts.")
                               .arg(path)
                               .arg(number)
                               .arg(mostPrompts));
        result.prompts.append(text);
    }
    if (result.prompts.isEmpty())
        return problem(Text::tr("%1 has no prompts: each is a line of text.").arg(path));
    return result;
}

} // namespace headscope::app
