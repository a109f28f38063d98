// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/weightspectra.h"

#include "core/base/threads.h"

#include <algorithm>
#include <utility>

namespace headscope::core {

namespace {

/// So many heads per thread are done between two looks at whether to stop.
constexpr std::size_t headsPerThread = 2;

void takeApart(const Model& model, HeadSpectra& head, int matrices)
{
    const HeadPlace place = headPlace(model, head.layer, head.head);
    for (const bool fold : {false, true}) {
        auto values = firstSingularValues(place.attention, place.head, fold, matrices);
        auto spectrum = head.all[fold ? 1 : 0].begin();
        for (Eigen::VectorXd& s : values) {
            spectrum->ranks = ranks(s);
            spectrum->values = std::move(s);
            ++spectrum;
        }
    }
}

} // namespace

WeightSpectraSearch::WeightSpectraSearch(std::shared_ptr<const Model> model, bool factors)
    : m_model(std::move(model)), m_matrices(factors ? headMatrixCount : 2)
{
    const ModelInfo& info = m_model->info;
    m_spectra.layers = info.layers;
    m_spectra.headsPerLayer = info.headsPerLayer();
    m_spectra.ownHeads = info.heads;
    for (int layer = 0; layer < info.layers; ++layer)
        for (int head = 0; head < info.headsPerLayer(); ++head)
            m_spectra.heads.push_back({LayerIndex(layer), HeadIndex(head), {}});
}

bool WeightSpectraSearch::advance(const RunControl& control)
{
    const std::size_t total = m_spectra.heads.size();
    while (m_done < total) {
        if (control.stopped())
            return false;
        const std::size_t count = std::min(headsPerThread * static_cast<std::size_t>(threadCount()),
                                           total - m_done);
        sharePieces(static_cast<std::ptrdiff_t>(count), [&](std::ptrdiff_t piece) {
            takeApart(*m_model, m_spectra.heads[m_done + static_cast<std::size_t>(piece)],
                      m_matrices);
        });
        m_done += count;
        control.report(static_cast<int>(m_done), static_cast<int>(total));
    }
    return true;
}

std::optional<WeightSpectra> weightSpectra(const std::shared_ptr<const Model>& model, bool factors,
                                           const RunControl& control)
{
    WeightSpectraSearch search(model, factors);
    if (!search.advance(control))
        return std::nullopt;
    return search.take();
}

} // namespace headscope::core
