// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/positions.h"

#include "core/analysis/headtable.h"
#include "core/base/threads.h"
#include "core/tensor/elementwise.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace headscope::core {

namespace {

constexpr int mostShown = 1024;

/// (n, d): rows (n, D) of what the head reads, times w (D, d), plus bias.
WideMatrix project(const WideMatrix& rows, const Weight& w, const Vector& bias)
{
    const WideMatrix columns = w.dense().transpose().cast<double>(); // (d, D)
    WideMatrix result;
    multiplyRows(rows, columns, result);
    result.rowwise() += bias.transpose().cast<double>();
    return result;
}

/// What the head reads where there is nothing but position vectors. (n, D)
WideMatrix positionInputs(const Model& model, const Norm& norm, int count)
{
    const Weight& p = model.positions;
    Matrix rows(count, p.out);
    for (Eigen::Index j = 0; j < rows.rows(); ++j)
        rows.row(j) = ConstVectorView(p.data + j * p.stride, p.out).transpose();
    norm.apply(constView(rows), view(rows));
    return rows.cast<double>();
}

/// (n, n): scores of position vectors alone.
WideMatrix learnedScores(const Model& model, const Attention& attention, HeadIndex index, int count)
{
    const Head head = attention.head(index);
    const WideMatrix inputs = positionInputs(model, attention.wordNorm(), count);
    const WideMatrix queries = project(inputs, head.wq, head.bq);
    const WideMatrix keys = project(inputs, head.wk, head.bk);
    // (n_i W_Q + b_Q) . k_j = n_i . p_j + c_j
    WideMatrix scores;
    multiplyRows(queries, keys, scores);
    return scores * static_cast<double>(head.scale);
}

/// The mean over tokens 1 .. T - 1; of the first where there are no others. (1, d)
Matrix meanOf(const ConstMatrixView& rows)
{
    if (rows.rows() == 1)
        return rows;
    return rows.bottomRows(rows.rows() - 1).colwise().mean();
}

/// (n, n): scores of the mean query and the mean key at every distance.
WideMatrix rotaryScores(const HeadRun& run, int count)
{
    const Attention& a = run.attention;
    const Eigen::Index d = a.headSize;
    const Matrix query = meanOf(columns(run.queries, run.head.value * d, d));
    const Matrix key = meanOf(columns(run.keys, a.groupOf(run.head) * d, d));
    // Distances -(n - 1) .. n - 1.
    const int all = 2 * count - 1;
    std::vector<int> places(static_cast<std::size_t>(all));
    for (int k = 0; k < all; ++k)
        places[static_cast<std::size_t>(k)] = count - 1 - k;
    Matrix keys = key.replicate(all, 1);
    a.rotary.turn(view(keys), places, run.keyCount(), a.rotary.scale * a.rotary.scale);
    const Eigen::VectorXd scores = keys.cast<double>() * query.row(0).transpose().cast<double>();
    WideMatrix result(count, count);
    for (int i = 0; i < count; ++i)
        for (int j = 0; j < count; ++j)
            result(i, j) = scores[i - j + count - 1] * static_cast<double>(a.scale);
    return result;
}

WideMatrix biasScores(const Attention& attention, HeadIndex head, int count)
{
    WideMatrix result(count, count);
    for (int i = 0; i < count; ++i)
        for (int j = 0; j < count; ++j)
            result(i, j) = static_cast<double>(attention.relativeBias->at(head, i, j));
    return result;
}

PositionKind kindOf(const Model& model, const Attention& attention)
{
    if (attention.cross)
        return PositionKind::None;
    if (attention.relativeBias)
        return PositionKind::Bias;
    if (attention.rotary.turns())
        return PositionKind::Rotary;
    return model.positions.empty() ? PositionKind::None : PositionKind::Learned;
}

/// Everything about query i, from its scores in float64; returns their mean.
double takeQuery(PositionPatterns& result, const WideMatrix& scores, Eigen::Index i)
{
    const auto k = static_cast<std::size_t>(i);
    const KeyRange seen = result.seen[k];
    const Eigen::VectorXd own = scores.row(i).segment(seen.first, seen.count()).transpose();
    const double mean = own.mean();
    result.scores.row(i).segment(seen.first, seen.count()) = own.transpose().cast<float>();
    softmax(own.data(), 1.0, &result.attention(i, seen.first),
            static_cast<std::size_t>(seen.count()));
    result.means[k] = static_cast<float>(mean);
    result.attentionOnFirst[k] = result.attention(i, 0);
    if (i > 0 && seen.has(i - 1))
        result.attentionOnPrevious[k] = result.attention(i, i - 1);
    if (seen.first == 0 && seen.count() > 1 && i > 0)
        result.pull[k] = static_cast<float>(own[0] - own.tail(own.size() - 1).mean());
    return mean;
}

/// The mean of what lies on one diagonal and is seen; NaN where nothing is.
class DiagonalMean
{
public:
    void add(double value)
    {
        m_sum += value;
        ++m_count;
    }
    float value() const
    {
        return m_count > 0 ? static_cast<float>(m_sum / m_count)
                           : std::numeric_limits<float>::quiet_NaN();
    }

private:
    double m_sum = 0;
    int m_count = 0;
};

/// The means along the diagonals; `means` (n): of each query's scores.
void takeDistances(PositionPatterns& result, const WideMatrix& scores, const Eigen::VectorXd& means)
{
    const Eigen::Index n = scores.rows();
    const bool looksBehind = result.seen.front().end > 1;
    for (Eigen::Index d = 0; d < n; ++d) {
        DiagonalMean score;
        DiagonalMean excess;
        DiagonalMean behind;
        DiagonalMean behindExcess;
        for (Eigen::Index i = d; i < n; ++i) {
            if (result.seen[static_cast<std::size_t>(i)].has(i - d)) {
                score.add(scores(i, i - d));
                excess.add(scores(i, i - d) - means[i]);
            }
            if (result.seen[static_cast<std::size_t>(i - d)].has(i)) {
                behind.add(scores(i - d, i));
                behindExcess.add(scores(i - d, i) - means[i - d]);
            }
        }
        result.byDistance.push_back(score.value());
        result.excessByDistance.push_back(excess.value());
        if (!looksBehind)
            continue;
        result.behindByDistance.push_back(behind.value());
        result.behindExcessByDistance.push_back(behindExcess.value());
    }
}

void takePrevious(PositionPatterns& result)
{
    DiagonalMean mean;
    for (const float share : result.attentionOnPrevious)
        if (!std::isnan(share))
            mean.add(static_cast<double>(share));
    result.meanOnPrevious = mean.value();
}

} // namespace

int mostPositions(const Model& model)
{
    const int learned = model.positions.empty() ? model.info.context
                                                : static_cast<int>(model.positions.in);
    const Attention& first = model.layers.front().attention;
    if (kindOf(model, first) == PositionKind::None)
        return 0;
    return std::min({learned, model.info.context, mostShown});
}

std::optional<PositionPatterns> positionPatterns(const Model& model, PositionOptions options,
                                                 const Trace* trace, const RunControl& control)
{
    checkLayer(model, options.layer);
    checkHead(model, options.head);
    const Layer& layer = model.layers[static_cast<std::size_t>(options.layer.value)];
    const bool cross = options.head.value >= layer.attention.heads;
    const Attention& attention = cross ? *layer.cross : layer.attention;
    PositionPatterns result;
    result.kind = kindOf(model, attention);
    result.most = mostPositions(model);
    const bool known = result.kind != PositionKind::None
                       && (result.kind != PositionKind::Rotary || trace != nullptr);
    options.count = known ? std::clamp(options.count, 1, result.most) : 0;
    result.options = options;
    if (options.count == 0)
        return result;
    const Eigen::Index n = options.count;
    const WideMatrix scores = // (n, n)
        result.kind == PositionKind::Learned
            ? learnedScores(model, attention, options.head, options.count)
        : result.kind == PositionKind::Rotary
            ? rotaryScores(headRun(model, *trace, options.layer, options.head), options.count)
            : biasScores(attention, options.head, options.count);
    if (control.stopped())
        return std::nullopt;

    const auto size = static_cast<std::size_t>(n);
    for (Eigen::Index i = 0; i < n; ++i)
        result.seen.push_back(attention.seen(i, n));
    result.scores = Matrix::Zero(n, n);
    result.attention = Matrix::Zero(n, n);
    result.means.assign(size, 0.0F);
    result.pull.assign(size, std::numeric_limits<float>::quiet_NaN());
    result.attentionOnFirst.assign(size, 0.0F);
    result.attentionOnPrevious.assign(size, std::numeric_limits<float>::quiet_NaN());
    Eigen::VectorXd means = Eigen::VectorXd::Zero(n);
    sharePieces(n, [&](std::ptrdiff_t i) {
        if (!control.stopped())
            means[i] = takeQuery(result, scores, i);
    });
    if (control.stopped())
        return std::nullopt;
    takeDistances(result, scores, means);
    takePrevious(result);
    for (int i = 0; i < options.count; ++i) {
        const KeyRange seen = result.seen[static_cast<std::size_t>(i)];
        for (auto j = static_cast<int>(seen.first); j < seen.end; ++j) {
            result.largestScore = std::max(result.largestScore, std::abs(result.scores(i, j)));
            result.largestExcess = std::max(result.largestExcess, std::abs(result.excess(i, j)));
        }
    }
    return result;
}

namespace {

/// The first key that a query sees; 0 behind the last query.
int firstKey(const PositionPatterns& patterns, int query)
{
    return query < patterns.count()
               ? static_cast<int>(patterns.seen[static_cast<std::size_t>(query)].first)
               : 0;
}

} // namespace

TableSource positionTableSource(std::shared_ptr<const PositionPatterns> patterns)
{
    TableSource source;
    source.columns = {"query", "key", "distance", "score", "excess", "attention"};
    source.name = "positions";
    for (const auto& seen : patterns->seen)
        source.rows += static_cast<std::size_t>(seen.end - seen.first);
    source.setContent({"distance"}, Content::Other);
    source.setHeat("score", Heat::Signed);
    source.setHeat("excess", Heat::Signed);
    source.setHeat("attention", Heat::Share);
    int query = 0;
    int key = firstKey(*patterns, query);
    source.next = [patterns = std::move(patterns), query, key](TableRow& row) mutable {
        if (query == patterns->count())
            return false;
        row = {std::int64_t(query),          std::int64_t(key),
               std::int64_t(query - key),    patterns->scores(query, key),
               patterns->excess(query, key), patterns->attention(query, key)};
        if (++key == patterns->seen[static_cast<std::size_t>(query)].end)
            key = firstKey(*patterns, ++query);
        return true;
    };
    return source;
}

} // namespace headscope::core
