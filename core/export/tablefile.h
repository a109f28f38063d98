// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/base/runcontrol.h"
#include "core/export/tableformat.h"

#include <filesystem>
#include <vector>

namespace headscope::core {

/// Writes a file whole or not at all: what was there before stays until the new one is complete.
/// Several tables need a format that has room for them: Xlsx, a sheet each. The progress is told in
/// rows. False when stopped. Throws Error: WriteFailed with the path and the system's reason;
/// BadArgument where the format cannot hold the tables.
bool saveTables(const std::vector<TableSource>& tables, TableFormat format,
                const std::filesystem::path& path, const RunControl& control = {});

} // namespace headscope::core
