// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a session file. What is accepted is written and read again, and is then the same.
#include "app/savedsession.h"
#include "tests/fuzz/fuzz.h"

using namespace headscope;
using fuzz::finding;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    static const QString path = QString::fromStdString((folder.path() / "a.headscope").string());
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    try {
        const app::SavedSession session = app::readSession(bytes, path);
        const QByteArray written = app::bytesOf(session);
        if (app::bytesOf(app::readSession(written, path)) != written)
            finding("a session is another one after it was written and read");
    } catch (const core::Error& error) {
        fuzz::checkSentence(error, folder.path());
    }
    return 0;
}
