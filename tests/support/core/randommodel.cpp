// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/randommodel.h"

#include "core/model/vocabulary.h"

#include <cmath>

namespace headscope::tests {

using namespace core;

namespace {

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
    Norm norm(const RandomShape& shape)
    {
        const bool layerNorm = shape.norm == Norm::Kind::Layer;
        return {shape.norm, numbers(shape.width, 0.3F, 1.0F),
                layerNorm ? numbers(shape.width, 0.3F) : nullptr, shape.width, 1e-5F};
    }

private:
    std::mt19937 m_random;
    std::deque<std::vector<float>> m_memory;
};

} // namespace

std::shared_ptr<Model> randomModel(const RandomShape& shape)
{
    auto model = std::make_shared<OwnedModel>(shape.seed);
    const int D = shape.width;
    const int d = shape.headSize;
    const float size = 1.5F / std::sqrt(static_cast<float>(D));
    ModelInfo& info = model->info;
    info.name = "random";
    info.family = "random";
    info.layers = shape.layers;
    info.heads = shape.heads;
    info.kvHeads = shape.groups;
    info.width = D;
    info.headSize = d;
    info.ffn = shape.ffn;
    info.vocab = shape.vocab;
    info.context = shape.context;
    info.tied = shape.tied;
    info.firstToken = 0;
    info.firstTokenByDefault = true;
    model->embedding = model->weight(shape.vocab, D, shape.embeddingSize, false);
    model->unembedding = shape.tied ? model->embedding : model->weight(shape.vocab, D, 0.5F, false);
    model->positions = model->weight(shape.context, D, shape.embeddingSize, false);
    model->finalNorm = model->norm(shape);
    for (int l = 0; l < shape.layers; ++l) {
        Layer layer;
        Attention& a = layer.attention;
        a.norm = model->norm(shape);
        a.query = model->weight(D, shape.heads * d, size, shape.transposed);
        a.key = model->weight(D, shape.groups * d, size, shape.transposed);
        a.value = model->weight(D, shape.groups * d, size, shape.transposed);
        a.output = model->weight(shape.heads * d, D, size, shape.transposed);
        a.queryBias = model->bias(shape.heads * d, shape.biases);
        a.keyBias = model->bias(shape.groups * d, shape.biases);
        a.valueBias = model->bias(shape.groups * d, shape.biases);
        a.outputBias = model->bias(D, shape.biases);
        a.heads = shape.heads;
        a.groups = shape.groups;
        a.headSize = d;
        a.scale = 1.0F / std::sqrt(static_cast<float>(d));
        FeedForward& f = layer.feedForward;
        f.norm = model->norm(shape);
        f.in = model->weight(D, shape.ffn, size, shape.transposed);
        f.out = model->weight(shape.ffn, D, size, shape.transposed);
        f.inBias = model->bias(shape.ffn, shape.biases);
        f.outBias = model->bias(D, shape.biases);
        f.activation = shape.activation;
        f.neurons = shape.ffn;
        model->layers.push_back(std::move(layer));
    }
    model->words = makeWordList(nullptr, shape.vocab);
    // Every seventh word is hidden, so that the filter has something to do.
    model->fragments.assign(static_cast<std::size_t>(shape.vocab), 0);
    for (std::size_t t = 0; t < model->fragments.size(); t += 7)
        model->fragments[t] = 1;
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

} // namespace headscope::tests
