// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/trace.h"

#include "core/model/forward.h"

namespace headscope::core {

namespace {

/// Moves what each layer leaves behind into a trace.
class TraceRecorder final : public ForwardObserver
{
public:
    explicit TraceRecorder(Trace& trace) : m_trace(trace) {}

    void layerDone(LayerIndex /*layer*/, LayerRun& run) override
    {
        m_trace.states.push_back(std::move(run.state));
        m_trace.middles.push_back(std::move(run.middle));
        m_trace.inputs.push_back(std::move(run.input));
        m_trace.queries.push_back(std::move(run.queries));
        m_trace.keys.push_back(std::move(run.keys));
        m_trace.values.push_back(std::move(run.values));
        m_trace.attention.push_back(std::move(run.attention));
        m_trace.activations.push_back(std::move(run.activations));
    }
    void finished(Matrix& state) override { m_trace.states.push_back(std::move(state)); }

private:
    Trace& m_trace;
};

} // namespace

ConstMatrixView Trace::attentionOf(LayerIndex layer, HeadIndex head) const
{
    const Eigen::Index T = tokens();
    const Matrix& all = attention[static_cast<std::size_t>(layer.value)];
    return ConstMatrixView(all.data() + head.value * T * T, T, T, Eigen::OuterStride<>(T));
}

std::optional<Trace> runTrace(const Model& model, const std::vector<TokenId>& ids,
                              const TraceOptions& options, const RunControl& control)
{
    Trace trace;
    trace.ids = ids;
    TraceRecorder recorder(trace);
    if (!forward(model, ids, recorder, control))
        return std::nullopt;
    if (options.logits)
        trace.logits = logits(model, trace.states.back());
    return trace;
}

} // namespace headscope::core
