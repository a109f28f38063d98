// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"

#include <exception>
#include <mutex>

#ifdef _OPENMP
#include <omp.h>
#else
#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>
#include <vector>
#endif

namespace headscope::core {

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

#ifdef _OPENMP

int threadCount()
{
    return omp_in_parallel() != 0 ? 1 : omp_get_max_threads();
}

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

#else

// Plain threads: slower to start than OpenMP's, and all that the thread sanitizer can see through.
namespace {

thread_local bool insideWork = false; // as OpenMP does, what is shared is not shared again

} // namespace

int threadCount()
{
    return insideWork ? 1 : std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
}

void onThreads(int workers, const std::function<void(int worker)>& work)
{
    Failures failures;
    const auto run = [&](int worker) {
        const bool nested = std::exchange(insideWork, true);
        failures.catching([&] { work(worker); });
        insideWork = nested;
    };
    const bool alone = insideWork;
    {
        std::vector<std::jthread> others;
        for (int worker = 1; worker < workers && !alone; ++worker)
            others.emplace_back(run, worker);
        for (int worker = 0; worker < (alone ? workers : std::min(workers, 1)); ++worker)
            run(worker);
    }
    failures.rethrow();
}

void sharePieces(std::ptrdiff_t pieces, const std::function<void(std::ptrdiff_t piece)>& work)
{
    Failures failures;
    std::atomic<std::ptrdiff_t> next = 0;
    const auto workers = static_cast<int>(std::min<std::ptrdiff_t>(pieces, threadCount()));
    onThreads(workers, [&](int) {
        for (auto piece = next++; piece < pieces; piece = next++)
            failures.catching([&] { work(piece); });
    });
    failures.rethrow();
}

#endif

} // namespace headscope::core
