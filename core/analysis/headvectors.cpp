// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"

#include "core/model/headproducts.h"

namespace headscope::core {

namespace {

const Attention& attentionPart(const Model& model, LayerIndex layer)
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
    const auto l = static_cast<std::size_t>(layer.value);
    const Eigen::Index T = trace.tokens();
    if (side == PatternSide::Key && !trace.patterns.empty())
        return rowsOf(trace.patterns[l], head.value * T, T);
    Matrix result(T, model.info.width);
    if (side == PatternSide::Key)
        keyPatterns(attentionPart(model, layer), head, trace.keys[l], view(result));
    else
        queryPatterns(attentionPart(model, layer), head, trace.queries[l], view(result));
    return result;
}

Vector shifts(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const Attention& a = attentionPart(model, layer);
    const Head h = a.head(head);
    return block(trace.keys, layer, h.group, a.headSize) * h.bq;
}

Matrix messages(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const auto l = static_cast<std::size_t>(layer.value);
    const Eigen::Index T = trace.tokens();
    if (!trace.messages.empty())
        return rowsOf(trace.messages[l], head.value * T, T);
    Matrix result(T, model.info.width);
    headMessages(attentionPart(model, layer), head, trace.values[l], view(result));
    return result;
}

Matrix scores(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const Attention& a = attentionPart(model, layer);
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
