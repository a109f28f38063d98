// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/tabletext.h"

#include "core/export/plaintext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace headscope::core {

namespace {

constexpr std::string_view listSeparator = " | ";

struct AsText {
    std::string& out;

    bool operator()(std::monostate) const { return false; }
    bool operator()(bool value) const
    {
        out += value ? "true" : "false";
        return false;
    }
    template<class Number>
    bool operator()(Number value) const
    {
        appendNumber(out, value);
        return false;
    }
    bool operator()(const std::string& value) const
    {
        out += value;
        return true;
    }
    template<class T>
    bool operator()(const std::vector<T>& values) const
    {
        bool text = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += i > 0 ? listSeparator : std::string_view();
            text = (*this)(values[i]);
        }
        return text;
    }
};

struct AsNumber {
    std::optional<double> operator()(std::int64_t value) const
    {
        return static_cast<double>(value);
    }
    std::optional<double> operator()(double value) const
    {
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    std::optional<double> operator()(float value) const
    {
        if (!std::isfinite(value))
            return std::nullopt;
        std::array<char, 32> digits; // 9 digits, sign, point and exponent
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
        double number = 0;
        std::from_chars(digits.data(), end.ptr, number);
        return number;
    }
    template<class Other>
    std::optional<double> operator()(const Other&) const
    {
        return std::nullopt;
    }
};

struct AsJson {
    std::string& out;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool value) const { out += value ? "true" : "false"; }
    void operator()(std::int64_t value) const { appendNumber(out, value); }
    void operator()(float value) const { appendJsonNumber(out, value); }
    void operator()(double value) const { appendJsonNumber(out, value); }
    void operator()(const std::string& value) const { appendJsonString(out, value); }
    template<class T>
    void operator()(const std::vector<T>& values) const
    {
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += i > 0 ? ", " : "";
            (*this)(values[i]);
        }
        out += ']';
    }
};

} // namespace

void appendJsonRow(std::string& out, const std::vector<std::string>& columns, const TableRow& row)
{
    out += '{';
    for (std::size_t i = 0; i < row.size(); ++i) {
        out += i > 0 ? ", " : "";
        appendJsonString(out, columns[i]);
        out += ": ";
        std::visit(AsJson{out}, row[i]);
    }
    out += '}';
}

bool appendText(std::string& out, const TableValue& value)
{
    return std::visit(AsText{out}, value);
}

std::optional<double> numberOf(const TableValue& value)
{
    return std::visit(AsNumber(), value);
}

void checkWidth(const TableSource& table, const TableRow& row)
{
    if (row.size() != table.columns.size())
        throw std::logic_error("a table row has " + std::to_string(row.size())
                               + " values, the table has " + std::to_string(table.columns.size())
                               + " columns");
}

} // namespace headscope::core
