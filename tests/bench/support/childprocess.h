// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace headscope::bench {

struct ChildResult {
    int code = -1;             ///< exit code; -1 where the child was ended by a signal
    std::string output;        ///< what it wrote to standard output
    double milliseconds = 0.0; ///< from before its start until it was gone
};

/// Runs a program to its end. `environment`: "NAME=value" in the place of this process's own, or
/// "NAME" for a variable that the child does not get. Throws std::runtime_error naming the program
/// where it cannot be started.
ChildResult runChild(const std::vector<std::string>& command,
                     const std::vector<std::string>& environment = {});

/// Of the process that runs.
int processId();
/// The path of the program that runs.
std::string thisProgram();

} // namespace headscope::bench
