// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/barsmodel.h"

#include "ui/models/roles.h"

#include <algorithm>

namespace headscope::ui {

BarsModel::BarsModel(QObject* parent) : QAbstractTableModel(parent) {}

void BarsModel::setBars(std::vector<Bar> bars)
{
    beginResetModel();
    m_bars = std::move(bars);
    endResetModel();
}

int BarsModel::rowOfKey(int key) const
{
    const auto found = std::find_if(m_bars.begin(), m_bars.end(),
                                    [key](const Bar& bar) { return bar.key == key; });
    return found == m_bars.end() ? -1 : static_cast<int>(found - m_bars.begin());
}

int BarsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_bars.size());
}

int BarsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BarsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Bar& bar = m_bars[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Label ? bar.label : bar.valueText;
    case Qt::AccessibleTextRole:
        return bar.label + QLatin1Char(' ') + bar.valueText;
    case ValueRole:
        return bar.value;
    case FractionRole:
        return bar.fraction;
    case ValueTextRole:
        return bar.valueText;
    case ExportRole:
        return index.column() == Label ? bar.label : QString::number(bar.value, 'g', 7);
    case Qt::ToolTipRole:
        return bar.tip;
    }
    return {};
}

} // namespace headscope::ui
