// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headfactors.h"
#include "core/model/model.h"

#include <vector>

namespace headscope::core {

/// Effective ranks of a matrix by its singular values s, under named definitions.
struct Ranks {
    int e90 = 0;        ///< the fewest values that hold 90 % of sum s^2
    int e99 = 0;        ///< 99 %
    int e999 = 0;       ///< 99.9 %
    double entropy = 0; ///< exp(H(s / sum s))
    double stable = 0;  ///< sum s^2 / s_1^2

    bool operator==(const Ranks&) const = default; ///< exactly, no tolerance
};

/// The singular values of a head's matrix, largest first, as many as its factors are wide: thin QR
/// of both factors, then the (d, d) core; never (D, D). float64. `fold`: see headFactors().
Eigen::VectorXd singularValues(const Attention& attention, HeadIndex head, HeadMatrix matrix,
                               bool fold);
/// The same by the number that the head has in its layer: those of cross-attention come behind the
/// layer's own.
Eigen::VectorXd singularValues(const Model& model, LayerIndex layer, HeadIndex head,
                               HeadMatrix matrix, bool fold);
/// Those of the first `count` of a head's matrices, in the order of HeadMatrix; each factor is
/// taken apart once.
std::vector<Eigen::VectorXd> firstSingularValues(const Attention& attention, HeadIndex head,
                                                 bool fold, int count = headMatrixCount);
/// `singularValues`: largest first. All 0 where there are none but zeros.
Ranks ranks(const Eigen::VectorXd& singularValues);

} // namespace headscope::core
