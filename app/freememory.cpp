// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/freememory.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>

namespace headscope::app {

namespace {

QByteArray textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(1 << 16) : QByteArray();
}

/// The number that stands behind `name` on a line of its own; nullopt where there is none.
std::optional<qint64> numberOf(const QByteArray& text, const QByteArray& name)
{
    for (const QByteArray& line : text.split('\n')) {
        if (!line.startsWith(name))
            continue;
        const auto words = line.mid(name.size()).simplified().split(' ');
        bool good = false;
        const qint64 value = words.front().toLongLong(&good);
        if (good && value >= 0)
            return value;
    }
    return std::nullopt;
}

/// Left of the limit of one control group; nullopt where it has none.
std::optional<qint64> leftOf(const QString& group)
{
    const auto limit = numberOf(textOf(group + QStringLiteral("/memory.max")), {});
    const auto used = numberOf(textOf(group + QStringLiteral("/memory.current")), {});
    if (!limit || !used) // "max": no limit
        return std::nullopt;
    const qint64 kept =
        numberOf(textOf(group + QStringLiteral("/memory.stat")), "inactive_file ").value_or(0);
    return std::max<qint64>(0, *limit - std::max<qint64>(0, *used - kept));
}

} // namespace

std::optional<qint64> freeMemory(const QString& root)
{
    std::optional<qint64> free;
    const auto atMost = [&free](std::optional<qint64> bytes) {
        if (bytes)
            free = std::min(free.value_or(*bytes), *bytes);
    };
    if (const auto kibibytes = numberOf(textOf(root + QStringLiteral("/proc/meminfo")),
                                        "MemAvailable:"))
        atMost(*kibibytes * 1024);
    for (const QByteArray& line : textOf(root + QStringLiteral("/proc/self/cgroup")).split('\n')) {
        if (!line.startsWith("0::/"))
            continue;
        QString group = QFile::decodeName(line.mid(3)).trimmed();
        while (!group.isEmpty()) {
            if (group == QLatin1String("/"))
                group.clear();
            atMost(leftOf(root + QStringLiteral("/sys/fs/cgroup") + group));
            group.truncate(group.lastIndexOf(QLatin1Char('/')));
        }
        atMost(leftOf(root + QStringLiteral("/sys/fs/cgroup")));
    }
    return free;
}

} // namespace headscope::app
