// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/change.h"
#include "tests/support/core/naive.h"

#include <memory>

namespace headscope::tests {

/// How close a naive run came to deciding otherwise.
struct NaiveMargin {
    /// The least distance of any size, rho or cosine to its threshold, of a size relative to it.
    double least = 1e9;
    int dropped = 0; ///< messages of all heads
    int routed = 0;  ///< queries of all heads
};

/// What a change does, written out in float64 with plain loops, each thing by its definition: ranks
/// by the Jacobi SVD of the whole (D, D) matrix, rho by all scores of the vocabulary, patterns one
/// by one, heads off by their output. `margin`, which outlives the edits, is of the runs made with
/// them. Latents in front of queries are to have RMS norms.
NaiveEdits naiveChange(const core::Model& model, const core::Change& change, NaiveMargin& margin);

/// (D, D): W^P = W_K W_Q^T or W^M = W_V W_O of a head of a layer.
Eigen::MatrixXd wholeMatrix(const core::Model& model, core::LayerIndex layer, core::HeadIndex head,
                            core::HeadMatrix matrix);
/// U S V^T of a matrix, as they are defined, of the first `rank` singular values: by Jacobi's way,
/// which is the most exact, unless that would take many seconds.
struct FirstSingular {
    Eigen::MatrixXd u;
    Eigen::VectorXd s;
    Eigen::MatrixXd v;
};
FirstSingular firstSingular(const Eigen::MatrixXd& whole, int rank);

} // namespace headscope::tests
