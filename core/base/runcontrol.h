// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>

namespace headscope::core {

/// Thrown by RunControl::endIfStopped() and caught where the work began, which then returns
/// nothing.
struct Stopped {};

/// How a caller follows and stops long work. The core polls `stop` before each layer and each block
/// of vocabulary rows; stopped work returns nullopt, which is no error.
struct RunControl {
    std::stop_token stop; ///< the core asks it; by default nothing stops
    std::function<void(int done, int total)> progress; ///< may be empty; called in the thread that
                                                       ///< works

    /// Then the work is to end, and nobody wants its result.
    bool stopped() const { return stop.stop_requested(); }
    /// For work deep inside of something that nothing is left of when it is stopped, as reading a
    /// file.
    void endIfStopped() const
    {
        if (stopped())
            throw Stopped();
    }
    /// To progress, where there is one; what is counted depends on the work: layers, rows, KiB.
    void report(int done, int total) const
    {
        if (progress)
            progress(done, total);
    }
};

} // namespace headscope::core
