// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/mappingguard.h"
#include "core/files/openfile.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace headscope::core {

/// A whole file as read-only memory; pages come from the disk when they are touched. Movable, owned
/// by whoever hands out spans of it; any thread may read. Throws Error{FileMissing} naming the path
/// and the system's reason.
///
/// The file stays in the hands of others. Where it is cut, zeros are read (see MappingGuard); where
/// it is written to, whatever was written. So what was read counts only after checkUnchanged().
class MappedFile
{
public:
    /// As the class says, and Error{Unsupported} where more files would be mapped than
    /// MappingGuard::most.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept; ///< spans stay good; the other has no bytes then
    MappedFile& operator=(MappedFile&& other) noexcept; ///< the two change places
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    /// Of the size that the file had when it was opened; empty for an empty file.
    std::span<const std::byte> bytes() const
    {
        return {m_data, m_data != nullptr ? m_file.size() : 0};
    }
    /// As the constructor got it.
    const std::filesystem::path& path() const { return m_file.path(); }

    /// Throws Error{FileDamaged} where the file was cut or written to since it was opened. A file
    /// that took its place under its name is none of this one's business.
    void checkUnchanged() const;

private:
    OpenFile m_file;
    const std::byte* m_data = nullptr;
    std::unique_ptr<MappingGuard> m_guard; ///< none for an empty file
};

} // namespace headscope::core
