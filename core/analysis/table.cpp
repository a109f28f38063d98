// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/table.h"

#include <algorithm>

namespace headscope::core {

int TableSource::columnOf(std::string_view column) const
{
    const auto at = std::find(columns.begin(), columns.end(), column);
    return at == columns.end() ? -1 : static_cast<int>(at - columns.begin());
}

void TableSource::setContent(std::initializer_list<std::string_view> names, Content what)
{
    content.resize(columns.size(), Content::Number);
    for (const std::string_view column : names)
        if (const int at = columnOf(column); at >= 0)
            content[static_cast<std::size_t>(at)] = what;
}

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
