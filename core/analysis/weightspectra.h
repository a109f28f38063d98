// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ranks.h"
#include "core/base/runcontrol.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// The singular values of one matrix and what they make of its rank.
struct Spectrum {
    Eigen::VectorXd values; ///< (d), largest first
    Ranks ranks;            ///< of `values`
};

/// The spectra of one head: of W^P, W^M and of the factors that these are made of.
struct HeadSpectra {
    LayerIndex layer; ///< 0 .. L - 1
    HeadIndex head;   ///< 0 .. headsPerLayer - 1
    /// By fold and HeadMatrix; those of the factors are empty where they were not asked for.
    std::array<std::array<Spectrum, headMatrixCount>, 2> all;

    /// `fold`: see headFactors().
    const Spectrum& of(HeadMatrix matrix, bool fold) const
    {
        return all[fold ? 1 : 0][static_cast<std::size_t>(matrix)];
    }
};

/// Of all heads of a model. Immutable; shared with the window.
struct WeightSpectra {
    int layers = 0;                 ///< L
    int headsPerLayer = 0;          ///< those of cross-attention included
    int ownHeads = 0;               ///< per layer, before those of cross-attention
    std::vector<HeadSpectra> heads; ///< (L x heads per layer)

    /// Both from 0; neither is checked.
    const HeadSpectra& at(LayerIndex layer, HeadIndex head) const
    {
        return heads[static_cast<std::size_t>(layer.value) * static_cast<std::size_t>(headsPerLayer)
                     + static_cast<std::size_t>(head.value)];
    }
};

/// Takes the weights of all heads apart, a few heads at a time on all threads. No prompt has a part
/// in it, and it needs nothing of the model but its attention. Belongs to one thread at a time;
/// stopping loses nothing.
class WeightSpectraSearch
{
public:
    /// `factors`: those of W_Q, W_K, W_V and W_O too.
    explicit WeightSpectraSearch(std::shared_ptr<const Model> model, bool factors = true);
    /// Goes on until all heads are done (true) or `control` asks to stop (false); reports heads.
    bool advance(const RunControl& control = {});
    /// Only once advance() returned true.
    WeightSpectra take() { return std::move(m_spectra); }

private:
    std::shared_ptr<const Model> m_model;
    WeightSpectra m_spectra;
    int m_matrices;
    std::size_t m_done = 0;
};

/// All of it at once; nullopt when stopped.
std::optional<WeightSpectra> weightSpectra(const std::shared_ptr<const Model>& model,
                                           bool factors = true, const RunControl& control = {});

} // namespace headscope::core
