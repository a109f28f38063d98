// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/openfile.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headscope::core {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorKind::FileMissing, "cannot read " + path.string() + ": " + reason);
}

} // namespace

OpenFile::OpenFile(const std::filesystem::path& path) : m_path(path)
{
    // What the system would cut off at a zero byte is another file.
    if (path.native().find('\0') != std::string::npos)
        fail(quote(path.native()), "its name holds a zero byte");
    // O_NONBLOCK: opening a named pipe would otherwise wait for its writer for ever.
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (m_descriptor < 0)
        fail(path, std::strerror(errno));
    struct stat status = {};
    std::string refused;
    if (::fstat(m_descriptor, &status) != 0)
        refused = std::strerror(errno);
    else if (!S_ISREG(status.st_mode))
        refused = S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file";
    if (!refused.empty()) {
        ::close(m_descriptor); // no destructor runs for what was not constructed
        fail(path, refused);
    }
    m_size = static_cast<std::size_t>(status.st_size);
    m_changedSeconds = status.st_mtim.tv_sec;
    m_changedNanoseconds = status.st_mtim.tv_nsec;
}

OpenFile::~OpenFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_size(other.m_size),
      m_changedSeconds(other.m_changedSeconds),
      m_changedNanoseconds(other.m_changedNanoseconds)
{}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    std::swap(m_changedSeconds, other.m_changedSeconds);
    std::swap(m_changedNanoseconds, other.m_changedNanoseconds);
    return *this;
}

std::string OpenFile::change() const
{
    struct stat status = {};
    if (::fstat(m_descriptor, &status) != 0)
        return std::string("cannot be looked at any more: ") + std::strerror(errno);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size != m_size)
        return "was " + std::to_string(m_size) + " bytes long when it was opened and is "
               + std::to_string(size) + " bytes long now";
    if (status.st_mtim.tv_sec != m_changedSeconds || status.st_mtim.tv_nsec != m_changedNanoseconds)
        return "was written to since it was opened, and is " + std::to_string(size)
               + " bytes long as it was then";
    return {};
}

} // namespace headscope::core
