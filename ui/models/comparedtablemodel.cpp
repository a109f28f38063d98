// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparedtablemodel.h"

#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

using core::ComparedColumn;

double valueOf(const ComparedColumn& column, std::size_t row, ComparedSide side)
{
    if (column.isWords())
        return side == ComparedSide::Difference ? column.inBoth[row] : std::nan("");
    if (!column.isNumber())
        return std::nan("");
    switch (side) {
    case ComparedSide::A:
        return column.a[row];
    case ComparedSide::B:
        return column.b[row];
    case ComparedSide::Difference:
        break;
    }
    return column.difference(row);
}

bool contains(const std::vector<std::string>& words, const QString& text)
{
    return std::any_of(words.begin(), words.end(), [&text](const std::string& word) {
        return QString::fromStdString(word).contains(text, Qt::CaseInsensitive);
    });
}

bool has(const core::ComparedRows& rows, const ComparedLabels& labels, std::size_t row,
         const QString& text)
{
    if (labels.whole(row).contains(text, Qt::CaseInsensitive))
        return true;
    return std::any_of(rows.columns.begin(), rows.columns.end(), [&](const ComparedColumn& column) {
        return column.isWords()
               && (contains(column.wordsA[row], text) || contains(column.wordsB[row], text));
    });
}

/// Words are short texts too: the best one of a state.
bool isShownText(const ComparedColumn& column)
{
    return column.value.name == "word";
}

} // namespace

std::vector<int> comparedRowOrder(const core::ComparedRows& rows, const ComparedLabels& labels,
                                  const ComparedSort& sort, const QString& text)
{
    std::vector<int> order;
    order.reserve(rows.count());
    for (std::size_t row = 0; row < rows.count(); ++row)
        if (text.isEmpty() || has(rows, labels, row, text))
            order.push_back(static_cast<int>(row));
    if (sort.column < 0 || sort.column >= static_cast<int>(rows.columns.size())) {
        if (!sort.descending)
            std::reverse(order.begin(), order.end());
        return order;
    }
    const ComparedColumn& column = rows.columns[static_cast<std::size_t>(sort.column)];
    const auto key = [&](int row) {
        const double value = valueOf(column, static_cast<std::size_t>(row), sort.side);
        return sort.side == ComparedSide::Difference ? std::abs(value) : value;
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const double x = key(a);
        const double y = key(b);
        if (std::isnan(x) || std::isnan(y))
            return !std::isnan(x) && std::isnan(y);
        return sort.descending ? x > y : x < y;
    });
    return order;
}

ComparedTableModel::ComparedTableModel(Part part, QObject* parent)
    : QAbstractTableModel(parent), m_part(part)
{}

void ComparedTableModel::setRows(ComparedRowsPtr rows, std::vector<int> order,
                                 const ComparedLabels& labels, bool showSpaces)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_order = std::move(order);
    m_labels = labels;
    m_showSpaces = showSpaces;
    m_words.clear();
    m_places.assign(m_rows ? m_rows->count() : 0, -1);
    for (std::size_t at = 0; at < m_order.size(); ++at)
        m_places[static_cast<std::size_t>(m_order[at])] = static_cast<int>(at);
    fillColumns();
    endResetModel();
}

void ComparedTableModel::fillColumns()
{
    m_columns.clear();
    if (!m_rows || m_part == Part::Names)
        return;
    for (std::size_t c = 0; c < m_rows->columns.size(); ++c) {
        const ComparedColumn& column = m_rows->columns[c];
        const int at = static_cast<int>(c);
        const bool ofToken = column.value.place >= 0;
        if (!column.isNumber() && !column.isWords() && !isShownText(column))
            continue;
        if (!ofToken)
            for (const ComparedSide side : {ComparedSide::A, ComparedSide::B})
                m_columns.push_back({at, side});
        if (!isShownText(column))
            m_columns.push_back({at, ComparedSide::Difference});
    }
}

void ComparedTableModel::setSorted(const ComparedSort& sort)
{
    m_sort = sort;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int ComparedTableModel::rowAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_order[static_cast<std::size_t>(row)] : -1;
}

int ComparedTableModel::placeOf(int row) const
{
    return row >= 0 && row < static_cast<int>(m_places.size())
               ? m_places[static_cast<std::size_t>(row)]
               : -1;
}

const std::string& ComparedTableModel::kindOf(int column) const
{
    return m_rows->columns[static_cast<std::size_t>(columnAt(column).column)].value.kind;
}

bool ComparedTableModel::isWords(int column) const
{
    return m_rows->columns[static_cast<std::size_t>(columnAt(column).column)].isWords()
           && columnAt(column).side != ComparedSide::Difference;
}

int ComparedTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ComparedTableModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_rows)
        return 0;
    return m_part == Part::Names ? static_cast<int>(NameColumnCount)
                                 : static_cast<int>(m_columns.size());
}

QVariant ComparedTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = static_cast<std::size_t>(m_order[static_cast<std::size_t>(index.row())]);
    return m_part == Part::Names ? nameData(row, index.column(), role)
                                 : valueData(row, columnAt(index.column()), role);
}

QVariant ComparedTableModel::nameData(std::size_t row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole:
        return column == Name     ? m_labels.name(row)
               : column == TokenA ? m_labels.tokenA(row)
                                  : m_labels.tokenB(row);
    case Qt::ToolTipRole:
        if (!m_rows->hasA[row] || !m_rows->hasB[row])
            return tr("%1\nonly %2 has it")
                .arg(m_labels.whole(row),
                     m_rows->hasA[row] ? QStringLiteral("A") : QStringLiteral("B"));
        return m_labels.whole(row);
    }
    return {};
}

double ComparedTableModel::number(std::size_t row, const Column& column) const
{
    return valueOf(m_rows->columns[static_cast<std::size_t>(column.column)], row, column.side);
}

/// Of A or of B.
const QStringList& ComparedTableModel::words(std::size_t row, const Column& column) const
{
    const bool ofA = column.side == ComparedSide::A;
    const std::size_t sides = 2 * static_cast<std::size_t>(column.column) + (ofA ? 0 : 1);
    return m_words.of(sides * m_rows->count() + row, [&] {
        const auto& values = m_rows->columns[static_cast<std::size_t>(column.column)];
        return comparedWords(ofA ? values.wordsA[row] : values.wordsB[row], m_showSpaces);
    });
}

QVariant ComparedTableModel::valueData(std::size_t row, const Column& column, int role) const
{
    const ComparedColumn& values = m_rows->columns[static_cast<std::size_t>(column.column)];
    const bool difference = column.side == ComparedSide::Difference;
    if (values.isWords() && !difference) {
        if (role == WordsRole)
            return words(row, column);
        if (role == Qt::ToolTipRole || role == ExportRole)
            return words(row, column).join(QStringLiteral(", "));
        return {};
    }
    if (!values.isNumber() && !values.isWords()) {
        const bool text = role == Qt::DisplayRole || role == ExportRole || role == ValueTextRole;
        return text ? comparedWord(column.side == ComparedSide::A ? values.textsA[row]
                                                                  : values.textsB[row],
                                   m_showSpaces)
                    : QVariant();
    }
    const double value = number(row, column);
    switch (role) {
    case Qt::DisplayRole:
    case ValueTextRole:
        return comparedNumber(value, values.value.heat, difference && values.isNumber());
    case ExportRole:
        return std::isnan(value) ? QString() : QString::number(value, 'g', 9);
    case ValueRole:
        // A colour for what differs; how many words are shared is a number like others.
        if (!difference || !values.isNumber() || std::isnan(value))
            return {};
        return values.largestDifference > 0 ? value / values.largestDifference : 0.0;
    case Qt::ToolTipRole:
        return std::isnan(value) ? tr("nothing") : QLocale().toString(value, 'g', 9);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

QString ComparedTableModel::title(const Column& column) const
{
    const core::ComparedValue& value =
        m_rows->columns[static_cast<std::size_t>(column.column)].value;
    return value.place >= 0 ? m_labels.place(value.place, false) : comparedValueName(value);
}

QVariant ComparedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto arrow = [this](bool sorted) {
        return sorted ? (m_sort.descending ? QStringLiteral(" ▾") : QStringLiteral(" ▴"))
                      : QString();
    };
    if (m_part == Part::Names) {
        const QString names[] = {tr("what"), tr("token of A"), tr("token of B")};
        return role == Qt::DisplayRole
                   ? QVariant(names[section]
                              + arrow(section == Name && m_sort.column < 0 && !m_sort.descending))
                   : QVariant();
    }
    const Column& column = columnAt(section);
    const core::ComparedColumn& values = m_rows->columns[static_cast<std::size_t>(column.column)];
    const bool ofToken = values.value.place >= 0;
    const QString side = column.side == ComparedSide::A   ? QStringLiteral("A")
                         : column.side == ComparedSide::B ? QStringLiteral("B")
                         : values.isWords()               ? tr("in both")
                                                          : tr("B − A");
    const bool sorted = m_sort.column == column.column && m_sort.side == column.side;
    switch (role) {
    case Qt::DisplayRole:
        return {}; // below the title of the group
    case GroupRole:
        return ofToken ? tr("%1: B − A on…").arg(comparedValueName(values.value)) : title(column);
    case SubtitleRole:
        return (ofToken ? title(column) : side) + arrow(sorted);
    case Qt::ToolTipRole:
        return ofToken ? tr("%1: B − A\n%2")
                             .arg(comparedValueName(values.value),
                                  m_labels.placeTip(values.value.place, false))
                       : tr("%1: %2").arg(title(column), side);
    }
    return {};
}

} // namespace headscope::ui
