// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/composition.h"
#include "core/analysis/evolution.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/headmeasures.h"
#include "core/analysis/headtable.h"
#include "core/analysis/lab/labresult.h"
#include "core/analysis/neuronactivity.h"
#include "core/analysis/neurontable.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/positions.h"
#include "core/analysis/singulardirections.h"
#include "core/analysis/stream.h"
#include "core/analysis/table.h"
#include "core/analysis/tables.h"
#include "core/analysis/weightspectra.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace headscope::app {

struct SweepResult; // of session.h

/// The rows of a view's result, or the sentence that says why there are none yet. The rows keep
/// what they are of, so that they can be written in any thread, whatever the window does next.
struct ViewTable {
    std::optional<core::TableSource> source;
    QString reason;
};

/// The measures of all heads; null: not all are there.
ViewTable headsTable(const std::shared_ptr<const std::vector<core::HeadMeasures>>& measures,
                     int ownHeads);
ViewTable headTable(const std::shared_ptr<const core::HeadTable>& table);
/// The words of all heads.
ViewTable vectorTable(const std::shared_ptr<const core::HeadGrid>& grid, core::VectorKind kind);
/// The words and activations of all neurons.
ViewTable neuronTable(const std::shared_ptr<const core::NeuronActivity>& activity,
                      const std::shared_ptr<const core::NeuronWords>& words);
/// All states of a prompt; a head's pairs of positions.
ViewTable evolutionTable(const std::shared_ptr<const core::Evolution>& evolution,
                         bool hideFragments);
ViewTable positionTable(const std::shared_ptr<const core::PositionPatterns>& patterns);
/// The ranks of all heads' matrices and their factors; a head's singular directions; what heads
/// read of what earlier ones write.
ViewTable weightTable(const std::shared_ptr<const core::WeightSpectra>& spectra);
ViewTable directionTable(const std::shared_ptr<const core::SingularDirections>& directions);
ViewTable compositionTable(const std::shared_ptr<const core::CompositionMatrix>& composition);
/// Everything that was added to a token's stream; words where they are there.
ViewTable streamTable(const std::shared_ptr<const core::TokenStream>& stream,
                      const std::shared_ptr<const core::HeadGrid>& grid,
                      const std::shared_ptr<const core::NeuronWords>& words);
/// What a change does, token by token; head by head; what a parameter's values do.
ViewTable labTable(const std::shared_ptr<const core::LabResult>& result);
ViewTable labHeadsTable(const std::shared_ptr<const core::LabResult>& result);
ViewTable sweepTable(const std::shared_ptr<const SweepResult>& sweep);

/// Writes rows to a file, whole or not at all; the format is that of the name's ending. Empty when
/// done, else one sentence that says what went wrong and where. Small tables: in this thread.
QString saveTable(core::TableSource table, const QString& path);

} // namespace headscope::app
