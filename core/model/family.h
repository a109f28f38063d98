// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/configfile.h"
#include "core/model/model.h"
#include "core/model/weightstore.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// What one architecture says of itself: how its config and tensors are named and shaped. One file
/// under families/ each; everything else knows only Layer, Head, Norm and FeedForward.
struct Family {
    std::string_view modelType; ///< config.json's model_type
    /// Fills info (all but name, family, folder, parameters, dtype), layers, norms and embeddings;
    /// throws Error.
    void (*build)(const ConfigFile& config, WeightStore& weights, Model& model);
    /// The token that prompts of this family usually begin with where the tokenizer has no template
    /// that says so; nullopt for none.
    std::optional<TokenId> (*firstToken)(const ConfigFile& config);
};

extern const Family gpt2Family;
extern const Family llamaFamily;
extern const Family mistralFamily;
extern const Family qwen2Family;
extern const Family phi3Family;
extern const Family gptNeoFamily;
extern const Family gptNeoxFamily;
extern const Family gemma3Family;
extern const Family t5Family;
extern const Family deepseekV3Family;
extern const Family bertFamily;

/// All families, in the order in which they were added.
std::vector<Family> families();
/// The one that config.json names; throws Error with the names of all where it is none of them.
Family familyOf(const ConfigFile& config);

// What loading a model and outlining it have in common.

/// The folder that a model's folder, or a file in it, stands for; throws Error{FileMissing} also
/// where it has no config.json.
std::filesystem::path modelFolder(const std::filesystem::path& folderOrFile);
/// Whether the folder has a tokenizer of any kind.
bool hasTokenizer(const std::filesystem::path& folder);
/// Fills what a family does not: name, family, folder, parameters, dtype.
void describe(const WeightStore& weights, const std::filesystem::path& folder, const Family& family,
              ModelInfo& info);

} // namespace headscope::core
