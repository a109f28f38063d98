// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/protobuf.h"

#include "core/base/error.h"

namespace headscope::core {

void ProtobufReader::damaged(const std::string& fault) const
{
    throw Error(ErrorKind::FileDamaged, m_where + " is damaged, or no SentencePiece model: at byte "
                                            + std::to_string(position()) + " " + fault);
}

std::uint64_t ProtobufReader::varint()
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (m_at >= m_message.size())
            damaged("a number is cut off");
        const auto byte = static_cast<unsigned char>(m_message[m_at++]);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80)
            return value;
    }
    damaged("a number has more than 10 bytes");
}

std::string_view ProtobufReader::take(std::uint64_t count)
{
    const std::size_t left = m_message.size() - m_at;
    if (count > left)
        damaged("a field says that it has " + std::to_string(count) + " bytes, but "
                + std::to_string(left) + " are left");
    const std::string_view bytes = m_message.substr(m_at, count);
    m_at += count;
    return bytes;
}

std::optional<ProtobufReader::Field> ProtobufReader::next()
{
    if (m_at >= m_message.size())
        return std::nullopt;
    const std::uint64_t tag = varint();
    Field field;
    field.number = static_cast<std::uint32_t>(tag >> 3U);
    if (tag >> 3U == 0 || tag >> 32U != 0)
        damaged("a field has the number " + std::to_string(tag >> 3U));
    const auto fixed = [this](std::size_t size) {
        std::uint64_t value = 0;
        const std::string_view bytes = take(size);
        for (std::size_t i = 0; i < size; ++i)
            value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
        return value;
    };
    switch (tag & 7U) {
    case 0:
        field.kind = Field::Kind::Varint;
        field.value = varint();
        break;
    case 1:
        field.kind = Field::Kind::Fixed64;
        field.value = fixed(8);
        break;
    case 2:
        field.kind = Field::Kind::Bytes;
        field.bytes = take(varint());
        break;
    case 5:
        field.kind = Field::Kind::Fixed32;
        field.value = fixed(4);
        break;
    default:
        damaged("a field is of wire type " + std::to_string(tag & 7U)
                + ", which is none of 0, 1, 2 and 5");
    }
    return field;
}

} // namespace headscope::core
