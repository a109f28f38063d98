// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/tablefile.h"

#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/export/workbook.h"

#include <string>

namespace headscope::core {

bool saveTables(const std::vector<TableSource>& tables, TableFormat format,
                const std::filesystem::path& path, const RunControl& control)
{
    if (tables.size() != 1 && format != TableFormat::Xlsx)
        throw Error(ErrorKind::BadArgument, path.string() + ": " + std::to_string(tables.size())
                                                + " tables need the format xlsx");
    AtomicFile file(path);
    const bool whole = format == TableFormat::Xlsx
                           ? writeWorkbook(tables, file.stream(), control)
                           : writeTable(tables.front(), format, file.stream(), control);
    if (whole)
        file.commit();
    return whole;
}

} // namespace headscope::core
