// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

namespace headscope::tests {

/// How long a test waits, in milliseconds, for what comes soon where all is well. Nothing is
/// measured by it: a busy machine must not fail, and sanitizers take ten times as long. Qt waits
/// three times as long before it says what it has waited for: ctest must not have ended the test.
#if defined(HEADSCOPE_SANITIZED)
constexpr int patience = 450'000;
#else
constexpr int patience = 80'000;
#endif

/// Words of neurons go to a cache of the test's own; under sanitizers, which take a minute to find
/// them, to one of all tests that HEADSCOPE_TEST_CACHE names.
inline void useCacheOf(const QString& folder)
{
    const QByteArray shared = qgetenv("HEADSCOPE_TEST_CACHE");
    qputenv("XDG_CACHE_HOME", shared.isEmpty() ? QFile::encodeName(folder) : shared);
}

} // namespace headscope::tests
