// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace headscope::bench {

/// The shape of a GPT-2 of random weights.
struct BenchShape {
    int layers = 12;
    int heads = 12;
    int width = 768;
    int vocab = 50257;
    int context = 1024;
    std::uint64_t seed = 20260;
};

/// Small enough that every program runs in seconds, with everything the large one has.
BenchShape smokeShape();

/// Makes a model folder (config.json, model.safetensors, vocab.json, merges.txt) that loads like
/// any other; does nothing where it is complete. Written beside its place and renamed. Throws
/// core::Error naming the path; also where `folder` is there and is something else.
void makeBenchModel(const std::filesystem::path& folder, const BenchShape& shape = {});

/// The first token, then random ids; the same for the same count.
std::vector<core::TokenId> benchIds(const core::Model& model, int count);
/// A text that the model's tokenizer cuts into `count` tokens, each a word with its space.
std::string benchText(const core::Model& model, int count);

} // namespace headscope::bench
