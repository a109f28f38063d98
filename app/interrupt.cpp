// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include "core/base/atomicfile.h"

#include <csignal>

namespace headscope::app {

namespace {

extern "C" void removeAndEnd(int signal)
{
    core::AtomicFile::removeUnfinished();
    // Ends as if there were no handler, so that whoever started the program sees the reason.
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

} // namespace

void removeUnfinishedFilesWhenEnded()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (std::signal(signal, removeAndEnd) == SIG_IGN)
            std::signal(signal, SIG_IGN);
}

} // namespace headscope::app
