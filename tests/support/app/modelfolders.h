// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/places.h"
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>

namespace headscope::tests {

/// Writes a file and the folders above it; a test that cannot has nothing to test.
inline void putFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(content) != content.size())
        qFatal("the test cannot write %s", qPrintable(path));
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the test cannot read %s", qPrintable(path));
    return file.readAll();
}

/// A small GPT-2 that can be loaded and run by ids, a copy of tests/data/gpt2-tiny.
inline void putModel(const QString& folder)
{
    const QString from = tests::qDataPath("/gpt2-tiny/");
    for (const char* name : {"config.json", "model.safetensors"})
        putFile(folder + QLatin1Char('/') + QLatin1String(name),
                contentOf(from + QLatin1String(name)));
}

/// The same as a snapshot of Hugging Face's cache: blobs, and links to them.
inline QString putSnapshot(const QString& cache, const QString& id, const QString& commit,
                           const QString& ref = {})
{
    const QString repository = cache + QStringLiteral("/models--")
                               + QString(id).replace(QLatin1Char('/'), QLatin1String("--"));
    const QString from = tests::qDataPath("/gpt2-tiny/");
    const QString snapshot = repository + QStringLiteral("/snapshots/") + commit;
    if (!QDir().mkpath(snapshot))
        qFatal("the test cannot make %s", qPrintable(snapshot));
    for (const char* name : {"config.json", "model.safetensors"}) {
        const QString blob = QStringLiteral("blob-%1-%2").arg(commit, QLatin1String(name));
        putFile(repository + QStringLiteral("/blobs/") + blob,
                contentOf(from + QLatin1String(name)));
        QFile::link(QStringLiteral("../../blobs/") + blob,
                    snapshot + QLatin1Char('/') + QLatin1String(name));
    }
    if (!ref.isEmpty())
        putFile(repository + QStringLiteral("/refs/") + ref, commit.toLatin1());
    return snapshot;
}

} // namespace headscope::tests
