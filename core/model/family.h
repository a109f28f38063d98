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

extern const Family gpt2Family;       ///< all sizes, DistilGPT-2; may be the attention alone
extern const Family llamaFamily;      ///< 1 to 3
extern const Family mistralFamily;    ///< as Llama, with a sliding window
extern const Family qwen2Family;      ///< 2 and 2.5: as Llama, with biases
extern const Family phi3Family;       ///< Phi-3, Phi-4-mini: a part of each head turns
extern const Family gptNeoFamily;     ///< every other layer sees a window
extern const Family gptNeoxFamily;    ///< and Pythia: attention and FFN read the same state
extern const Family gemma3Family;     ///< its text models
extern const Family t5Family;         ///< an encoder and a decoder; T5 1.1 and Flan-T5, too
extern const Family deepseekV3Family; ///< latent attention, experts
extern const Family bertFamily;       ///< not causal, norms over the sums

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
