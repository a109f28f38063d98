// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/weightstable.h"

#include "core/analysis/ranks.h"

#include <string>
#include <utility>

namespace headscope::core {

TableSource weightsTableSource(std::shared_ptr<const Model> model)
{
    constexpr int perHead = 4;
    const int heads = model->info.headsPerLayer();
    const int rows = model->info.layers * heads * perHead;
    TableSource source;
    source.columns = {"layer", "head", "fold", "matrix",  "s1",
                      "e90",   "e99",  "e999", "entropy", "stable"};
    source.name = "weights";
    source.rows = static_cast<std::size_t>(rows);
    source.setHeat("s1", Heat::Size);
    source.setHeat("stable", Heat::Size);
    source.setHeat("entropy", Heat::Size);
    source.next = [model = std::move(model), heads, rows, at = 0](TableRow& row) mutable {
        if (at == rows)
            return false;
        const int layer = at / perHead / heads;
        const int head = at / perHead % heads;
        const bool fold = at % perHead >= 2;
        const bool pattern = at % 2 == 0;
        ++at;
        const auto values = singularValues(*model, LayerIndex(layer), HeadIndex(head),
                                           pattern ? HeadMatrix::Pattern : HeadMatrix::Message,
                                           fold);
        const Ranks rank = ranks(values);
        row = {std::int64_t(layer),
               std::int64_t(head),
               std::int64_t(fold ? 1 : 0),
               std::string(pattern ? "P" : "M"),
               values.size() > 0 ? values[0] : 0.0,
               std::int64_t(rank.e90),
               std::int64_t(rank.e99),
               std::int64_t(rank.e999),
               rank.entropy,
               rank.stable};
        return true;
    };
    return source;
}

} // namespace headscope::core
