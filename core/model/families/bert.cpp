// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// BERT (Devlin et al. 2019): tokens see each other both ways, norms stand over the sums, and the
// output goes through one more layer. The words that are predicted are those at their own places.
#include "core/model/families/reading.h"
#include "core/model/family.h"

#include "core/base/error.h"
#include "core/files/quote.h"

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
    info.context = count(config, "max_position_embeddings");
    info.tied = config.boolean("tie_word_embeddings").value_or(true);
    info.causal = false;
    if (info.width % info.heads != 0)
        throw Error(ErrorKind::FileDamaged,
                    config.path().string() + ": hidden_size " + std::to_string(info.width)
                        + " is no multiple of num_attention_heads " + std::to_string(info.heads));
    info.headSize = info.width / info.heads;
    const std::string positions = config.text("position_embedding_type").value_or("absolute");
    if (positions != "absolute")
        refuse(config, "position_embedding_type", quote(positions),
               "only absolute positions are supported");
    refuseWhereTrue(config, "is_decoder", "BERT as a decoder is not supported");
    refuseWhereTrue(config, "add_cross_attention", "BERT with cross-attention is not supported");
}

/// Checkpoints of the first release say gamma and beta.
Norm norm(WeightStore& weights, const std::string& name, int width, float epsilon)
{
    if (!weights.has(name + ".gamma"))
        return layerNorm(weights, name, width, epsilon);
    return {Norm::Kind::Layer, weights.vector(name + ".gamma", width),
            weights.vector(name + ".beta", width), width, epsilon};
}

Attention readAttention(WeightStore& weights, const std::string& prefix, const ModelInfo& info)
{
    const int D = info.width;
    Attention a;
    a.query = linear(weights, prefix + "self.query", D, D);
    a.key = linear(weights, prefix + "self.key", D, D);
    a.value = linear(weights, prefix + "self.value", D, D);
    a.output = linear(weights, prefix + "output.dense", D, D);
    a.queryBias = bias(weights, prefix + "self.query", D);
    a.keyBias = bias(weights, prefix + "self.key", D);
    a.valueBias = bias(weights, prefix + "self.value", D);
    a.outputBias = bias(weights, prefix + "output.dense", D);
    a.heads = info.heads;
    a.groups = info.heads;
    a.headSize = info.headSize;
    a.valueSize = info.headSize;
    a.scale = 1.0F / std::sqrt(static_cast<float>(info.headSize));
    a.causal = false;
    return a;
}

/// Embeddings, and the layer in front of the output.
void readEnds(const ConfigFile& config, WeightStore& weights, const std::string& root, float eps,
              Model& model)
{
    const ModelInfo& info = model.info;
    const int D = info.width;
    using Layout = WeightStore::Layout;
    const std::string embeddings = root + "embeddings.";
    model.embedding = weights.matrix(embeddings + "word_embeddings.weight", info.vocab, D,
                                     Layout::InOut);
    model.positions = weights.matrix(embeddings + "position_embeddings.weight", info.context, D,
                                     Layout::InOut);
    const int segments = count(config, "type_vocab_size", 1 << 16);
    const Weight types = weights.matrix(embeddings + "token_type_embeddings.weight", segments, D,
                                        Layout::InOut);
    model.segment = ConstVectorView(types.data, D);
    model.embeddingNorm = norm(weights, embeddings + "LayerNorm", D, eps);

    const std::string head = "cls.predictions.";
    if (!weights.has(head + "transform.dense.weight"))
        throw Error(ErrorKind::Unsupported,
                    config.path().parent_path().string()
                        + ": this BERT has no output for words (cls.predictions), so its states "
                          "cannot be read as words; a checkpoint of BertForMaskedLM or "
                          "BertForPreTraining has one");
    const bool decoder = !info.tied && weights.has(head + "decoder.weight");
    model.unembedding = decoder
                            ? weights.matrix(head + "decoder.weight", info.vocab, D, Layout::InOut)
                            : model.embedding;
    model.transform = Transform{linear(weights, head + "transform.dense", D, D),
                                bias(weights, head + "transform.dense", D),
                                activation(config, "hidden_act", "gelu")};
    model.finalNorm = norm(weights, head + "transform.LayerNorm", D, eps);
    model.outputBias = bias(weights, "cls.predictions", info.vocab);
}

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    ModelInfo& info = model.info;
    readShape(config, info);
    const int D = info.width;
    const float eps = epsilon(config, "layer_norm_eps", 1e-12);
    const Activation act = activation(config, "hidden_act", "gelu");
    const std::string root = weights.has("embeddings.word_embeddings.weight") ? "" : "bert.";
    readEnds(config, weights, root, eps, model);
    const Norm none = noNorm(weights, D);
    Norm before = *model.embeddingNorm;
    for (int l = 0; l < info.layers && !weights.stopped(); ++l) {
        const std::string block = root + "encoder.layer." + std::to_string(l) + ".";
        Layer layer;
        Attention& a = layer.attention = readAttention(weights, block + "attention.", info);
        a.norm = none;
        a.readsWordsBy = before;
        a.sumNorm = norm(weights, block + "attention.output.LayerNorm", D, eps);
        FeedForward& f = layer.feedForward;
        f.norm = none;
        f.readsWordsBy = a.sumNorm;
        f.in = linear(weights, block + "intermediate.dense", D, info.ffn);
        f.inBias = bias(weights, block + "intermediate.dense", info.ffn);
        f.out = linear(weights, block + "output.dense", info.ffn, D);
        f.outBias = bias(weights, block + "output.dense", D);
        f.sumNorm = norm(weights, block + "output.LayerNorm", D, eps);
        f.activation = act;
        f.neurons = info.ffn;
        before = *f.sumNorm;
        model.layers.push_back(std::move(layer));
    }
}

/// What stands in front of its prompts is in the tokenizer's template.
std::optional<TokenId> firstToken(const ConfigFile&)
{
    return std::nullopt;
}

} // namespace

const Family bertFamily{"bert", build, firstToken};

} // namespace headscope::core
