// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/forward.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/model/attention.h"
#include "core/model/trace.h"
#include "core/tensor/memory.h"
#include "core/tensor/packedproduct.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

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

/// out (T, w.out) = f(n w + bias + base), as far as there are a bias, a base and an f. The product
/// is added up by itself first: on top of a state, which has entries in the thousands, each of its
/// terms would be rounded to the state's digits.
struct Projection {
    Weight w;
    const Vector* bias = nullptr;
    const Matrix* base = nullptr;
    Matrix* out = nullptr;
    std::optional<Activation> activation = {};
};

/// Columns first .. first + count - 1, in the calling thread.
void projectColumns(const PackedRows& n, const Projection& p, Eigen::Index first,
                    Eigen::Index count)
{
    const MatrixView part = columns(*p.out, first, count);
    multiply(n, p.w.outputs(first, count), part);
    for (Eigen::Index i = 0; i < p.out->rows(); ++i) {
        float* const row = p.out->data() + i * p.out->cols() + first;
        Eigen::Map<Vector> sum(row, count);
        if (p.bias != nullptr)
            sum += p.bias->segment(first, count);
        if (p.base != nullptr)
            sum += p.base->row(i).segment(first, count).transpose();
    }
    if (p.activation)
        activate(*p.activation, part);
}

/// Projections of the same n, on all threads, which take one piece of columns after the other;
/// false when stopped. Every weight is read once. An `out` keeps its memory where the size stays.
bool project(const PackedRows& n, std::initializer_list<Projection> projections,
             const RunControl& control)
{
    struct Piece {
        const Projection* projection = nullptr;
        Eigen::Index first = 0;
        Eigen::Index count = 0;
    };
    std::vector<Piece> pieces;
    for (const Projection& p : projections) {
        allocate(*p.out, n.rows(), p.w.out);
        const Eigen::Index piece = pieceColumns(p.w.out, n.rows() * p.w.in);
        for (Eigen::Index first = 0; first < p.w.out; first += piece)
            pieces.push_back({&p, first, std::min(piece, p.w.out - first)});
    }
    sharePieces(static_cast<std::ptrdiff_t>(pieces.size()), [&](std::ptrdiff_t i) {
        const Piece& piece = pieces[static_cast<std::size_t>(i)];
        if (!control.stopped())
            projectColumns(n, *piece.projection, piece.first, piece.count);
    });
    return !control.stopped();
}

/// What a forward pass works in besides the arrays that its observer sees.
struct Scratch {
    PackedRows packed;
    Matrix normed;
    Matrix mixed;
    Matrix next; ///< the state after the layer
};

const PackedRows& pack(const Matrix& rows, PackedRows& packed)
{
    packed.pack(constView(rows));
    return packed;
}

/// One layer, from run.state to `scratch.next`; false when stopped.
bool runLayer(LayerIndex index, const Layer& layer, ForwardObserver& observer, LayerRun& run,
              Scratch& scratch, const RunControl& control)
{
    const Attention& a = layer.attention;
    const FeedForward& f = layer.feedForward;
    allocate(run.input, run.state.rows(), run.state.cols());
    a.norm.apply(constView(run.state), view(run.input));
    if (!project(pack(run.input, scratch.packed),
                 {{a.query, &a.queryBias, nullptr, &run.queries},
                  {a.key, &a.keyBias, nullptr, &run.keys},
                  {a.value, &a.valueBias, nullptr, &run.values}},
                 control))
        return false;
    observer.projected(index, run);
    if (!attend(a, run.queries, run.keys, run.attention, control))
        return false;
    observer.attended(index, run);
    if (!mixValues(a, run.attention, run.values, scratch.mixed, control)
        || !project(pack(scratch.mixed, scratch.packed),
                    {{a.output, &a.outputBias, &run.state, &run.middle}}, control))
        return false;
    observer.mixed(index, run);
    allocate(scratch.normed, run.middle.rows(), run.middle.cols());
    f.norm.apply(constView(run.middle), view(scratch.normed));
    if (!project(pack(scratch.normed, scratch.packed),
                 {{f.in, &f.inBias, nullptr, &run.activations, f.activation}}, control))
        return false;
    observer.activated(index, run);
    if (!project(pack(run.activations, scratch.packed),
                 {{f.out, &f.outBias, &run.middle, &scratch.next}}, control))
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
    Scratch scratch;
    scratch.next = embed(model, ids);
    const int L = static_cast<int>(model.layers.size());
    for (int l = 0; l < L; ++l) {
        if (control.stopped())
            return false;
        run.state.swap(scratch.next);
        if (!runLayer(LayerIndex(l), model.layers[static_cast<std::size_t>(l)], observer, run,
                      scratch, control))
            return false;
        control.report(l + 1, L);
    }
    observer.finished(scratch.next);
    return true;
}

bool logits(const Model& model, const ConstMatrixView& states, Matrix& result,
            const RunControl& control)
{
    Matrix normed(states.rows(), states.cols());
    model.finalNorm.apply(states, view(normed));
    PackedRows packed;
    if (!project(pack(normed, packed), {{model.unembedding.flipped(), nullptr, nullptr, &result}},
                 control))
        return false;
    // Nothing times infinity or NaN is NaN.
    if ((result.array() * 0.0F).sum() != 0.0F) {
        model.checkFiles(); // the better reason
        throw Error(ErrorKind::Unsupported,
                    model.info.folder.string()
                        + ": a logit of this model is beyond the range of float32; its weights are "
                          "too large, or damaged");
    }
    return true;
}

Matrix logits(const Model& model, const Matrix& states)
{
    Matrix result;
    logits(model, constView(states), result, {});
    return result;
}

} // namespace headscope::core
