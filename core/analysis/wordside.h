// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <Eigen/Core>

#include <vector>

namespace headscope::core {

/// The words' side of a comparison. The score of a prepared vector v with constant c and word t is
///     (v . row_t) scale_t + c offset_t,
/// which covers every space and metric with the embedding as it lies in the file: for the layer
/// space LN(e_t) = (e_t - mean_t) / sigma_t * g + b, so v . LN(e_t) = (e_t . (v g - mean(v g))) /
/// sigma_t + v . b. Immutable once built.
struct WordSide {
    Weight rows;               ///< (V, D)
    std::vector<float> scale;  ///< (V)
    std::vector<float> offset; ///< (V)

    // First moments, so that the mean of a vector's scores and their covariance with the word bias
    // are two dot products.
    Eigen::VectorXd meanRow; ///< (D): mean over words of scale_t row_t
    Eigen::VectorXd biasRow; ///< (D): mean over words of b_t scale_t row_t
    double meanOffset = 0.0;
    double biasOffset = 0.0; ///< mean of b_t offset_t
};

/// Words as they lie in the file; divided by their norms where `normed` (cosine).
WordSide plainWords(const Weight& rows, bool normed);
/// Words as the norm's reader sees them.
WordSide wordsThroughNorm(const Weight& rows, const Norm& norm, bool normed);
/// Fills the moments. `bias` (V): centred, of unit standard deviation or all zero.
void addMoments(WordSide& side, const Vector& bias);

} // namespace headscope::core
