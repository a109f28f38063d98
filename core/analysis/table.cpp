// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/table.h"

#include <algorithm>

namespace headscope::core {

void TableSource::setHeat(const std::string& column, Heat meaning)
{
    heat.resize(columns.size(), Heat::None);
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (columns[c] == column)
            heat[c] = meaning;
}

void TableSource::setHeatFrom(std::size_t first, Heat meaning)
{
    heat.resize(columns.size(), Heat::None);
    std::fill(heat.begin() + static_cast<std::ptrdiff_t>(std::min(first, heat.size())), heat.end(),
              meaning);
}

} // namespace headscope::core
