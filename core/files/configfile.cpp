// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/configfile.h"

#include "core/base/error.h"
#include "core/files/jsonvalue.h"
#include "core/files/textfile.h"

namespace headscope::core {

struct ConfigFile::Impl {
    std::filesystem::path path;
    JsonValue root;

    [[noreturn]] void fail(std::string_view key, const std::string& fault) const
    {
        throw Error(ErrorKind::FileDamaged, path.string() + ": " + std::string(key) + " " + fault);
    }

    [[noreturn]] void failType(std::string_view key, const JsonValue& value,
                               const char* wanted) const
    {
        fail(key, "is " + describe(value) + " but must be " + wanted);
    }

    /// Follows the dots; nullptr where the key or one before it is absent or null.
    const JsonValue* find(std::string_view key) const
    {
        const JsonValue* value = &root;
        for (std::size_t start = 0; start <= key.size();) {
            const std::size_t end = std::min(key.find('.', start), key.size());
            if (value->object() == nullptr)
                failType(key.substr(0, start - 1), *value, "an object");
            value = value->find(key.substr(start, end - start));
            if (value == nullptr)
                return nullptr;
            start = end + 1;
        }
        return value;
    }
};

ConfigFile::ConfigFile(const std::filesystem::path& file) : m_impl(std::make_unique<Impl>())
{
    constexpr std::size_t largest = std::size_t{16} << 20U;
    m_impl->path = file;
    // The longest lists are those of labels, of some ten thousand.
    constexpr JsonLimits limits{.depth = 64, .values = 1'000'000};
    m_impl->root = parseJson(readTextFile(file, largest), file.string(), limits);
    if (m_impl->root.object() == nullptr) {
        throw Error(ErrorKind::FileDamaged, file.string() + " holds " + describe(m_impl->root)
                                                + " but must hold an object");
    }
}

ConfigFile::~ConfigFile() = default;
ConfigFile::ConfigFile(ConfigFile&&) noexcept = default;

const std::filesystem::path& ConfigFile::path() const
{
    return m_impl->path;
}

std::optional<std::int64_t> ConfigFile::integer(std::string_view key) const
{
    const JsonValue* const value = m_impl->find(key);
    if (value == nullptr)
        return std::nullopt;
    if (const auto* const integer = value->integer())
        return *integer;
    m_impl->failType(key, *value, "a whole number");
}

std::optional<double> ConfigFile::number(std::string_view key) const
{
    const JsonValue* const value = m_impl->find(key);
    if (value == nullptr)
        return std::nullopt;
    if (const auto* const integer = value->integer())
        return static_cast<double>(*integer);
    if (const double* const real = value->real())
        return *real;
    m_impl->failType(key, *value, "a number");
}

std::optional<bool> ConfigFile::boolean(std::string_view key) const
{
    const JsonValue* const value = m_impl->find(key);
    if (value == nullptr)
        return std::nullopt;
    if (const bool* const boolean = value->boolean())
        return *boolean;
    m_impl->failType(key, *value, "true or false");
}

std::optional<std::string> ConfigFile::text(std::string_view key) const
{
    const JsonValue* const value = m_impl->find(key);
    if (value == nullptr)
        return std::nullopt;
    if (const std::string* const text = value->text())
        return *text;
    m_impl->failType(key, *value, "a text");
}

std::optional<std::vector<std::string>> ConfigFile::texts(std::string_view key) const
{
    const JsonValue* const value = m_impl->find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->array() == nullptr)
        m_impl->failType(key, *value, "a list of texts");
    std::vector<std::string> result;
    for (const JsonValue& item : *value->array()) {
        if (item.text() == nullptr)
            m_impl->fail(key, "has the item " + describe(item) + " but must be a list of texts");
        result.push_back(*item.text());
    }
    return result;
}

std::optional<std::vector<double>> ConfigFile::numbers(std::string_view key) const
{
    const JsonValue* const value = m_impl->find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->array() == nullptr)
        m_impl->failType(key, *value, "a list of numbers");
    std::vector<double> result;
    for (const JsonValue& item : *value->array()) {
        if (const auto* const integer = item.integer())
            result.push_back(static_cast<double>(*integer));
        else if (const double* const real = item.real())
            result.push_back(*real);
        else
            m_impl->fail(key, "has the item " + describe(item) + " but must be a list of numbers");
    }
    return result;
}

bool ConfigFile::has(std::string_view key) const
{
    return m_impl->find(key) != nullptr;
}

std::int64_t ConfigFile::requiredInteger(std::string_view key, std::int64_t low,
                                         std::int64_t high) const
{
    const std::string bounds = "a whole number from " + std::to_string(low) + " to "
                               + std::to_string(high);
    const auto value = integer(key);
    if (!value)
        m_impl->fail(key, "is missing but must be " + bounds);
    if (*value < low || *value > high)
        m_impl->fail(key, "is " + std::to_string(*value) + " but must be " + bounds);
    return *value;
}

std::optional<double> ConfigFile::numberWithin(std::string_view key, double low, double high) const
{
    const auto value = number(key);
    if (value && !(*value >= low && *value < high))
        m_impl->fail(key, "is " + describe(JsonValue(*value)) + " but must be a number from "
                              + describe(JsonValue(low)) + " up to, but not including, "
                              + describe(JsonValue(high)));
    return value;
}

} // namespace headscope::core
