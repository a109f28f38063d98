// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/change.h"
#include "core/analysis/lab/sweep.h"

#include <QVariantMap>

#include <optional>
#include <vector>

namespace headscope::ui {

/// What of a model says which changes it can have.
struct LabModelShape {
    int layers = 0;
    int headsPerLayer = 0; ///< with those of cross-attention, which stand behind the others
    int ownHeads = 0;      ///< of them, that look at the layer's own tokens
    int headSize = 0;      ///< d: the largest rank of W^P
    int valueSize = 0;     ///< dv: the largest rank of W^M

    bool empty() const { return layers <= 0 || headsPerLayer <= 0; }
    bool operator==(const LabModelShape&) const = default;
};

/// One line of the Lab's list: an intervention, and whether it counts.
struct LabEntry {
    core::Intervention intervention;
    bool on = true;

    bool operator==(const LabEntry&) const = default;
};
using LabEntries = std::vector<LabEntry>;

/// What can be changed, in the order of the menu that adds one.
enum class LabKind {
    HeadsOff,
    PatternRank,
    MessageRank,
    DropSmall,
    DropHighBias,
    RouteQueries,
    GateScores
};
constexpr int labKindCount = 7;

LabKind kindOf(const core::Intervention& intervention);
/// One of that kind with what one would try first: heads off are the head at `place`, all others
/// all heads.
core::Intervention newIntervention(LabKind kind, const core::ChangeScope& place,
                                   const LabModelShape& shape);
/// `intervention` made into another kind, at the same heads.
core::Intervention asKind(const core::Intervention& intervention, LabKind kind,
                          const LabModelShape& shape);
/// The largest rank of that matrix.
int largestRank(const LabModelShape& shape, core::HeadMatrix matrix);

/// Whether a model of that shape can have it.
bool fits(const core::Intervention& intervention, const LabModelShape& shape);
/// All that count.
core::Change changeOf(const LabEntries& entries);
LabEntries entriesOf(const core::Change& change);

/// A list for session files, and that again: entries that are not whole and sound are left out,
/// whatever the list holds.
QVariantList lookOf(const LabEntries& entries);
LabEntries entriesOfLook(const QVariant& list);

} // namespace headscope::ui
