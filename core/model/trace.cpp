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

/// What the attention of all layers takes; `memory`: the tokens that cross-attention looks at.
std::size_t attentionBytes(const Model& model, std::size_t tokens, std::size_t memory)
{
    std::size_t rows = 0;
    for (const Layer& layer : model.layers) {
        rows += static_cast<std::size_t>(layer.attention.heads) * tokens;
        rows += layer.cross ? static_cast<std::size_t>(layer.cross->heads) * memory : 0;
    }
    return rows * tokens * sizeof(float);
}

/// Moves what each layer leaves behind into a trace.
class TraceRecorder final : public ForwardObserver
{
public:
    TraceRecorder(const Model& model, const TraceOptions& options, const RunControl& control,
                  ForwardObserver& change, bool keepAttention, Trace& trace)
        : m_model(model),
          m_options(options),
          m_control(control),
          m_change(change),
          m_trace(trace),
          m_keepAttention(keepAttention)
    {}

    void projected(LayerIndex layer, LayerRun& run) override { m_change.projected(layer, run); }
    void attended(LayerIndex layer, const Attention& a, AttentionRun& run) override
    {
        m_change.attended(layer, a, run);
    }
    void mixed(LayerIndex layer, LayerRun& run) override { m_change.mixed(layer, run); }
    void activated(LayerIndex layer, LayerRun& run) override { m_change.activated(layer, run); }
    void layerDone(LayerIndex layer, LayerRun& run) override
    {
        m_change.layerDone(layer, run);
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
        m_trace.open.push_back(std::move(run.open));
        m_trace.activations.push_back(std::move(run.activations));
    }
    void finished(Matrix& state) override
    {
        m_change.finished(state);
        m_trace.states.push_back(std::move(state));
    }

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
    ForwardObserver& m_change;
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

/// Whether the trace keeps its attention; throws where it has to and cannot.
bool keepsAttention(const Model& model, const Trace& trace, const TraceOptions& options,
                    bool changed)
{
    const std::size_t bytes = attentionBytes(model, trace.ids.size(),
                                             static_cast<std::size_t>(trace.memory.rows()));
    if (bytes <= options.attentionBytes)
        return true;
    const auto megabytes = [](std::size_t n) {
        return std::to_string((n + (1U << 20U) - 1) >> 20U);
    };
    if (changed)
        throw Error(ErrorKind::Unsupported,
                    "a changed run has to keep its attention: that of "
                        + std::to_string(trace.ids.size()) + " tokens takes " + megabytes(bytes)
                        + " MiB, and only " + megabytes(options.attentionBytes)
                        + " MiB are allowed; shorten the prompt");
    return false;
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
                kept ? &trace.attention[l] : nullptr,
                trace.isOpen(layer, head)};
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
    Matrix result;
    allocate(result, run.queryCount(), run.keyCount());
    attentionOfHead(run.attention, run.head, run.queries, run.keys, view(result));
    return result;
}

std::optional<Trace> runTrace(const Model& model, const PromptIds& prompt,
                              const TraceOptions& options, const RunControl& control,
                              ForwardObserver* change)
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
    ForwardObserver nothing;
    TraceRecorder recorder(model, options, control, change != nullptr ? *change : nothing,
                           keepsAttention(model, trace, options, change != nullptr), trace);
    if (!forward(model, trace.ids, recorder, control, &trace.memory))
        return std::nullopt;
    checkStates(model, trace);
    if (options.logits && !logits(model, constView(trace.states.back()), trace.logits, control))
        return std::nullopt;
    return trace;
}

} // namespace headscope::core
