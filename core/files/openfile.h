// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace headscope::core {

/// A regular file that is open for reading, and what it was like when it was opened. Folders, named
/// pipes, sockets and devices are refused without waiting for them. Movable, closed by the
/// destructor; any thread. Throws Error{FileMissing} naming the path and the system's reason.
class OpenFile
{
public:
    /// Error{FileMissing} also for what is no regular file.
    explicit OpenFile(const std::filesystem::path& path);
    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept; ///< the other can only be destroyed or assigned to
    OpenFile& operator=(OpenFile&& other) noexcept; ///< the two change places
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const std::filesystem::path& path() const { return m_path; } ///< as the constructor got it
    int descriptor() const { return m_descriptor; } ///< read-only, and not the caller's to close
    std::size_t size() const { return m_size; }     ///< when it was opened

    /// What happened to the file since it was opened, as the end of a sentence: "was 12 bytes long
    /// when it was opened and is 5 bytes long now"; empty where size and time of the last change
    /// are the same. A file that took its place under its name is another one, and harmless.
    std::string change() const;

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::size_t m_size = 0;
    std::int64_t m_changedSeconds = 0; ///< of the last change
    std::int64_t m_changedNanoseconds = 0;
};

} // namespace headscope::core
