// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/forward.h"
#include "core/base/threads.h"
#include "core/tensor/skinny.h"

#include "core/model/attention.h"
#include "core/model/trace.h"
#include "core/tensor/memory.h"

#include <algorithm>

namespace headscope::core {

namespace {

Matrix embed(const Model& model, const std::vector<TokenId>& ids)
{
    const Eigen::Index D = model.info.width;
    Matrix x(static_cast<Eigen::Index>(ids.size()), D);
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
        const Weight& e = model.embedding;
        x.row(i) =
            ConstVectorView(e.data + ids[static_cast<std::size_t>(i)] * e.stride, D).transpose();
        if (!model.positions.empty())
            x.row(i) +=
                ConstVectorView(model.positions.data + i * model.positions.stride, D).transpose();
    }
    return x;
}

/// The most multiplications between two looks at the RunControl: a few milliseconds on a fast
/// machine, well below 50 on a slow one.
constexpr Eigen::Index mostAtOnce = 400'000'000;

/// Out of `count` equal pieces of `operations` each, how many to do between two looks.
Eigen::Index pieceSize(Eigen::Index count, Eigen::Index operations)
{
    const Eigen::Index fit = std::max<Eigen::Index>(
        mostAtOnce / std::max<Eigen::Index>(operations, 1), 1);
    const Eigen::Index pieces = (count + fit - 1) / fit;
    return (count + pieces - 1) / std::max<Eigen::Index>(pieces, 1);
}

/// Has the `columns` of a product of `rows` rows, a sum of `inner` terms each, made in pieces by
/// work(first, count); false when stopped. Pieces of columns, so that every weight is read, and
/// packed, once. Each thread makes products of its own: that saves waiting for each other in one.
template<class Work>
bool inPieces(Eigen::Index columns, Eigen::Index rows, Eigen::Index inner,
              const RunControl& control, Work work)
{
    const Eigen::Index block = pieceSize(columns, rows * inner);
    const int workers = rows > skinnyRows ? threadCount() : 1;
    for (Eigen::Index first = 0; first < columns; first += block) {
        if (control.stopped())
            return false;
        const Eigen::Index some = std::min(block, columns - first);
        onThreads(workers, [&](int worker) {
            const Eigen::Index begin = first + some * worker / workers;
            work(begin, first + some * (worker + 1) / workers - begin);
        });
    }
    return true;
}

/// out (T, w.out) = n w + bias + base (where there is one); false when stopped. `out` keeps its
/// memory where the size stays. The product is added up by itself first: on top of a state, which
/// has entries in the thousands, each of its terms would be rounded to the state's digits.
bool project(const Matrix& n, const Weight& w, const Vector& bias, const Matrix* base, Matrix& out,
             const RunControl& control)
{
    allocate(out, n.rows(), w.out);
    const bool whole = inPieces(w.out, n.rows(), w.in, control, [&](auto first, auto count) {
        multiply(constView(n), w.outputs(first, count), columns(out, first, count));
    });
    if (!whole)
        return false;
    constexpr Eigen::Index worthThreads = 50'000;
#pragma omp parallel for if (out.size() > worthThreads)
    for (Eigen::Index i = 0; i < out.rows(); ++i) {
        out.row(i) += bias.transpose();
        if (base != nullptr)
            out.row(i) += base->row(i);
    }
    return true;
}

/// One layer, from run.state to `next`, the state after it; false when stopped. `normed` and
/// `mixed` are memory to work in.
bool runLayer(LayerIndex index, const Layer& layer, ForwardObserver& observer, LayerRun& run,
              Matrix& normed, Matrix& mixed, Matrix& next, const RunControl& control)
{
    const Attention& a = layer.attention;
    const FeedForward& f = layer.feedForward;
    allocate(run.input, run.state.rows(), run.state.cols());
    a.norm.apply(constView(run.state), view(run.input));
    if (!project(run.input, a.query, a.queryBias, nullptr, run.queries, control)
        || !project(run.input, a.key, a.keyBias, nullptr, run.keys, control)
        || !project(run.input, a.value, a.valueBias, nullptr, run.values, control))
        return false;
    observer.projected(index, run);
    if (!attend(a, run.queries, run.keys, run.attention, control))
        return false;
    observer.attended(index, run);
    if (!mixValues(a, run.attention, run.values, mixed, control)
        || !project(mixed, a.output, a.outputBias, &run.state, run.middle, control))
        return false;
    observer.mixed(index, run);
    allocate(normed, run.middle.rows(), run.middle.cols());
    f.norm.apply(constView(run.middle), view(normed));
    if (!project(normed, f.in, f.inBias, nullptr, run.activations, control))
        return false;
    activate(f.activation, view(run.activations));
    observer.activated(index, run);
    if (!project(run.activations, f.out, f.outBias, &run.middle, next, control))
        return false;
    observer.layerDone(index, run);
    return !control.stopped();
}

} // namespace

bool forward(const Model& model, const std::vector<TokenId>& ids, ForwardObserver& observer,
             const RunControl& control)
{
    checkPrompt(model, ids);
    // Outside the loop: what the observer leaves in `run` is memory for the next layer.
    LayerRun run;
    Matrix normed;
    Matrix mixed;
    Matrix next = embed(model, ids);
    const int L = static_cast<int>(model.layers.size());
    for (int l = 0; l < L; ++l) {
        if (control.stopped())
            return false;
        run.state.swap(next);
        if (!runLayer(LayerIndex(l), model.layers[static_cast<std::size_t>(l)], observer, run,
                      normed, mixed, next, control))
            return false;
        control.report(l + 1, L);
    }
    observer.finished(next);
    return true;
}

bool logits(const Model& model, const ConstMatrixView& states, Matrix& result,
            const RunControl& control)
{
    Matrix normed(states.rows(), states.cols());
    model.finalNorm.apply(states, view(normed));
    const Weight& words = model.unembedding;
    allocate(result, states.rows(), words.in);
    return inPieces(words.in, states.rows(), words.out, control, [&](auto first, auto count) {
        multiplyTransposed(constView(normed), words.inputs(first, count),
                           columns(result, first, count));
    });
}

Matrix logits(const Model& model, const Matrix& states)
{
    Matrix result;
    logits(model, constView(states), result, {});
    return result;
}

} // namespace headscope::core
