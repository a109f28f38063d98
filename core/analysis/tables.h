// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headgrid.h"
#include "core/analysis/headtable.h"
#include "core/analysis/table.h"

#include <memory>
#include <optional>

namespace headscope::core {

/// Head view: position, token, id, pattern, pattern_size, pattern_rho, pattern_high_bias,
/// pattern_legibility, message, message_size, message_rho, message_high_bias, message_legibility,
/// shift, then one column per input token, its attention on this row's token, empty where it does
/// not see it. (Columns are named "attention 3 ship": position and token.) Hidden (high bias) cells
/// have no words.
TableSource headTableSource(std::shared_ptr<const HeadTable> table);

/// Which vectors of heads a table has rows of.
enum class VectorKind {
    Pattern, ///< of the side that the options say
    Message, ///< centred or not, likewise
};
/// Patterns / messages view: layer, head, position, token, id, words, scores, size, bias, rho,
/// high_bias, legibility. nullopt when stopped.
std::optional<TableSource> vectorTableSource(const Model& model, const Trace& trace,
                                             const Lens& lens, VectorKind kind,
                                             const HeadTableOptions& options,
                                             const RunControl& control = {});
/// The same rows of words that are there already; heads that are not there yet have none. Patterns
/// of cross-attention are here always those of the keys: the window shows them at the encoder's
/// tokens.
TableSource vectorTableSource(std::shared_ptr<const HeadGrid> grid, VectorKind kind);

} // namespace headscope::core
