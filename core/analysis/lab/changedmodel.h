// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ranks.h"
#include "core/model/model.h"

#include <Eigen/Core>

#include <cstdint>
#include <map>
#include <memory>

namespace headscope::core {

/// The right singular vectors of W^P = W_K W_Q^T or W^M = W_V W_O of a head, the one with the
/// largest singular value first: directions of n_i that queries are read in, or directions of the
/// stream that messages are written in. float64.
struct HeadBasis {
    Eigen::MatrixXd directions; ///< (D, d), orthonormal columns
};
/// Thin QR of both factors, then the SVD of the (d, d) core; never (D, D). The gain of the norm
/// that the head reads through is not folded in: n = LN1(x) has it already, and the cut is to be
/// the best one of what the matrix does to n.
HeadBasis headBasis(const Attention& attention, HeadIndex head, HeadMatrix matrix);

/// A model that shares all weights of another one but those whose rank is cut: W becomes W_r, the
/// matrix of rank r that is nearest to it (Eckart and Young 1936). As W_r = W V_r V_r^T with the
/// first r right singular vectors (D, r), only one factor of each head changes:
///
/// - W^P: W_Q' = V_r V_r^T W_Q, the head's own columns of `query`. Queries are then made of r
///   numbers of n_i; keys, which a group may share, and all biases stay, so that p_j = k_j W_Q'^T
///   has the rank and the shift c_j = k_j . b_Q is as it was. Where positions turn, W_K W_Q^T is
///   the matrix at distance 0, and at any other the same r numbers of n_i are read. A norm of
///   queries comes after the cut. Behind a latent w' = w C with the C (d, d) that makes (down gain
///   w) C = V_r V_r^T (down gain w).
/// - W^M: W_O' = W_O V_r V_r^T, the head's own rows of `output`. The bias b_V goes through it too:
///   all that the head writes has the rank, and the code of a message in a cache r numbers.
///
/// So patterns, messages, ranks and the stream's sum of the changed model are those that it runs
/// with. Immutable once its cuts are made.
class ChangedModel final : public Model
{
public:
    /// Keeps `original`, whose weights it reads, and has no hash of its weights.
    explicit ChangedModel(std::shared_ptr<const Model> original);

    /// To be called before cut() for each head and matrix, which may then run side by side.
    void prepareCut(LayerIndex layer, HeadIndex head, HeadMatrix matrix);
    /// Once for each head and matrix; `basis` of the original, rank within 1 and d.
    void cut(LayerIndex layer, HeadIndex head, HeadMatrix matrix, const HeadBasis& basis, int rank);

    /// Of the original, which the weights that are not cut lie in. Throws as its own.
    void checkFiles() const override { m_original->checkFiles(); }

private:
    Attention& attentionOf(LayerIndex layer, HeadIndex head);
    HeadIndex within(LayerIndex layer, HeadIndex head) const;

    std::shared_ptr<const Model> m_original;
    std::map<const Weight*, Matrix> m_owned; ///< (in, out), by the weight of this model
};

} // namespace headscope::core
