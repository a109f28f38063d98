// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/memory.h"

#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace headscope::core {

namespace {

/// Large pages for what lies whole within [data, data + bytes). A wish: where the system has none
/// to give, small ones do.
void wishForLargePages([[maybe_unused]] void* data, [[maybe_unused]] std::size_t bytes)
{
#ifdef __linux__
    constexpr std::uintptr_t largePage = std::uintptr_t(1) << 21U;
    const auto address = reinterpret_cast<std::uintptr_t>(data);
    const std::uintptr_t begin = (address + largePage - 1) / largePage * largePage;
    const std::uintptr_t end = (address + bytes) / largePage * largePage;
    if (begin < end)
        ::madvise(static_cast<char*>(data) + (begin - address), end - begin, MADV_HUGEPAGE);
#endif
}

} // namespace

void allocate(Matrix& m, Eigen::Index rows, Eigen::Index cols)
{
    const Eigen::Index before = m.size();
    m.resize(rows, cols);
    if (m.size() != before)
        wishForLargePages(m.data(), static_cast<std::size_t>(m.size()) * sizeof(float));
}

} // namespace headscope::core
