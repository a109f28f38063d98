// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/streamways.h"

#include "core/model/attention.h"
#include "core/tensor/elementwise.h"

#include <numeric>

namespace headscope::core {

namespace {

using WideVector = Eigen::VectorXd;

WideVector wideRow(const Matrix& m, int row)
{
    return m.row(row).transpose().cast<double>();
}

/// What all heads of an attention write for token i, b_O included, before any norm.
WideVector attentionOutput(const Model& model, const Trace& trace, int token, LayerIndex layer,
                           int firstHead)
{
    const Attention& a = headRun(model, trace, layer, HeadIndex(firstHead)).attention;
    Eigen::RowVectorXd mixed(a.output.in);
    for (int h = 0; h < a.heads; ++h) {
        const HeadRun run = headRun(model, trace, layer, HeadIndex(firstHead + h));
        const auto values = run.values.middleCols(a.groupOf(run.head) * a.valueSize, a.valueSize);
        mixed.segment(h * a.valueSize,
                      a.valueSize) = attentionRow(run, token).cast<double>().transpose()
                                     * values.cast<double>();
    }
    return (mixed * a.output.dense().cast<double>()).transpose() + a.outputBias.cast<double>();
}

WideVector neuronOutput(const Model& model, const Trace& trace, int token, LayerIndex layer)
{
    const auto l = static_cast<std::size_t>(layer.value);
    const FeedForward& f = model.layers[l].feedForward;
    const WideVector active = wideRow(trace.activations[l], token);
    return f.out.dense().cast<double>().transpose() * active + f.outBias.cast<double>();
}

bool hasNorms(const Model& model)
{
    for (const Layer& layer : model.layers) {
        const auto has = [](const auto& part) { return part.outputNorm || part.sumNorm; };
        if (has(layer.attention) || has(layer.feedForward) || (layer.cross && has(*layer.cross)))
            return true;
    }
    return model.embeddingNorm.has_value();
}

} // namespace

Vector attentionRow(const HeadRun& run, int token)
{
    if (run.kept != nullptr)
        return headOf(*run.kept, run.head, run.queryCount()).row(token).transpose();
    const Attention& a = run.attention;
    const Eigen::Index d = a.headSize;
    const Eigen::Index K = run.keyCount();
    Matrix query = run.queries.row(token).segment(run.head.value * d, d);
    Matrix keys = run.keys.middleCols(a.groupOf(run.head) * d, d);
    if (a.rotary.turns()) {
        const std::vector<int> here{token};
        std::vector<int> places(static_cast<std::size_t>(K));
        std::iota(places.begin(), places.end(), 0);
        a.rotary.turn(view(query), here, K, a.rotary.scale);
        a.rotary.turn(view(keys), places, K, a.rotary.scale);
    }
    WideVector scores = keys.cast<double>() * query.row(0).transpose().cast<double>();
    const KeyRange seen = a.seen(token, K);
    if (a.relativeBias)
        for (Eigen::Index j = seen.first; j < seen.end; ++j)
            scores[j] += static_cast<double>(
                             a.relativeBias->at(run.head, token, static_cast<int>(j)))
                         / static_cast<double>(a.scale);
    Vector row = Vector::Zero(K);
    softmax(scores.data() + seen.first, static_cast<double>(a.scale), row.data() + seen.first,
            static_cast<std::size_t>(seen.count()));
    return row;
}

StreamWays::StreamWays(const Model& model, const Trace& trace, Position token, int layers)
    : m_frozen(hasNorms(model)),
      m_width(model.info.width),
      m_steps(static_cast<std::size_t>(layers) * subLayers)
{
    if (!m_frozen)
        return;
    const int i = token.value;
    for (int l = 0; l < layers; ++l)
        freeze(model, trace, i, l);
    // From the last to the first: every sum is on the way of all that was written before.
    std::vector<const FrozenNorm*> after;
    for (auto step = m_steps.rbegin(); step != m_steps.rend(); ++step) {
        const auto from = [&](std::vector<const FrozenNorm*> first) {
            first.insert(first.end(), after.rbegin(), after.rend());
            return FrozenWay(std::move(first));
        };
        step->summed = from({});
        if (step->sum)
            after.push_back(&*step->sum);
        step->added = from({});
        step->way = from(step->output ? std::vector<const FrozenNorm*>{&*step->output}
                                      : std::vector<const FrozenNorm*>{});
    }
    std::vector<const FrozenNorm*> all(after.rbegin(), after.rend());
    m_embedded = FrozenWay(all);
    if (model.embeddingNorm) {
        const Weight& e = model.embedding;
        const Eigen::Index D = m_width;
        WideVector sum = ConstVectorView(e.data + trace.ids[static_cast<std::size_t>(i)] * e.stride,
                                         D)
                             .cast<double>()
                         * static_cast<double>(model.embeddingScale);
        if (!model.positions.empty())
            sum += ConstVectorView(model.positions.data + i * model.positions.stride, D)
                       .cast<double>();
        if (model.segment.size() > 0)
            sum += model.segment.cast<double>();
        m_embeddingNorm.emplace(*model.embeddingNorm, sum);
        all.insert(all.begin(), &*m_embeddingNorm);
    }
    m_embedding = FrozenWay(std::move(all));
}

void StreamWays::freeze(const Model& model, const Trace& trace, int token, int layer)
{
    const auto l = static_cast<std::size_t>(layer);
    const Layer& part = model.layers[l];
    const auto step = [&](SubLayer which, const auto& module, const WideVector& before,
                          const WideVector& written) {
        Step& s = m_steps[l * subLayers + static_cast<std::size_t>(which)];
        WideVector added = written;
        if (module.outputNorm) {
            s.output.emplace(*module.outputNorm, written);
            added = s.output->apply(written) + s.output->bias();
        }
        if (module.sumNorm)
            s.sum.emplace(*module.sumNorm, before + added);
    };
    const LayerIndex index(layer);
    step(SubLayer::Attention, part.attention, wideRow(trace.states[l], token),
         attentionOutput(model, trace, token, index, 0));
    if (part.cross)
        step(SubLayer::Cross, *part.cross, wideRow(trace.middles[l], token),
             attentionOutput(model, trace, token, index, part.attention.heads));
    step(SubLayer::Neurons, part.feedForward,
         wideRow(part.cross ? trace.crossed[l] : trace.middles[l], token),
         neuronOutput(model, trace, token, index));
}

WideVector StreamWays::biases(LayerIndex layer, SubLayer part) const
{
    const Step& step = at(layer, part);
    WideVector result = WideVector::Zero(m_width);
    if (step.output)
        result += step.added.apply(step.output->bias());
    if (step.sum)
        result += step.summed.apply(step.sum->bias());
    return result;
}

WideVector StreamWays::embeddingBias() const
{
    return m_embeddingNorm ? m_embedded.apply(m_embeddingNorm->bias())
                           : WideVector::Zero(m_width).eval();
}

} // namespace headscope::core
