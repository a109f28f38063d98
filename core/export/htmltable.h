// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/export/rowprogress.h"

#include <ostream>

namespace headscope::core {

/// Writes a page that needs nothing else: styles and the one script are in it, and its own policy
/// forbids to load anything. Headers sort, a field filters, numbers are coloured by
/// TableSource::heat; without scripts the table is there all the same. False when stopped.
bool writeHtmlTable(const TableSource& table, std::ostream& out, RowProgress& progress);

} // namespace headscope::core
