// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lenswords.h"

#include "core/model/forward.h"

#include <cmath>
#include <limits>

namespace headscope::core {

namespace {

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
    } else if (model.info.firstToken) {
        struct LastState : ForwardObserver {
            Matrix state;
            void finished(Matrix& last) override { state = std::move(last); }
        } observer;
        forward(model, {*model.info.firstToken}, observer);
        b = logits(model, observer.state).row(0).transpose();
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
        norms.push_back(&layer.attention.norm);
        norms.push_back(&layer.feedForward.norm);
    }
    norms.push_back(&model.finalNorm);
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
    const Vector& b = bias();
    const std::lock_guard lock(m_sidesMutex);
    if (const auto found = m_sides.find({rows.data, norm, metric}); found != m_sides.end())
        return found->second.get();
    std::vector<const Norm*> norms{nullptr};
    if (norm != nullptr)
        norms = readerNorms(*m_model);
    auto made = makeWordSides(rows, norms, metric == Metric::Cosine, b, control);
    if (!made)
        return nullptr;
    for (std::size_t k = 0; k < norms.size(); ++k)
        m_sides[{rows.data, norms[k], metric}] = std::make_unique<const WordSide>(
            std::move((*made)[k]));
    return m_sides.at({rows.data, norm, metric}).get();
}

} // namespace headscope::core
