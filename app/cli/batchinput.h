// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstddef>
#include <fstream>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace headscope::cli {

/// One prompt of a batch: what is to be run, or the sentence that says why it cannot be.
struct BatchPrompt {
    std::size_t number = 0; ///< of the line in the input, from 0
    std::string id;         ///< as JSON, as the input spells it; empty: it has none
    std::string text;
    std::string decoder;
    std::optional<std::vector<core::TokenId>> ids; ///< in place of the text
    std::string error;
};

/// "2/8": every 8th prompt, from the one with number 2 on.
struct Shard {
    std::size_t index = 0;
    std::size_t of = 1;

    bool has(std::size_t number) const { return number % of == index; }
};
/// Throws UsageError.
Shard readShard(const std::string& text);

/// Reads the prompts of a file, or of standard input ("-"), a line each; lines without anything are
/// numbered and passed over. A line at a time: a corpus may be larger than memory.
class BatchInput
{
public:
    /// `json`: lines are objects with text or ids, and id and decoder where wanted; else they are
    /// the prompts. Throws core::Error where there is no such file.
    BatchInput(const std::string& path, bool json, Shard shard);

    /// The next prompt of the shard; nullopt at the end.
    std::optional<BatchPrompt> next();
    /// Of the shard; nullopt where the input cannot be read twice.
    std::optional<std::size_t> count() const { return m_count; }

private:
    std::optional<std::size_t> countLines();

    bool m_json;
    Shard m_shard;
    std::ifstream m_file;
    std::istream* m_in;
    std::size_t m_line = 0;
    std::optional<std::size_t> m_count;
};

} // namespace headscope::cli
