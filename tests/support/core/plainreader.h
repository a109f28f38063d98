// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace headscope::tests {

/// Reads a GPT-2 folder a second time, without anything of the core and without its checks, and
/// compares the model with it: every weight to the bit, and what config.json says. Empty where they
/// agree, else what differs. For folders that the core has accepted.
std::string differenceFromFolder(const core::Model& model, const std::filesystem::path& folder);

/// The largest magnitude of all numbers of the folder's tensors.
double largestNumber(const std::filesystem::path& folder);

/// What the files of a byte-level BPE tokenizer (tokenizer.json, or vocab.json and merges.txt) make
/// of one piece, by joining pairs one by one.
std::vector<core::TokenId> plainTokens(const std::filesystem::path& folder,
                                       const std::string& piece);

} // namespace headscope::tests
