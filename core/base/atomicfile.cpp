// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <random>

namespace headscope::core {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path)
{
    const char* reason = errno != 0 ? std::strerror(errno) : "unknown reason";
    throw Error(ErrorKind::WriteFailed, "cannot write " + path.string() + ": " + reason);
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path path) : m_path(std::move(path))
{
    namespace fs = std::filesystem;
    // A link's target is replaced, not the link; a device or a folder is never replaced by a file.
    std::error_code error;
    const fs::file_status status = fs::status(m_path, error);
    if (fs::is_symlink(fs::symlink_status(m_path, error)))
        m_path = fs::weakly_canonical(m_path, error);
    if (fs::is_directory(status)) {
        errno = EISDIR;
        fail(m_path);
    }
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw Error(ErrorKind::WriteFailed,
                    "cannot write " + m_path.string() + ": it is not a regular file");
    // A random suffix: two programs that write the same file must not share a temporary one.
    std::random_device random;
    m_temporary = m_path;
    m_temporary += ".part" + std::to_string(random());
    errno = 0;
    m_stream.open(m_temporary, std::ios::binary | std::ios::trunc);
    if (!m_stream)
        fail(m_path);
}

AtomicFile::~AtomicFile()
{
    if (m_committed)
        return;
    m_stream.close();
    std::error_code ignored;
    std::filesystem::remove(m_temporary, ignored);
}

void AtomicFile::commit()
{
    errno = 0;
    m_stream.flush();
    const bool written = m_stream.good();
    m_stream.close();
    if (!written || m_stream.fail())
        fail(m_path);
    std::error_code error;
    std::filesystem::rename(m_temporary, m_path, error);
    if (error) {
        errno = error.value();
        fail(m_path);
    }
    m_committed = true;
}

} // namespace headscope::core
