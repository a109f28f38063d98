// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GPT-2 (Radford et al. 2019), all sizes and DistilGPT-2: learned positions, pre-norm blocks,
// Conv1D weights (in, out), query, key and value side by side in c_attn. A folder may have the
// attention alone.
#include "core/model/family.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <cmath>

namespace headscope::core {

namespace {

constexpr std::int64_t maxWidth = 1 << 16;
constexpr std::int64_t maxCount = 1 << 24;

Activation activationNamed(const ConfigFile& config)
{
    const std::string name = config.text("activation_function").value_or("gelu_new");
    if (name == "gelu_new" || name == "gelu_pytorch_tanh" || name == "gelu_fast")
        return Activation::GeluTanh;
    if (name == "gelu")
        return Activation::Gelu;
    if (name == "relu")
        return Activation::Relu;
    if (name == "silu" || name == "swish")
        return Activation::Silu;
    throw Error(
        ErrorKind::Unsupported,
        config.path().string() + ": activation_function " + quote(name)
            + " is not one of gelu_new, gelu_pytorch_tanh, gelu_fast, gelu, relu, silu, swish");
}

void readShape(const ConfigFile& config, ModelInfo& info)
{
    info.layers = static_cast<int>(config.requiredInteger("n_layer", 1, 1024));
    info.heads = static_cast<int>(config.requiredInteger("n_head", 1, 1024));
    info.kvHeads = info.heads;
    info.width = static_cast<int>(config.requiredInteger("n_embd", 1, maxWidth));
    info.vocab = static_cast<int>(config.requiredInteger("vocab_size", 1, maxCount));
    info.context = static_cast<int>(config.requiredInteger("n_positions", 1, maxCount));
    if (info.width % info.heads != 0)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": n_embd " + std::to_string(info.width)
                        + " is no multiple of n_head " + std::to_string(info.heads));
    info.headSize = info.width / info.heads;
    info.ffn = config.integer("n_inner")
                   ? static_cast<int>(config.requiredInteger("n_inner", 1, maxCount))
                   : 4 * info.width;
    info.tied = config.boolean("tie_word_embeddings").value_or(true);
    if (config.boolean("add_cross_attention").value_or(false))
        throw Error(
            ErrorKind::Unsupported,
            config.path().string()
                + ": add_cross_attention is true; GPT-2 with cross-attention is not supported");
}

std::optional<TokenId> firstToken(const ConfigFile& config)
{
    const auto bos = config.integer("bos_token_id");
    if (!bos || *bos < 0 || *bos >= config.requiredInteger("vocab_size", 1, maxCount))
        return std::nullopt;
    return static_cast<TokenId>(*bos);
}

Norm readNorm(WeightStore& weights, const std::string& name, int width, float epsilon)
{
    return {Norm::Kind::Layer, weights.vector(name + ".weight", width),
            weights.vector(name + ".bias", width), width, epsilon};
}

/// What a folder that has the attention alone does without. Where there is any feed-forward weight,
/// everything must be there: something went missing, and was not left out.
MissingParts missingParts(const WeightStore& weights, const std::string& root, int layers)
{
    for (int l = 0; l < layers; ++l) {
        const std::string block = root + "h." + std::to_string(l) + ".";
        if (weights.hasUnder(block + "mlp.") || weights.hasUnder(block + "ln_2."))
            return {};
    }
    return {.embedding = !weights.hasUnder(root + "wte.") && !weights.hasUnder("lm_head."),
            .positions = !weights.hasUnder(root + "wpe."),
            .feedForward = true,
            .finalNorm = !weights.hasUnder(root + "ln_f.")};
}

/// What prompts need and the attention does not: embeddings and the final norm, where they are not
/// left out.
void readEnds(WeightStore& weights, const std::string& root, float epsilon, Model& model)
{
    using Layout = WeightStore::Layout;
    const ModelInfo& info = model.info;
    const int D = info.width;
    if (!info.missing.embedding) {
        model.embedding = weights.matrix(root + "wte.weight", info.vocab, D, Layout::InOut);
        model.unembedding = info.tied
                                ? model.embedding
                                : weights.matrix("lm_head.weight", info.vocab, D, Layout::InOut);
    }
    if (!info.missing.positions)
        model.positions = weights.matrix(root + "wpe.weight", info.context, D, Layout::InOut);
    if (!info.missing.finalNorm)
        model.finalNorm = readNorm(weights, root + "ln_f", D, epsilon);
}

void readFeedForward(WeightStore& weights, const std::string& block, const ModelInfo& info,
                     float epsilon, FeedForward& f)
{
    using Layout = WeightStore::Layout;
    const int D = info.width;
    f.norm = readNorm(weights, block + "ln_2", D, epsilon);
    f.in = weights.matrix(block + "mlp.c_fc.weight", D, info.ffn, Layout::InOut);
    f.inBias = ConstVectorView(weights.vector(block + "mlp.c_fc.bias", info.ffn), info.ffn);
    f.out = weights.matrix(block + "mlp.c_proj.weight", info.ffn, D, Layout::InOut);
    f.outBias = ConstVectorView(weights.vector(block + "mlp.c_proj.bias", D), D);
    f.neurons = info.ffn;
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    ModelInfo& info = model.info;
    readShape(config, info);
    const int D = info.width;
    const double epsilonRead = config.numberWithin("layer_norm_epsilon", 0.0, 1.0).value_or(1e-5);
    const auto epsilon = static_cast<float>(epsilonRead);
    const bool scaled = config.boolean("scale_attn_weights").value_or(true);
    const bool scaledByLayer = config.boolean("scale_attn_by_inverse_layer_idx").value_or(false);
    const Activation activation = activationNamed(config);
    // Checkpoints saved from the bare model have no "transformer." in front.
    const std::string root = weights.hasUnder("transformer.") ? "transformer." : "";
    info.missing = missingParts(weights, root, info.layers);

    using Layout = WeightStore::Layout;
    readEnds(weights, root, epsilon, model);
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "h." + std::to_string(l) + ".";
        Layer layer;
        Attention& a = layer.attention;
        a.norm = readNorm(weights, block + "ln_1", D, epsilon);
        const Weight joint = weights.matrix(block + "attn.c_attn.weight", D, 3 * D, Layout::InOut);
        const float* jointBias = weights.vector(block + "attn.c_attn.bias", 3 * D);
        a.query = joint.outputs(0, D);
        a.key = joint.outputs(D, D);
        a.value = joint.outputs(2 * D, D);
        a.queryBias = ConstVectorView(jointBias, D);
        a.keyBias = ConstVectorView(jointBias + D, D);
        a.valueBias = ConstVectorView(jointBias + 2 * D, D);
        a.output = weights.matrix(block + "attn.c_proj.weight", D, D, Layout::InOut);
        a.outputBias = ConstVectorView(weights.vector(block + "attn.c_proj.bias", D), D);
        a.heads = info.heads;
        a.groups = info.heads;
        a.headSize = info.headSize;
        a.valueSize = info.headSize;
        a.scale = scaled ? 1.0F / std::sqrt(static_cast<float>(info.headSize)) : 1.0F;
        if (scaledByLayer)
            a.scale /= static_cast<float>(l + 1);

        layer.feedForward.activation = activation;
        if (!info.missing.feedForward)
            readFeedForward(weights, block, info, epsilon, layer.feedForward);
        model.layers.push_back(std::move(layer));
    }
}

} // namespace

const Family gpt2Family{"gpt2", build, firstToken};

} // namespace headscope::core
