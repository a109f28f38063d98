// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace headscope::app {

/// How many bytes of memory this process can still get without taking other programs' memory: the
/// smaller of what the system calls available (MemAvailable of /proc/meminfo) and what is left of
/// the limits of its control groups (memory.max of cgroup v2, its own group's and all above), where
/// files that are kept only in case they are read again count as free. nullopt where the system
/// says neither. Any thread; a few small files are read. `root` stands before their paths.
///
/// Sources: proc(5), and the kernel's Documentation/admin-guide/cgroup-v2.rst.
std::optional<qint64> freeMemory(const QString& root = {});

} // namespace headscope::app
