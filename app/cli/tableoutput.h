// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/export/tableformat.h"

#include <string>
#include <vector>

namespace headscope::core {
class Model;
}

namespace headscope::cli {

/// For CLI::IsMember: those of core::tableFormats.
std::vector<std::string> tableFormatNames();

/// Writes tables to a file, or to `out` where `file` is "-"; more than one needs xlsx. Throws
/// core::Error where the file cannot be written, or a file of the model that they were made of has
/// changed meanwhile.
void putTables(const std::vector<core::TableSource>& tables, core::TableFormat format,
               const std::string& file, const core::Model& model, std::string& out);

} // namespace headscope::cli
