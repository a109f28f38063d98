// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gridmodel.h"

#include "ui/models/roles.h"

#include <cmath>

namespace headscope::ui {

QVariant GridModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == ValueRole) {
        const double value = shade(index.row(), index.column());
        return std::isnan(value) ? QVariant() : QVariant(value);
    }
    if (role == MarkedRole)
        return static_cast<int>(marks(index.row(), index.column()));
    return cellData(index.row(), index.column(), role);
}

bool GridModel::has(int row, int column, const QString& text) const
{
    if (cellData(row, column, HiddenRole).toBool())
        return false;
    const QStringList words = cellData(row, column, WordsRole).toStringList();
    for (const QString& word : words)
        if (word.contains(text, Qt::CaseInsensitive))
            return true;
    return words.isEmpty()
           && cellData(row, column, Qt::DisplayRole).toString().contains(text, Qt::CaseInsensitive);
}

} // namespace headscope::ui
