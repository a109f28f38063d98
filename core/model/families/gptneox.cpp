// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GPT-NeoX (Black et al. 2022; Pythia): attention and FFN read the same state, rotary positions
// turn a part of each head; the query, key and value of a head lie together in one projection.
#include "core/model/families/reading.h"
#include "core/model/family.h"

#include "core/base/error.h"

#include <cmath>

namespace headscope::core {

namespace {

using namespace reading;

void readShape(const ConfigFile& config, ModelInfo& info)
{
    info.layers = count(config, "num_hidden_layers", mostLayers);
    info.heads = count(config, "num_attention_heads", 1024);
    info.kvHeads = info.heads;
    info.width = count(config, "hidden_size", mostWidth);
    info.ffn = count(config, "intermediate_size");
    info.vocab = count(config, "vocab_size");
    info.context = countOr(config, "max_position_embeddings", 2048);
    info.tied = config.boolean("tie_word_embeddings").value_or(false);
    if (info.width % info.heads != 0)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": hidden_size " + std::to_string(info.width)
                        + " is no multiple of num_attention_heads " + std::to_string(info.heads));
    info.headSize = info.width / info.heads;
}

/// One of the three parts of the joint projection, head after head.
Weight part(WeightStore& weights, const std::string& name, const ModelInfo& info, int which)
{
    const int d = info.headSize;
    std::vector<WeightStore::Piece> pieces;
    for (int h = 0; h < info.heads; ++h)
        pieces.push_back(
            {name + ".weight", 3 * info.width, info.width, (3 * h + which) * d, d, h * d, 0});
    return weights.assembled(info.width, info.width, pieces);
}

Vector biasPart(const Vector& joint, const ModelInfo& info, int which)
{
    const int d = info.headSize;
    Vector result(info.width);
    for (int h = 0; h < info.heads; ++h)
        result.segment(h * d, d) = joint.segment((3 * h + which) * d, d);
    return result;
}

Attention readAttention(WeightStore& weights, const std::string& prefix, const ModelInfo& info,
                        bool biased)
{
    const std::string joint = prefix + "query_key_value";
    const Vector jointBias = bias(weights, joint, 3 * info.width, biased);
    Attention a;
    a.query = part(weights, joint, info, 0);
    a.key = part(weights, joint, info, 1);
    a.value = part(weights, joint, info, 2);
    a.queryBias = biasPart(jointBias, info, 0);
    a.keyBias = biasPart(jointBias, info, 1);
    a.valueBias = biasPart(jointBias, info, 2);
    a.output = linear(weights, prefix + "dense", info.width, info.width);
    a.outputBias = bias(weights, prefix + "dense", info.width, biased);
    a.heads = info.heads;
    a.groups = info.heads;
    a.headSize = info.headSize;
    a.valueSize = info.headSize;
    a.scale = 1.0F / std::sqrt(static_cast<float>(info.headSize));
    return a;
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    ModelInfo& info = model.info;
    readShape(config, info);
    const int D = info.width;
    const float eps = epsilon(config, "layer_norm_eps", 1e-5);
    const Activation act = activation(config, "hidden_act", "gelu");
    const bool parallel = config.boolean("use_parallel_residual").value_or(true);
    const bool biased = config.boolean("attention_bias").value_or(true);
    RotaryDefaults defaults;
    defaults.share = 0.25;
    if (config.has("rotary_emb_base"))
        defaults.thetaKey = "rotary_emb_base";
    const Rotary turning = rotary(config, info.headSize, defaults);
    const std::string root = weights.has("embed_in.weight") ? "" : "gpt_neox.";
    using Layout = WeightStore::Layout;
    model.embedding = weights.matrix(root + "embed_in.weight", info.vocab, D, Layout::InOut);
    model.unembedding = info.tied
                            ? model.embedding
                            : weights.matrix("embed_out.weight", info.vocab, D, Layout::InOut);
    model.finalNorm = layerNorm(weights, root + "final_layer_norm", D, eps);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "layers." + std::to_string(l) + ".";
        Layer layer;
        layer.parallel = parallel;
        layer.attention = readAttention(weights, block + "attention.", info, biased);
        layer.attention.norm = layerNorm(weights, block + "input_layernorm", D, eps);
        layer.attention.rotary = turning;
        FeedForward& f = layer.feedForward;
        f.norm = layerNorm(weights, block + "post_attention_layernorm", D, eps);
        f.in = linear(weights, block + "mlp.dense_h_to_4h", D, info.ffn);
        f.inBias = bias(weights, block + "mlp.dense_h_to_4h", info.ffn);
        f.out = linear(weights, block + "mlp.dense_4h_to_h", info.ffn, D);
        f.outBias = bias(weights, block + "mlp.dense_4h_to_h", D);
        f.activation = act;
        f.neurons = info.ffn;
        model.layers.push_back(std::move(layer));
    }
}

} // namespace

const Family gptNeoxFamily{"gpt_neox", build, beginningOfSequence};

} // namespace headscope::core
