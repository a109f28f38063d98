// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/frozennorm.h"
#include "core/model/trace.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// The sub-layers of a layer, in the order in which they write to the stream.
enum class SubLayer {
    Attention, ///< of the layer's own heads
    Cross,     ///< in decoders only
    Neurons,   ///< the FFN
};
/// How many a layer has room for, in lists by layer and SubLayer.
constexpr int subLayers = 3;

/// The norms that what is written to one token's stream goes through on its way to a state, with
/// the scales that they had: those behind sub-layers (outputNorm), and those over sums (sumNorm),
/// which everything written before goes through too. Models without either have empty ways. Views
/// into the model.
class StreamWays
{
public:
    /// `layers`: those below the state.
    StreamWays(const Model& model, const Trace& trace, Position token, int layers);
    StreamWays(const StreamWays&) = delete; // ways point into it
    StreamWays& operator=(const StreamWays&) = delete;

    /// Whether there is any norm on any way.
    bool frozen() const { return m_frozen; }
    /// Of what a sub-layer writes.
    const FrozenWay& way(LayerIndex layer, SubLayer part) const { return at(layer, part).way; }
    /// Of what stands before the first layer.
    const FrozenWay& embeddingWay() const { return m_embedding; }
    /// What the biases of the sub-layer's own norms come to in the state. (D)
    Eigen::VectorXd biases(LayerIndex layer, SubLayer part) const;
    /// The same of the embedding's norm.
    Eigen::VectorXd embeddingBias() const;

private:
    struct Step {
        std::optional<FrozenNorm> output;
        std::optional<FrozenNorm> sum;
        FrozenWay way;    ///< from the sub-layer's output on
        FrozenWay added;  ///< from behind outputNorm on
        FrozenWay summed; ///< from behind sumNorm on
    };
    const Step& at(LayerIndex layer, SubLayer part) const
    {
        return m_steps[static_cast<std::size_t>(layer.value) * static_cast<std::size_t>(subLayers)
                       + static_cast<std::size_t>(part)];
    }
    void freeze(const Model& model, const Trace& trace, int token, int layer);

    bool m_frozen = false;
    Eigen::Index m_width = 0;
    std::vector<Step> m_steps; ///< subLayers a layer
    std::optional<FrozenNorm> m_embeddingNorm;
    FrozenWay m_embedding;
    FrozenWay m_embedded; ///< from behind the embedding's norm on
};

/// (K) the attention of token i on all tokens that a head looks at, 0 for those that are not seen;
/// made again where the trace does not keep it.
Vector attentionRow(const HeadRun& run, int token);

} // namespace headscope::core
