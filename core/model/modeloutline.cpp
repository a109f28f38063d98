// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/modeloutline.h"

#include "core/model/family.h"

#include <algorithm>
#include <string_view>

namespace headscope::core {

namespace fs = std::filesystem;

namespace {

constexpr auto floatBytes = static_cast<std::int64_t>(sizeof(float));

// Measured, as docs/models.md tells; the test compares what comes out with what a process takes.
/// Buffers of the products on all threads and of the search.
constexpr std::int64_t workBytes = std::int64_t(8) << 20;
/// A token as text, as word, and in the tables of the tokenizer.
constexpr std::int64_t wordBytes = 150;
/// What a tokenizer's file takes per byte while it is read.
constexpr std::int64_t parsedBytes = 6;

std::int64_t parsingBytes(const fs::path& folder)
{
    std::int64_t text = 0;
    for (const char* const name : {"tokenizer.json", "vocab.json", "merges.txt"}) {
        std::error_code error;
        const auto size = fs::file_size(folder / name, error);
        if (!error)
            text = std::max(text, static_cast<std::int64_t>(
                                      std::min<std::uintmax_t>(size, std::uintmax_t(1) << 32)));
    }
    return parsedBytes * text;
}

/// As LensWords keeps it: the word bias, two filters, and scale and offset of the words for every
/// norm that reads them, for the embedding and for the unembedding.
std::int64_t lensBytes(const Model& model)
{
    const auto norms = static_cast<std::int64_t>(2 * model.layers.size() + 1);
    const std::int64_t arrays = 3 + 2 * (norms + 2);
    return arrays * model.info.vocab * floatBytes;
}

/// As Trace holds it.
std::int64_t traceBytes(const Model& model, std::int64_t T)
{
    const std::int64_t D = model.info.width;
    std::int64_t floats = T * D; // the last state
    std::int64_t attention = 0;
    for (const Layer& layer : model.layers) {
        const Attention& a = layer.attention;
        const std::int64_t d = a.headSize;
        floats += T * (3 * D + a.heads * d + 2 * a.groups * d + layer.feedForward.neurons);
        attention += a.heads * T * T;
    }
    return (floats + attention) * floatBytes;
}

} // namespace

ModelOutline outlineModel(const fs::path& folderOrFile, int tokens)
{
    const fs::path folder = modelFolder(folderOrFile);
    const ConfigFile config(folder / "config.json");
    const Family family = familyOf(config);
    WeightStore weights(std::make_unique<Checkpoint>(folder), {}, WeightStore::Reading::Outline);
    Model model;
    family.build(config, weights, model);
    describe(weights, folder, family, model.info);

    ModelOutline outline;
    outline.info = model.info;
    outline.fileBytes = weights.fileBytes();
    outline.tokenizer = hasTokenizer(folder);
    ModelNeeds& needs = outline.needs;
    needs.tokens = std::min(tokens, model.info.context);
    needs.inPlace = weights.bytesInPlace();
    needs.widened = weights.bytesWidened();
    needs.readOnce = weights.bytesRead() - weights.bytesInPlace();
    needs.words = wordBytes * model.info.vocab;
    needs.parsing = parsingBytes(folder);
    needs.lens = lensBytes(model);
    needs.trace = traceBytes(model, needs.tokens);
    needs.work = workBytes;
    return outline;
}

std::string modelName(const fs::path& folder)
{
    constexpr std::string_view mark = "models--";
    const fs::path snapshots = folder.parent_path();
    const std::string repository = snapshots.parent_path().filename().string();
    if (snapshots.filename() != "snapshots" || !repository.starts_with(mark)
        || repository.size() == mark.size())
        return folder.filename().string();
    std::string id = repository.substr(mark.size());
    if (const auto slash = id.find("--"); slash != std::string::npos)
        id.replace(slash, 2, "/");
    return id;
}

} // namespace headscope::core
