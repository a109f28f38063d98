// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/plaintext.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace headscope::core {

/// One JSON object on one line, its fields in the order in which they are added; complete when
/// destroyed. Appends to a string that outlives it. Names are written as they are, so they must
/// need no escapes.
class JsonLine
{
public:
    /// Begins the object at the end of `out`.
    explicit JsonLine(std::string& out) : JsonLine(out, "}\n") { m_out += '{'; }
    ~JsonLine() { m_out += m_end; }
    JsonLine(const JsonLine&) = delete;
    JsonLine& operator=(const JsonLine&) = delete;

    /// A flag, number, string, vector of these, or an optional one: null where it is empty, and for
    /// numbers that are not finite.
    template<class Value>
    void add(std::string_view name, const Value& value)
    {
        startField(name);
        append(value);
    }
    /// A field that is an object itself; it must be destroyed before the next field is added.
    [[nodiscard]] JsonLine object(std::string_view name)
    {
        startField(name);
        m_out += '{';
        return JsonLine(m_out, "}");
    }
    /// A field that is a list of objects, one of each item, which fill(line, item) fills.
    template<class Items, class Fill>
    void addObjects(std::string_view name, const Items& items, Fill fill)
    {
        startField(name);
        std::string_view between = "[{";
        for (const auto& item : items) {
            m_out += between;
            JsonLine object(m_out, "}");
            fill(object, item);
            between = ", {";
        }
        m_out += items.empty() ? "[]" : "]";
    }

private:
    JsonLine(std::string& out, std::string_view end) : m_out(out), m_end(end) {}

    void startField(std::string_view name)
    {
        m_out += m_first ? "\"" : ", \"";
        m_out += name;
        m_out += "\": ";
        m_first = false;
    }
    template<class Value>
    void append(const Value& value)
    {
        if constexpr (std::is_same_v<Value, bool>)
            m_out += value ? "true" : "false";
        else if constexpr (std::is_integral_v<Value>)
            appendNumber(m_out, static_cast<std::int64_t>(value));
        else if constexpr (std::is_floating_point_v<Value>)
            appendJsonNumber(m_out, value);
        else
            appendJsonString(m_out, value);
    }
    template<class Value>
    void append(const std::optional<Value>& value)
    {
        if (value)
            append(*value);
        else
            m_out += "null";
    }
    template<class Value>
    void append(const std::vector<Value>& values)
    {
        m_out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            m_out += i > 0 ? ", " : "";
            append(values[i]);
        }
        m_out += ']';
    }

    std::string& m_out;
    std::string_view m_end;
    bool m_first = true;
};

} // namespace headscope::core
