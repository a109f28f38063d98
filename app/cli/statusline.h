// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace headscope::cli {

/// A line of standard error that tells how far something is and is drawn over itself, where that is
/// a terminal. Gone with this, unless it is kept.
class StatusLine
{
public:
    StatusLine() = default;
    ~StatusLine() { clear(); }
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    static bool isPossible();      ///< standard error is a terminal
    static bool isBesideResults(); ///< and so is standard output: the two would mix

    void draw(const std::string& line);
    void keep(); ///< what comes next begins a line of its own
    void clear();

private:
    bool m_drawn = false;
};

} // namespace headscope::cli
