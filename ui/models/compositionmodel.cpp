// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/compositionmodel.h"

#include "ui/models/headname.h"
#include "ui/models/roles.h"
#include "ui/models/wordtext.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headscope::ui {

void CompositionModel::setComposition(CompositionMatrixPtr composition, core::Composition kind)
{
    beginResetModel();
    m_composition = std::move(composition);
    m_kind = kind;
    m_largest = m_composition ? std::max(
                    static_cast<double>(m_composition->largest[static_cast<std::size_t>(kind)]),
                    1e-12)
                              : 1.0;
    endResetModel();
}

core::LayerIndex CompositionModel::layerOf(int place) const
{
    return core::LayerIndex(place / m_composition->headsPerLayer);
}

core::HeadIndex CompositionModel::headOf(int place) const
{
    return core::HeadIndex(place % m_composition->headsPerLayer);
}

QString CompositionModel::nameOf(int place) const
{
    return headNumber(layerOf(place), headOf(place), m_composition->ownHeads);
}

int CompositionModel::placeOf(core::LayerIndex layer, core::HeadIndex head) const
{
    if (!m_composition || layer.value >= m_composition->layers
        || head.value >= m_composition->headsPerLayer)
        return -1;
    return m_composition->place(layer, head);
}

QString CompositionModel::kindName(core::Composition kind)
{
    switch (kind) {
    case core::Composition::Query:
        return tr("Queries (Q)");
    case core::Composition::Key:
        return tr("Keys (K)");
    case core::Composition::Value:
        return tr("Values (V)");
    }
    return {};
}

QString CompositionModel::pairSentence(int from, int to) const
{
    if (!m_composition || from < 0 || to < 0 || from >= rowCount() || to >= columnCount())
        return {};
    const auto value = static_cast<double>(m_composition->at(m_kind, from, to));
    if (std::isnan(value))
        return layerOf(to) > layerOf(from)
                   ? tr("Head %1 makes its keys and values of what the encoder wrote.")
                         .arg(nameOf(to))
                   : tr("Head %1 comes before head %2, or beside it, and reads nothing of it.")
                         .arg(nameOf(to), nameOf(from));
    const QString what = m_kind == core::Composition::Query ? tr("The queries of head %1")
                         : m_kind == core::Composition::Key ? tr("The keys of head %1")
                                                            : tr("The values of head %1");
    return tr("%1 read %2 of what head %3 writes: %4 × what matrices turned at random would "
              "have, %5.")
        .arg(what.arg(nameOf(to)), numberText(value, 4), nameOf(from),
             numberText(value / m_composition->random), numberText(m_composition->random, 4));
}

double CompositionModel::shade(int row, int column) const
{
    return static_cast<double>(m_composition->at(m_kind, row, column)) / m_largest;
}

int CompositionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_composition ? 0 : m_composition->count();
}

int CompositionModel::columnCount(const QModelIndex& parent) const
{
    return rowCount(parent);
}

QVariant CompositionModel::cellData(int row, int column, int role) const
{
    const auto value = static_cast<double>(m_composition->at(m_kind, row, column));
    switch (role) {
    case Qt::DisplayRole:
        return std::isnan(value) ? QString() : numberText(value, 3);
    case ExportRole:
        return std::isnan(value) ? QString() : QString::number(value, 'g', 7);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return pairSentence(row, column);
    }
    return {};
}

QVariant CompositionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= rowCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(section);
    case Qt::ToolTipRole:
        return orientation == Qt::Horizontal ? tr("Head %1, which reads").arg(nameOf(section))
                                             : tr("Head %1, which writes").arg(nameOf(section));
    }
    return {};
}

} // namespace headscope::ui
