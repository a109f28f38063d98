// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headscope::app {

// What the programs ask of the libraries below all others: OpenMP's threads and the C library's
// memory. Wishes; where a library knows nothing of them the programs run as well, only slower.

/// First thing in main(), before any thread.
///
/// Threads of a product that wait for the next one spin for some 50 microseconds, about as long as
/// waking them takes, and then sleep: threads that spin on slow a busy machine down several times,
/// threads that sleep at once make each product that much longer. OpenMP reads its environment
/// before main(), so the program starts itself again with it; not where GOMP_SPINCOUNT or
/// OMP_WAIT_POLICY is set already.
///
/// Memory that was freed waits for the next run, up to a limit: a page that is new from the system
/// has to be cleared first, which takes a fifth of the time of a long prompt.
void setUpRuntime(char** argv);

/// Gives back what waits for the next run; six to eight milliseconds per hundred megabytes.
void giveBackFreedMemory();

} // namespace headscope::app
