// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace headscope::core {

/// The matrices of a head whose singular values are looked at.
enum class HeadMatrix {
    Pattern, ///< W^P = W_K W_Q^T (D, D), never built
    Message, ///< W^M = W_V W_O (D, D), never built
    Query,   ///< W_Q (D, d)
    Key,     ///< W_K (D, d)
    Value,   ///< W_V (D, dv)
    Output,  ///< W_O (dv, D)
};
/// For lists that have an entry for each of them.
constexpr int headMatrixCount = 6;
/// "P", "M", "Q", "K", "V", "O".
const char* letterOf(HeadMatrix matrix);

/// The factors of W^P = k q^T and W^M = v o^T, as Attention::head() has them: of grouped heads the
/// group's keys and values, of latent attention all that the latent's projections make together,
/// with the gains of norms on the way, of rotary heads those of two tokens at the same place.
struct HeadFactors {
    Eigen::MatrixXd q; ///< (D, d) W_Q
    Eigen::MatrixXd k; ///< (D, d) W_K
    Eigen::MatrixXd v; ///< (D, dv) W_V
    Eigen::MatrixXd o; ///< (D, dv) W_O^T
};

/// `fold`: with what the norm does to the stream, but for its length, in all factors that read it:
/// the gain, and, where the norm takes the mean away, what is left of the factor when the mean of
/// every column is. These are W_Q, and W_K and W_V but for those of cross-attention, which read
/// what an encoder has made.
HeadFactors headFactors(const Attention& attention, HeadIndex head, bool fold);

/// The attention that has a head of a layer, and its number there: heads of cross-attention come
/// behind the layer's own, and count from 0 in theirs. A reference into the model.
struct HeadPlace {
    const Attention& attention; ///< the layer's own, or its cross-attention
    HeadIndex head;             ///< 0 .. attention.heads - 1
};
/// `head`: as the layer counts them. Throws as checkLayer() and checkHead().
HeadPlace headPlace(const Model& model, LayerIndex layer, HeadIndex head);

/// R of the thin QR of a (D, d) factor; (min(D, d), d).
Eigen::MatrixXd triangleOf(const Eigen::MatrixXd& factor);
/// Q of the same; (D, min(D, d)).
Eigen::MatrixXd basisOf(const Eigen::MatrixXd& factor);

} // namespace headscope::core
