// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DeepSeek V3 (DeepSeek-AI 2024): latent attention, whose keys have a part from the latent and a
// part that is turned and shared by all heads; experts behind the first layers. The layers that
// predict further tokens are left out.
#include "core/model/families/llamalike.h"
#include "core/model/family.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace headscope::core {

namespace {

using namespace reading;

struct Shape {
    int queryRank = 0; ///< 0: queries have no latent
    int rank = 0;      ///< of the latent of keys and values
    int plain = 0;     ///< dimensions of a key that do not turn
    int turning = 0;   ///< dimensions that do
    int value = 0;
    int dense = 0; ///< layers without experts
    int expertNeurons = 0;
    int sharedExperts = 0;
    float epsilon = 0.0F;
    float scale = 0.0F;
    Activation activation = Activation::Silu;
    Rotary rotary;
    Experts experts; ///< all but router and bias
};

Experts readExperts(const ConfigFile& config, Shape& shape)
{
    Experts experts;
    experts.count = count(config, "n_routed_experts", 1 << 12);
    experts.chosen = count(config, "num_experts_per_tok", experts.count);
    experts.groups = countOr(config, "n_group", 1, experts.count);
    experts.chosenGroups = countOr(config, "topk_group", experts.groups, experts.groups);
    experts.normalised = config.boolean("norm_topk_prob").value_or(true);
    experts.scale = static_cast<float>(
        config.numberWithin("routed_scaling_factor", 0.0, 1e6).value_or(1.0));
    if (experts.count % experts.groups != 0
        || experts.chosen > experts.chosenGroups * (experts.count / experts.groups))
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": " + std::to_string(experts.count) + " experts in "
                        + std::to_string(experts.groups) + " groups, of which "
                        + std::to_string(experts.chosenGroups) + " are chosen, do not leave "
                        + std::to_string(experts.chosen) + " experts for each token");
    shape.expertNeurons = count(config, "moe_intermediate_size", mostWidth);
    shape.sharedExperts = countOr(config, "n_shared_experts", 0, 1 << 12);
    experts.neurons = shape.expertNeurons;
    experts.shared = shape.sharedExperts * shape.expertNeurons;
    return experts;
}

Rotary readRotary(const ConfigFile& config, const Shape& shape)
{
    Rotary rotary = reading::rotary(config, shape.turning);
    rotary.first = shape.plain;
    rotary.interleaved = config.boolean("rope_interleave").value_or(true);
    return rotary;
}

Shape readShape(const ConfigFile& config, ModelInfo& info)
{
    refuseWhereTrue(config, "attention_bias", "latents with biases are not supported");
    Shape shape;
    shape.queryRank = countOr(config, "q_lora_rank", 0, mostWidth);
    shape.rank = count(config, "kv_lora_rank", mostWidth);
    shape.plain = count(config, "qk_nope_head_dim", mostWidth);
    shape.turning = count(config, "qk_rope_head_dim", mostWidth);
    shape.value = count(config, "v_head_dim", mostWidth);
    llamaShape(config, info, 4096, false);
    info.headSize = shape.plain + shape.turning;
    info.kvHeads = info.heads;
    shape.dense = static_cast<int>(config.has("first_k_dense_replace") ? config.requiredInteger(
                                       "first_k_dense_replace", 0, mostLayers)
                                                                       : 3);
    shape.epsilon = reading::epsilon(config, "rms_norm_eps", 1e-6);
    shape.activation = activation(config, "hidden_act", "silu");
    shape.rotary = readRotary(config, shape);
    shape.scale = 1.0F / std::sqrt(static_cast<float>(info.headSize));
    // With YaRN, scores are scaled once more.
    const std::string prefix = rotaryPrefix(config, {});
    const auto factor = config.number(prefix + "factor");
    if (const auto all = config.number(prefix + "mscale_all_dim"); factor && all && *all != 0.0)
        shape.scale *= static_cast<float>(std::pow(yarnFactor(*factor, *all), 2.0));
    if (shape.dense < info.layers) {
        shape.experts = readExperts(config, shape);
        info.ffn = std::max(shape.dense > 0 ? info.ffn : 0,
                            shape.experts.shared + shape.experts.count * shape.expertNeurons);
    }
    return shape;
}

/// The rows of a joint projection that are every head's own first or second part.
Weight headRows(WeightStore& weights, const std::string& name, int in, int heads, int first,
                int count, int all)
{
    std::vector<WeightStore::Piece> pieces;
    for (int h = 0; h < heads; ++h)
        pieces.push_back({name + ".weight", heads * all, in, h * all + first, count, h * count, 0});
    return weights.assembled(in, heads * count, pieces);
}

void readQueries(WeightStore& weights, const std::string& prefix, const Shape& shape, int width,
                 Attention& a)
{
    const int queries = a.heads * a.headSize;
    if (shape.queryRank == 0) {
        a.query = linear(weights, prefix + "q_proj", width, queries);
        return;
    }
    a.queryLatent = Latent{linear(weights, prefix + "q_a_proj", width, shape.queryRank),
                           rmsNorm(weights, prefix + "q_a_layernorm", shape.queryRank, 1e-6F)};
    a.query = linear(weights, prefix + "q_b_proj", shape.queryRank, queries);
}

Attention readAttention(WeightStore& weights, const std::string& prefix, const Shape& shape,
                        const ModelInfo& info)
{
    Attention a = llamaAttention(info);
    a.valueSize = shape.value;
    a.scale = shape.scale;
    a.rotary = shape.rotary;
    readQueries(weights, prefix, shape, info.width, a);
    const Weight down = linear(weights, prefix + "kv_a_proj_with_mqa", info.width,
                               shape.rank + shape.turning);
    a.latent = Latent{down.outputs(0, shape.rank),
                      rmsNorm(weights, prefix + "kv_a_layernorm", shape.rank, 1e-6F)};
    a.sharedKey = down.outputs(shape.rank, shape.turning);
    const int all = shape.plain + shape.value;
    a.key = headRows(weights, prefix + "kv_b_proj", shape.rank, info.heads, 0, shape.plain, all);
    a.value = headRows(weights, prefix + "kv_b_proj", shape.rank, info.heads, shape.plain,
                       shape.value, all);
    a.output = linear(weights, prefix + "o_proj", info.heads * shape.value, info.width);
    a.queryBias = Vector::Zero(info.heads * info.headSize);
    a.keyBias = Vector::Zero(info.heads * info.headSize);
    a.valueBias = Vector::Zero(info.heads * shape.value);
    a.outputBias = Vector::Zero(info.width);
    return a;
}

/// The neurons of the shared experts, then those of one expert after another.
FeedForward readExpertLayer(WeightStore& weights, const std::string& prefix, const Shape& shape,
                            int width)
{
    const Experts& experts = shape.experts;
    const int n = experts.shared + experts.count * experts.neurons;
    std::vector<WeightStore::Piece> gates;
    std::vector<WeightStore::Piece> ups;
    std::vector<WeightStore::Piece> downs;
    const auto add = [&](const std::string& name, int neurons, int at) {
        gates.push_back({name + ".gate_proj.weight", neurons, width, 0, neurons, at, 0});
        ups.push_back({name + ".up_proj.weight", neurons, width, 0, neurons, at, 0});
        downs.push_back({name + ".down_proj.weight", width, neurons, 0, width, 0, at});
    };
    if (experts.shared > 0)
        add(prefix + "shared_experts", experts.shared, 0);
    for (int e = 0; e < experts.count; ++e)
        add(prefix + "experts." + std::to_string(e), experts.neurons,
            experts.shared + e * experts.neurons);
    FeedForward f;
    f.gate = weights.assembled(width, n, gates);
    f.in = weights.assembled(width, n, ups);
    f.out = weights.assembled(n, width, downs);
    f.gateBias = Vector::Zero(n);
    f.inBias = Vector::Zero(n);
    f.outBias = Vector::Zero(width);
    f.activation = shape.activation;
    f.neurons = n;
    f.experts = experts;
    f.experts->router = linear(weights, prefix + "gate", width, experts.count);
    f.experts->bias = ConstVectorView(
        weights.vector(prefix + "gate.e_score_correction_bias", experts.count), experts.count);
    return f;
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    ModelInfo& info = model.info;
    const Shape shape = readShape(config, info);
    const int denseNeurons = count(config, "intermediate_size");
    const auto norm = [&](const std::string& name) {
        return rmsNorm(weights, name, info.width, shape.epsilon);
    };
    const std::string root = llamaEnds(config, weights, model, norm);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "layers." + std::to_string(l) + ".";
        Layer layer;
        layer.attention = readAttention(weights, block + "self_attn.", shape, info);
        layer.attention.norm = norm(block + "input_layernorm");
        layer.feedForward = l < shape.dense
                                ? gatedFeedForward(weights, block + "mlp.", info.width,
                                                   denseNeurons, shape.activation)
                                : readExpertLayer(weights, block + "mlp.", shape, info.width);
        layer.feedForward.norm = norm(block + "post_attention_layernorm");
        model.layers.push_back(std::move(layer));
    }
}

} // namespace

const Family deepseekV3Family{"deepseek_v3", build, beginningOfSequence};

} // namespace headscope::core
