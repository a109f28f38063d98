// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/trace.h"

#include "core/base/error.h"
#include "core/model/attention.h"
#include "core/model/headproducts.h"
#include "core/tensor/memory.h"

#include <cassert>
#include <cmath>
#include <string>

namespace headscope::core {

namespace {

/// `memory`: the tokens that cross-attention looks at.
bool attentionFits(const Model& model, std::size_t tokens, std::size_t memory,
                   const TraceOptions& options)
{
    std::size_t rows = 0;
    for (const Layer& layer : model.layers) {
        rows += static_cast<std::size_t>(layer.attention.heads) * tokens;
        rows += layer.cross ? static_cast<std::size_t>(layer.cross->heads) * memory : 0;
    }
    return rows * tokens * sizeof(float) <= options.attentionBytes;
}

/// Moves what each layer leaves behind into a trace.
class TraceRecorder final : public ForwardObserver
{
public:
    TraceRecorder(const Model& model, const TraceOptions& options, const RunControl& control,
                  Trace& trace)
        : m_model(model),
          m_options(options),
          m_control(control),
          m_trace(trace),
          m_keepAttention(attentionFits(model, trace.ids.size(),
                                        static_cast<std::size_t>(trace.memory.rows()), options))
    {}

    void layerDone(LayerIndex layer, LayerRun& run) override
    {
        if (m_options.headVectors)
            keepHeadVectors(m_model.layers[static_cast<std::size_t>(layer.value)].attention, run);
        if (run.crossed.size() > 0) {
            if (!m_keepAttention)
                run.cross.attention.resize(0, 0);
            m_trace.cross.push_back(std::move(run.cross));
            m_trace.crossed.push_back(std::move(run.crossed));
        }
        m_trace.routing.push_back(std::move(run.routing));
        m_trace.states.push_back(std::move(run.state));
        m_trace.middles.push_back(std::move(run.middle));
        m_trace.inputs.push_back(std::move(run.input));
        m_trace.queries.push_back(std::move(run.queries));
        m_trace.keys.push_back(std::move(run.keys));
        m_trace.values.push_back(std::move(run.values));
        if (m_keepAttention)
            m_trace.attention.push_back(std::move(run.attention));
        m_trace.activations.push_back(std::move(run.activations));
    }
    void finished(Matrix& state) override { m_trace.states.push_back(std::move(state)); }

private:
    /// While the layer's weights are still in the cache.
    void keepHeadVectors(const Attention& a, const LayerRun& run)
    {
        const Eigen::Index T = run.state.rows();
        Matrix& patterns = m_trace.patterns.emplace_back();
        Matrix& messages = m_trace.messages.emplace_back();
        allocate(patterns, a.heads * T, run.state.cols());
        allocate(messages, a.heads * T, run.state.cols());
        const std::vector<int> distances(static_cast<std::size_t>(T), 1);
#pragma omp parallel for schedule(dynamic)
        for (int h = 0; h < a.heads; ++h) {
            if (m_control.stopped())
                continue;
            keyPatterns(a, HeadIndex(h), run.keys, distances, rowsOf(patterns, h * T, T));
            headMessages(a, HeadIndex(h), run.values, rowsOf(messages, h * T, T));
        }
    }

    const Model& m_model;
    const TraceOptions& m_options;
    const RunControl& m_control;
    Trace& m_trace;
    bool m_keepAttention;
};

/// Throws where a state has left what float32 can hold: its squares, which the norms add up, are
/// then no number, and nothing behind it is one. Weights that are finite can still be that large.
void checkStates(const Model& model, const Trace& trace)
{
    const auto check = [&](const Matrix& states, const std::string& where) {
        for (Eigen::Index t = 0; t < states.rows(); ++t) {
            if (std::isfinite(states.row(t).squaredNorm()))
                continue;
            model.checkFiles(); // the better reason
            throw Error(ErrorKind::Unsupported,
                        model.info.folder.string()
                            + ": the numbers of this model leave the range of float32 at token "
                            + std::to_string(t) + " " + where
                            + "; its weights are too large, or damaged");
        }
    };
    check(trace.states[0], "before layer 0");
    for (std::size_t l = 0; l < trace.middles.size(); ++l) {
        check(trace.middles[l], "in the attention of layer " + std::to_string(l));
        if (!trace.crossed.empty())
            check(trace.crossed[l], "in the cross-attention of layer " + std::to_string(l));
        check(trace.states[l + 1], "in the FFN of layer " + std::to_string(l));
    }
}

} // namespace

ConstMatrixView Trace::attentionOf(LayerIndex layer, HeadIndex head) const
{
    assert(hasAttention());
    const auto l = static_cast<std::size_t>(layer.value);
    const auto own = static_cast<int>(attention[l].rows()) / tokens();
    if (head.value < own)
        return headOf(attention[l], head, tokens());
    return headOf(cross[l].attention, HeadIndex(head.value - own), tokens());
}

const Matrix& Trace::beforeNeurons(const Layer& layer, LayerIndex index) const
{
    const auto l = static_cast<std::size_t>(index.value);
    if (layer.parallel)
        return states[l];
    return layer.cross ? crossed[l] : middles[l];
}

HeadRun headRun(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const auto l = static_cast<std::size_t>(layer.value);
    const Layer& part = model.layers[l];
    const bool kept = trace.hasAttention();
    if (head.value < part.attention.heads)
        return {part.attention,
                head,
                trace.inputs[l],
                trace.queries[l],
                trace.keys[l],
                trace.values[l],
                kept ? &trace.attention[l] : nullptr};
    const AttentionRun& cross = trace.cross[l];
    return {*part.cross,
            HeadIndex(head.value - part.attention.heads),
            cross.input,
            cross.queries,
            cross.keys,
            cross.values,
            kept ? &cross.attention : nullptr};
}

Matrix attentionOf(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const HeadRun run = headRun(model, trace, layer, head);
    if (run.kept != nullptr)
        return headOf(*run.kept, run.head, run.queryCount());
    const Attention& a = run.attention;
    const Eigen::Index d = a.headSize;
    Matrix result;
    allocate(result, run.queryCount(), run.keyCount());
    const ConstMatrixView queries = columns(run.queries, run.head.value * d, d);
    const ConstMatrixView keys = columns(run.keys, a.groupOf(run.head) * d, d);
    if (!a.rotary.turns()) {
        headAttention(a, run.head, queries, keys, view(result));
        return result;
    }
    Matrix turnedQueries;
    Matrix turnedKeys;
    turnByPosition(a, queries, turnedQueries);
    turnByPosition(a, keys, turnedKeys);
    headAttention(a, run.head, constView(turnedQueries), constView(turnedKeys), view(result));
    return result;
}

std::optional<Trace> runTrace(const Model& model, const PromptIds& prompt,
                              const TraceOptions& options, const RunControl& control)
{
    checkPrompt(model, prompt);
    Trace trace;
    trace.ids = model.encoder ? prompt.decoderIds : prompt.ids;
    if (model.encoder) {
        // Their logits would be read by nobody.
        const TraceOptions encoding{false, options.headVectors, options.attentionBytes};
        auto encoder = runTrace(*model.encoder, prompt.ids, encoding, {control.stop, {}});
        if (!encoder)
            return std::nullopt;
        trace.memory = encoderOutput(*model.encoder, encoder->states.back());
        trace.encoder = std::make_shared<const Trace>(std::move(*encoder));
    }
    TraceRecorder recorder(model, options, control, trace);
    if (!forward(model, trace.ids, recorder, control, &trace.memory))
        return std::nullopt;
    checkStates(model, trace);
    if (options.logits && !logits(model, constView(trace.states.back()), trace.logits, control))
        return std::nullopt;
    return trace;
}

} // namespace headscope::core
