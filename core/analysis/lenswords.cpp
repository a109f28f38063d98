// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lenswords.h"

#include "core/model/trace.h"

#include <cmath>
#include <limits>

namespace headscope::core {

namespace {

/// The logits after the first token alone; the encoder then has the prompt's last token alone.
std::optional<Vector> firstLogits(const Model& model)
{
    if (!model.info.firstToken || !model.info.canRun())
        return std::nullopt;
    PromptIds prompt({*model.info.firstToken});
    if (model.encoder)
        prompt = {{model.encoder->info.lastToken.value_or(*model.info.firstToken)}, prompt.ids};
    const auto trace = runTrace(model, prompt, {.logits = true});
    return Vector(trace->logits.row(0).transpose());
}

/// u_t . bias_f, or the logits after the first token alone where the final norm has no bias;
/// centred, unit deviation.
Vector makeWordBias(const Model& model)
{
    Vector b = Vector::Zero(model.unembedding.in);
    if (model.finalNorm.bias != nullptr) {
        const Matrix bias = model.finalNorm.biases().transpose();
        Matrix scores(1, b.size());
        multiplyTransposed(constView(bias), model.unembedding, view(scores));
        b = scores.row(0).transpose();
    } else if (const auto first = firstLogits(model)) {
        b = *first;
    }
    const Eigen::VectorXd centred = b.cast<double>().array() - b.cast<double>().mean();
    const double deviation = std::sqrt(centred.squaredNorm() / static_cast<double>(b.size()));
    if (!(deviation > 0.0))
        return Vector::Zero(b.size());
    return (centred / deviation).cast<float>();
}

/// Every norm that words may have to go through: of all sub-layers, and the final one.
std::vector<const Norm*> readerNorms(const Model& model)
{
    std::vector<const Norm*> norms;
    for (const Layer& layer : model.layers) {
        norms.push_back(&layer.attention.wordNorm());
        if (layer.cross)
            norms.push_back(&layer.cross->wordNorm());
        norms.push_back(&layer.feedForward.wordNorm());
    }
    norms.push_back(&model.finalNorm);
    if (model.encoder)
        norms.push_back(&model.encoder->finalNorm);
    // Of what a model that has the attention alone does without.
    std::erase_if(norms, [](const Norm* norm) { return norm->gain == nullptr; });
    return norms;
}

} // namespace

LensWords::LensWords(std::shared_ptr<const Model> model) : m_model(std::move(model))
{
    const auto V = static_cast<std::size_t>(m_model->info.vocab);
    m_nothingHidden.assign(V, 0.0F);
    m_fragmentsHidden.assign(V, 0.0F);
    for (std::size_t t = 0; t < V; ++t)
        if (m_model->fragments[t] != 0)
            m_fragmentsHidden[t] = -std::numeric_limits<float>::infinity();
}

const Vector& LensWords::bias()
{
    std::call_once(m_biasOnce, [this] { m_bias = makeWordBias(*m_model); });
    return m_bias;
}

const WordSide* LensWords::side(const LensTarget& target, const Norm& reader, Space space,
                                Metric metric, const RunControl& control)
{
    const bool input = space == Space::Layer || (space == Space::Raw && target.reads());
    const Weight& rows = input ? m_model->embedding : m_model->unembedding;
    const Norm* norm = space == Space::Layer ? &reader : nullptr;
    const bool logits = space == Space::Logit
                        && (m_model->logitScale != 1.0F || m_model->outputBias.size() > 0);
    const Vector& b = bias();
    const std::lock_guard lock(m_sidesMutex);
    if (const auto found = m_sides.find({rows.data, norm, metric, logits}); found != m_sides.end())
        return found->second.get();
    std::vector<const Norm*> norms{nullptr};
    if (norm != nullptr)
        norms = readerNorms(*m_model);
    auto made = makeWordSides(rows, norms, metric == Metric::Cosine, b, control);
    if (!made)
        return nullptr;
    if (logits)
        addOutput(made->front());
    for (std::size_t k = 0; k < norms.size(); ++k)
        m_sides[{rows.data, norms[k], metric, logits}] = std::make_unique<const WordSide>(
            std::move((*made)[k]));
    return m_sides.at({rows.data, norm, metric, logits}).get();
}

/// score = (v . row_t) logitScale + outputBias_t, for vectors whose constant is 1.
void LensWords::addOutput(WordSide& side)
{
    const float scale = m_model->logitScale;
    for (float& s : side.scale)
        s *= scale;
    side.meanRow *= static_cast<double>(scale);
    side.biasRow *= static_cast<double>(scale);
    const Vector& output = m_model->outputBias;
    if (output.size() == 0)
        return;
    side.offset.assign(output.data(), output.data() + output.size());
    side.meanOffset = output.cast<double>().mean();
    side.biasOffset = output.cast<double>().dot(m_bias.cast<double>())
                      / static_cast<double>(output.size());
}

} // namespace headscope::core
