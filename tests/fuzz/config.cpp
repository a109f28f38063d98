// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: config.json of a model folder whose weights are a tiny GPT-2.
#include "core/files/safetensorswriter.h"
#include "core/model/trace.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <sstream>

using namespace headscope;
using fuzz::finding;

namespace {

constexpr int layers = 2;
constexpr int width = 4;
constexpr int ffn = 8;
constexpr int vocab = 6;
constexpr int context = 5;

std::string tinyWeights()
{
    std::vector<core::SafetensorsWriter::Array> arrays{{"wte.weight", {vocab, width}},
                                                       {"lm_head.weight", {vocab, width}},
                                                       {"wpe.weight", {context, width}},
                                                       {"ln_f.weight", {width}},
                                                       {"ln_f.bias", {width}}};
    for (int l = 0; l < layers; ++l) {
        const std::string block = "h." + std::to_string(l) + ".";
        for (const char* norm : {"ln_1", "ln_2"})
            for (const char* part : {".weight", ".bias"})
                arrays.push_back({block + norm + part, {width}});
        arrays.push_back({block + "attn.c_attn.weight", {width, 3 * width}});
        arrays.push_back({block + "attn.c_attn.bias", {3 * width}});
        arrays.push_back({block + "attn.c_proj.weight", {width, width}});
        arrays.push_back({block + "attn.c_proj.bias", {width}});
        arrays.push_back({block + "mlp.c_fc.weight", {width, ffn}});
        arrays.push_back({block + "mlp.c_fc.bias", {ffn}});
        arrays.push_back({block + "mlp.c_proj.weight", {ffn, width}});
        arrays.push_back({block + "mlp.c_proj.bias", {width}});
    }
    std::ostringstream out;
    core::SafetensorsWriter writer(out, arrays);
    unsigned random = 1;
    for (const auto& array : arrays) {
        std::int64_t count = 1;
        for (const auto extent : array.shape)
            count *= extent;
        for (; count > 0; --count) {
            random = random * 1664525U + 1013904223U;
            const float number = static_cast<float>(random >> 8U) / 16777216.0F - 0.5F;
            writer.append({&number, 1});
        }
    }
    return out.str();
}

struct TinyFolder : fuzz::Folder {
    TinyFolder() { write("model.safetensors", tinyWeights()); }
};

void check(const core::Model& model)
{
    const auto& info = model.info;
    if (info.layers < 1 || info.layers > layers || info.width != width || info.vocab != vocab
        || info.context != context || info.heads * info.headSize != width
        || info.layers != static_cast<int>(model.layers.size()))
        finding("a shape was accepted that the weights do not have");
    const std::vector<core::TokenId> ids{0, 5, 3};
    const auto trace = core::runTrace(model, ids, {.logits = true, .headVectors = true});
    if (!trace || trace->logits.rows() != 3 || trace->logits.cols() != vocab)
        finding("the run has no logits");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const TinyFolder folder;
    folder.write("config.json", {reinterpret_cast<const char*>(data), size});
    try {
        const auto model = core::loadModel(folder.path());
        if (!model)
            finding("no model, though nobody stopped");
        check(*model);
    } catch (const core::Error& error) {
        fuzz::checkSentence(error, folder.path());
    }
    return 0;
}
