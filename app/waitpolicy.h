// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headscope::app {

/// Lets the threads of the matrix products sleep while they wait instead of spinning, which on a
/// busy machine slows everything down several times. The OpenMP runtime reads its environment
/// before main(), so the program starts itself again with OMP_WAIT_POLICY=passive. Does nothing
/// where the variable is set already; first thing in main(), before any thread.
void sleepWhileWaiting(char** argv);

} // namespace headscope::app
