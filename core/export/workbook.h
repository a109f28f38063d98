// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/base/runcontrol.h"

#include <ostream>
#include <vector>

namespace headscope::core {

/// Writes an Office Open XML workbook (.xlsx), a sheet per table: the first row is the header,
/// which stays in sight and has a filter for each column; columns are as wide as their words;
/// numbers are coloured by TableSource::heat, as rules of the spreadsheet, so that the colours go
/// along with sorting and editing. Text is text, whatever it begins with. The same tables give the
/// same bytes.
///
/// Row by row through files without names in the system's temporary folder. False when stopped.
/// Throws Error{BadArgument} where a table has more rows or columns than a sheet can have, and
/// Error{WriteFailed} where the temporary folder has no room.
bool writeWorkbook(const std::vector<TableSource>& tables, std::ostream& out,
                   const RunControl& control = {});

} // namespace headscope::core
