// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/positionsmodel.h"

#include "ui/models/roles.h"
#include "ui/models/wordtext.h"

#include <QLocale>

#include <limits>

namespace headscope::ui {

QString pairSentence(const core::PositionPatterns& patterns, int query, int key)
{
    if (!patterns.sees(query, key))
        return (key > query
                    ? PositionsModel::tr("Position %1 comes before position %2 and cannot attend "
                                         "to it.")
                    : PositionsModel::tr("Position %1 does not see position %2: it is outside the "
                                         "attention window."))
            .arg(query)
            .arg(key);
    return PositionsModel::tr(
               "Position %1 on position %2: score %3, %4 above its mean; attention %5.")
        .arg(query)
        .arg(key)
        .arg(numberText(static_cast<double>(patterns.scores(query, key)), 3),
             numberText(static_cast<double>(patterns.excess(query, key)), 3),
             percentText(static_cast<double>(patterns.attention(query, key))));
}

void PositionsModel::setPatterns(PositionPatternsPtr patterns, Measure measure)
{
    beginResetModel();
    m_patterns = std::move(patterns);
    m_measure = measure;
    endResetModel();
}

double PositionsModel::value(int key, int query) const
{
    switch (m_measure) {
    case Measure::Score:
        return static_cast<double>(m_patterns->scores(query, key));
    case Measure::Attention:
        return static_cast<double>(m_patterns->attention(query, key));
    case Measure::Excess:
        break;
    }
    return static_cast<double>(m_patterns->excess(query, key));
}

double PositionsModel::largest() const
{
    if (!m_patterns || m_measure == Measure::Attention)
        return 1.0;
    return static_cast<double>(m_measure == Measure::Score ? m_patterns->largestScore
                                                           : m_patterns->largestExcess);
}

double PositionsModel::shade(int row, int column) const
{
    if (!m_patterns->sees(column, row))
        return std::numeric_limits<double>::quiet_NaN();
    const double most = largest();
    return most > 0.0 ? value(row, column) / most : 0.0;
}

int PositionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_patterns ? 0 : m_patterns->count();
}

int PositionsModel::columnCount(const QModelIndex& parent) const
{
    return rowCount(parent);
}

QVariant PositionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= rowCount())
        return {};
    if (role == Qt::DisplayRole)
        return QLocale().toString(section);
    if (role != Qt::ToolTipRole)
        return {};
    return orientation == Qt::Horizontal
               ? tr("Position %1 as the query: what it attends to").arg(section)
               : tr("Position %1 as the key: what attends to it").arg(section);
}

QString PositionsModel::text(int row, int column) const
{
    if (!m_patterns->sees(column, row))
        return {};
    const double x = value(row, column);
    return m_measure == Measure::Attention ? percentText(x) : numberText(x);
}

QString PositionsModel::tip(int row, int column) const
{
    return pairSentence(*m_patterns, column, row);
}

QVariant PositionsModel::cellData(int row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case ExportRole:
        return !m_patterns->sees(column, row) ? QString()
                                              : QString::number(value(row, column), 'g', 7);
    case HiddenRole:
        return false;
    case Qt::ToolTipRole:
        return tip(row, column);
    }
    return {};
}

} // namespace headscope::ui
