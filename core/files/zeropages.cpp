// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zeropages.h"

#include <limits>
#include <new>
#include <vector>

#include <sys/mman.h>

namespace headscope::core {

struct ZeroPages::Impl {
    struct Region {
        void* data = nullptr;
        std::size_t count = 0; ///< of floats
    };
    std::vector<Region> regions; ///< each larger than the one before

    ~Impl()
    {
        for (const Region& region : regions)
            ::munmap(region.data, region.count * sizeof(float));
    }
};

ZeroPages::ZeroPages() : m_impl(std::make_unique<Impl>()) {}
ZeroPages::~ZeroPages() = default;
ZeroPages::ZeroPages(ZeroPages&&) noexcept = default;
ZeroPages& ZeroPages::operator=(ZeroPages&&) noexcept = default;

const float* ZeroPages::floats(std::size_t count)
{
    auto& regions = m_impl->regions;
    if (count == 0)
        count = 1;
    if (regions.empty() || regions.back().count < count) {
        if (count > std::numeric_limits<std::size_t>::max() / sizeof(float))
            throw std::bad_alloc();
        regions.reserve(regions.size() + 1);
        // Read-only and private: no memory has to be kept for it.
        void* const data = ::mmap(nullptr, count * sizeof(float), PROT_READ,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (data == MAP_FAILED)
            throw std::bad_alloc();
        regions.push_back({data, count});
    }
    return static_cast<const float*>(regions.back().data);
}

} // namespace headscope::core
