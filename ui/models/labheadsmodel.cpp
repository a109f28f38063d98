// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labheadsmodel.h"

#include "ui/models/headname.h"
#include "ui/models/roles.h"

#include <QLocale>

namespace headscope::ui {

namespace {

double shareOf(const core::HeadEffect& effect, LabHeadsModel::Measure measure)
{
    switch (measure) {
    case LabHeadsModel::Measure::Dropped:
        return effect.droppedShare();
    case LabHeadsModel::Measure::Routed:
        return effect.routedShare();
    case LabHeadsModel::Measure::Emptied:
        break;
    }
    return effect.queries > 0 ? double(effect.emptied) / effect.queries : 0.0;
}

/// In percent, without the sign: the cells are small.
QString cellText(double share)
{
    const double percent = share * 100.0;
    return percent > 0 && percent < 1 ? LabHeadsModel::tr("<1")
                                      : QLocale().toString(qRound(percent));
}

} // namespace

void LabHeadsModel::setResult(LabResultPtr result, Measure measure, int ownHeads)
{
    beginResetModel();
    m_result = std::move(result);
    m_measure = measure;
    m_ownHeads = ownHeads;
    m_texts.clear();
    if (m_result)
        for (int row = 0; row < m_result->layers; ++row)
            for (int head = 0; head < m_result->headsPerLayer; ++head)
                m_texts.push_back(cellText(shareOf(effect(row, head), measure)));
    endResetModel();
}

double LabHeadsModel::shade(int row, int column) const
{
    return shareOf(effect(row, column), m_measure);
}

int LabHeadsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : m_result->layers;
}

int LabHeadsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : m_result->headsPerLayer;
}

QVariant LabHeadsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool across = orientation == Qt::Horizontal;
    if (section < 0 || section >= (across ? columnCount() : rowCount()))
        return {};
    if (role != Qt::DisplayRole)
        return {};
    if (!across)
        return QLocale().toString(layerOfRow(section).value);
    return section < m_ownHeads ? QLocale().toString(section) : tr("c%1").arg(section - m_ownHeads);
}

QVariant LabHeadsModel::cellData(int row, int column, int role) const
{
    const core::HeadEffect& one = effect(row, column);
    switch (role) {
    case Qt::DisplayRole:
        return m_texts[static_cast<std::size_t>(row) * static_cast<std::size_t>(columnCount())
                       + static_cast<std::size_t>(column)];
    case ExportRole:
        return QString::number(shareOf(one, m_measure), 'g', 6);
    case HiddenRole:
        return false;
    case Qt::ToolTipRole: {
        QString tip = headName(one.layer, one.head, m_ownHeads) + QLatin1Char('\n')
                      + tr("%1 of %2 messages dropped from the cache")
                            .arg(QLocale().toString(one.dropped), QLocale().toString(one.messages))
                      + QLatin1Char('\n')
                      + tr("%1 of %2 queries passed by")
                            .arg(QLocale().toString(one.routed), QLocale().toString(one.queries));
        if (one.emptied > 0)
            tip += QLatin1Char('\n')
                   + tr("%1 queries had no message left").arg(QLocale().toString(one.emptied));
        return tip;
    }
    default:
        return {};
    }
}

} // namespace headscope::ui
