// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headfactors.h"

#include <Eigen/Core>

namespace headscope::tests {

/// The matrix of a head written out in float64, from the weights as the layer has them: (D, D) for
/// W^P and W^M, (D, d) for W_Q, W_K, W_V and (d, D) for W_O. `fold`: with what the norm
/// does, but for the length, in the factors that read the stream.
Eigen::MatrixXd fullMatrix(const core::Attention& attention, int head, core::HeadMatrix matrix,
                           bool fold);

/// Its singular values by Jacobi's rotations, as many as `count`.
Eigen::VectorXd plainSingularValues(const Eigen::MatrixXd& matrix, Eigen::Index count);

} // namespace headscope::tests
