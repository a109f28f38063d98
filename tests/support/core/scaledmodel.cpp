// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/scaledmodel.h"

#include "core/files/checkpoint.h"
#include "core/files/safetensorswriter.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string_view>
#include <vector>

namespace headscope::tests {

namespace {

using nlohmann::json;

/// The config, with every number that is a size of weights multiplied.
json scaledConfig(json config, int factor)
{
    for (const char* const key :
         {"hidden_size", "intermediate_size", "moe_intermediate_size", "num_attention_heads",
          "num_key_value_heads", "vocab_size", "d_model", "d_ff", "num_heads", "q_lora_rank",
          "kv_lora_rank", "n_embd", "n_head", "n_inner"})
        if (config.contains(key) && config[key].is_number_integer())
            config[key] = config[key].get<int>() * factor;
    return config;
}

/// The shape of a tensor in the scaled model; `rotary`: the columns of latent attention's keys that
/// turn, which are as many as before.
std::vector<std::int64_t> scaledShape(const core::TensorEntry& tensor, int factor, int rotary)
{
    const auto has = [&](std::string_view part) {
        return tensor.name.find(part) != std::string_view::npos;
    };
    std::vector<std::int64_t> shape(tensor.shape.begin(), tensor.shape.end());
    // Norms over a head, and one number for each expert.
    if (has("q_norm") || has("k_norm") || has("e_score_correction_bias"))
        return shape;
    // Rows of these are buckets of distances, positions, segments or experts.
    const bool rows = has("relative_attention_bias") || has("position_embeddings")
                      || has("token_type_embeddings") || has("wpe.weight")
                      || has("mlp.gate.weight");
    for (std::size_t axis = rows ? 1 : 0; axis < shape.size(); ++axis)
        shape[axis] *= factor;
    if (has("kv_a_proj_with_mqa"))
        shape[0] -= std::int64_t(rotary) * (factor - 1);
    return shape;
}

} // namespace

void writeScaledModel(const std::filesystem::path& small, int factor,
                      const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::ifstream in(small / "config.json");
    const json config = scaledConfig(json::parse(in), factor);
    const int rotary = config.value("qk_rope_head_dim", 0);
    std::vector<core::SafetensorsWriter::Array> arrays;
    std::int64_t count = 0;
    const core::Checkpoint checkpoint(small);
    for (const core::TensorEntry& tensor : checkpoint.tensors()) {
        arrays.push_back({std::string(tensor.name), scaledShape(tensor, factor, rotary)});
        std::int64_t n = 1;
        for (const auto extent : arrays.back().shape)
            n *= extent;
        count += n;
    }
    std::ofstream(folder / "config.json") << config.dump();
    std::ofstream out(folder / "model.safetensors", std::ios::binary);
    core::SafetensorsWriter writer(out, arrays);
    std::vector<float> piece(1 << 16);
    for (std::size_t i = 0; i < piece.size(); ++i)
        piece[i] = 0.03F * std::sin(static_cast<float>(i) * 1.7F);
    const auto most = static_cast<std::int64_t>(piece.size());
    for (; count > 0; count -= most)
        writer.append({piece.data(), static_cast<std::size_t>(std::min(count, most))});
}

} // namespace headscope::tests
