// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/forward.h"

#include "core/model/trace.h"

#include <utility>

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

void project(const ConstMatrixView& n, const Weight& w, const Vector& bias, Matrix& out)
{
    out.resize(n.rows(), w.out);
    out.rowwise() = bias.transpose();
    multiply(n, w, view(out), 1.0F);
}

/// Row i of `weights` (T, T) becomes the softmax of row i of `scores` times `scale` over j <= i,
/// and 0 beyond.
void causalSoftmax(const WideMatrix& scores, double scale, MatrixView weights)
{
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
        const auto seen = scores.row(i).head(i + 1).array();
        auto out = weights.row(i).head(i + 1).array();
        out = ((seen - seen.maxCoeff()) * scale).cast<float>().exp();
        out /= out.sum();
        weights.row(i).tail(weights.cols() - i - 1).setZero();
    }
}

MatrixView headRows(Matrix& attention, int head, Eigen::Index tokens)
{
    return MatrixView(attention.data() + head * tokens * tokens, tokens, tokens,
                      Eigen::OuterStride<>(tokens));
}

/// Scores are summed in float64: heads that look at the first token alone have scores of ten
/// thousand, and float32 would leave the differences, which are what the softmax sees, few digits.
void attend(const Attention& a, LayerRun& run)
{
    const Eigen::Index T = run.state.rows();
    const Eigen::Index d = a.headSize;
    const auto scale = static_cast<double>(a.scale);
    run.attention.resize(a.heads * T, T);
    WideMatrix queries;
    WideMatrix keys;
    WideMatrix scores;
    for (int h = 0; h < a.heads; ++h) {
        queries = columns(std::as_const(run.queries), h * d, d).cast<double>();
        keys = columns(std::as_const(run.keys), a.groupOf(HeadIndex(h)) * d, d).cast<double>();
        multiplyRows(queries, keys, scores);
        causalSoftmax(scores, scale, headRows(run.attention, h, T));
    }
}

void mix(const Attention& a, LayerRun& run)
{
    const Eigen::Index T = run.state.rows();
    const Eigen::Index d = a.headSize;
    Matrix mixed(T, a.heads * d);
    for (int h = 0; h < a.heads; ++h) {
        const MatrixView weights = headRows(run.attention, h, T);
        multiply(ConstMatrixView(weights.data(), T, T, Eigen::OuterStride<>(T)),
                 columns(std::as_const(run.values), a.groupOf(HeadIndex(h)) * d, d),
                 columns(mixed, h * d, d));
    }
    run.middle = run.state;
    run.middle.rowwise() += a.outputBias.transpose();
    multiply(constView(mixed), a.output, view(run.middle), 1.0F);
}

} // namespace

bool forward(const Model& model, const std::vector<TokenId>& ids, ForwardObserver& observer,
             const RunControl& control)
{
    checkPrompt(model, ids);
    Matrix x = embed(model, ids);
    Matrix normed(x.rows(), x.cols());
    const int L = static_cast<int>(model.layers.size());
    for (int l = 0; l < L; ++l) {
        if (control.stopped())
            return false;
        const Attention& a = model.layers[static_cast<std::size_t>(l)].attention;
        const FeedForward& f = model.layers[static_cast<std::size_t>(l)].feedForward;
        const LayerIndex layer(l);
        LayerRun run;
        run.state = std::move(x);
        run.input.resize(run.state.rows(), run.state.cols());
        a.norm.apply(constView(run.state), view(run.input));
        project(constView(run.input), a.query, a.queryBias, run.queries);
        project(constView(run.input), a.key, a.keyBias, run.keys);
        project(constView(run.input), a.value, a.valueBias, run.values);
        observer.projected(layer, run);
        attend(a, run);
        observer.attended(layer, run);
        mix(a, run);
        observer.mixed(layer, run);
        f.norm.apply(constView(run.middle), view(normed));
        project(constView(normed), f.in, f.inBias, run.activations);
        activate(f.activation, view(run.activations));
        observer.activated(layer, run);
        x = run.middle;
        x.rowwise() += f.outBias.transpose();
        multiply(constView(run.activations), f.out, view(x), 1.0F);
        observer.layerDone(layer, run);
        control.report(l + 1, L);
    }
    observer.finished(x);
    return true;
}

Matrix logits(const Model& model, const Matrix& states)
{
    Matrix normed(states.rows(), states.cols());
    model.finalNorm.apply(constView(states), view(normed));
    Matrix result(states.rows(), model.unembedding.in);
    multiplyTransposed(constView(normed), model.unembedding, view(result));
    return result;
}

} // namespace headscope::core
