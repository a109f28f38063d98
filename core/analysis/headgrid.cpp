// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headgrid.h"

#include <algorithm>

namespace headscope::core {

bool HeadGrid::complete() const
{
    return std::find(heads.begin(), heads.end(), nullptr) == heads.end();
}

HeadGrid headGrid(const Model& model, const std::vector<PromptToken>& tokens,
                  const HeadWordsSearch& search)
{
    HeadGrid grid;
    grid.options = search.request().options;
    grid.layers = model.info.layers;
    grid.headsPerLayer = model.info.headsPerLayer();
    grid.ownHeads = model.info.heads;
    grid.tokens = tokens;
    if (model.encoder)
        grid.memory = promptTokens(*model.encoder, search.trace().encoder->ids);
    grid.tied = model.info.tied;
    for (const Layer& layer : model.layers)
        grid.byDistance = grid.byDistance || layer.attention.dependsOnDistance();
    grid.words = model.words;
    grid.heads.resize(static_cast<std::size_t>(grid.layers * grid.headsPerLayer));
    for (std::size_t k = 0; k < search.done(); ++k) {
        const auto& which = search.request().heads[k];
        grid.heads[static_cast<std::size_t>(which.layer.value * grid.headsPerLayer
                                            + which.head.value)] = search.words(k);
    }
    return grid;
}

} // namespace headscope::core
