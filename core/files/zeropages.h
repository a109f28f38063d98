// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>

namespace headscope::core {

/// Floats that all read as zero and take no memory: addresses that the system fills with its one
/// page of zeros when they are looked at. What stands in for weights whose values nobody needs.
/// Owned by whoever hands the floats out; any thread may read.
class ZeroPages
{
public:
    ZeroPages();
    ~ZeroPages();
    ZeroPages(ZeroPages&&) noexcept; ///< floats stay good; the other can only be destroyed
    ZeroPages& operator=(ZeroPages&&) noexcept; ///< likewise; floats of the left side are gone

    /// At least `count` of them, good as long as this object. Throws std::bad_alloc where the
    /// address space has no room.
    const float* floats(std::size_t count);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headscope::core
