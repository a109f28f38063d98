// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/nextrank.h"

#include "core/model/forward.h"

namespace headscope::core {

std::vector<int> ranksOfNext(const Model& model, const Matrix& states,
                             const std::vector<TokenId>& ids)
{
    std::vector<int> result;
    for (Eigen::Index i = 0; i + 1 < states.rows(); ++i) {
        const Matrix scores = logits(model, states.row(i));
        const TokenId next = ids[static_cast<std::size_t>(i) + 1];
        const float own = scores(0, next);
        int rank = 1;
        for (TokenId t = 0; t < scores.cols(); ++t)
            if (scores(0, t) > own || (scores(0, t) == own && t < next))
                ++rank;
        result.push_back(rank);
    }
    return result;
}

} // namespace headscope::core
