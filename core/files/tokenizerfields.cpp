// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tokenizerfields.h"

#include "core/base/error.h"

namespace headscope::core {

void TokenizerFields::damaged(const std::string& fault) const
{
    throw Error(ErrorKind::FileDamaged, m_file.string() + ": " + fault);
}

void TokenizerFields::unsupported(const std::string& fault) const
{
    throw Error(ErrorKind::Unsupported, m_file.string() + ": " + fault);
}

std::string TokenizerFields::describeOrMissing(const JsonValue* value)
{
    return value != nullptr ? describe(*value) : "missing";
}

bool TokenizerFields::flag(const JsonValue& object, std::string_view key, bool absent,
                           const std::string& place) const
{
    const JsonValue* const value = object.find(key);
    if (value == nullptr)
        return absent;
    if (value->boolean() == nullptr)
        damaged(place + ": " + std::string(key) + " is " + describe(*value)
                + " but must be true or false");
    return *value->boolean();
}

const std::string& TokenizerFields::text(const JsonValue& object, std::string_view key,
                                         const std::string& place) const
{
    const JsonValue* const value = object.find(key);
    if (value == nullptr || value->text() == nullptr)
        damaged(place + ": " + std::string(key) + " is " + describeOrMissing(value)
                + " but must be a text");
    return *value->text();
}

const JsonValue::Array& TokenizerFields::list(const JsonValue& object, std::string_view key,
                                              const std::string& place) const
{
    const JsonValue* const value = object.find(key);
    if (value == nullptr || value->array() == nullptr)
        damaged(place + ": " + std::string(key) + " is " + describeOrMissing(value)
                + " but must be a list");
    return *value->array();
}

} // namespace headscope::core
