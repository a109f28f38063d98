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

std::optional<NeuronActivity> neuronActivity(const Model& model,
                                             const std::shared_ptr<const Trace>& trace,
                                             const RunControl& control)
{
    NeuronActivity result;
    result.tokens = promptTokens(model, trace->ids);
    result.words = model.words;
    result.m_trace = trace;
    result.m_neurons = model.info.ffn;
    for (const Matrix& layer : trace->activations)
        result.m_activations.push_back({layer.data(), layer.cols()});
    const int F = model.info.ffn;
    result.m_summaries.resize(static_cast<std::size_t>(model.info.layers) * F);
    const int pieces = (F + neuronsPerPiece - 1) / neuronsPerPiece;
    sharePieces(static_cast<std::ptrdiff_t>(model.info.layers) * pieces, [&](std::ptrdiff_t piece) {
        if (control.stopped())
            return;
        const auto l = static_cast<std::size_t>(piece / pieces);
        const int first = static_cast<int>(piece % pieces) * neuronsPerPiece;
        const int n = std::min(neuronsPerPiece, F - first);
        NeuronActivity::Summary* const summaries = result.m_summaries.data()
                                                   + l * static_cast<std::size_t>(F) + first;
        const FeedForward& ffn = model.layers[l].feedForward;
        const Vector out = rowSizes(ffn.out.inputs(first, n));
        const Vector in = rowSizes(ffn.in.outputs(first, n).flipped());
        for (int k = 0; k < n; ++k) {
            summaries[k].outSize = out[k];
            summaries[k].inSize = in[k];
        }
        summarise(trace->activations[l], first, n, summaries);
    });
    if (control.stopped())
        return std::nullopt;
    return result;
}

} // namespace headscope::core
