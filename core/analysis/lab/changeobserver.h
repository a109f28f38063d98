// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/lab.h"
#include "core/analysis/lab/messagescales.h"
#include "core/model/forward.h"

#include <Eigen/Core>

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// What a change does to one head while it runs, and what it has to look up for it.
struct HeadPlan {
    std::vector<DropMessages> drops;           ///< a message goes where any of them wants it to
    std::shared_ptr<const MessageSizes> sizes; ///< where a drop goes by size
    std::shared_ptr<const MessageBias> bias;   ///< where one goes by bias
    std::optional<double> route;               ///< the highest threshold
    bool gate = false;                         ///< see GateScores
    std::optional<HeadOff::Mode> off;          ///< empty: the head stays on

    /// Whether the head has to be touched while it runs; ranks are cut before.
    bool any() const { return !drops.empty() || route || gate || off; }
};

/// Makes the changes of a run to the attention that it is shown, and notes what they come to.
/// `plans` (L H), layer after layer, outlive it. For one run.
class ChangeObserver final : public ForwardObserver
{
public:
    /// `model`: with its ranks cut, the one that is run.
    ChangeObserver(const Model& model, const std::vector<HeadPlan>& plans)
        : m_ownHeads(model.info.heads), m_headsPerLayer(model.info.headsPerLayer()), m_plans(plans)
    {}

    /// Changes run.attention and run.open by the plans of the heads of `a`. On all threads.
    void attended(LayerIndex layer, const Attention& a, AttentionRun& run) override;
    /// (L H), of the layers that have run.
    std::vector<HeadEffect> takeEffects() { return std::move(m_effects); }

private:
    int m_ownHeads;
    int m_headsPerLayer;
    const std::vector<HeadPlan>& m_plans;
    std::vector<HeadEffect> m_effects;
};

/// (T): the cosine of every query's n_i with the centroid of the patterns of a head of the run; 0
/// where one of them is zero. See RouteQueries.
Eigen::VectorXd centroidCosines(const Attention& a, HeadIndex head, const AttentionRun& run);

} // namespace headscope::core
