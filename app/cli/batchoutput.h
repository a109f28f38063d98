// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace headscope::cli {

/// Where the lines of a batch go: standard output, or a file that is gone on with where an earlier
/// run of the same batch has ended, however it did. A line counts once its end is there; half a
/// line of this batch at the end of the file is cut off. Throws core::Error where a file cannot be
/// written, belongs to another program at this moment, or holds something else.
class BatchOutput
{
public:
    /// `path`: empty is standard output.
    explicit BatchOutput(const std::string& path);

    /// Whether the next line is in the file already: it must begin with one of these. One that
    /// begins otherwise is of another batch, which is an error.
    bool has(std::string_view start, std::string_view failedStart);
    /// Whether the line that has() has just found says that its prompt failed.
    bool foundFailure() const { return m_foundFailure; }
    /// Appends a line, without its end.
    void write(std::string line);

private:
    struct Close {
        void operator()(std::FILE* file) const;
    };
    /// Ends reading: what comes now is appended behind the last whole line.
    void beginToWrite();

    std::string m_path;
    std::unique_ptr<QLockFile> m_lock;
    std::ifstream m_old;                      ///< what is there, while it is gone through
    std::unique_ptr<std::FILE, Close> m_file; ///< open for writing; null: standard output
    bool m_reading = false;
    bool m_foundFailure = false;
    std::uintmax_t m_end = 0; ///< behind the last whole line that was read
    std::size_t m_line = 0;
};

} // namespace headscope::cli
