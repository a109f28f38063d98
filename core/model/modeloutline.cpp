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
constexpr std::int64_t workBytes = std::int64_t(6) << 20;
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
    std::int64_t norms = model.encoder ? 2 : 1; // the final ones
    for (const Layer& layer : model.layers)
        norms += layer.cross ? 3 : 2;
    const std::int64_t arrays = 3 + 2 * (norms + 2);
    return arrays * model.info.vocab * floatBytes;
}

/// What the heads of an attention leave of T tokens, K of them being looked at.
std::int64_t attentionFloats(const Attention& a, std::int64_t D, std::int64_t T, std::int64_t K)
{
    return T * (D + std::int64_t(a.heads) * a.headSize)
           + K * a.groups * (std::int64_t(a.headSize) + a.valueSize) + a.heads * T * K;
}

/// As Trace holds it; an encoder's prompt is taken to be as long.
std::int64_t traceBytes(const Model& model, std::int64_t T)
{
    const std::int64_t D = model.info.width;
    std::int64_t floats = T * D; // the last state
    for (const Layer& layer : model.layers) {
        const FeedForward& f = layer.feedForward;
        floats += attentionFloats(layer.attention, D, T, T) + T * (2 * D + f.neurons);
        if (layer.cross)
            floats += attentionFloats(*layer.cross, D, T, T) + T * D;
        if (f.experts)
            floats += T * f.experts->count;
    }
    std::int64_t bytes = floats * floatBytes;
    if (model.encoder)
        bytes += traceBytes(*model.encoder, T) + T * D * floatBytes; // and what the decoder sees
    return bytes;
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
    outline.encoderLayers = model.encoder ? model.encoder->info.layers : 0;
    ModelNeeds& needs = outline.needs;
    needs.tokens = std::min(tokens, model.info.context);
    needs.inPlace = weights.bytesInPlace();
    needs.widened = weights.bytesWidened();
    needs.readOnce = weights.bytesRead() - weights.bytesInPlace();
    needs.words = wordBytes * model.info.vocab;
    needs.parsing = parsingBytes(folder);
    needs.lens = model.info.hasWords() ? lensBytes(model) : 0;
    needs.trace = model.info.canRun() ? traceBytes(model, needs.tokens) : 0;
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
