// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace headscope::tests {

/// A folder as bytes: name -> content.
using Files = std::map<std::string, std::string>;

/// How the weights of a small model are kept.
enum class Layout {
    Single, ///< F32, one file; tokenizer.json
    Shards, ///< BF16, two shards and their index; vocab.json and merges.txt
    Halves, ///< F16, one file, tied weights only; tokenizer.json with pairs as lists
};

/// A GPT-2 of two layers with random weights and a byte-level tokenizer; some 50 kB.
Files smallModel(Layout layout);

/// What was done to a folder.
struct Damage {
    std::string kind;
    std::string file; ///< that it was done to
    std::string what; ///< for people
};

/// Does one of many kinds of damage to `files`, or to the folder that already holds them; `random`
/// decides everything. What is written stays within the folder.
Damage damage(Files& files, const std::filesystem::path& folder, std::mt19937& random);

} // namespace headscope::tests
