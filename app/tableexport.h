// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/evolution.h"
#include "core/analysis/neurontable.h"
#include "core/analysis/positions.h"
#include "core/analysis/stream.h"
#include "core/analysis/tables.h"

#include <QString>

#include <memory>

namespace headscope::app {

/// Writes a head's table to a file, whole or not at all; the format is that of the name's ending
/// (csv, tsv, json). Empty when done, else one sentence that says what went wrong and where.
QString saveHeadTable(const std::shared_ptr<const core::HeadTable>& table, const QString& path);

/// The same of the words of all heads.
QString saveVectorTable(const std::shared_ptr<const core::HeadGrid>& grid, core::VectorKind kind,
                        const QString& path);
/// The same of the words and activations of all neurons, a row at a time.
QString saveNeuronTable(const std::shared_ptr<const core::NeuronActivity>& activity,
                        const std::shared_ptr<const core::NeuronWords>& words, const QString& path);
/// The same of all states of a prompt, and of a head's pairs of positions.
QString saveEvolutionTable(const std::shared_ptr<const core::Evolution>& evolution,
                           bool hideFragments, const QString& path);
QString savePositionTable(const std::shared_ptr<const core::PositionPatterns>& patterns,
                          const QString& path);
/// The same of everything that was added to a token's stream; words where they are there.
QString saveStreamTable(const std::shared_ptr<const core::TokenStream>& stream,
                        const std::shared_ptr<const core::HeadGrid>& grid,
                        const std::shared_ptr<const core::NeuronWords>& words, const QString& path);
/// Any table, by its rows.
QString saveTable(const core::TableSource& table, const QString& path);

} // namespace headscope::app
