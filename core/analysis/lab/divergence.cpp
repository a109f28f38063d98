// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/divergence.h"

#include "core/base/threads.h"
#include "core/model/forward.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::core {

namespace {

/// Tokens whose logits are made together, of each run: full products, and little lost by a stop.
constexpr Eigen::Index blockTokens = 32;

/// What exponentials of scores below the highest add up to.
struct Whole {
    Eigen::Index top = 0;
    double largest = 0;
    double sum = 0;

    explicit Whole(const ConstVectorView& scores)
        : largest(static_cast<double>(scores.maxCoeff(&top)))
    {}
    /// Adds one and returns it.
    double add(float score)
    {
        const double e = std::exp(static_cast<double>(score) - largest);
        sum += e;
        return e;
    }
    double logSum() const { return largest + std::log(sum); }
};

} // namespace

Divergence divergence(const ConstVectorView& original, const ConstVectorView& changed,
                      std::optional<TokenId> next)
{
    Whole p(original);
    Whole q(changed);
    double difference = 0.0; // sum of p (score - changed score), times the sum of exponentials
    for (Eigen::Index t = 0; t < original.size(); ++t) {
        difference += p.add(original[t])
                      * (static_cast<double>(original[t]) - static_cast<double>(changed[t]));
        q.add(changed[t]);
    }
    const double logP = p.logSum();
    const double logQ = q.logSum();
    Divergence result;
    // Where p and q are all but equal, what is left of terms of both signs may be below 0 by
    // rounding.
    result.kl = std::max(difference / p.sum - (logP - logQ), 0.0);
    const double none = std::numeric_limits<double>::quiet_NaN();
    result.logProbability = next ? static_cast<double>(original[*next]) - logP : none;
    result.changedLogProbability = next ? static_cast<double>(changed[*next]) - logQ : none;
    result.sameTop = p.top == q.top;
    return result;
}

bool eachPrediction(
    const Model& model, const Matrix& original, const std::vector<const Matrix*>& runs,
    const std::function<void(std::size_t token, std::size_t run, const ConstVectorView& original,
                             const ConstVectorView& changed)>& take,
    const RunControl& control)
{
    const RunControl quiet{control.stop, {}};
    const Eigen::Index T = original.rows();
    Matrix before;
    Matrix after;
    const auto row = [](const Matrix& rows, Eigen::Index i) {
        return ConstVectorView(rows.data() + i * rows.cols(), rows.cols());
    };
    for (Eigen::Index first = 0; first < T; first += blockTokens) {
        const Eigen::Index n = std::min(blockTokens, T - first);
        if (!logits(model, rowsOf(original, first, n), before, quiet))
            return false;
        for (std::size_t r = 0; r < runs.size(); ++r) {
            if (!logits(model, rowsOf(*runs[r], first, n), after, quiet))
                return false;
            sharePieces(n, [&](std::ptrdiff_t i) {
                take(static_cast<std::size_t>(first + i), r, row(before, i), row(after, i));
            });
        }
        control.report(static_cast<int>(first + n), static_cast<int>(T));
    }
    return !control.stopped();
}

} // namespace headscope::core
