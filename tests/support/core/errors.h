// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QFile>
#include <QString>

#include <optional>

namespace headscope::tests {

/// The core's error that `work` ends with; nullopt where it ends well.
template<class Work>
std::optional<core::Error> errorOf(Work work)
{
    try {
        work();
    } catch (const core::Error& error) {
        return error;
    }
    return std::nullopt;
}

/// A test that cannot write its own file has nothing to test.
inline void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("the test cannot write its file");
}

} // namespace headscope::tests
