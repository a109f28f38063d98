// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/nextrank.h"

#include "core/model/forward.h"

#include <algorithm>

namespace headscope::core {

std::optional<std::vector<int>> ranksOfNext(const Model& model, const Matrix& states,
                                            const std::vector<TokenId>& ids,
                                            const RunControl& control)
{
    constexpr Eigen::Index block = 64; // states that read the vocabulary together
    std::vector<int> result;
    Matrix scores;
    for (Eigen::Index first = 0; first + 1 < states.rows(); first += block) {
        const Eigen::Index n = std::min(block, states.rows() - 1 - first);
        if (!logits(model, rowsOf(states, first, n), scores, control))
            return std::nullopt;
        for (Eigen::Index i = 0; i < n; ++i) {
            const TokenId next = ids[static_cast<std::size_t>(first + i) + 1];
            const float own = scores(i, next);
            int rank = 1;
            for (TokenId t = 0; t < scores.cols(); ++t)
                if (scores(i, t) > own || (scores(i, t) == own && t < next))
                    ++rank;
            result.push_back(rank);
        }
    }
    return result;
}

} // namespace headscope::core
