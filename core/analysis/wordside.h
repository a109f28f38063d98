// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <Eigen/Core>

#include <optional>
#include <span>
#include <vector>

namespace headscope::core {

/// The words' side of a comparison. The score of a prepared vector v with constant c and word t is
///     (v . row_t) scale_t + c offset_t,
/// which covers every space and metric with the embedding as it lies in the file: for the layer
/// space LN(e_t) = (e_t - mean_t) / sigma_t * g + b, so v . LN(e_t) = (e_t . (v g - mean(v g))) /
/// sigma_t + v . b. So one vocabulary serves all layers, and vectors of many layers can share one
/// product. Immutable once built.
struct WordSide {
    Weight rows;               ///< (V, D)
    std::vector<float> scale;  ///< (V)
    std::vector<float> offset; ///< (V)

    // First moments, so that the mean of a vector's scores and their covariance with the word bias
    // are two dot products.
    Eigen::VectorXd meanRow; ///< (D): mean over words of scale_t row_t
    Eigen::VectorXd biasRow; ///< (D): mean over words of b_t scale_t row_t
    double meanOffset = 0.0; ///< mean of offset_t
    double biasOffset = 0.0; ///< mean of b_t offset_t
};

/// The sides of `rows` (V, D), one for each of `norms`: words as that norm's reader sees them, or
/// as they lie in the file where it is nullptr; divided by their norms where `normed` (cosine). All
/// are made in one pass over the words, which reading them from memory costs nearly all of.
/// `bias` (V): centred, of unit standard deviation or all zero. nullopt when stopped.
std::optional<std::vector<WordSide>> makeWordSides(const Weight& rows,
                                                   std::span<const Norm* const> norms, bool normed,
                                                   const Vector& bias,
                                                   const RunControl& control = {});

} // namespace headscope::core
