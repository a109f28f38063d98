// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace headscope::core {

struct JsonMember;

/// One parsed JSON value, as plain data, so that no header needs the JSON library. Objects keep the
/// order of the file and hold every key once.
class JsonValue
{
public:
    using Array = std::vector<JsonValue>;   ///< in order; null items, too
    using Object = std::vector<JsonMember>; ///< members in the order of the file
    /// Whole numbers outside of int64 become double.
    using Data =
        std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

    JsonValue();
    explicit JsonValue(Data data); ///< of the type that `data` holds

    /// What a new value is.
    bool isNull() const { return std::holds_alternative<std::nullptr_t>(m_data); }
    /// The value as this type, nullptr where it has another.
    const bool* boolean() const { return std::get_if<bool>(&m_data); }
    /// Likewise; 12.0 is none.
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&m_data); }
    const double* real() const { return std::get_if<double>(&m_data); } ///< likewise; 12 is none
    const std::string* text() const { return std::get_if<std::string>(&m_data); } ///< valid UTF-8
    const Array* array() const { return std::get_if<Array>(&m_data); }            ///< likewise
    const Object* object() const { return std::get_if<Object>(&m_data); }         ///< likewise

    /// The member of an object; nullptr where there is none, it is null, or this is no object.
    const JsonValue* find(std::string_view key) const;

    Data& data() { return m_data; } ///< for building a value up, as the parser does

private:
    Data m_data;
};

/// One entry of an object.
struct JsonMember {
    std::string key; ///< once in an object; may be empty
    JsonValue value; ///< null is kept, though find() passes over it
};

// Here, where a member is a complete type, as the list of members needs it.
inline JsonValue::JsonValue() : m_data(nullptr) {}
inline JsonValue::JsonValue(Data data) : m_data(std::move(data)) {}

/// What a document may at most be; files from anywhere must not exhaust stack or memory.
struct JsonLimits {
    int depth = 64;                  ///< nested arrays and objects
    std::size_t values = 16'000'000; ///< values of any kind, in all
};

/// Parses one document. `name` says in errors what it is, as "config.json": Error{FileDamaged} with
/// line and column for broken JSON, an object with the same key twice, invalid UTF-8, and what
/// exceeds the limits; Stopped.
JsonValue parseJson(std::string_view text, const std::string& name, const JsonLimits& limits = {},
                    const RunControl& control = {});

/// As a sentence for people names it: 12, "relu", true, null, a list, an object.
std::string describe(const JsonValue& value);

} // namespace headscope::core
