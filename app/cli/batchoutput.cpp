// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchoutput.h"

#include "core/base/error.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace headscope::cli {

namespace {

[[noreturn]] void cannotWrite(const std::string& path)
{
    throw core::Error(core::ErrorKind::WriteFailed,
                      "cannot write " + (path.empty() ? "to standard output" : path) + ": "
                          + std::strerror(errno));
}

} // namespace

void BatchOutput::Close::operator()(std::FILE* file) const
{
    std::fclose(file);
}

BatchOutput::BatchOutput(const std::string& path) : m_path(path)
{
    if (path.empty())
        return;
    m_lock = std::make_unique<QLockFile>(QFile::decodeName(path.c_str()) + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0); // a lock counts as long as its program runs, however long
    if (!m_lock->tryLock(0) && m_lock->error() == QLockFile::LockFailedError)
        throw core::Error(core::ErrorKind::WriteFailed,
                          path + " is being written by another program");
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        beginToWrite();
        return;
    }
    m_old.open(path, std::ios::binary);
    if (!m_old)
        cannotWrite(path);
    m_reading = true;
}

bool BatchOutput::has(std::string_view start, std::string_view failedStart)
{
    if (!m_reading)
        return false;
    std::string line;
    std::getline(m_old, line);
    // A line without its end is half a line; it is cut off where it is half of one of ours.
    const bool half = m_old.eof() || m_old.fail();
    const auto begins = [&line, half](std::string_view wanted) {
        return line.starts_with(wanted) || (half && wanted.starts_with(line));
    };
    m_foundFailure = begins(failedStart);
    if (!m_foundFailure && !begins(start))
        throw core::Error(core::ErrorKind::FileDamaged,
                          m_path + ", line " + std::to_string(m_line + 1)
                              + ": the file holds something other than this batch with this model "
                                "and these options; choose another --out, or remove the file");
    if (half) {
        m_foundFailure = false;
        beginToWrite();
        return false;
    }
    m_end += line.size() + 1;
    ++m_line;
    return true;
}

void BatchOutput::beginToWrite()
{
    m_old.close();
    m_reading = false;
    std::error_code error;
    if (std::filesystem::exists(m_path)) {
        std::filesystem::resize_file(m_path, m_end, error);
        if (error) {
            errno = error.value();
            cannotWrite(m_path);
        }
    }
    m_file.reset(std::fopen(m_path.c_str(), "ab"));
    if (!m_file)
        cannotWrite(m_path);
}

void BatchOutput::write(std::string line)
{
    std::FILE* file = m_file ? m_file.get() : stdout;
    line += '\n';
    errno = 0;
    if (std::fwrite(line.data(), 1, line.size(), file) != line.size() || std::fflush(file) != 0)
        cannotWrite(m_path);
    ++m_line;
}

} // namespace headscope::cli
