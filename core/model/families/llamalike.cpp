// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/families/llamalike.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <cmath>

namespace headscope::core::reading {

void llamaShape(const ConfigFile& config, ModelInfo& info, int defaultContext, bool defaultTied)
{
    info.layers = count(config, "num_hidden_layers", mostLayers);
    info.heads = count(config, "num_attention_heads", 1024);
    info.kvHeads = countOr(config, "num_key_value_heads", info.heads, 1024);
    info.width = count(config, "hidden_size", mostWidth);
    info.headSize = countOr(config, "head_dim", std::max(info.width / info.heads, 1), mostWidth);
    info.ffn = count(config, "intermediate_size");
    info.vocab = count(config, "vocab_size");
    info.context = countOr(config, "max_position_embeddings", defaultContext);
    info.tied = config.boolean("tie_word_embeddings").value_or(defaultTied);
    if (info.heads % info.kvHeads != 0)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": num_attention_heads " + std::to_string(info.heads)
                        + " is no multiple of num_key_value_heads " + std::to_string(info.kvHeads));
    if (!config.has("head_dim") && info.width % info.heads != 0)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": hidden_size " + std::to_string(info.width)
                        + " is no multiple of num_attention_heads " + std::to_string(info.heads));
}

std::string llamaEnds(const ConfigFile& config, WeightStore& weights, Model& model,
                      const std::function<Norm(const std::string&)>& norm)
{
    static_cast<void>(config);
    const ModelInfo& info = model.info;
    // Checkpoints saved from the bare model have no "model." in front.
    const std::string root = weights.has("embed_tokens.weight") ? "" : "model.";
    using Layout = WeightStore::Layout;
    model.embedding = weights.matrix(root + "embed_tokens.weight", info.vocab, info.width,
                                     Layout::InOut);
    model.unembedding = info.tied ? model.embedding
                                  : weights.matrix("lm_head.weight", info.vocab, info.width,
                                                   Layout::InOut);
    model.finalNorm = norm(root + "norm");
    return root;
}

Attention llamaAttention(const ModelInfo& info)
{
    Attention a;
    a.heads = info.heads;
    a.groups = info.kvHeads;
    a.headSize = info.headSize;
    a.valueSize = info.headSize;
    a.scale = 1.0F / std::sqrt(static_cast<float>(info.headSize));
    return a;
}

void llamaProjections(WeightStore& weights, const std::string& prefix, int width, Attention& a,
                      const LlamaBiases& biases)
{
    const int queries = a.heads * a.headSize;
    const int keys = a.groups * a.headSize;
    const bool biased = biases.queryKeyValue;
    a.query = linear(weights, prefix + "q_proj", width, queries);
    a.key = linear(weights, prefix + "k_proj", width, keys);
    a.value = linear(weights, prefix + "v_proj", width, keys);
    a.output = linear(weights, prefix + "o_proj", queries, width);
    a.queryBias = bias(weights, prefix + "q_proj", queries, biased);
    a.keyBias = bias(weights, prefix + "k_proj", keys, biased);
    a.valueBias = bias(weights, prefix + "v_proj", keys, biased);
    a.outputBias = bias(weights, prefix + "o_proj", width, biases.output);
}

FeedForward gatedFeedForward(WeightStore& weights, const std::string& prefix, int width,
                             int neurons, Activation activation, bool biased)
{
    FeedForward f;
    f.gate = linear(weights, prefix + "gate_proj", width, neurons);
    f.in = linear(weights, prefix + "up_proj", width, neurons);
    f.out = linear(weights, prefix + "down_proj", neurons, width);
    f.gateBias = bias(weights, prefix + "gate_proj", neurons, biased);
    f.inBias = bias(weights, prefix + "up_proj", neurons, biased);
    f.outBias = bias(weights, prefix + "down_proj", width, biased);
    f.activation = activation;
    f.neurons = neurons;
    return f;
}

int slidingWindow(const ConfigFile& config)
{
    return countOr(config, "sliding_window", 0);
}

int windowOf(const ConfigFile& config, int layer, int layers, int window,
             const std::function<bool(int layer)>& otherwise)
{
    const auto types = config.texts("layer_types");
    if (!types)
        return otherwise(layer) ? window : 0;
    if (std::ssize(*types) != layers)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": layer_types has " + std::to_string(types->size())
                        + " items but there are " + std::to_string(layers) + " layers");
    const std::string& type = (*types)[static_cast<std::size_t>(layer)];
    if (type != "sliding_attention" && type != "full_attention")
        throw Error(ErrorKind::Unsupported,
                    config.path().string() + ": layer_types has the item " + quote(type)
                        + ", which is neither sliding_attention nor full_attention");
    return type == "sliding_attention" ? window : 0;
}

void buildLlama(const ConfigFile& config, WeightStore& weights, Model& model,
                const LlamaOptions& options)
{
    llamaShape(config, model.info, options.context, false);
    const ModelInfo& info = model.info;
    const float eps = epsilon(config, "rms_norm_eps", 1e-6);
    const Activation act = activation(config, "hidden_act", "silu");
    const Rotary turning = rotary(config, info.headSize);
    const auto norm = [&](const std::string& name) {
        return rmsNorm(weights, name, info.width, eps);
    };
    const std::string root = llamaEnds(config, weights, model, norm);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "layers." + std::to_string(l) + ".";
        Layer layer;
        Attention& a = layer.attention = llamaAttention(info);
        a.norm = norm(block + "input_layernorm");
        llamaProjections(weights, block + "self_attn.", info.width, a, options.biases);
        a.rotary = turning;
        a.window = options.window ? options.window(l) : 0;
        layer.feedForward = gatedFeedForward(weights, block + "mlp.", info.width, info.ffn, act,
                                             options.biases.ffn);
        layer.feedForward.norm = norm(block + "post_attention_layernorm");
        model.layers.push_back(std::move(layer));
    }
}

} // namespace headscope::core::reading
