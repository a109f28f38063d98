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
        if (model.embeddingScale != 1.0F)
            x.row(i) *= model.embeddingScale;
        if (!model.positions.empty())
            x.row(i) +=
                ConstVectorView(model.positions.data + i * model.positions.stride, D).transpose();
        if (model.segment.size() > 0)
            x.row(i) += model.segment.transpose();
    }
    if (model.embeddingNorm)
        model.embeddingNorm->apply(constView(x), view(x));
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
    Matrix gates;
    Matrix latent;
    Matrix turnedQueries;
    Matrix turnedKeys;
    Matrix mixed;
    Matrix written;
    Matrix next; ///< the state after the layer
};

const PackedRows& pack(const Matrix& rows, PackedRows& packed)
{
    packed.pack(constView(rows));
    return packed;
}

/// Each block of norm.width columns by itself.
void normaliseBlocks(const Norm& norm, Matrix& vectors)
{
    for (Eigen::Index first = 0; first < vectors.cols(); first += norm.width) {
        const MatrixView block = columns(vectors, first, norm.width);
        norm.apply(ConstMatrixView(block.data(), block.rows(), block.cols(),
                                   Eigen::OuterStride<>(block.outerStride())),
                   block);
    }
}

/// out (T, D) = base + what `w` makes of `in`, through the norms behind a sub-layer. `packed` holds
/// `in`.
bool write(const PackedRows& packed, const Weight& w, const Vector& bias,
           const std::optional<Norm>& outputNorm, const std::optional<Norm>& sumNorm,
           const Matrix& base, Matrix& out, const RunControl& control)
{
    if (!project(packed, {{w, &bias, outputNorm ? nullptr : &base, &out}}, control))
        return false;
    if (outputNorm) {
        outputNorm->apply(constView(out), view(out));
        out += base;
    }
    if (sumNorm)
        sumNorm->apply(constView(out), view(out));
    return true;
}

/// Keys that end in the same columns for all groups: `own` (K, G dk) and `shared` (K, d - dk)
/// become `keys` (K, G d).
void joinKeys(const Attention& a, const Matrix& own, const Matrix& shared, Matrix& keys)
{
    const Eigen::Index d = a.headSize;
    const Eigen::Index dk = d - shared.cols();
    allocate(keys, own.rows(), a.groups * d);
    for (Eigen::Index g = 0; g < a.groups; ++g) {
        keys.middleCols(g * d, dk) = own.middleCols(g * dk, dk);
        keys.middleCols(g * d + dk, shared.cols()) = shared;
    }
}

/// Packs what a projection reads: `from` itself, or its latent; false when stopped.
bool packFor(const std::optional<Latent>& latent, const Matrix& from, Scratch& scratch,
             const RunControl& control)
{
    scratch.packed.pack(constView(from));
    if (!latent)
        return true;
    if (!project(scratch.packed, {{latent->down, nullptr, nullptr, &scratch.latent}}, control))
        return false;
    latent->norm.apply(constView(scratch.latent), view(scratch.latent));
    scratch.packed.pack(constView(scratch.latent));
    return true;
}

/// Keys and values of `source` where all heads share the end of their keys; false when stopped.
bool projectLatentKeys(const Attention& a, const Matrix& source, AttentionRun& run,
                       Scratch& scratch, const RunControl& control)
{
    Matrix& own = scratch.gates;
    Matrix& shared = scratch.normed;
    if (!packFor(a.latent, source, scratch, control)
        || !project(
            scratch.packed,
            {{a.key, nullptr, nullptr, &own}, {a.value, &a.valueBias, nullptr, &run.values}},
            control)
        || !project(pack(source, scratch.packed), {{a.sharedKey, nullptr, nullptr, &shared}},
                    control))
        return false;
    joinKeys(a, own, shared, run.keys);
    run.keys.rowwise() += a.keyBias.transpose();
    return true;
}

/// Queries of run.input, keys and values of `source` (run.input itself, or an encoder's output), as
/// they are before their norms; false when stopped.
bool projectRaw(const Attention& a, const Matrix& source, AttentionRun& run, Scratch& scratch,
                const RunControl& control)
{
    const Projection queries{a.query, &a.queryBias, nullptr, &run.queries};
    const Projection keys{a.key, &a.keyBias, nullptr, &run.keys};
    const Projection values{a.value, &a.valueBias, nullptr, &run.values};
    if (!packFor(a.queryLatent, run.input, scratch, control))
        return false;
    if (&source == &run.input && !a.queryLatent && !a.latent)
        return project(scratch.packed, {queries, keys, values}, control);
    if (!project(scratch.packed, {queries}, control))
        return false;
    if (!a.sharedKey.empty())
        return projectLatentKeys(a, source, run, scratch, control);
    return packFor(a.latent, source, scratch, control)
           && project(scratch.packed, {keys, values}, control);
}

bool projectHeads(const Attention& a, const Matrix& source, AttentionRun& run, Scratch& scratch,
                  const RunControl& control)
{
    if (!projectRaw(a, source, run, scratch, control))
        return false;
    if (a.queryNorm)
        normaliseBlocks(*a.queryNorm, run.queries);
    if (a.keyNorm)
        normaliseBlocks(*a.keyNorm, run.keys);
    return true;
}

/// The attention of projected heads; false when stopped.
bool look(const Attention& a, AttentionRun& run, Scratch& scratch, const RunControl& control)
{
    run.open.clear();
    if (!a.rotary.turns())
        return attend(a, run.queries, run.keys, run.attention, control);
    turnByPosition(a, constView(run.queries), scratch.turnedQueries);
    turnByPosition(a, constView(run.keys), scratch.turnedKeys);
    return attend(a, scratch.turnedQueries, scratch.turnedKeys, run.attention, control);
}

/// What the heads write, added to `state`; false when stopped.
bool writeHeads(const Attention& a, const AttentionRun& run, const Matrix& state, Matrix& out,
                Scratch& scratch, const RunControl& control)
{
    return mixValues(a, run.attention, run.values, scratch.mixed, control, run.open)
           && write(pack(scratch.mixed, scratch.packed), a.output, a.outputBias, a.outputNorm,
                    a.sumNorm, state, out, control);
}

/// The activations of experts: of each only for the tokens that it runs for. `normed` (T, D).
bool runExperts(const FeedForward& f, const Matrix& normed, LayerRun& run, Scratch& scratch,
                const RunControl& control)
{
    const Experts& experts = *f.experts;
    run.routing = experts.route(constView(normed));
    run.activations = Matrix::Zero(normed.rows(), f.neurons);
    Matrix up;
    for (int e = -1; e < experts.count; ++e) {
        std::vector<Eigen::Index> tokens;
        for (Eigen::Index t = 0; t < normed.rows(); ++t)
            if (e < 0 || run.routing(t, e) != 0.0F)
                tokens.push_back(t);
        const Eigen::Index first = e < 0 ? 0 : experts.shared + e * experts.neurons;
        const Eigen::Index n = e < 0 ? experts.shared : experts.neurons;
        if (tokens.empty() || n == 0)
            continue;
        const Matrix rows = normed(tokens, Eigen::all);
        const Vector gateBias = f.gateBias.segment(first, n);
        const Vector inBias = f.inBias.segment(first, n);
        if (!project(pack(rows, scratch.packed),
                     {{f.gate.outputs(first, n), &gateBias, nullptr, &scratch.gates, f.activation},
                      {f.in.outputs(first, n), &inBias, nullptr, &up}},
                     control))
            return false;
        for (std::size_t k = 0; k < tokens.size(); ++k) {
            const auto row = static_cast<Eigen::Index>(k);
            const float weight = e < 0 ? 1.0F : run.routing(tokens[k], e);
            run.activations.row(tokens[k]).segment(
                first, n) = scratch.gates.row(row).cwiseProduct(up.row(row)) * weight;
        }
    }
    return true;
}

/// run.activations of the neurons; false when stopped.
bool activateNeurons(const FeedForward& f, const Matrix& state, LayerRun& run, Scratch& scratch,
                     const RunControl& control)
{
    allocate(scratch.normed, state.rows(), state.cols());
    f.norm.apply(constView(state), view(scratch.normed));
    if (f.experts)
        return runExperts(f, scratch.normed, run, scratch, control);
    run.routing.resize(0, 0);
    if (!f.gated())
        return project(pack(scratch.normed, scratch.packed),
                       {{f.in, &f.inBias, nullptr, &run.activations, f.activation}}, control);
    if (!project(pack(scratch.normed, scratch.packed),
                 {{f.gate, &f.gateBias, nullptr, &scratch.gates, f.activation},
                  {f.in, &f.inBias, nullptr, &run.activations}},
                 control))
        return false;
    run.activations.array() *= scratch.gates.array();
    return true;
}

/// One layer, from run.state to `scratch.next`; false when stopped.
bool runLayer(LayerIndex index, const Layer& layer, const Matrix* memory, ForwardObserver& observer,
              LayerRun& run, Scratch& scratch, const RunControl& control)
{
    const Attention& a = layer.attention;
    const FeedForward& f = layer.feedForward;
    allocate(run.input, run.state.rows(), run.state.cols());
    a.norm.apply(constView(run.state), view(run.input));
    if (!projectHeads(a, run.input, run, scratch, control))
        return false;
    observer.projected(index, run);
    if (!look(a, run, scratch, control))
        return false;
    observer.attended(index, a, run);
    if (!writeHeads(a, run, run.state, run.middle, scratch, control))
        return false;
    if (layer.cross) {
        const Attention& c = *layer.cross;
        allocate(run.cross.input, run.state.rows(), run.state.cols());
        c.norm.apply(constView(run.middle), view(run.cross.input));
        if (!projectHeads(c, *memory, run.cross, scratch, control)
            || !look(c, run.cross, scratch, control))
            return false;
        observer.attended(index, c, run.cross);
        if (!writeHeads(c, run.cross, run.middle, run.crossed, scratch, control))
            return false;
    }
    observer.mixed(index, run);
    if (!activateNeurons(f, neuronInput(layer, run), run, scratch, control))
        return false;
    observer.activated(index, run);
    if (!write(pack(run.activations, scratch.packed), f.out, f.outBias, f.outputNorm, f.sumNorm,
               layer.cross ? run.crossed : run.middle, scratch.next, control))
        return false;
    observer.layerDone(index, run);
    return !control.stopped();
}

} // namespace

const Matrix& neuronInput(const Layer& layer, const LayerRun& run)
{
    if (layer.parallel)
        return run.state;
    return layer.cross ? run.crossed : run.middle;
}

bool forward(const Model& model, const std::vector<TokenId>& ids, ForwardObserver& observer,
             const RunControl& control, const Matrix* memory)
{
    checkIds(model, ids);
    // Outside the loop: what the observer leaves in `run` is memory for the next layer.
    LayerRun run;
    Scratch scratch;
    scratch.next = embed(model, ids);
    const int L = static_cast<int>(model.layers.size());
    for (int l = 0; l < L; ++l) {
        if (control.stopped())
            return false;
        run.state.swap(scratch.next);
        if (!runLayer(LayerIndex(l), model.layers[static_cast<std::size_t>(l)], memory, observer,
                      run, scratch, control))
            return false;
        control.report(l + 1, L);
    }
    observer.finished(scratch.next);
    return true;
}

Matrix encoderOutput(const Model& encoder, const Matrix& lastStates)
{
    Matrix memory(lastStates.rows(), lastStates.cols());
    encoder.finalNorm.apply(constView(lastStates), view(memory));
    return memory;
}

Matrix readout(const Model& model, const ConstMatrixView& states)
{
    Matrix result = states;
    if (model.transform) {
        const Transform& transform = *model.transform;
        result.resize(states.rows(), transform.weight.out);
        multiply(states, transform.weight, view(result));
        result.rowwise() += transform.bias.transpose();
        activate(transform.activation, view(result));
    }
    model.finalNorm.apply(constView(result), view(result));
    return result;
}

bool logits(const Model& model, const ConstMatrixView& states, Matrix& result,
            const RunControl& control)
{
    PackedRows packed;
    if (!project(pack(readout(model, states), packed),
                 {{model.unembedding.flipped(), nullptr, nullptr, &result}}, control))
        return false;
    if (model.logitScale != 1.0F)
        result *= model.logitScale;
    if (model.outputBias.size() > 0)
        result.rowwise() += model.outputBias.transpose();
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
