// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

namespace headscope::tests {

inline const QString data = tests::qDataPath();
inline const QString tiny = data + QStringLiteral("/gpt2-tiny");

struct Result {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// The program with these arguments, away from the user's own models.
inline Result run(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HF_HUB_CACHE"), QStringLiteral("/nonexistent"));
    process.setProcessEnvironment(environment);
    process.start(tests::qProgramsPath("/headscope-cli"), arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(patience);
    if (process.state() != QProcess::NotRunning || process.exitStatus() != QProcess::NormalExit)
        return {-2, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Arguments without blanks in them.
inline QStringList split(const char* line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

inline QByteArray contents(const QString& file)
{
    QFile f(file);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

} // namespace headscope::tests
