// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace headscope::app {

/// The prompts of a text file: one in each line, empty lines left out.
struct PromptLines {
    QStringList prompts;
    QString problem; ///< one sentence with the file, and the line where it is of one; else empty
};
/// UTF-8, with or without a byte order mark, lines ended in any way; at most 100,000 prompts and
/// 64 MiB. All or nothing.
PromptLines readPromptLines(const QString& path);

} // namespace headscope::app
