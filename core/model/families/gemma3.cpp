// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gemma 3, text (Gemma Team 2025): gains are 1 + weight, norms in front of sub-layers and behind
// them, norms of queries and keys, an embedding that is scaled, windows in most layers.
#include "core/model/families/llamalike.h"
#include "core/model/family.h"

#include <cmath>

namespace headscope::core {

namespace {

using namespace reading;

Norm gainNorm(WeightStore& weights, const std::string& name, int width, float epsilon)
{
    const float* const gain = weights.changedVector(name + ".weight", width,
                                                    [](float x) { return 1.0F + x; });
    return {Norm::Kind::Rms, gain, nullptr, width, epsilon};
}

/// What a word of the unscaled embedding goes through to look like one that was scaled.
Norm ofUnscaled(Norm norm, float scale)
{
    norm.epsilon /= scale * scale;
    return norm;
}

void refuseUnknown(const ConfigFile& config)
{
    for (const char* const key : {"attn_logit_softcapping", "final_logit_softcapping"})
        if (const auto cap = config.number(key))
            refuse(config, key, std::to_string(*cap), "soft caps are not supported");
    refuseWhereTrue(config, "use_bidirectional_attention",
                    "Gemma 3 as an encoder is not supported");
}

/// Rotary positions of layers with a window, and of the others.
struct Turning {
    Rotary local;
    Rotary global;
};

Turning readTurning(const ConfigFile& config, int headSize)
{
    RotaryDefaults local;
    local.kind = "sliding_attention";
    local.thetaKey = "rope_local_base_freq";
    local.scaled = config.has("rope_parameters"); // rope_scaling is of the global ones
    RotaryDefaults global;
    global.kind = "full_attention";
    global.theta = 1e6;
    return {rotary(config, headSize, local), rotary(config, headSize, global)};
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    refuseUnknown(config);
    ModelInfo& info = model.info;
    llamaShape(config, info, 131072, true);
    const int D = info.width;
    const float eps = epsilon(config, "rms_norm_eps", 1e-6);
    const Activation act = activation(config, "hidden_activation", "gelu_pytorch_tanh");
    const bool biased = config.boolean("attention_bias").value_or(false);
    const Turning turning = readTurning(config, info.headSize);
    const int window = countOr(config, "sliding_window", 4096);
    const char* const patternKey = config.has("_sliding_window_pattern") ? "_sliding_window_pattern"
                                                                         : "sliding_window_pattern";
    const int pattern = countOr(config, patternKey, 6);
    const auto scalar = static_cast<float>(countOr(config, "query_pre_attn_scalar", 256));
    const auto norm = [&](const std::string& name) { return gainNorm(weights, name, D, eps); };

    model.embeddingScale = std::sqrt(static_cast<float>(D));
    const std::string root = llamaEnds(config, weights, model, norm);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "layers." + std::to_string(l) + ".";
        Layer layer;
        Attention& a = layer.attention = llamaAttention(info);
        a.norm = norm(block + "input_layernorm");
        a.readsWordsBy = ofUnscaled(a.norm, model.embeddingScale);
        a.outputNorm = norm(block + "post_attention_layernorm");
        llamaProjections(weights, block + "self_attn.", D, a, {biased, biased, false});
        a.queryNorm = gainNorm(weights, block + "self_attn.q_norm", info.headSize, eps);
        a.keyNorm = gainNorm(weights, block + "self_attn.k_norm", info.headSize, eps);
        a.scale = 1.0F / std::sqrt(scalar);
        a.window = windowOf(config, l, info.layers, window,
                            [pattern](int other) { return (other + 1) % pattern != 0; });
        a.rotary = a.window > 0 ? turning.local : turning.global;
        FeedForward& f = layer.feedForward = gatedFeedForward(weights, block + "mlp.", D, info.ffn,
                                                              act);
        f.norm = norm(block + "pre_feedforward_layernorm");
        f.readsWordsBy = ofUnscaled(f.norm, model.embeddingScale);
        f.outputNorm = norm(block + "post_feedforward_layernorm");
        model.layers.push_back(std::move(layer));
    }
}

} // namespace

const Family gemma3Family{"gemma3_text", build, beginningOfSequence};

} // namespace headscope::core
