// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"

#include "core/model/attention.h"
#include "core/model/headproducts.h"

namespace headscope::core {

namespace {

/// (n): the distance of every token's pair.
std::vector<int> distances(const PatternDistance& distance, Eigen::Index n, PatternSide side)
{
    std::vector<int> result(static_cast<std::size_t>(n));
    for (std::size_t t = 0; t < result.size(); ++t)
        result[t] = distance.of(static_cast<int>(t), side);
    return result;
}

/// (n, d): the raw queries of a head, before their norm.
Matrix rawQueries(const HeadRun& run)
{
    const Attention& a = run.attention;
    const Eigen::Index d = a.headSize;
    const Weight w = a.query.outputs(run.head.value * d, d);
    Matrix raw(run.input.rows(), d);
    multiply(constView(run.input), w, view(raw));
    raw.rowwise() += a.queryBias.segment(run.head.value * d, d).transpose();
    return raw;
}

/// (n): the factors of a norm on rows (n, .).
Vector factorsOf(const Norm& norm, const Matrix& rows)
{
    Vector factors(rows.rows());
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
        factors[i] = static_cast<float>(norm.factor(rows.row(i).transpose().cast<double>()));
    return factors;
}

Vector latentFactors(const Latent& latent, const Matrix& input)
{
    Matrix narrow(input.rows(), latent.size());
    multiply(constView(input), latent.down, view(narrow));
    return factorsOf(latent.norm, narrow);
}

/// What queries look for is made of two parts of W_K where keys have a latent: that of the latent
/// has the scale that the latent's norm gives the prompt's keys on average.
double meanKeyFactor(const HeadRun& run)
{
    if (!run.attention.latent)
        return 1.0;
    return static_cast<double>(latentFactors(*run.attention.latent, run.input).mean());
}

bool isCross(const Model& model, HeadIndex head)
{
    return head.value >= model.info.heads;
}

} // namespace

int PatternDistance::of(int token, PatternSide side) const
{
    if (fixed)
        return *fixed;
    if (!other)
        return 1;
    const int ahead = side == PatternSide::Key ? other->value - token : token - other->value;
    return ahead >= 0 ? ahead : 1;
}

bool dependsOnDistance(const Model& model, LayerIndex layer, HeadIndex head)
{
    const Layer& part = model.layers[static_cast<std::size_t>(layer.value)];
    return (isCross(model, head) ? *part.cross : part.attention).dependsOnDistance();
}

LensTarget patternTarget(const Model& model, LayerIndex layer, HeadIndex head, PatternSide side)
{
    if (!isCross(model, head))
        return LensTarget::pattern(layer);
    return side == PatternSide::Key ? LensTarget::crossPattern(layer)
                                    : LensTarget::memoryPattern(layer);
}

LensTarget messageTarget(const Model& model, LayerIndex layer, HeadIndex head)
{
    return isCross(model, head) ? LensTarget::crossMessage(layer) : LensTarget::message(layer);
}

Matrix patterns(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
                PatternSide side, const PatternDistance& distance)
{
    const auto l = static_cast<std::size_t>(layer.value);
    const HeadRun run = headRun(model, trace, layer, head);
    const Attention& a = run.attention;
    const bool asked = a.dependsOnDistance() && distance != PatternDistance{};
    if (side == PatternSide::Key && !trace.patterns.empty() && !a.cross && !asked)
        return rowsOf(trace.patterns[l], head.value * run.keyCount(), run.keyCount());
    const Eigen::Index n = side == PatternSide::Key ? run.keyCount() : run.queryCount();
    const std::vector<int> apart = distances(distance, n, side);
    Matrix result(n, model.info.width);
    if (side == PatternSide::Key)
        keyPatterns(a, run.head, run.keys, apart, view(result));
    else
        queryPatterns(a, run.head, run.queries, apart, meanKeyFactor(run), view(result));
    return result;
}

Vector shifts(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
              const PatternDistance& distance)
{
    const HeadRun run = headRun(model, trace, layer, head);
    const Eigen::Index d = run.attention.headSize;
    Vector bias = run.attention.queryBias.segment(run.head.value * d, d);
    if (run.attention.queryNorm)
        bias.array() *= run.attention.queryNorm->gains().array();
    return keysAtDistance(run.attention, run.head, run.keys,
                          distances(distance, run.keyCount(), PatternSide::Key))
           * bias;
}

Vector queryFactors(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const HeadRun run = headRun(model, trace, layer, head);
    if (run.attention.queryNorm)
        return factorsOf(*run.attention.queryNorm, rawQueries(run));
    if (run.attention.queryLatent)
        return latentFactors(*run.attention.queryLatent, run.input);
    return Vector::Ones(run.queryCount());
}

Matrix messages(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const auto l = static_cast<std::size_t>(layer.value);
    const HeadRun run = headRun(model, trace, layer, head);
    if (!trace.messages.empty() && !run.attention.cross)
        return rowsOf(trace.messages[l], head.value * run.keyCount(), run.keyCount());
    Matrix result(run.keyCount(), model.info.width);
    headMessages(run.attention, run.head, run.values, view(result));
    return result;
}

Matrix scores(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head)
{
    const HeadRun run = headRun(model, trace, layer, head);
    const Attention& a = run.attention;
    const Eigen::Index d = a.headSize;
    Matrix queries = columns(run.queries, run.head.value * d, d);
    Matrix keys = columns(run.keys, a.groupOf(run.head) * d, d);
    if (a.rotary.turns()) {
        turnByPosition(a, constView(Matrix(queries)), queries);
        turnByPosition(a, constView(Matrix(keys)), keys);
    }
    Matrix result(queries.rows(), keys.rows());
    multiplyRows(constView(queries), constView(keys), view(result), a.scale);
    for (Eigen::Index i = 0; i < result.rows(); ++i) {
        const KeyRange seen = a.seen(i, result.cols());
        for (Eigen::Index j = 0; j < result.cols(); ++j) {
            if (!seen.has(j))
                result(i, j) = 0.0F;
            else if (a.relativeBias)
                result(i, j) += a.relativeBias->at(run.head, static_cast<int>(i),
                                                   static_cast<int>(j));
        }
    }
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
