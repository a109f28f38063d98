// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <functional>
#include <vector>

namespace headscope::app {

/// Where models are looked for. Read from the environment and the program's place once, so that
/// tests can give their own.
struct ModelPlaces {
    QString embedded; ///< share/headscope/models beside the program
    QString hubCache; ///< Hugging Face's cache: HF_HUB_CACHE, else HF_HOME/hub, else
                      ///< ~/.cache/huggingface/hub

    /// Of this process. Needs a QCoreApplication.
    static ModelPlaces ofThisProgram();
    /// `variable` gives an environment variable, empty where it is not set; `home` is the user's
    /// folder.
    static QString hubCacheFrom(const std::function<QString(const char*)>& variable,
                                const QString& home);
};

/// A model that can be offered without being asked for.
struct FoundModel {
    QString name; ///< "bookshelf-20m" or "org/name"
    QString folder;
    bool embedded = false;
};

/// The models that come with the program; the first is the one that is there without asking.
inline constexpr std::array embeddedModels{"bookshelf-20m", "bookshelf-llama-14m"};
inline constexpr const char* defaultModel = embeddedModels[0];
/// "bookshelf-20m or bookshelf-llama-14m", for what options say of themselves.
QString embeddedNames();

/// The folder (or file) that `--model` means: a folder, a file in it, the name of an embedded
/// model, or the Hugging Face id of a model in the local cache; empty = bookshelf-20m. Never asks
/// the network. Throws core::Error{FileMissing} with one sentence that says what was looked for and
/// where.
QString resolveModel(const QString& model, const ModelPlaces& places);

/// What a model in this folder is called: see core::modelName().
QString modelNameOf(const QString& folder);
/// The id of a folder of the cache: "models--org--name" is "org/name".
QString hubIdOf(const QString& cacheFolder);

/// The embedded models, then those in the Hugging Face cache that have a config.json and
/// safetensors; by name.
std::vector<FoundModel> findModels(const ModelPlaces& places);

} // namespace headscope::app
