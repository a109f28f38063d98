// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/prompthistory.h"

namespace headscope::ui {

namespace {

using Key = app::Settings::Key;

constexpr int mostPrompts = 30;
/// Between a prompt and what the decoder had said: the "record separator", which nobody types. A
/// prompt without a decoder is written as it is.
constexpr QChar separator(0x1e);

} // namespace

std::vector<EarlierPrompt> earlierPrompts(const app::Settings& settings)
{
    std::vector<EarlierPrompt> prompts;
    const QStringList texts = settings.texts(Key::PromptHistory);
    for (const QString& text : texts) {
        const qsizetype end = text.lastIndexOf(separator);
        prompts.push_back(end < 0 ? EarlierPrompt{text, {}}
                                  : EarlierPrompt{text.left(end), text.mid(end + 1)});
    }
    return prompts;
}

void rememberPrompt(app::Settings& settings, const EarlierPrompt& prompt)
{
    settings.remember(Key::PromptHistory,
                      prompt.decoder.isEmpty() && !prompt.prompt.contains(separator)
                          ? prompt.prompt
                          : prompt.prompt + separator + prompt.decoder,
                      mostPrompts);
}

} // namespace headscope::ui
