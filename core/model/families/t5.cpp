// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// T5, T5 1.1 and Flan-T5 (Raffel et al. 2020; Chung et al. 2022): an encoder and a decoder that
// looks at what the encoder left; positions are numbers added to scores, which are not scaled.
#include "core/model/families/reading.h"
#include "core/model/family.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <cmath>
#include <memory>
#include <string_view>

namespace headscope::core {

namespace {

using namespace reading;

/// What config.json says of both stacks.
struct Shape {
    int heads = 0;
    int headSize = 0;
    int width = 0;
    int ffn = 0;
    int vocab = 0;
    int context = 0;
    int buckets = 0;
    int maxDistance = 0;
    float epsilon = 0.0F;
    bool gated = false;
    Activation activation = Activation::Relu;
};

/// "relu", or "gated-" and the name of an activation; gated-gelu means the approximation by tanh.
void readActivation(const ConfigFile& config, Shape& shape)
{
    constexpr std::string_view gated = "gated-";
    std::string name = config.text("feed_forward_proj").value_or("relu");
    shape.gated = name.starts_with(gated);
    if (shape.gated)
        name = name.substr(gated.size());
    if (shape.gated && name == "gelu")
        name = "gelu_new";
    shape.activation = activationNamed(config, "feed_forward_proj", name);
}

Shape readShape(const ConfigFile& config)
{
    Shape shape;
    shape.heads = count(config, "num_heads", 1024);
    shape.headSize = count(config, "d_kv", mostWidth);
    shape.width = count(config, "d_model", mostWidth);
    shape.ffn = count(config, "d_ff");
    shape.vocab = count(config, "vocab_size");
    // Relative positions have no end; this is the length that the models were trained with.
    shape.context = countOr(config, "n_positions", 512);
    shape.buckets = countOr(config, "relative_attention_num_buckets", 32, 1 << 16);
    shape.maxDistance = countOr(config, "relative_attention_max_distance", 128);
    shape.epsilon = epsilon(config, "layer_norm_epsilon", 1e-6);
    readActivation(config, shape);
    if (shape.buckets < 4 || shape.maxDistance <= shape.buckets / 2)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": relative_attention_num_buckets is "
                        + std::to_string(shape.buckets) + " and relative_attention_max_distance "
                        + std::to_string(shape.maxDistance)
                        + "; there must be at least 4 buckets, and the distance must be above half "
                          "of them");
    return shape;
}

Norm norm(WeightStore& weights, const std::string& name, const Shape& shape)
{
    return rmsNorm(weights, name, shape.width, shape.epsilon);
}

Attention readAttention(WeightStore& weights, const std::string& prefix, const Shape& shape)
{
    const int inner = shape.heads * shape.headSize;
    Attention a;
    a.query = linear(weights, prefix + "q", shape.width, inner);
    a.key = linear(weights, prefix + "k", shape.width, inner);
    a.value = linear(weights, prefix + "v", shape.width, inner);
    a.output = linear(weights, prefix + "o", inner, shape.width);
    a.queryBias = Vector::Zero(inner);
    a.keyBias = Vector::Zero(inner);
    a.valueBias = Vector::Zero(inner);
    a.outputBias = Vector::Zero(shape.width);
    a.heads = shape.heads;
    a.groups = shape.heads;
    a.headSize = shape.headSize;
    a.valueSize = shape.headSize;
    a.scale = 1.0F;
    return a;
}

FeedForward readFeedForward(WeightStore& weights, const std::string& prefix, const Shape& shape)
{
    FeedForward f;
    if (shape.gated) {
        f.gate = linear(weights, prefix + "wi_0", shape.width, shape.ffn);
        f.gateBias = Vector::Zero(shape.ffn);
        f.in = linear(weights, prefix + "wi_1", shape.width, shape.ffn);
    } else {
        f.in = linear(weights, prefix + "wi", shape.width, shape.ffn);
    }
    f.out = linear(weights, prefix + "wo", shape.ffn, shape.width);
    f.inBias = Vector::Zero(shape.ffn);
    f.outBias = Vector::Zero(shape.width);
    f.activation = shape.activation;
    f.neurons = shape.ffn;
    return f;
}

/// The layers of one stack and its final norm.
void readStack(WeightStore& weights, const Shape& shape, bool decoder, Model& model)
{
    const std::string root = decoder ? "decoder." : "encoder.";
    const RelativeBias bias{
        weights.matrix(root + "block.0.layer.0.SelfAttention.relative_attention_bias.weight",
                       shape.buckets, shape.heads, WeightStore::Layout::InOut),
        shape.maxDistance, !decoder};
    for (int l = 0; l < model.info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "block." + std::to_string(l) + ".layer.";
        Layer layer;
        layer.attention = readAttention(weights, block + "0.SelfAttention.", shape);
        layer.attention.norm = norm(weights, block + "0.layer_norm", shape);
        layer.attention.relativeBias = bias;
        layer.attention.causal = decoder;
        if (decoder) {
            layer.cross = readAttention(weights, block + "1.EncDecAttention.", shape);
            layer.cross->norm = norm(weights, block + "1.layer_norm", shape);
            layer.cross->causal = false;
            layer.cross->cross = true;
        }
        const std::string last = block + (decoder ? "2." : "1.");
        layer.feedForward = readFeedForward(weights, last + "DenseReluDense.", shape);
        layer.feedForward.norm = norm(weights, last + "layer_norm", shape);
        model.layers.push_back(std::move(layer));
    }
    model.finalNorm = norm(weights, root + "final_layer_norm", shape);
}

void describeStack(const Shape& shape, int layers, bool tied, ModelInfo& info)
{
    info.layers = layers;
    info.heads = shape.heads;
    info.kvHeads = shape.heads;
    info.width = shape.width;
    info.headSize = shape.headSize;
    info.ffn = shape.ffn;
    info.vocab = shape.vocab;
    info.context = shape.context;
    info.tied = tied;
}

std::optional<TokenId> tokenNamed(const ConfigFile& config, std::string_view key)
{
    const auto id = config.integer(key);
    if (!id || *id < 0 || *id >= config.requiredInteger("vocab_size", 1, mostCount))
        return std::nullopt;
    return static_cast<TokenId>(*id);
}

/// What decoders begin with; the padding token where nothing else is said, and that is 0.
std::optional<TokenId> firstToken(const ConfigFile& config)
{
    if (const auto start = tokenNamed(config, "decoder_start_token_id"))
        return start;
    return tokenNamed(config, "pad_token_id").value_or(0);
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    const Shape shape = readShape(config);
    const int layers = count(config, "num_layers", mostLayers);
    const bool tied = config.boolean("tie_word_embeddings").value_or(true);
    if (!config.boolean("is_encoder_decoder").value_or(true))
        refuse(config, "is_encoder_decoder", "false", "T5 without its decoder is not supported");
    using Layout = WeightStore::Layout;
    describeStack(shape, countOr(config, "num_decoder_layers", layers, mostLayers), tied,
                  model.info);
    model.info.crossHeads = shape.heads;
    model.embedding = weights.matrix("shared.weight", shape.vocab, shape.width, Layout::InOut);
    model.unembedding = tied ? model.embedding
                             : weights.matrix("lm_head.weight", shape.vocab, shape.width,
                                              Layout::InOut);
    if (config.boolean("scale_decoder_outputs").value_or(tied))
        model.logitScale = 1.0F / std::sqrt(static_cast<float>(shape.width));
    readStack(weights, shape, true, model);

    auto encoder = std::make_shared<Model>();
    describeStack(shape, layers, tied, encoder->info);
    encoder->info.causal = false;
    encoder->info.lastToken = tokenNamed(config, "eos_token_id");
    encoder->embedding = model.embedding;
    encoder->unembedding = model.unembedding;
    encoder->logitScale = model.logitScale;
    readStack(weights, shape, false, *encoder);
    model.encoder = std::move(encoder);
}

} // namespace

const Family t5Family{"t5", build, firstToken};

} // namespace headscope::core
