// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hublock.h"

#include "core/base/error.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace headscope::app {

HubLock::~HubLock()
{
    unlock();
}

bool HubLock::tryLock(const QString& path)
{
    unlock();
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC,
                                  0666);
    if (descriptor < 0)
        throw core::Error(core::ErrorKind::WriteFailed,
                          "cannot write " + path.toStdString() + ": " + std::strerror(errno));
    int result = 0;
    do
        result = ::flock(descriptor, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor);
        return false;
    }
    m_descriptor = descriptor;
    return true;
}

void HubLock::unlock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

bool writeThrough(QFileDevice& file)
{
    return file.flush() && ::fsync(file.handle()) == 0;
}

} // namespace headscope::app
