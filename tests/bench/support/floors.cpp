// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/floors.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

namespace headscope::bench {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

constexpr Eigen::Index cube = 2048;
constexpr std::size_t words = std::size_t(512) << 17U; // 512 MiB, as much as the model's weights

/// The sum of the numbers, so that each must be read; integers, which may be added in any order.
std::uint64_t sum(const std::uint64_t* first, std::size_t n)
{
    std::uint64_t lanes[8] = {};
    for (std::size_t i = 0; i + 8 <= n; i += 8)
        for (std::size_t k = 0; k < 8; ++k)
            lanes[k] += first[i + k];
    std::uint64_t all = 0;
    for (const std::uint64_t lane : lanes)
        all += lane;
    return all;
}

} // namespace

Floors::Floors(bool smoke)
    : m_a(core::Matrix::Constant(smoke ? 128 : cube, smoke ? 128 : cube, 0.5F)),
      m_b(m_a),
      m_c(m_a),
      m_memory(smoke ? words / 512 : words, 1)
{
    for (int i = 0; i < (smoke ? 1 : 5); ++i)
        tryAgain();
}

void Floors::tryAgain()
{
    multiplyOnce();
    readOnce();
}

double Floors::productOperations() const
{
    return 2.0 * std::pow(static_cast<double>(m_a.rows()), 3.0);
}

double Floors::memoryBytes() const
{
    return static_cast<double>(m_memory.size() * sizeof(std::uint64_t));
}

void Floors::multiplyOnce()
{
    const auto start = Clock::now();
    core::multiply(core::constView(m_a), core::constView(m_b), core::view(m_c));
    m_flops = std::max(m_flops, productOperations() / secondsSince(start));
}

void Floors::readOnce()
{
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t part = (m_memory.size() + threads - 1) / threads;
    std::atomic<std::uint64_t> total = 0;
    const auto start = Clock::now();
    {
        std::vector<std::jthread> readers;
        for (std::size_t first = 0; first < m_memory.size(); first += part)
            readers.emplace_back([&, first, n = std::min(part, m_memory.size() - first)] {
                total += sum(m_memory.data() + first, n);
            });
    }
    // The sum is used, so that no compiler leaves it out.
    if (total > 0)
        m_bandwidth = std::max(m_bandwidth, memoryBytes() / secondsSince(start));
}

double Floors::seconds(double operations, double bytes) const
{
    return std::max(operations / m_flops, bytes / m_bandwidth);
}

double searchOperations(const core::ModelInfo& info, double vectors)
{
    return 2.0 * vectors * info.vocab * info.width;
}

double forwardOperations(const core::ModelInfo& info, int tokens)
{
    const double T = tokens;
    const double D = info.width;
    const double heads = double(info.heads) * info.headSize; // width of queries
    const double groups = double(info.kvHeads) * info.headSize;
    const double projections = T * D * (heads + 2.0 * groups) + T * heads * D;
    const double vectors = 2.0 * T * heads * D; // patterns and messages of all heads
    const double attention = 2.0 * heads * T * (T + 1.0) / 2.0;
    const double feedForward = 2.0 * T * D * info.ffn;
    return 2.0
           * (info.layers * (projections + vectors + attention + feedForward) + T * D * info.vocab);
}

double weightBytes(const core::ModelInfo& info)
{
    const double positions = double(info.context) * info.width;
    const double input = info.tied ? 0.0 : double(info.vocab) * info.width;
    return 4.0 * (static_cast<double>(info.parameters) - positions - input);
}

} // namespace headscope::bench
