// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <optional>
#include <vector>

namespace headscope::core {

/// What one layer of a run computes, in the order in which it comes to be. T tokens.
struct LayerRun {
    Matrix state;       ///< (T, D): before the layer
    Matrix input;       ///< (T, D): n = LN1(state)
    Matrix queries;     ///< (T, H d), biases included
    Matrix keys;        ///< (T, G d)
    Matrix values;      ///< (T, G d)
    Matrix attention;   ///< (H T, T): head after head; 0 above the diagonal
    Matrix middle;      ///< (T, D): state + attention's output
    Matrix activations; ///< (T, F): act(LN2(middle) W_in + b_in)
};

/// Watches a forward pass, and may change what it is shown: each hook comes after its part is
/// computed and before it is used. Called in the thread that runs forward().
class ForwardObserver
{
public:
    virtual ~ForwardObserver() = default;
    virtual void projected(LayerIndex /*layer*/, LayerRun& /*run*/) {} ///< state, input, queries,
                                                                       ///< keys, values
    virtual void attended(LayerIndex /*layer*/, LayerRun& /*run*/) {}  ///< attention
    virtual void mixed(LayerIndex /*layer*/, LayerRun& /*run*/) {}     ///< middle
    virtual void activated(LayerIndex /*layer*/, LayerRun& /*run*/) {} ///< activations
    /// The layer is over; what is wanted may be moved out of `run`, what is left is overwritten.
    virtual void layerDone(LayerIndex /*layer*/, LayerRun& /*run*/) {}
    virtual void finished(Matrix& /*state*/) {} ///< (T, D): the last state, before the final norm
};

/// Runs the model on checked ids; false when stopped. Equations: sub-layers read LN(x) and add to
/// x; attention a = softmax(q k^T scale) over j <= i.
bool forward(const Model& model, const std::vector<TokenId>& ids, ForwardObserver& observer,
             const RunControl& control = {});

/// `result` becomes (n, V): LN_f(states) U^T; false when stopped. Throws Error{Unsupported} where
/// one of them is beyond float32. Long prompts ask for a few rows
/// at a time: (T, V) is large.
bool logits(const Model& model, const ConstMatrixView& states, Matrix& result,
            const RunControl& control);
/// The same, never stopped.
Matrix logits(const Model& model, const Matrix& states);

} // namespace headscope::core
