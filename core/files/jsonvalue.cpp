// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/jsonvalue.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_set>

namespace headscope::core {

namespace {

/// Builds the tree from the parser's events. nlohmann's own tree would overwrite the first of two
/// equal keys without a word; its parser keeps no recursion, so that the depth is bounded here,
/// before the tree gets deep.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json>
{
public:
    TreeBuilder(std::string_view text, const JsonLimits& limits, const RunControl& control)
        : m_text(text), m_limits(limits), m_control(control)
    {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(std::int64_t{value}); }
    bool number_unsigned(number_unsigned_t value) override
    {
        constexpr auto largest = static_cast<number_unsigned_t>(
            std::numeric_limits<std::int64_t>::max());
        if (value > largest)
            return add(static_cast<double>(value));
        return add(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonValue::Object{}); }
    bool start_array(std::size_t) override { return open(JsonValue::Array{}); }
    bool end_array() override
    {
        m_open.pop_back();
        return true;
    }
    bool end_object() override
    {
        const auto& members = *m_open.back()->object();
        m_open.pop_back();
        return checkKeys(members);
    }
    bool key(string_t& value) override
    {
        std::get<JsonValue::Object>(m_open.back()->data())
            .push_back({std::move(value), JsonValue()});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& error) override
    {
        const bool tooLarge = dynamic_cast<const nlohmann::detail::out_of_range*>(&error)
                              != nullptr;
        setFault(tooLarge ? "has a number too large to be read" : "is not valid JSON", position);
        return false;
    }

    /// `position` counts from 1, as the parser does it.
    void setFault(const std::string& what, std::size_t position)
    {
        const auto end = m_text.begin()
                         + static_cast<std::ptrdiff_t>(std::min(position, m_text.size()));
        const auto lines = 1 + std::count(m_text.begin(), end, '\n');
        const auto lineStart =
            std::find(std::make_reverse_iterator(end), m_text.rend(), '\n').base();
        const auto column = std::max<std::ptrdiff_t>(1, end - lineStart);
        m_fault = what + " at line " + std::to_string(lines) + ", column " + std::to_string(column);
    }

    const std::string& fault() const { return m_fault; }
    JsonValue take() { return std::move(m_root); }

private:
    JsonValue* place(JsonValue value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        auto& data = m_open.back()->data();
        if (auto* const array = std::get_if<JsonValue::Array>(&data)) {
            array->push_back(std::move(value));
            return &array->back();
        }
        JsonValue& slot = std::get<JsonValue::Object>(data).back().value;
        slot = std::move(value);
        return &slot;
    }

    bool count()
    {
        m_control.endIfStopped();
        if (++m_values <= m_limits.values)
            return true;
        m_fault = "holds more than " + std::to_string(m_limits.values) + " values";
        return false;
    }

    bool add(JsonValue::Data data)
    {
        place(JsonValue(std::move(data)));
        return count();
    }

    bool open(JsonValue::Data data)
    {
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depth)) {
            m_fault = "is nested deeper than the " + std::to_string(m_limits.depth)
                      + " levels such a file may have";
            return false;
        }
        // Containers that are still open never move: their parents grow only after they are closed.
        m_open.push_back(place(JsonValue(std::move(data))));
        return count();
    }

    bool checkKeys(const JsonValue::Object& members)
    {
        std::unordered_set<std::string_view> seen;
        seen.reserve(members.size());
        for (const JsonMember& member : members) {
            m_control.endIfStopped();
            if (!seen.insert(member.key).second) {
                m_fault = "has the key " + quote(member.key) + " twice in one object";
                return false;
            }
        }
        return true;
    }

    std::string_view m_text;
    JsonLimits m_limits;
    const RunControl& m_control;
    JsonValue m_root;
    std::vector<JsonValue*> m_open;
    std::size_t m_values = 0;
    std::string m_fault;
};

} // namespace

const JsonValue* JsonValue::find(std::string_view key) const
{
    const Object* const members = object();
    if (members == nullptr)
        return nullptr;
    const auto found = std::find_if(members->begin(), members->end(),
                                    [&](const JsonMember& member) { return member.key == key; });
    return found == members->end() || found->value.isNull() ? nullptr : &found->value;
}

JsonValue parseJson(std::string_view text, const std::string& name, const JsonLimits& limits,
                    const RunControl& control)
{
    TreeBuilder builder(text, limits, control);
    // The parser takes a zero byte for the end, and would not look at what follows.
    const std::size_t zero = text.find('\0');
    if (zero != std::string_view::npos)
        builder.setFault("is not valid JSON", zero + 1);
    if (zero != std::string_view::npos
        || !nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
        const std::string fault = builder.fault().empty() ? "is not valid JSON" : builder.fault();
        throw Error(ErrorKind::FileDamaged, name + " " + fault);
    }
    return builder.take();
}

std::string describe(const JsonValue& value)
{
    if (const bool* const boolean = value.boolean())
        return *boolean ? "true" : "false";
    if (const auto* const integer = value.integer())
        return std::to_string(*integer);
    if (const double* const real = value.real())
        return nlohmann::json(*real).dump();
    if (const auto* const text = value.text())
        return quote(*text);
    if (value.array() != nullptr)
        return "a list";
    return value.object() != nullptr ? "an object" : "null";
}

} // namespace headscope::core
