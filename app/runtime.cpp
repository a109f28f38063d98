// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runtime.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace headscope::app {

namespace {

void restartWithShortWaits(char** argv)
{
    constexpr const char* spins = "GOMP_SPINCOUNT";
    if (std::getenv(spins) != nullptr || std::getenv("OMP_WAIT_POLICY") != nullptr
        || setenv(spins, "3000", 0) != 0)
        return;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error)
        execv(program.c_str(), argv);
    // Where the program cannot be started again it just goes on.
}

void keepFreedMemory()
{
#ifdef __GLIBC__
    // The trace of a prompt of 512 tokens with patterns and messages takes 0.9 GB. Of more than
    // this at the end of the heap nearly all goes back at once.
    constexpr int most = 1 << 30;
    // One heap for all threads, and large blocks in it too: blocks that are mapped one by one go
    // back at once.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, most);
    mallopt(M_TOP_PAD, 1 << 20);
#endif
}

} // namespace

void setUpRuntime(char** argv)
{
    // A file that may not grow any more is a write that fails, and is said so; by default the
    // signal would end the program.
    std::signal(SIGXFSZ, SIG_IGN);
    restartWithShortWaits(argv);
    keepFreedMemory();
}

void giveBackFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace headscope::app
