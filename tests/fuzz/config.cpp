// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: config.json of a model folder. The weights beside it are those of the small model of the
// family that the input names, else of a tiny GPT-2.
#include "core/files/safetensorswriter.h"
#include "core/model/trace.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

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

/// Weights of tests/data.
struct FamilyFolder : fuzz::Folder {
    explicit FamilyFolder(const std::string& name)
    {
        std::filesystem::create_symlink(std::filesystem::path(HEADSCOPE_TEST_DATA) / name
                                            / "model.safetensors",
                                        path() / "model.safetensors");
    }
};

/// The folder of the family that the input names; nullptr for GPT-2, or none.
const fuzz::Folder* familyFolder(std::string_view input)
{
    static const std::pair<const char*, const char*> families[] = {
        {"\"llama\"", "llama3-tiny"},
        {"\"mistral\"", "mistral-tiny"},
        {"\"qwen2\"", "qwen2-tiny"},
        {"\"phi3\"", "phi4mini-tiny"},
        {"\"gpt_neo\"", "gptneo-tiny"},
        {"\"gpt_neox\"", "gptneox-tiny"},
        {"\"gemma3_text\"", "gemma3-tiny"},
        {"\"gated-gelu\"", "flan-t5-tiny"},
        {"\"t5\"", "t5-tiny"},
        {"\"deepseek_v3\"", "deepseekv3-tiny"},
        {"\"bert\"", "bert-tiny"}};
    static std::map<std::string, std::unique_ptr<FamilyFolder>> folders;
    for (const auto& [type, name] : families) {
        if (input.find(type) == std::string_view::npos)
            continue;
        auto& folder = folders[name];
        if (!folder)
            folder = std::make_unique<FamilyFolder>(name);
        return folder.get();
    }
    return nullptr;
}

/// What a family accepts runs, or says that its numbers are beyond float32.
void checkRuns(const core::Model& model)
{
    const core::TokenId last = model.info.vocab - 1;
    const std::vector<core::TokenId> ids{0, last, last / 2};
    if (model.info.context < 3)
        return;
    const core::PromptIds prompt = model.encoder ? core::PromptIds(ids, ids) : core::PromptIds(ids);
    const auto trace = core::runTrace(model, prompt, {.logits = true, .headVectors = true});
    if (!trace || trace->logits.rows() != 3 || trace->logits.cols() != model.info.vocab)
        finding("the run has no logits");
}

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
    static const TinyFolder tiny;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const fuzz::Folder* const family = familyFolder(input);
    const fuzz::Folder& folder = family != nullptr ? *family : tiny;
    folder.write("config.json", input);
    try {
        const auto model = core::loadModel(folder.path());
        if (!model)
            finding("no model, though nobody stopped");
        if (family != nullptr)
            checkRuns(*model);
        else
            check(*model);
    } catch (const core::Error& error) {
        fuzz::checkSentence(error, folder.path());
    }
    return 0;
}
