// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mappedfile.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headscope::core {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorKind::FileMissing, "cannot read " + path.string() + ": " + reason);
}

/// Closes the descriptor on every way out; the mapping outlives it.
struct Descriptor {
    int fd = -1;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a named pipe would otherwise wait for its writer for ever.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.fd < 0)
        fail(path, std::strerror(errno));
    struct stat status = {};
    if (::fstat(file.fd, &status) != 0)
        fail(path, std::strerror(errno));
    if (!S_ISREG(status.st_mode))
        fail(path, S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file");
    m_size = static_cast<std::size_t>(status.st_size);
    if (m_size == 0)
        return; // mmap refuses an empty range
    void* const data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.fd, 0);
    if (data == MAP_FAILED)
        fail(path, std::strerror(errno));
    m_data = static_cast<const std::byte*>(data);
}

MappedFile::~MappedFile()
{
    if (m_data != nullptr)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

} // namespace headscope::core
