// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/safetensorswriter.h"

#include "core/base/utf8.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <limits>
#include <stdexcept>
#include <unordered_set>

namespace headscope::core {

static_assert(std::endian::native == std::endian::little,
              "safetensors is little-endian; floats are written as they lie");

namespace {

/// Elements of one array, refusing what cannot be declared: this is the caller's mistake, never a
/// file's.
std::int64_t elementsOf(const SafetensorsWriter::Array& array)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max()
                          / static_cast<std::int64_t>(sizeof(float));
    std::int64_t elements = 1;
    for (const std::int64_t extent : array.shape) {
        if (extent < 0 || (extent > 0 && elements > most / extent))
            throw std::logic_error("array " + array.name + " has an impossible shape");
        elements *= extent;
    }
    return elements;
}

} // namespace

SafetensorsWriter::SafetensorsWriter(std::ostream& out, std::vector<Array> arrays,
                                     const Metadata& metadata)
    : m_out(out)
{
    auto header = nlohmann::ordered_json::object();
    for (const auto& [name, text] : metadata)
        header["__metadata__"][toValidUtf8(name)] = toValidUtf8(text);
    std::unordered_set<std::string_view> names;
    for (const Array& array : arrays) {
        if (!isValidUtf8(array.name) || array.name == "__metadata__"
            || !names.insert(array.name).second)
            throw std::logic_error("array name " + toValidUtf8(array.name)
                                   + " is reserved, repeated or not UTF-8");
        const std::int64_t first = m_expected;
        const std::int64_t elements = elementsOf(array);
        if (elements
            > std::numeric_limits<std::int64_t>::max() / static_cast<std::int64_t>(sizeof(float))
                  - first)
            throw std::logic_error("array " + array.name + " makes the file too large");
        m_expected += elements;
        constexpr auto size = static_cast<std::int64_t>(sizeof(float));
        header[array.name] = {{"dtype", "F32"},
                              {"shape", array.shape},
                              {"data_offsets", {first * size, m_expected * size}}};
    }
    std::string text = header.dump();
    // Spaces up to a multiple of eight: the data then starts aligned and can be used where it is
    // mapped.
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    m_out.write(reinterpret_cast<const char*>(&length), sizeof length);
    m_out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

void SafetensorsWriter::append(std::span<const float> values)
{
    const auto count = static_cast<std::int64_t>(values.size());
    if (count > m_expected - m_written)
        throw std::logic_error("more values than were declared: "
                               + std::to_string(m_written + count) + " of "
                               + std::to_string(m_expected));
    m_out.write(reinterpret_cast<const char*>(values.data()),
                static_cast<std::streamsize>(values.size_bytes()));
    m_written += count;
}

bool SafetensorsWriter::complete() const
{
    return m_written == m_expected;
}

} // namespace headscope::core
