// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/neuronactivity.h"

#include "core/base/threads.h"

#include <algorithm>
#include <cmath>

namespace headscope::core {

namespace {

/// How many neurons a thread takes at once: a few hundred kilobytes of weights and activations.
constexpr int neuronsPerPiece = 192;

/// (count): the length of each row of w, (in, out) as the equations have it; read as it is stored.
Vector rowSizes(const Weight& w)
{
    if (!w.transposed) {
        Vector sizes(w.in);
        for (Eigen::Index i = 0; i < w.in; ++i)
            sizes[i] = ConstVectorView(w.data + i * w.stride, w.out).norm();
        return sizes;
    }
    // Along the stored rows, which are the columns here: one square of every row at a time.
    Eigen::VectorXd squares = Eigen::VectorXd::Zero(w.in);
    for (Eigen::Index j = 0; j < w.out; ++j)
        squares += ConstVectorView(w.data + j * w.stride, w.in).cast<double>().cwiseAbs2();
    return squares.cwiseSqrt().cast<float>();
}

/// The largest activations of neurons first .. first + n - 1 over all tokens; sizes stay.
void summarise(const Matrix& activations, int first, int n, NeuronActivity::Summary* summaries)
{
    for (int k = 0; k < n; ++k) {
        summaries[k].largest = activations(0, first + k);
        summaries[k].at = 0;
    }
    for (Eigen::Index i = 1; i < activations.rows(); ++i) {
        const float* const row = activations.data() + i * activations.cols() + first;
        for (int k = 0; k < n; ++k) {
            NeuronActivity::Summary& s = summaries[k];
            s.largestLater = std::max(s.largestLater, row[k]);
            if (row[k] > s.largest) {
                s.largest = row[k];
                s.at = static_cast<int>(i);
            }
        }
    }
}

} // namespace

Vector neuronOutSizes(const FeedForward& feedForward)
{
    return rowSizes(feedForward.out);
}

Vector neuronInSizes(const FeedForward& feedForward)
{
    return rowSizes(feedForward.in.flipped());
}

int NeuronActivity::expertOf(int place) const
{
    const Layer& layer = m_layers[static_cast<std::size_t>(layerOf(place).value)];
    const int k = neuronOf(place).value;
    return layer.routing == nullptr || k < layer.shared ? -1 : (k - layer.shared) / layer.perExpert;
}

bool NeuronActivity::ran(int place, int token) const
{
    const int expert = expertOf(place);
    const Layer& layer = m_layers[static_cast<std::size_t>(layerOf(place).value)];
    return expert < 0 || (*layer.routing)(token, expert) != 0.0F;
}

std::optional<NeuronActivity> neuronActivity(const Model& model,
                                             const std::shared_ptr<const Trace>& trace,
                                             const RunControl& control)
{
    NeuronActivity result;
    result.tokens = promptTokens(model, trace->ids);
    result.words = model.words;
    result.m_trace = trace;
    result.m_starts = {0};
    struct Piece {
        std::size_t layer = 0;
        int first = 0;
        int count = 0;
    };
    std::vector<Piece> pieces;
    for (std::size_t l = 0; l < model.layers.size(); ++l) {
        const FeedForward& ffn = model.layers[l].feedForward;
        NeuronActivity::Layer layer{trace->activations[l].data(), trace->activations[l].cols(),
                                    nullptr, 0, 0};
        if (ffn.experts) {
            layer.routing = &trace->routing[l];
            layer.shared = ffn.experts->shared;
            layer.perExpert = ffn.experts->neurons;
        }
        result.m_gates = result.m_gates || ffn.gated();
        result.m_experts = result.m_experts || ffn.experts;
        result.m_layers.push_back(layer);
        result.m_starts.push_back(result.m_starts.back() + ffn.neurons);
        for (int first = 0; first < ffn.neurons; first += neuronsPerPiece)
            pieces.push_back({l, first, std::min(neuronsPerPiece, ffn.neurons - first)});
    }
    result.m_summaries.resize(static_cast<std::size_t>(result.count()));
    sharePieces(std::ssize(pieces), [&](std::ptrdiff_t index) {
        if (control.stopped())
            return;
        const auto [l, first, n] = pieces[static_cast<std::size_t>(index)];
        NeuronActivity::Summary* const summaries = result.m_summaries.data()
                                                   + result.start(static_cast<int>(l)) + first;
        const FeedForward& ffn = model.layers[l].feedForward;
        const Vector out = rowSizes(ffn.out.inputs(first, n));
        const Vector in = rowSizes(ffn.in.outputs(first, n).flipped());
        const Vector gate = ffn.gated() ? rowSizes(ffn.gate.outputs(first, n).flipped())
                                        : Vector(Vector::Zero(n));
        for (int k = 0; k < n; ++k) {
            summaries[k].outSize = out[k];
            summaries[k].inSize = in[k];
            summaries[k].gateSize = gate[k];
        }
        summarise(trace->activations[l], first, n, summaries);
    });
    if (control.stopped())
        return std::nullopt;
    return result;
}

} // namespace headscope::core
