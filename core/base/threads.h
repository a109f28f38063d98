// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace headscope::core {

/// How many threads the core computes with: OpenMP's number, else that of the processor. Products
/// made inside onThreads() run on the calling thread alone, so the threads do not wait for each
/// other.
int threadCount();

/// Runs work(0) .. work(workers - 1) and returns when all are over, each on a thread of its own as
/// far as there are threads. The first exception that one of them throws is thrown again here.
void onThreads(int workers, const std::function<void(int worker)>& work);

/// Runs work(0) .. work(pieces - 1) and returns when all are over: each thread takes the next piece
/// when it has done one. In the calling thread alone when that is one of the threads, and for a
/// single piece. Exceptions as in onThreads().
void sharePieces(std::ptrdiff_t pieces, const std::function<void(std::ptrdiff_t piece)>& work);

} // namespace headscope::core
