// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// A model folder's config.json, read-only. Getters return nullopt where the key is absent or null
/// and throw Error{FileDamaged} naming file, key and value where it has another type. A key may be
/// a path: "rope_scaling.factor".
class ConfigFile
{
public:
    /// Reads and parses the file (at most 16 MiB, nesting at most 64 deep); throws Error.
    explicit ConfigFile(const std::filesystem::path& file);
    ~ConfigFile();
    ConfigFile(ConfigFile&&) noexcept; ///< the other one can only be destroyed

    const std::filesystem::path& path() const; ///< as the constructor got it; for errors
    std::optional<std::int64_t> integer(std::string_view key) const; ///< 12, but not 12.0
    std::optional<double> number(std::string_view key) const;        ///< whole or not
    std::optional<bool> boolean(std::string_view key) const;         ///< true or false; not 0 or 1
    std::optional<std::string> text(std::string_view key) const;     ///< valid UTF-8
    /// A list of nothing but texts.
    std::optional<std::vector<std::string>> texts(std::string_view key) const;
    /// A list of nothing but numbers, whole or not.
    std::optional<std::vector<double>> numbers(std::string_view key) const;
    /// Whether the key is there, and not null, whatever its type.
    bool has(std::string_view key) const;

    /// As integer(), but required and within low..high; the sentence names file, key, value and
    /// bounds.
    std::int64_t requiredInteger(std::string_view key, std::int64_t low, std::int64_t high) const;
    /// As number(), but at least `low` and below `high` where it is there.
    std::optional<double> numberWithin(std::string_view key, double low, double high) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headscope::core
