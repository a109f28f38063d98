// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headscope::core {

/// The fields of one message in protocol buffer's wire format, one after another. Every length is
/// checked against the message's end. Views into the bytes it was made of.
class ProtobufReader
{
public:
    /// One field of the message.
    struct Field {
        std::uint32_t number = 0; ///< by which the schema knows it, 1 and above
        /// What the wire says of the value; the schema says what it means.
        enum class Kind {
            Varint,              ///< 1 to 10 bytes, of 7 bits each
            Fixed64,             ///< 8 bytes
            Bytes,               ///< a length and as many bytes: a text, a message
            Fixed32              ///< 4 bytes
        } kind = Kind::Varint;   ///< whether `value` counts or `bytes`
        std::uint64_t value = 0; ///< of Varint, Fixed64, Fixed32
        std::string_view bytes;  ///< of Bytes
    };

    /// `offset`: of `message` within the whole file, for errors; `where` names the file there.
    ProtobufReader(std::string_view message, std::size_t offset, const std::string& where)
        : m_message(message), m_offset(offset), m_where(where)
    {}

    /// The next field; nullopt at the end. Throws Error{FileDamaged} naming the byte.
    std::optional<Field> next();
    /// Of the byte behind the last field, within the whole file.
    std::size_t position() const { return m_offset + m_at; }
    /// Throws Error{FileDamaged}: the file, position(), and `fault` as the end of the sentence.
    [[noreturn]] void damaged(const std::string& fault) const;

private:
    std::uint64_t varint();
    std::string_view take(std::uint64_t count);

    std::string_view m_message;
    std::size_t m_offset;
    const std::string& m_where;
    std::size_t m_at = 0;
};

} // namespace headscope::core
