// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>

namespace headscope::core {

/// What loading a model and running one prompt on it takes, in bytes. An estimate of the resident
/// memory at its highest, without the program itself.
struct ModelNeeds {
    int tokens = 0;            ///< T of the prompt
    std::int64_t inPlace = 0;  ///< float32 weights, used where they lie in the mapped files
    std::int64_t widened = 0;  ///< float32 copies of what the files hold in 16 bits
    std::int64_t readOnce = 0; ///< of the files, what is widened: read and not needed again
    std::int64_t words = 0;    ///< the tokens as texts, and the tokenizer's tables
    std::int64_t parsing = 0;  ///< while the tokenizer's file is read; given back before the run
    std::int64_t lens = 0;     ///< what the vocabulary lens keeps of every word
    std::int64_t trace = 0;    ///< everything the run of the prompt leaves
    std::int64_t work = 0;     ///< buffers of the products and of the search

    /// What must be had. The system can take back `readOnce` at any time.
    std::int64_t total() const
    {
        return inPlace + widened + words + std::max(parsing, lens + trace + work);
    }
    /// The most that is resident where the system takes nothing back. Files of which nothing is
    /// used in place are given up after loading.
    std::int64_t peak() const
    {
        return inPlace > 0 ? total() + readOnce : std::max(total(), widened + words + readOnce);
    }
};

/// A model as config.json and the headers of its weights describe it.
struct ModelOutline {
    ModelInfo info; ///< as loadModel() fills it, but for weightsHash and the first token
    std::int64_t fileBytes = 0; ///< of all tensors in the files
    bool tokenizer = false;     ///< whether there is one; without, the model takes ids only
    int encoderLayers = 0;      ///< of models that have an encoder
    ModelNeeds needs;           ///< for a prompt of the `tokens` asked about
};

/// Reads config.json and headers, no weights and no tokenizer: a few milliseconds, in any thread.
/// Throws the Error of loadModel() where it would for what these files say: an unknown family, a
/// tensor that is missing, has another shape or a dtype that is not read. `tokens`: length of the
/// prompt that the needs are of, at most the model's context.
ModelOutline outlineModel(const std::filesystem::path& folderOrFile, int tokens = 64);

/// What a model in this folder is called: "org/name" for a snapshot in Hugging Face's cache
/// (models--org--name/snapshots/revision), else the folder's own name.
std::string modelName(const std::filesystem::path& folder);

} // namespace headscope::core
