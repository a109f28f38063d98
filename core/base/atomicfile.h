// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>

namespace headscope::core {

/// A file that appears whole or not at all: written without a name in its folder, and named by
/// commit(). Without commit() nothing is left behind, however the program ends. Where the file
/// system has no files without names, it is written beside its place under another one, which
/// removeUnfinished() removes. Throws Error{WriteFailed} naming the path and the system's reason.
class AtomicFile
{
public:
    /// How it is written before it is whole.
    enum class Temporary {
        Unnamed, ///< without a name, where the file system can
        Named,   ///< under another name: what the others get
    };

    /// Where `path` is a link, what it leads to is replaced; folders and devices are refused.
    explicit AtomicFile(std::filesystem::path path, Temporary kind = Temporary::Unnamed);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    std::ostream& stream() { return m_stream; } ///< takes the content, bytes as they are
    /// Throws where anything could not be written, as on a full disk.
    void commit();

    /// Removes what has a temporary name at this moment, for a program that is about to end. Safe
    /// in a signal handler; the files must not be used any more.
    static void removeUnfinished() noexcept;

private:
    /// Keeps the system's reason for the first write that failed, which a stream forgets.
    class Buffer final : public std::filebuf
    {
    public:
        int reason() const { return m_reason; } ///< 0 where nothing failed

    protected:
        int_type overflow(int_type c) override;
        std::streamsize xsputn(const char* from, std::streamsize count) override;
        int sync() override;

    private:
        void note();
        int m_reason = 0;
    };

    bool openUnnamed();
    void openNamed();
    /// Gives the file without a name its temporary one; 0, or the system's reason.
    int giveName();

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    Buffer m_buffer;
    std::ostream m_stream{&m_buffer};
    int m_unnamed = -1; ///< the descriptor that holds the file while it has no name
    int m_slot = -1;    ///< where removeUnfinished() finds the temporary name
    bool m_committed = false;
};

} // namespace headscope::core
