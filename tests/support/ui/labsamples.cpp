// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/labsamples.h"

namespace headscope::test {

using core::DropMessages;
using core::HeadIndex;
using core::LayerIndex;

core::ChangeScope oneHead(int layer, int number)
{
    return {LayerIndex(layer), HeadIndex(number)};
}

core::Change sampleChange()
{
    core::Change change;
    change.interventions = {{core::HeadOff{}, oneHead(3, 1)},
                            {core::RankCut{core::HeadMatrix::Pattern, 8}, {}},
                            {DropMessages{DropMessages::Rule::Small, 0.9}, {LayerIndex(2), {}}},
                            {core::RouteQueries{0.2}, {{}, HeadIndex(2)}},
                            {core::GateScores{}, {}}};
    return change;
}

ui::SweepPointsPtr samplePoints()
{
    auto made = std::make_shared<std::vector<core::SweepPoint>>();
    for (const double value : {1.0, 2.0, 4.0, 8.0}) {
        core::SweepPoint point;
        point.value = value;
        point.meanKl = value < 8 ? 1.0 / value : 0.0;
        point.meanDelta = -0.5 / value;
        point.agreement = 1 - 0.4 / value;
        point.tokens = 13;
        point.prompts = 1;
        made->push_back(point);
    }
    return made;
}

} // namespace headscope::test
