// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/processmemory.h"

#include <fstream>
#include <stdexcept>
#include <string>

#include <malloc.h>

namespace headscope::bench {

namespace {

double statusMebibytes(const std::string& entry)
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word != entry)
            continue;
        double kibibytes = 0.0;
        status >> kibibytes;
        return kibibytes / 1024.0;
    }
    throw std::runtime_error("/proc/self/status does not say " + entry);
}

} // namespace

double peakMemory()
{
    return statusMebibytes("VmHWM:");
}

double residentMemory()
{
    return statusMebibytes("VmRSS:");
}

void forgetPeakMemory()
{
    malloc_trim(0);
    std::ofstream references("/proc/self/clear_refs");
    references << "5\n" << std::flush; // proc(5)
    if (!references)
        throw std::runtime_error("/proc/self/clear_refs cannot be written");
}

} // namespace headscope::bench
