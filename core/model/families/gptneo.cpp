// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GPT-Neo (Black et al. 2021): as GPT-2 with torch's layout; scores are not scaled, and layers see
// all tokens or a window, by turns.
#include "core/model/families/reading.h"
#include "core/model/family.h"

#include "core/base/error.h"
#include "core/files/quote.h"

namespace headscope::core {

namespace {

using namespace reading;

void readShape(const ConfigFile& config, ModelInfo& info)
{
    info.layers = count(config, "num_layers", mostLayers);
    info.heads = count(config, "num_heads", 1024);
    info.kvHeads = info.heads;
    info.width = count(config, "hidden_size", mostWidth);
    info.vocab = count(config, "vocab_size");
    info.context = count(config, "max_position_embeddings");
    info.ffn = countOr(config, "intermediate_size", 4 * info.width);
    info.tied = config.boolean("tie_word_embeddings").value_or(true);
    if (info.width % info.heads != 0)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": hidden_size " + std::to_string(info.width)
                        + " is no multiple of num_heads " + std::to_string(info.heads));
    info.headSize = info.width / info.heads;
}

/// Which layers have a window, one entry a layer; configs without the list have them by turns.
std::vector<bool> localLayers(const ConfigFile& config, int layers)
{
    std::vector<bool> local;
    const auto names = config.texts("attention_layers");
    for (int l = 0; l < layers; ++l) {
        if (!names) {
            local.push_back(l % 2 == 1);
            continue;
        }
        if (std::ssize(*names) != layers)
            throw Error(ErrorKind::FileDamaged, config.path().string() + ": attention_layers has "
                                                    + std::to_string(names->size())
                                                    + " items but there are "
                                                    + std::to_string(layers) + " layers");
        const std::string& name = (*names)[static_cast<std::size_t>(l)];
        if (name != "global" && name != "local")
            throw Error(ErrorKind::Unsupported,
                        config.path().string() + ": attention_layers has the item " + quote(name)
                            + ", which is neither global nor local");
        local.push_back(name == "local");
    }
    return local;
}

Attention readAttention(WeightStore& weights, const std::string& prefix, const ModelInfo& info)
{
    const int D = info.width;
    Attention a;
    a.query = linear(weights, prefix + "q_proj", D, D);
    a.key = linear(weights, prefix + "k_proj", D, D);
    a.value = linear(weights, prefix + "v_proj", D, D);
    a.output = linear(weights, prefix + "out_proj", D, D);
    a.queryBias = Vector::Zero(D);
    a.keyBias = Vector::Zero(D);
    a.valueBias = Vector::Zero(D);
    a.outputBias = bias(weights, prefix + "out_proj", D);
    a.heads = info.heads;
    a.groups = info.heads;
    a.headSize = info.headSize;
    a.valueSize = info.headSize;
    a.scale = 1.0F;
    return a;
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    ModelInfo& info = model.info;
    readShape(config, info);
    const float eps = epsilon(config, "layer_norm_epsilon", 1e-5);
    const Activation act = activation(config, "activation_function", "gelu_new");
    const int window = countOr(config, "window_size", 256);
    const std::vector<bool> local = localLayers(config, info.layers);
    const std::string root = weights.has("wte.weight") ? "" : "transformer.";
    using Layout = WeightStore::Layout;
    model.embedding = weights.matrix(root + "wte.weight", info.vocab, info.width, Layout::InOut);
    model.unembedding = info.tied ? model.embedding
                                  : weights.matrix("lm_head.weight", info.vocab, info.width,
                                                   Layout::InOut);
    model.positions = weights.matrix(root + "wpe.weight", info.context, info.width, Layout::InOut);
    model.finalNorm = layerNorm(weights, root + "ln_f", info.width, eps);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "h." + std::to_string(l) + ".";
        Layer layer;
        layer.attention = readAttention(weights, block + "attn.attention.", info);
        layer.attention.norm = layerNorm(weights, block + "ln_1", info.width, eps);
        layer.attention.window = local[static_cast<std::size_t>(l)] ? window : 0;
        FeedForward& f = layer.feedForward;
        f.norm = layerNorm(weights, block + "ln_2", info.width, eps);
        f.in = linear(weights, block + "mlp.c_fc", info.width, info.ffn);
        f.inBias = bias(weights, block + "mlp.c_fc", info.ffn);
        f.out = linear(weights, block + "mlp.c_proj", info.ffn, info.width);
        f.outBias = bias(weights, block + "mlp.c_proj", info.width);
        f.activation = act;
        f.neurons = info.ffn;
        model.layers.push_back(std::move(layer));
    }
}

} // namespace

const Family gptNeoFamily{"gpt_neo", build, beginningOfSequence};

} // namespace headscope::core
