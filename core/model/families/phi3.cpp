// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Phi-3 and Phi-4-mini (Abdin et al. 2024): as Llama, with query, key and value in one projection,
// gate and up in another, and rotary positions in a part of each head.
#include "core/model/families/llamalike.h"
#include "core/model/family.h"

namespace headscope::core {

namespace {

void readAttention(WeightStore& weights, const std::string& prefix, int width, Attention& a)
{
    const int queries = a.heads * a.headSize;
    const int keys = a.groups * a.headSize;
    const Weight joint = reading::linear(weights, prefix + "qkv_proj", width, queries + 2 * keys);
    a.query = joint.outputs(0, queries);
    a.key = joint.outputs(queries, keys);
    a.value = joint.outputs(queries + keys, keys);
    a.output = reading::linear(weights, prefix + "o_proj", queries, width);
    a.queryBias = Vector::Zero(queries);
    a.keyBias = Vector::Zero(keys);
    a.valueBias = Vector::Zero(keys);
    a.outputBias = Vector::Zero(width);
}

FeedForward readFeedForward(WeightStore& weights, const std::string& prefix, int width, int neurons)
{
    const Weight joint = reading::linear(weights, prefix + "gate_up_proj", width, 2 * neurons);
    FeedForward f;
    f.gate = joint.outputs(0, neurons);
    f.in = joint.outputs(neurons, neurons);
    f.out = reading::linear(weights, prefix + "down_proj", neurons, width);
    f.gateBias = Vector::Zero(neurons);
    f.inBias = Vector::Zero(neurons);
    f.outBias = Vector::Zero(width);
    f.neurons = neurons;
    return f;
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    reading::llamaShape(config, model.info, 4096, false);
    const ModelInfo& info = model.info;
    const float eps = reading::epsilon(config, "rms_norm_eps", 1e-5);
    const Activation act = reading::activation(config, "hidden_act", "silu");
    const Rotary turning = reading::rotary(config, info.headSize);
    const int window = reading::slidingWindow(config);
    const auto norm = [&](const std::string& name) {
        return reading::rmsNorm(weights, name, info.width, eps);
    };
    const std::string root = reading::llamaEnds(config, weights, model, norm);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "layers." + std::to_string(l) + ".";
        Layer layer;
        Attention& a = layer.attention = reading::llamaAttention(info);
        a.norm = norm(block + "input_layernorm");
        readAttention(weights, block + "self_attn.", info.width, a);
        a.rotary = turning;
        a.window = window;
        layer.feedForward = readFeedForward(weights, block + "mlp.", info.width, info.ffn);
        layer.feedForward.norm = norm(block + "post_attention_layernorm");
        layer.feedForward.activation = act;
        model.layers.push_back(std::move(layer));
    }
}

/// Phi-4-mini's prompts begin with nothing, though its config names a token; Phi-3's tokenizer has
/// a template that says so.
std::optional<TokenId> firstToken(const ConfigFile&)
{
    return std::nullopt;
}

} // namespace

const Family phi3Family{"phi3", build, firstToken};

} // namespace headscope::core
