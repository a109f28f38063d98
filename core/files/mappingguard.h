// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace headscope::core {

/// Keeps the program alive when a mapped file turns out to be shorter than its mapping: touching a
/// page behind the new end raises SIGBUS, which would end the program. While a MappingGuard is
/// there, such a touch gives zeros instead, and broken() says so from then on; the numbers that
/// were read are none and must be thrown away. Owned by whoever made the mapping; created and
/// destroyed in any thread. A fault anywhere else goes to the handler that was there before the
/// first guard. Throws Error{Unsupported} where more files are mapped at once than `most`.
class MappingGuard
{
public:
    static constexpr std::size_t most = 4096; ///< in the whole program

    /// The mapping [data, data + size); `size` must not be 0.
    MappingGuard(const void* data, std::size_t size);
    ~MappingGuard();
    MappingGuard(const MappingGuard&) = delete;
    MappingGuard& operator=(const MappingGuard&) = delete;

    bool broken() const; ///< zeros were read in the place of the file

private:
    std::size_t m_slot;
};

} // namespace headscope::core
