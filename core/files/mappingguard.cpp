// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mappingguard.h"

#include "core/base/error.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <string>

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

namespace headscope::core {

namespace {

/// One mapping, where the signal handler may read it: in memory that is never freed.
struct Slot {
    std::atomic<bool> taken = false;
    std::atomic<std::uintptr_t> begin = 0; ///< 0: nothing to guard; set last, cleared first
    std::atomic<std::uintptr_t> end = 0;
    std::atomic<bool> broken = false;
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free
                  && std::atomic<bool>::is_always_lock_free,
              "a signal handler reads them");

std::array<Slot, MappingGuard::most> slots;
/// One behind the last slot that was ever taken.
std::atomic<std::size_t> slotsInUse = 0;

struct sigaction before = {};
std::uintptr_t pageBytes = 0;

/// Puts zeros over what lies from the page of `address` to the end of its mapping: where a file was
/// cut, all of that is gone. False where the address is in no mapping, or the system refuses.
bool putZeros(std::uintptr_t address)
{
    const std::size_t count = slotsInUse.load();
    for (std::size_t i = 0; i < count; ++i) {
        Slot& slot = slots[i];
        const std::uintptr_t begin = slot.begin.load();
        const std::uintptr_t end = slot.end.load();
        if (begin == 0 || address < begin || address >= end)
            continue;
        slot.broken.store(true);
        const std::uintptr_t page = address / pageBytes * pageBytes;
        // A plain system call; several threads may do the same at once.
        return ::mmap(reinterpret_cast<void*>(page), end - page, PROT_READ,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0)
               != MAP_FAILED;
    }
    return false;
}

/// What would have happened without this file.
void passOn(int signal, siginfo_t* info, void* context)
{
    if ((before.sa_flags & SA_SIGINFO) != 0) {
        before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
        before.sa_handler(signal);
    } else {
        // The fault comes again when this returns, and a signal that was sent is sent again.
        ::sigaction(SIGBUS, &before, nullptr);
        if (info->si_code <= 0)
            ::raise(signal);
    }
}

extern "C" void onBusError(int signal, siginfo_t* info, void* context)
{
    const int reason = errno;
    const bool isFault = info->si_code > 0;
    if (!isFault || !putZeros(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        passOn(signal, info, context);
    errno = reason;
}

void install()
{
    pageBytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    // Known before the handler can run.
    ::sigaction(SIGBUS, nullptr, &before);
    ::sigaction(SIGBUS, &action, nullptr);
}

/// A slot that nobody has; throws Error.
std::size_t takeSlot()
{
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].taken.exchange(true))
            continue;
        std::size_t count = slotsInUse.load();
        while (count <= i && !slotsInUse.compare_exchange_weak(count, i + 1)) {}
        return i;
    }
    throw Error(ErrorKind::Unsupported, "more than " + std::to_string(slots.size())
                                            + " files would be open at the same time");
}

} // namespace

MappingGuard::MappingGuard(const void* data, std::size_t size) : m_slot(takeSlot())
{
    static std::once_flag once;
    std::call_once(once, install);
    Slot& slot = slots[m_slot];
    const auto begin = reinterpret_cast<std::uintptr_t>(data);
    slot.broken.store(false);
    // A mapping ends with a page, and what lies behind the file's end in it is part of it.
    slot.end.store((begin + size + pageBytes - 1) / pageBytes * pageBytes);
    slot.begin.store(begin);
}

MappingGuard::~MappingGuard()
{
    slots[m_slot].begin.store(0);
    slots[m_slot].taken.store(false);
}

bool MappingGuard::broken() const
{
    return slots[m_slot].broken.load();
}

} // namespace headscope::core
