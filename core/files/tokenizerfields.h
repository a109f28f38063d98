// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/jsonvalue.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace headscope::core {

/// Reads fields of one tokenizer file; what is wrong becomes an Error that names the file and the
/// place in it.
class TokenizerFields
{
public:
    /// `file` is only named, not opened.
    explicit TokenizerFields(std::filesystem::path file) : m_file(std::move(file)) {}

    const std::filesystem::path& file() const { return m_file; } ///< the one that errors name
    /// Throws Error{FileDamaged}: the file and `fault`, which says place and value.
    [[noreturn]] void damaged(const std::string& fault) const;
    /// Likewise Error{Unsupported}.
    [[noreturn]] void unsupported(const std::string& fault) const;

    /// As sentences name it: describe(), or "missing".
    static std::string describeOrMissing(const JsonValue* value);

    /// A member that is true or false; `absent` where it is missing or null. `place` is the
    /// object's name in errors, here and below.
    bool flag(const JsonValue& object, std::string_view key, bool absent,
              const std::string& place) const;
    /// A member that must be there and be a text.
    const std::string& text(const JsonValue& object, std::string_view key,
                            const std::string& place) const;
    /// Its "type", by which a step says what it is.
    std::string typeOf(const JsonValue& value, const std::string& place) const
    {
        return text(value, "type", place);
    }
    /// A member that must be there and be a list.
    const JsonValue::Array& list(const JsonValue& object, std::string_view key,
                                 const std::string& place) const;

protected:
    /// From here on the faults are another file's.
    void setFile(const std::filesystem::path& file) { m_file = file; }

private:
    std::filesystem::path m_file;
};

} // namespace headscope::core
