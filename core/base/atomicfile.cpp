// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <random>
#include <string>

namespace headscope::core {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path)
{
    const char* reason = errno != 0 ? std::strerror(errno) : "unknown reason";
    throw Error(ErrorKind::WriteFailed, "cannot write " + path.string() + ": " + reason);
}

/// A temporary name where a signal handler may read it: in memory that is never freed.
struct Slot {
    std::atomic<int> state = free; ///< the name counts only while this is `named`
    std::array<char, 4096> name{};

    static constexpr int free = 0;
    static constexpr int taken = 1;
    static constexpr int named = 2;
};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler reads it");

std::array<Slot, 8> slots;

/// -1 where there is no room: the name is then removed by the destructor alone.
int keepName(const std::string& name)
{
    for (std::size_t i = 0; i < slots.size() && name.size() < slots[i].name.size(); ++i) {
        int expected = Slot::free;
        if (!slots[i].state.compare_exchange_strong(expected, Slot::taken))
            continue;
        std::memcpy(slots[i].name.data(), name.c_str(), name.size() + 1);
        slots[i].state = Slot::named;
        return static_cast<int>(i);
    }
    return -1;
}

void forgetName(int slot)
{
    if (slot >= 0)
        slots[static_cast<std::size_t>(slot)].state = Slot::free;
}

/// The way by which an open file is reached without its name.
std::string linkOf(int descriptor)
{
    return "/proc/self/fd/" + std::to_string(descriptor);
}

} // namespace

void AtomicFile::Buffer::note()
{
    if (m_reason == 0)
        m_reason = errno;
}

AtomicFile::Buffer::int_type AtomicFile::Buffer::overflow(int_type c)
{
    errno = 0;
    const int_type result = std::filebuf::overflow(c);
    if (traits_type::eq_int_type(result, traits_type::eof()))
        note();
    return result;
}

std::streamsize AtomicFile::Buffer::xsputn(const char* from, std::streamsize count)
{
    errno = 0;
    const std::streamsize written = std::filebuf::xsputn(from, count);
    if (written < count)
        note();
    return written;
}

int AtomicFile::Buffer::sync()
{
    errno = 0;
    const int result = std::filebuf::sync();
    if (result != 0)
        note();
    return result;
}

AtomicFile::AtomicFile(std::filesystem::path path, Temporary kind) : m_path(std::move(path))
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
    if (kind == Temporary::Named || !openUnnamed())
        openNamed();
}

AtomicFile::~AtomicFile()
{
    if (!m_committed) {
        m_buffer.close();
        // A file without a name ends with its last descriptor.
        if (m_unnamed < 0) {
            std::error_code ignored;
            std::filesystem::remove(m_temporary, ignored);
        }
    }
    if (m_unnamed >= 0)
        ::close(m_unnamed);
    forgetName(m_slot);
}

bool AtomicFile::openUnnamed()
{
    const auto folder = m_path.has_parent_path() ? m_path.parent_path()
                                                 : std::filesystem::path(".");
    m_unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (m_unnamed < 0)
        return false;
    if (m_buffer.open(linkOf(m_unnamed), std::ios::out | std::ios::binary) != nullptr)
        return true;
    ::close(m_unnamed);
    m_unnamed = -1;
    return false;
}

void AtomicFile::openNamed()
{
    m_slot = keepName(m_temporary.string());
    errno = 0;
    if (m_buffer.open(m_temporary, std::ios::out | std::ios::binary | std::ios::trunc) != nullptr)
        return;
    const int reason = errno;
    forgetName(m_slot);
    errno = reason;
    fail(m_path);
}

int AtomicFile::giveName()
{
    // Only rename() replaces a file that is there, and it needs a name: a last, short one.
    m_slot = keepName(m_temporary.string());
    const bool named = ::linkat(AT_FDCWD, linkOf(m_unnamed).c_str(), AT_FDCWD, m_temporary.c_str(),
                                AT_SYMLINK_FOLLOW)
                       == 0;
    const int reason = named ? 0 : errno;
    if (named) {
        ::close(m_unnamed);
        m_unnamed = -1;
    }
    return reason;
}

void AtomicFile::commit()
{
    errno = 0;
    m_stream.flush();
    const bool written = m_stream.good();
    if (m_buffer.close() == nullptr || !written) {
        if (m_buffer.reason() != 0)
            errno = m_buffer.reason();
        fail(m_path);
    }
    if (m_unnamed >= 0) {
        errno = giveName();
        if (errno != 0)
            fail(m_path);
    }
    std::error_code error;
    std::filesystem::rename(m_temporary, m_path, error);
    if (error) {
        errno = error.value();
        fail(m_path);
    }
    m_committed = true;
}

void AtomicFile::removeUnfinished() noexcept
{
    for (Slot& slot : slots)
        if (slot.state == Slot::named)
            ::unlink(slot.name.data());
}

} // namespace headscope::core
