// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headscoresmodel.h"

#include "ui/models/headtext.h"
#include "ui/models/roles.h"

#include <QLocale>

#include <cmath>

namespace headscope::ui {

HeadScoresModel::HeadScoresModel(QObject* parent) : QAbstractTableModel(parent) {}

void HeadScoresModel::setTable(HeadTablePtr table, std::vector<int> order, bool showSpaces)
{
    const bool same = m_table && table && order == m_order && haveSamePlaces(*m_table, *table);
    if (!same)
        beginResetModel();
    m_table = std::move(table);
    m_order = std::move(order);
    m_contexts = m_table ? tokenLabels(m_table->tokens, showSpaces) : std::vector<TokenLabel>();
    m_inputs = m_table ? tokenLabels(m_table->inputTokens, showSpaces) : std::vector<TokenLabel>();
    if (!same) {
        endResetModel();
    } else if (rowCount() > 0 && columnCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }
}

int HeadScoresModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int HeadScoresModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_inputs.size());
}

QVariant HeadScoresModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int context = m_order[static_cast<std::size_t>(index.row())];
    const int query = index.column();
    if (!m_table->sees(query, context))
        return role == Qt::ToolTipRole ? unseenTip(context, query) : QVariant();
    switch (role) {
    case ValueRole:
        return static_cast<double>(m_table->attention(query, context));
    case Qt::DisplayRole:
        return QLocale().toString(std::lround(m_table->attention(query, context) * 100.0F));
    case ExportRole:
        return QString::number(static_cast<double>(m_table->attention(query, context)), 'g', 7);
    case Qt::ToolTipRole:
        return tip(context, query);
    case Qt::AccessibleTextRole:
        return percentText(m_table->attention(query, context));
    }
    return {};
}

QVariant HeadScoresModel::unseenTip(int context, int query) const
{
    const auto from = m_inputs[static_cast<std::size_t>(query)].whole().toHtmlEscaped();
    const auto to = m_contexts[static_cast<std::size_t>(context)].whole().toHtmlEscaped();
    return unseenSentence(*m_table, query, context, from, to);
}

QString HeadScoresModel::tip(int context, int query) const
{
    const auto from = m_inputs[static_cast<std::size_t>(query)].whole().toHtmlEscaped();
    const auto to = m_contexts[static_cast<std::size_t>(context)].whole().toHtmlEscaped();
    return tr("<b>%1</b> attends %2 to <b>%3</b><br>attention %4 · score %5 before the softmax")
        .arg(from, percentText(m_table->attention(query, context)), to,
             numberText(m_table->attention(query, context), 6),
             numberText(m_table->scores(query, context), 4));
}

QVariant HeadScoresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TokenLabel& label = m_inputs[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return label.whole();
    case Qt::ToolTipRole:
        return label.tip;
    case RotatedRole:
        return true;
    }
    return {};
}

} // namespace headscope::ui
