// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"

#include <exception>
#include <mutex>

#ifdef _OPENMP
#include <omp.h>
#endif

namespace headscope::core {

int threadCount()
{
#ifdef _OPENMP
    return omp_in_parallel() != 0 ? 1 : omp_get_max_threads();
#else
    return 1;
#endif
}

namespace {

/// Runs work on any thread and keeps the first exception for the thread that waits.
class Failures
{
public:
    template<class Work>
    void catching(Work work)
    {
        try {
            work();
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            if (!m_first)
                m_first = std::current_exception();
        }
    }
    void rethrow() const
    {
        if (m_first)
            std::rethrow_exception(m_first);
    }

private:
    std::mutex m_mutex;
    std::exception_ptr m_first;
};

} // namespace

void onThreads(int workers, const std::function<void(int worker)>& work)
{
    Failures failures;
#pragma omp parallel for schedule(static, 1) num_threads(workers) if (workers > 1)
    for (int worker = 0; worker < workers; ++worker)
        failures.catching([&] { work(worker); });
    failures.rethrow();
}

void sharePieces(std::ptrdiff_t pieces, const std::function<void(std::ptrdiff_t piece)>& work)
{
    Failures failures;
#pragma omp parallel for schedule(dynamic) if (pieces > 1)
    for (std::ptrdiff_t piece = 0; piece < pieces; ++piece)
        failures.catching([&] { work(piece); });
    failures.rethrow();
}

} // namespace headscope::core
