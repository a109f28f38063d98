// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/randommodel.h"

#include "core/model/vocabulary.h"

#include <algorithm>
#include <cmath>

namespace headscope::tests {

using namespace core;

namespace {

constexpr int buckets = 8;     ///< of relative positions
constexpr int maxDistance = 7; ///< so that short prompts reach the last bucket

class OwnedModel final : public Model
{
public:
    explicit OwnedModel(unsigned seed) : m_random(seed) {}

    const float* numbers(Eigen::Index count, float size, float mean = 0.0F)
    {
        std::normal_distribution<float> normal(mean, size);
        m_memory.emplace_back(static_cast<std::size_t>(count));
        for (float& x : m_memory.back())
            x = normal(m_random);
        return m_memory.back().data();
    }
    Weight weight(int in, int out, float size, bool transposed)
    {
        return {numbers(Eigen::Index(in) * out, size), in, out, transposed ? in : out, transposed};
    }
    Vector bias(int size, bool there)
    {
        return there ? Vector(ConstVectorView(numbers(size, 0.3F), size))
                     : Vector(Vector::Zero(size));
    }
    Norm norm(Norm::Kind kind, int width)
    {
        const bool layerNorm = kind == Norm::Kind::Layer;
        return {kind, numbers(width, 0.3F, 1.0F), layerNorm ? numbers(width, 0.3F) : nullptr, width,
                1e-5F};
    }
    Norm noNorm(int width)
    {
        m_memory.emplace_back(static_cast<std::size_t>(width), 1.0F);
        return {Norm::Kind::None, m_memory.back().data(), nullptr, width, 0.0F};
    }

private:
    std::mt19937 m_random;
    std::deque<std::vector<float>> m_memory;
};

/// Draws the parts of one stack; those that GPT-2 has come first, so that a seed goes on giving the
/// numbers that it gave.
class Maker
{
public:
    Maker(const RandomShape& shape, OwnedModel& model)
        : m_shape(shape),
          m_model(model),
          m_size(1.5F / std::sqrt(static_cast<float>(shape.width))),
          m_valueSize(shape.valueSize > 0 ? shape.valueSize : shape.headSize)
    {}

    Layer layer(int l)
    {
        Layer layer;
        layer.parallel = m_shape.parallel;
        layer.attention = attention(false);
        layer.feedForward = feedForward();
        addToAttention(layer.attention);
        addPositions(layer.attention, l);
        if (m_shape.encoder) {
            layer.cross = attention(true);
            addToAttention(*layer.cross);
        }
        addToFeedForward(layer.feedForward, l);
        return layer;
    }

private:
    Weight weight(int in, int out) { return m_model.weight(in, out, m_size, m_shape.transposed); }
    Norm norm() { return m_model.norm(m_shape.norm, m_shape.width); }
    Norm normInFront() { return m_shape.sumNorms ? m_model.noNorm(m_shape.width) : norm(); }

    Attention attention(bool cross)
    {
        const RandomShape& s = m_shape;
        const int D = s.width;
        const int d = s.headSize;
        Attention a;
        a.norm = normInFront();
        a.query = weight(s.queryLatent > 0 ? s.queryLatent : D, s.heads * d);
        a.key = weight(s.latent > 0 ? s.latent : D, s.groups * (d - s.sharedKey));
        a.value = weight(s.latent > 0 ? s.latent : D, s.groups * m_valueSize);
        a.output = weight(s.heads * m_valueSize, D);
        a.queryBias = m_model.bias(s.heads * d, s.biases);
        a.keyBias = m_model.bias(s.groups * d, s.biases);
        a.valueBias = m_model.bias(s.groups * m_valueSize, s.biases);
        a.outputBias = m_model.bias(D, s.biases);
        a.heads = s.heads;
        a.groups = s.groups;
        a.headSize = d;
        a.valueSize = m_valueSize;
        a.scale = s.scaled ? 1.0F / std::sqrt(static_cast<float>(d)) : 1.0F;
        a.causal = s.causal && !cross;
        a.cross = cross;
        return a;
    }

    FeedForward feedForward()
    {
        FeedForward f;
        f.norm = normInFront();
        f.in = weight(m_shape.width, m_shape.ffn);
        f.out = weight(m_shape.ffn, m_shape.width);
        f.inBias = m_model.bias(m_shape.ffn, m_shape.biases);
        f.outBias = m_model.bias(m_shape.width, m_shape.biases);
        f.activation = m_shape.activation;
        f.neurons = m_shape.ffn;
        return f;
    }

    template<class SubLayer>
    void addNorms(SubLayer& part)
    {
        if (m_shape.outputNorms)
            part.outputNorm = norm();
        if (m_shape.sumNorms)
            part.sumNorm = norm();
    }

    Latent latent(int size)
    {
        return {weight(m_shape.width, size), m_model.norm(m_shape.norm, size)};
    }

    void addToAttention(Attention& a)
    {
        if (m_shape.queryLatent > 0)
            a.queryLatent = latent(m_shape.queryLatent);
        if (m_shape.latent > 0)
            a.latent = latent(m_shape.latent);
        if (m_shape.sharedKey > 0)
            a.sharedKey = weight(m_shape.width, m_shape.sharedKey);
        if (m_shape.queryKeyNorms) {
            a.queryNorm = m_model.norm(m_shape.norm, m_shape.headSize);
            a.keyNorm = m_model.norm(m_shape.norm, m_shape.headSize);
        }
        addNorms(a);
    }

    void addPositions(Attention& a, int l)
    {
        a.window = l % m_shape.windowEvery == 0 ? m_shape.window : 0;
        if (m_shape.relativeBias)
            a.relativeBias = RelativeBias{m_model.weight(buckets, m_shape.heads, 1.0F, false),
                                          maxDistance, !m_shape.causal};
        a.rotary.interleaved = m_shape.interleaved;
        a.rotary.first = m_shape.sharedKey > 0 ? m_shape.headSize - m_shape.sharedKey : 0;
        for (int p = 0; p < m_shape.turning / 2; ++p)
            a.rotary.frequencies.push_back(std::pow(0.3, p));
    }

    void addToFeedForward(FeedForward& f, int l)
    {
        const int D = m_shape.width;
        if (m_shape.experts && l > 0) {
            Experts& experts = f.experts.emplace();
            experts.count = 6;
            experts.chosen = 2;
            experts.groups = 3;
            experts.chosenGroups = 2;
            experts.scale = 1.5F;
            experts.shared = 7;
            experts.neurons = 5;
            experts.router = weight(D, experts.count);
            experts.bias = m_model.bias(experts.count, true);
            f.neurons = experts.shared + experts.count * experts.neurons;
            f.in = weight(D, f.neurons);
            f.out = weight(f.neurons, D);
            f.inBias = m_model.bias(f.neurons, m_shape.biases);
        }
        if (m_shape.gated) {
            f.gate = weight(D, f.neurons);
            f.gateBias = m_model.bias(f.neurons, m_shape.biases);
        }
        addNorms(f);
    }

    const RandomShape& m_shape;
    OwnedModel& m_model;
    float m_size;
    int m_valueSize;
};

void describe(const RandomShape& shape, ModelInfo& info)
{
    info.name = "random";
    info.family = "random";
    info.layers = shape.layers;
    info.heads = shape.heads;
    info.crossHeads = shape.encoder ? shape.heads : 0;
    info.kvHeads = shape.groups;
    info.width = shape.width;
    info.headSize = shape.headSize;
    info.ffn = shape.ffn;
    info.vocab = shape.vocab;
    info.context = shape.context;
    info.tied = shape.tied;
    info.causal = shape.causal;
    info.firstToken = 0;
    info.firstTokenByDefault = true;
}

/// What stands in front of the layers and behind them, besides what GPT-2 has.
void addEnds(const RandomShape& shape, OwnedModel& model)
{
    const int D = shape.width;
    model.embeddingScale = shape.embeddingScale;
    model.logitScale = shape.logitScale;
    if (shape.segment)
        model.segment = model.bias(D, true);
    if (shape.embeddingNorm)
        model.embeddingNorm = model.norm(shape.norm, D);
    if (shape.transform)
        model.transform = Transform{
            model.weight(D, D, 1.5F / std::sqrt(static_cast<float>(D)), shape.transposed),
            model.bias(D, true), shape.activation};
    if (shape.outputBias)
        model.outputBias = model.bias(shape.vocab, true);
}

/// What words go through to look like what sub-layers read, where norms stand over sums: the norm
/// behind the sub-layer before. And where embeddings are scaled: the norm's epsilon is for those.
void setWordNorms(const RandomShape& shape, Model& model)
{
    std::optional<Norm> before = model.embeddingNorm;
    const auto set = [&](auto& part) {
        if (shape.sumNorms) {
            part.readsWordsBy = before;
            before = part.sumNorm;
        } else if (shape.embeddingScale != 1.0F) {
            part.readsWordsBy = part.norm;
            part.readsWordsBy->epsilon /= shape.embeddingScale * shape.embeddingScale;
        }
    };
    for (Layer& layer : model.layers) {
        set(layer.attention);
        if (layer.cross)
            set(*layer.cross);
        set(layer.feedForward);
    }
}

} // namespace

std::shared_ptr<Model> randomModel(const RandomShape& shape)
{
    auto model = std::make_shared<OwnedModel>(shape.seed);
    const int D = shape.width;
    describe(shape, model->info);
    model->embedding = model->weight(shape.vocab, D, shape.embeddingSize, false);
    model->unembedding = shape.tied ? model->embedding : model->weight(shape.vocab, D, 0.5F, false);
    if (shape.learned)
        model->positions = model->weight(shape.context, D, shape.embeddingSize, false);
    model->finalNorm = model->norm(shape.norm, D);
    Maker maker(shape, *model);
    for (int l = 0; l < shape.layers; ++l)
        model->layers.push_back(maker.layer(l));
    addEnds(shape, *model);
    setWordNorms(shape, *model);
    model->words = makeWordList(nullptr, shape.vocab);
    // Every seventh word is hidden, so that the filter has something to do.
    model->fragments.assign(static_cast<std::size_t>(shape.vocab), 0);
    for (std::size_t t = 0; t < model->fragments.size(); t += 7)
        model->fragments[t] = 1;
    if (shape.encoder) {
        RandomShape encoder = shape;
        encoder.encoder = false;
        encoder.causal = false;
        encoder.layers = shape.layers + 1;
        encoder.seed = shape.seed + 1000;
        model->encoder = randomModel(encoder);
    }
    return model;
}

std::vector<TokenId> randomIds(const Model& model, int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<TokenId> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(static_cast<TokenId>(random() % static_cast<unsigned>(model.info.vocab)));
    return ids;
}

PromptIds randomPrompt(const Model& model, int count, unsigned seed)
{
    if (!model.encoder)
        return randomIds(model, count, seed);
    return {randomIds(*model.encoder, count + 2, seed + 1), randomIds(model, count, seed)};
}

namespace {

std::vector<RandomKind> makeKinds()
{
    RandomShape plain;
    plain.embeddingSize = 0.5F;

    RandomShape llama = plain;
    llama.norm = Norm::Kind::Rms;
    llama.activation = Activation::Silu;
    llama.learned = llama.biases = llama.tied = false;
    llama.groups = 2;
    llama.turning = llama.headSize;
    llama.gated = true;
    llama.transposed = true;

    RandomShape mistral = llama;
    mistral.window = 3;

    RandomShape qwen = llama;
    qwen.biases = qwen.tied = true;

    RandomShape phi = llama;
    phi.tied = true;
    phi.turning = 4;

    RandomShape neo = plain;
    neo.scaled = false;
    neo.window = 4;
    neo.windowEvery = 2;

    RandomShape neox = plain;
    neox.parallel = true;
    neox.learned = neox.tied = false;
    neox.turning = 2;
    neox.activation = Activation::Gelu;

    RandomShape gemma = llama;
    gemma.tied = true;
    gemma.activation = Activation::GeluTanh;
    gemma.outputNorms = gemma.queryKeyNorms = true;
    gemma.embeddingScale = std::sqrt(static_cast<float>(gemma.width));
    gemma.window = 3;
    gemma.windowEvery = 2;

    RandomShape t5 = plain;
    t5.norm = Norm::Kind::Rms;
    t5.activation = Activation::Relu;
    t5.learned = t5.biases = t5.scaled = false;
    t5.relativeBias = t5.encoder = true;
    t5.logitScale = 1.0F / std::sqrt(static_cast<float>(t5.width));

    RandomShape flan = t5;
    flan.tied = false;
    flan.logitScale = 1.0F;
    flan.activation = Activation::GeluTanh;
    flan.gated = true;

    RandomShape deepseek = llama;
    deepseek.groups = deepseek.heads;
    deepseek.latent = 8;
    deepseek.queryLatent = 10;
    deepseek.sharedKey = deepseek.turning = 2;
    deepseek.interleaved = true;
    deepseek.valueSize = 5;
    deepseek.experts = true;
    deepseek.layers = 3;

    RandomShape bert = plain;
    bert.causal = false;
    bert.sumNorms = bert.segment = bert.embeddingNorm = true;
    bert.transform = bert.outputBias = true;
    bert.activation = Activation::Gelu;
    bert.layers = 3;

    // Parts that no family puts together: norms behind and over everything, of a decoder too, with
    // gates, experts and windows that look both ways.
    RandomShape norms = bert;
    norms.outputNorms = norms.encoder = norms.gated = norms.experts = true;
    norms.causal = true;
    norms.embeddingScale = 2.0F;
    norms.logitScale = 0.7F;
    norms.window = 3;

    RandomShape rms = norms;
    rms.norm = Norm::Kind::Rms;
    rms.encoder = false;
    rms.causal = false;
    rms.parallel = true;

    return {{"gpt2", plain},
            {"llama", llama},
            {"mistral", mistral},
            {"qwen2", qwen},
            {"phi3", phi},
            {"gpt_neo", neo},
            {"gpt_neox", neox},
            {"gemma3", gemma},
            {"t5", t5},
            {"flan-t5", flan},
            {"deepseek_v3", deepseek},
            {"bert", bert},
            {"norms everywhere", norms},
            {"RMS norms everywhere, both ways", rms}};
}

} // namespace

const std::vector<RandomKind>& randomKinds()
{
    static const std::vector<RandomKind> kinds = makeKinds();
    return kinds;
}

} // namespace headscope::tests
