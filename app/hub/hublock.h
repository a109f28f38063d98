// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFileDevice;

namespace headscope::app {

/// A lock of one file of the cache between programs: flock() on an empty file that stays, which is
/// what huggingface_hub does, so that neither writes into what the other downloads. The system lets
/// it go when the program ends, however it ends.
class HubLock
{
public:
    HubLock() = default;
    ~HubLock();
    HubLock(const HubLock&) = delete;
    HubLock& operator=(const HubLock&) = delete;

    /// False where another holds it. Throws core::Error{WriteFailed} where the file cannot be made.
    /// A file system that knows no locks counts as one where nobody else writes.
    bool tryLock(const QString& path);
    void unlock();

private:
    int m_descriptor = -1;
};

/// Waits until what was written is on the disk; false where the system says it is not.
bool writeThrough(QFileDevice& file);

} // namespace headscope::app
