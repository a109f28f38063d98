// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace headscope::core {

/// What the heads of one layer compute. T tokens; K keys, T but in cross-attention.
struct AttentionRun {
    Matrix input;     ///< (T, D): n = LN1(state)
    Matrix queries;   ///< (T, H d), biases and norms included, not turned by their positions
    Matrix keys;      ///< (K, G d), likewise
    Matrix values;    ///< (K, G dv)
    Matrix attention; ///< (H T, K): head after head; 0 for keys that are not seen
    /// (H): 1 where an observer has a head's queries weigh keys that they do not see. Empty: none.
    std::vector<std::uint8_t> open;
};

/// What one layer of a run computes, in the order in which it comes to be.
struct LayerRun : AttentionRun {
    Matrix state;       ///< (T, D): before the layer
    Matrix middle;      ///< (T, D): state + attention's output
    AttentionRun cross; ///< where the layer looks at an encoder's output
    Matrix crossed;     ///< (T, D): middle + cross-attention's output
    Matrix routing;     ///< (T, E): the weights of experts, where there are any; 0: did not run
    Matrix activations; ///< (T, F): act(LN2(.) W_in + b_in), or what stands there with a gate
};

/// Watches a forward pass, and may change what it is shown: each hook comes after its part is
/// computed and before it is used. Called in the thread that runs forward().
class ForwardObserver
{
public:
    virtual ~ForwardObserver() = default;
    virtual void projected(LayerIndex /*layer*/, LayerRun& /*run*/) {} ///< state, input, queries,
                                                                       ///< keys, values
    /// Attention: of the layer's own heads, then, where there is one, of its cross-attention.
    virtual void attended(LayerIndex /*layer*/, const Attention& /*a*/, AttentionRun& /*run*/) {}
    virtual void mixed(LayerIndex /*layer*/, LayerRun& /*run*/) {}     ///< middle, crossed
    virtual void activated(LayerIndex /*layer*/, LayerRun& /*run*/) {} ///< activations
    /// The layer is over; what is wanted may be moved out of `run`, what is left is overwritten.
    virtual void layerDone(LayerIndex /*layer*/, LayerRun& /*run*/) {}
    virtual void finished(Matrix& /*state*/) {} ///< (T, D): the last state, before the final norm
};

/// Runs the layers of a model on its ids; false when stopped. Equations: sub-layers read LN(x) and
/// add to x; attention a = softmax(q k^T scale) over the keys that are seen. `memory`, (T_enc, D):
/// what an encoder left, encoderOutput(); of models that have one.
bool forward(const Model& model, const std::vector<TokenId>& ids, ForwardObserver& observer,
             const RunControl& control = {}, const Matrix* memory = nullptr);

/// (T, D): the last states of an encoder, through its final norm; what its decoder's
/// cross-attention looks at.
Matrix encoderOutput(const Model& encoder, const Matrix& lastStates);

/// What the model reads words from: the final norm of the (transformed) states (n, D).
Matrix readout(const Model& model, const ConstMatrixView& states);

/// Which state the neurons of a layer read, before their norm.
const Matrix& neuronInput(const Layer& layer, const LayerRun& run);

/// `result` becomes (n, V): the logits of states, readout() U^T; false when stopped. Throws
/// Error{Unsupported} where one of them is beyond float32. Long prompts ask for a few rows at a
/// time: (T, V) is large.
bool logits(const Model& model, const ConstMatrixView& states, Matrix& result,
            const RunControl& control);
/// The same, never stopped.
Matrix logits(const Model& model, const Matrix& states);

} // namespace headscope::core
