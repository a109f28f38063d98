// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/waitpolicy.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <unistd.h>

namespace headscope::app {

void sleepWhileWaiting(char** argv)
{
    constexpr const char* variable = "OMP_WAIT_POLICY";
    if (std::getenv(variable) != nullptr || setenv(variable, "passive", 0) != 0)
        return;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error)
        execv(program.c_str(), argv);
    // Where the program cannot be started again it just goes on, only slower.
}

} // namespace headscope::app
