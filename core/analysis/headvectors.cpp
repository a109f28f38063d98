// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"

namespace headscope::core {

namespace {

const Attention& attentionOf(const Model& model, LayerIndex layer)
{
    return model.layers[static_cast<std::size_t>(layer.value)].attention;
}

/// The columns of `all` (T, n d) that belong to block `index`.
ConstMatrixView block(const std::vector<Matrix>& all, LayerIndex layer, int index, Eigen::Index d)
{
    return columns(all[static_cast<std::size_t>(layer.value)], index * d, d);
}

} // namespace

Matrix patterns(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
                PatternSide side)
{
    const Attention& a = attentionOf(model, layer);
    const Head h = a.head(head);
    Matrix result(trace.tokens(), model.info.width);
    // Patterns share a large common part that the softmax takes away again: rounding it once keeps
    // the attention that is made from them within 1e-5 of the model's; float32 sums would not.
    if (side == PatternSide::Key)
        multiplyTransposedPrecisely(block(trace.keys, layer, h.group, a.headSize), h.wq,
                                    view(result));
    else
        multiplyTransposedPrecisely(block(trace.queries, layer, head.value, a.headSize), h.wk,
                                    view(result));
    return result;
}

Vector shifts(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const Attention& a = attentionOf(model, layer);
    const Head h = a.head(head);
    return block(trace.keys, layer, h.group, a.headSize) * h.bq;
}

Matrix messages(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const Attention& a = attentionOf(model, layer);
    const Head h = a.head(head);
    Matrix result(trace.tokens(), model.info.width);
    multiply(block(trace.values, layer, h.group, a.headSize), h.wo, view(result));
    return result;
}

Matrix scores(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const Attention& a = attentionOf(model, layer);
    Matrix result(trace.tokens(), trace.tokens());
    multiplyRows(block(trace.queries, layer, head.value, a.headSize),
                 block(trace.keys, layer, a.groupOf(head), a.headSize), view(result), a.scale);
    result.triangularView<Eigen::StrictlyUpper>().setZero();
    return result;
}

Vector meanOfLaterTokens(const Matrix& vectors)
{
    if (vectors.rows() <= 2)
        return Vector::Zero(vectors.cols());
    return vectors.bottomRows(vectors.rows() - 1).colwise().mean().transpose();
}

void centre(Matrix& vectors)
{
    vectors.rowwise() -= meanOfLaterTokens(vectors).transpose();
}

} // namespace headscope::core
