// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headscope::bench {

// Of this process, in MiB; mapped files count as far as they were read. They throw
// std::runtime_error where the system does not tell.

/// The most memory that was ever resident, or since forgetPeakMemory().
double peakMemory();
/// What is resident now.
double residentMemory();
/// Gives back what was freed and begins peakMemory() anew: what comes next is seen in it.
void forgetPeakMemory();

} // namespace headscope::bench
