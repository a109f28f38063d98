// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/trace.h"

#include "core/base/error.h"
#include "core/model/attention.h"
#include "core/model/forward.h"
#include "core/model/headproducts.h"
#include "core/tensor/memory.h"

#include <cassert>
#include <cmath>
#include <string>

namespace headscope::core {

namespace {

bool attentionFits(const Model& model, std::size_t tokens, const TraceOptions& options)
{
    std::size_t heads = 0;
    for (const Layer& layer : model.layers)
        heads += static_cast<std::size_t>(layer.attention.heads);
    return heads * tokens * tokens * sizeof(float) <= options.attentionBytes;
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
          m_keepAttention(attentionFits(model, trace.ids.size(), options))
    {}

    void layerDone(LayerIndex layer, LayerRun& run) override
    {
        if (m_options.headVectors)
            keepHeadVectors(m_model.layers[static_cast<std::size_t>(layer.value)].attention, run);
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
#pragma omp parallel for schedule(dynamic)
        for (int h = 0; h < a.heads; ++h) {
            if (m_control.stopped())
                continue;
            keyPatterns(a, HeadIndex(h), run.keys, rowsOf(patterns, h * T, T));
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
        check(trace.states[l + 1], "in the FFN of layer " + std::to_string(l));
    }
}

} // namespace

ConstMatrixView Trace::attentionOf(LayerIndex layer, HeadIndex head) const
{
    assert(hasAttention());
    return headOf(attention[static_cast<std::size_t>(layer.value)], head);
}

Matrix attentionOf(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    if (trace.hasAttention())
        return trace.attentionOf(layer, head);
    const auto l = static_cast<std::size_t>(layer.value);
    const Attention& a = model.layers[l].attention;
    const Eigen::Index d = a.headSize;
    Matrix result;
    allocate(result, trace.tokens(), trace.tokens());
    causalAttention(columns(trace.queries[l], head.value * d, d),
                    columns(trace.keys[l], a.groupOf(head) * d, d), a.scale, view(result));
    return result;
}

std::optional<Trace> runTrace(const Model& model, const std::vector<TokenId>& ids,
                              const TraceOptions& options, const RunControl& control)
{
    Trace trace;
    trace.ids = ids;
    TraceRecorder recorder(model, options, control, trace);
    if (!forward(model, ids, recorder, control))
        return std::nullopt;
    checkStates(model, trace);
    if (options.logits && !logits(model, constView(trace.states.back()), trace.logits, control))
        return std::nullopt;
    return trace;
}

} // namespace headscope::core
