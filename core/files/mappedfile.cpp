// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mappedfile.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <sys/mman.h>

namespace headscope::core {

MappedFile::MappedFile(const std::filesystem::path& path) : m_file(path)
{
    if (m_file.size() == 0)
        return; // mmap refuses an empty range
    void* const data = ::mmap(nullptr, m_file.size(), PROT_READ, MAP_PRIVATE, m_file.descriptor(),
                              0);
    if (data == MAP_FAILED)
        throw Error(ErrorKind::FileMissing,
                    "cannot read " + path.string() + ": " + std::strerror(errno));
    try {
        m_guard = std::make_unique<MappingGuard>(data, m_file.size());
    } catch (const Error& error) {
        ::munmap(data, m_file.size());
        throw Error(error.kind(), "cannot read " + path.string() + ": " + error.what());
    }
    m_data = static_cast<const std::byte*>(data);
}

MappedFile::~MappedFile()
{
    // Before the address can belong to something else.
    m_guard.reset();
    if (m_data != nullptr)
        ::munmap(const_cast<std::byte*>(m_data), m_file.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_file(std::move(other.m_file)),
      m_data(std::exchange(other.m_data, nullptr)),
      m_guard(std::move(other.m_guard))
{}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_data, other.m_data);
    std::swap(m_guard, other.m_guard);
    return *this;
}

void MappedFile::checkUnchanged() const
{
    std::string change = m_file.change();
    // Grown again since, or the disk failed.
    if (change.empty() && m_guard && m_guard->broken())
        change = "could not be read to the end of its " + std::to_string(m_file.size()) + " bytes";
    if (!change.empty())
        throw Error(ErrorKind::FileDamaged,
                    path().string() + " " + change + "; open the model again");
}

} // namespace headscope::core
