// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/statusline.h"

#include <cstdio>

#include <unistd.h>

namespace headscope::cli {

bool StatusLine::isPossible()
{
    return ::isatty(STDERR_FILENO) == 1;
}

bool StatusLine::isBesideResults()
{
    return ::isatty(STDOUT_FILENO) == 1;
}

void StatusLine::draw(const std::string& line)
{
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
    m_drawn = true;
}

void StatusLine::keep()
{
    if (m_drawn)
        std::fputs("\n", stderr);
    m_drawn = false;
}

void StatusLine::clear()
{
    if (m_drawn)
        std::fputs("\r\033[K", stderr);
    m_drawn = false;
}

} // namespace headscope::cli
