// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/neuronactivationsmodel.h"

#include "ui/models/roles.h"

namespace headscope::ui {

NeuronActivationsModel::NeuronActivationsModel(QObject* parent) : QAbstractTableModel(parent) {}

void NeuronActivationsModel::setRows(NeuronActivityPtr activity, std::vector<int> rows,
                                     bool showSpaces)
{
    beginResetModel();
    m_activity = std::move(activity);
    m_rows = std::move(rows);
    m_labels = m_activity ? tokenLabels(m_activity->tokens, showSpaces) : std::vector<TokenLabel>();
    endResetModel();
}

void NeuronActivationsModel::setSorted(int token, bool descending)
{
    m_sorted = token;
    m_descending = descending;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int NeuronActivationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NeuronActivationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_activity ? 0 : m_activity->tokenCount();
}

QVariant NeuronActivationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int place = placeOf(index.row());
    const float value = m_activity->activation(place, index.column());
    switch (role) {
    case ValueRole:
        return static_cast<double>(value);
    case Qt::DisplayRole:
        return value == 0.0F ? QStringLiteral("–") : numberText(value);
    case ExportRole:
        return QString::number(static_cast<double>(value), 'g', 7);
    case Qt::AccessibleTextRole:
        return numberText(value);
    case Qt::ToolTipRole:
        return tip(place, index.column());
    }
    return {};
}

QString NeuronActivationsModel::tip(int place, int token) const
{
    return tr("<b>Neuron %1.%2</b> on <b>%3</b><br>activation f = %4<br>|f| |w_out| = %5")
        .arg(m_activity->layerOf(place).value)
        .arg(m_activity->neuronOf(place).value)
        .arg(m_labels[static_cast<std::size_t>(token)].whole().toHtmlEscaped(),
             numberText(m_activity->activation(place, token), 6),
             numberText(writtenBy(*m_activity, place, token), 4));
}

QVariant NeuronActivationsModel::headerData(int section, Qt::Orientation orientation,
                                            int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TokenLabel& label = m_labels[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return section == m_sorted
                   ? (m_descending ? QStringLiteral("▾ ") : QStringLiteral("▴ ")) + label.whole()
                   : label.whole();
    case Qt::ToolTipRole:
        return label.tip + QLatin1Char('\n') + tr("Click to order the rows by its activations.");
    case RotatedRole:
        return true;
    }
    return {};
}

} // namespace headscope::ui
