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

/// Everything about query i, from its scores in float64; returns their mean.
double takeQuery(PositionPatterns& result, const WideMatrix& scores, Eigen::Index i)
{
    const auto k = static_cast<std::size_t>(i);
    const auto own = scores.row(i).head(i + 1);
    const double mean = own.mean();
    result.scores.row(i).head(i + 1) = own.cast<float>();
    softmax(scores.row(i).data(), 1.0, result.attention.row(i).data(), k + 1);
    result.means[k] = static_cast<float>(mean);
    result.attentionOnFirst[k] = result.attention(i, 0);
    if (i > 0)
        result.pull[k] = static_cast<float>(own[0] - own.tail(i).mean());
    return mean;
}

/// The means along the diagonals; `means` (n): of each query's scores.
void takeDistances(PositionPatterns& result, const WideMatrix& scores, const Eigen::VectorXd& means)
{
    const Eigen::Index n = scores.rows();
    for (Eigen::Index d = 0; d < n; ++d) {
        double sum = 0;
        double excess = 0;
        for (Eigen::Index i = d; i < n; ++i) {
            sum += scores(i, i - d);
            excess += scores(i, i - d) - means[i];
        }
        const auto pairs = static_cast<double>(n - d);
        const auto k = static_cast<std::size_t>(d);
        result.byDistance[k] = static_cast<float>(sum / pairs);
        result.excessByDistance[k] = static_cast<float>(excess / pairs);
    }
}

} // namespace

int mostPositions(const Model& model)
{
    if (model.positions.empty())
        return 0;
    return std::min({static_cast<int>(model.positions.in), model.info.context, mostShown});
}

std::optional<PositionPatterns> positionPatterns(const Model& model, PositionOptions options,
                                                 const RunControl& control)
{
    checkLayer(model, options.layer);
    checkHead(model, options.head);
    PositionPatterns result;
    result.most = mostPositions(model);
    options.count = result.most > 0 ? std::clamp(options.count, 1, result.most) : 0;
    result.options = options;
    if (options.count == 0)
        return result;
    const Attention& attention =
        model.layers[static_cast<std::size_t>(options.layer.value)].attention;
    const Head head = attention.head(options.head);
    const Eigen::Index n = options.count;
    const WideMatrix inputs = positionInputs(model, attention.norm, options.count);
    if (control.stopped())
        return std::nullopt;
    const WideMatrix queries = project(inputs, head.wq, head.bq);
    if (control.stopped())
        return std::nullopt;
    const WideMatrix keys = project(inputs, head.wk, head.bk);
    if (control.stopped())
        return std::nullopt;
    // (n_i W_Q + b_Q) . k_j = n_i . p_j + c_j
    WideMatrix scores; // (n, n)
    multiplyRows(queries, keys, scores);
    scores *= static_cast<double>(head.scale);

    const auto size = static_cast<std::size_t>(n);
    result.scores = Matrix::Zero(n, n);
    result.attention = Matrix::Zero(n, n);
    result.means.assign(size, 0.0F);
    result.pull.assign(size, std::numeric_limits<float>::quiet_NaN());
    result.attentionOnFirst.assign(size, 0.0F);
    result.byDistance.assign(size, 0.0F);
    result.excessByDistance.assign(size, 0.0F);
    Eigen::VectorXd means = Eigen::VectorXd::Zero(n);
    sharePieces(n, [&](std::ptrdiff_t i) {
        if (!control.stopped())
            means[i] = takeQuery(result, scores, i);
    });
    if (control.stopped())
        return std::nullopt;
    takeDistances(result, scores, means);
    for (int i = 0; i < options.count; ++i) {
        for (int j = 0; j <= i; ++j) {
            result.largestScore = std::max(result.largestScore, std::abs(result.scores(i, j)));
            result.largestExcess = std::max(result.largestExcess, std::abs(result.excess(i, j)));
        }
    }
    return result;
}

TableSource positionTableSource(std::shared_ptr<const PositionPatterns> patterns)
{
    int query = 0;
    int key = 0;
    return {{"query", "key", "distance", "score", "excess", "attention"},
            [patterns = std::move(patterns), query, key](TableRow& row) mutable {
                if (query == patterns->count())
                    return false;
                row = {std::int64_t(query),          std::int64_t(key),
                       std::int64_t(query - key),    patterns->scores(query, key),
                       patterns->excess(query, key), patterns->attention(query, key)};
                if (++key > query) {
                    ++query;
                    key = 0;
                }
                return true;
            }};
}

} // namespace headscope::core
