// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace headscope::core {

/// Writes float32 arrays as one safetensors file, streaming: all names and shapes are declared
/// first (the header stands in front), then the data of each array follows in the declared order,
/// in pieces of any size.
class SafetensorsWriter
{
public:
    /// What the header says of an array.
    struct Array {
        std::string name;                ///< UTF-8, once in a file, not "__metadata__"
        std::vector<std::int64_t> shape; ///< outermost first; empty for a single number
    };
    /// What a file says of itself: names and texts, in this order, under "__metadata__".
    using Metadata = std::vector<std::pair<std::string, std::string>>;

    /// Writes the header to `out`, which must outlive this. Throws std::logic_error for a name or a
    /// shape that cannot be. Whether `out` took what was written, the caller asks it.
    SafetensorsWriter(std::ostream& out, std::vector<Array> arrays, const Metadata& metadata = {});
    /// The next floats of the current array; throws std::logic_error when more come than were
    /// declared.
    void append(std::span<const float> values);
    /// True when every declared element was written.
    bool complete() const;

private:
    std::ostream& m_out;
    std::int64_t m_expected = 0;
    std::int64_t m_written = 0;
};

} // namespace headscope::core
