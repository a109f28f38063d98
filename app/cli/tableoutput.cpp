// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tableoutput.h"

#include "core/export/tablefile.h"
#include "core/export/workbook.h"
#include "core/model/model.h"

#include <sstream>

namespace headscope::cli {

std::vector<std::string> tableFormatNames()
{
    std::vector<std::string> names;
    names.reserve(core::tableFormats.size());
    for (const auto& [format, name] : core::tableFormats)
        names.emplace_back(name);
    return names;
}

void putTables(const std::vector<core::TableSource>& tables, core::TableFormat format,
               const std::string& file, const core::Model& model, std::string& out)
{
    model.checkFiles();
    if (file != "-") {
        core::saveTables(tables, format, file);
        model.checkFiles();
        return;
    }
    std::ostringstream text;
    if (format == core::TableFormat::Xlsx)
        core::writeWorkbook(tables, text);
    else
        core::writeTable(tables.front(), format, text);
    model.checkFiles();
    out += text.view();
}

} // namespace headscope::cli
