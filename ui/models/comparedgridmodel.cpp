// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparedgridmodel.h"

#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::ui {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Neither has words, as where both are hidden.
bool isEmpty(const core::ComparedColumn& column, std::size_t row)
{
    return column.wordsA[row].empty() && column.wordsB[row].empty();
}

} // namespace

ComparedGridModel::ComparedGridModel(ComparedSide side, QObject* parent)
    : GridModel(parent), m_side(side)
{}

void ComparedGridModel::setRows(ComparedRowsPtr rows, int column, const ComparedLabels& labels,
                                bool showSpaces)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_column = m_rows && column < static_cast<int>(m_rows->columns.size()) ? column : -1;
    m_labels = labels;
    m_showSpaces = showSpaces;
    m_words.clear();
    m_plane = m_column < 0 ? core::ComparedPlane() : core::ComparedPlane(*m_rows, m_column);
    m_largest = range();
    endResetModel();
}

core::Heat ComparedGridModel::heat() const
{
    return m_column < 0 ? core::Heat::None
                        : m_rows->columns[static_cast<std::size_t>(m_column)].value.heat;
}

bool ComparedGridModel::isWords() const
{
    return m_column >= 0 && m_rows->columns[static_cast<std::size_t>(m_column)].isWords();
}

bool ComparedGridModel::isNumber() const
{
    return m_column >= 0 && m_rows->columns[static_cast<std::size_t>(m_column)].isNumber();
}

const core::ComparedColumn& ComparedGridModel::column(const core::ComparedPlane::Cell& cell) const
{
    return m_rows->columns[static_cast<std::size_t>(cell.column)];
}

/// Of all columns of the plane; of words, how many there are at most.
double ComparedGridModel::range() const
{
    if (m_column < 0)
        return 1;
    const bool difference = m_side == ComparedSide::Difference;
    if (isWords()) {
        std::size_t most = 1;
        const auto& column = m_rows->columns[static_cast<std::size_t>(m_column)];
        for (const auto* words : {&column.wordsA, &column.wordsB})
            for (const auto& list : *words)
                most = std::max(most, list.size());
        return static_cast<double>(most);
    }
    if (!isNumber() || (heat() == core::Heat::Share && !difference))
        return 1;
    double largest = 0;
    const std::string& kind = m_rows->columns[static_cast<std::size_t>(m_column)].value.kind;
    for (const core::ComparedColumn& column : m_rows->columns)
        if (column.value.kind == kind)
            largest = std::max(largest, difference ? column.largestDifference : column.largest);
    return largest;
}

double ComparedGridModel::number(const core::ComparedPlane::Cell& cell) const
{
    const auto row = static_cast<std::size_t>(cell.row);
    const core::ComparedColumn& values = column(cell);
    switch (m_side) {
    case ComparedSide::A:
        return values.a[row];
    case ComparedSide::B:
        return values.b[row];
    case ComparedSide::Difference:
        break;
    }
    return values.difference(row);
}

double ComparedGridModel::shade(int row, int column) const
{
    const auto cell = m_plane.at(row, column);
    if (cell.row < 0)
        return nothing;
    const auto at = static_cast<std::size_t>(cell.row);
    if (isWords())
        // Like numbers: the background where they are alike.
        return m_side == ComparedSide::Difference && !isEmpty(this->column(cell), at)
                   ? 1 - this->column(cell).inBoth[at] / m_largest
                   : nothing;
    if (isNumber())
        return m_largest > 0 ? number(cell) / m_largest
                             : (std::isnan(number(cell)) ? nothing : 0.0);
    if (m_side != ComparedSide::Difference || !m_rows->hasA[at] || !m_rows->hasB[at])
        return nothing;
    return this->column(cell).textsA[at] == this->column(cell).textsB[at] ? 0.0 : 1.0;
}

const QStringList& ComparedGridModel::words(const core::ComparedPlane::Cell& cell) const
{
    const auto at = static_cast<std::size_t>(cell.row);
    const auto number = static_cast<std::uint64_t>(cell.column) * m_rows->count() + at;
    return m_words.of(number, [&] {
        const core::ComparedColumn& values = column(cell);
        if (m_side == ComparedSide::Difference)
            return comparedWords(wordsInBoth(values.wordsA[at], values.wordsB[at]), m_showSpaces);
        return comparedWords(m_side == ComparedSide::A ? values.wordsA[at] : values.wordsB[at],
                             m_showSpaces);
    });
}

QString ComparedGridModel::text(const core::ComparedPlane::Cell& cell) const
{
    const auto at = static_cast<std::size_t>(cell.row);
    const core::ComparedColumn& values = column(cell);
    if (values.isNumber()) {
        const double x = number(cell);
        return std::isnan(x)
                   ? QString()
                   : comparedNumber(x, values.value.heat, m_side == ComparedSide::Difference);
    }
    const QString a = comparedWord(values.textsA[at], m_showSpaces);
    const QString b = comparedWord(values.textsB[at], m_showSpaces);
    if (m_side != ComparedSide::Difference)
        return m_side == ComparedSide::A ? a : b;
    return a == b ? a : tr("%1 | %2").arg(a, b);
}

int ComparedGridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_plane.rowCount();
}

int ComparedGridModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_plane.columnCount();
}

QString ComparedGridModel::rowName(int row) const
{
    const core::RowKey& key = m_plane.rowKey(row);
    const auto& about = m_plane.rowAbout();
    QStringList parts{m_labels.nameOf(key)};
    if (std::find(about.begin(), about.end(), core::About::Place) != about.end())
        parts.append(m_labels.place(key.of(core::About::Place), m_labels.isContext(key)));
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QString ComparedGridModel::columnName(int column) const
{
    const std::int64_t key = m_plane.columnKey(column);
    if (m_plane.columnAbout() != core::About::Place)
        return QLocale().toString(static_cast<qlonglong>(key));
    // Columns of tokens are the input tokens; else they are what heads look at.
    const bool input = m_rows->columns[static_cast<std::size_t>(m_column)].value.place >= 0;
    return m_labels.place(key, !input && m_plane.rowCount() > 0
                                   && m_labels.isContext(m_plane.rowKey(0)));
}

QVariant ComparedGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool across = orientation == Qt::Horizontal;
    if (section < 0 || section >= (across ? columnCount() : rowCount()))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return across ? columnName(section) : rowName(section);
    return {};
}

QString ComparedGridModel::tip(int row, int column) const
{
    const auto cell = m_plane.at(row, column);
    const QString place = tr("%1, %2").arg(rowName(row), columnName(column));
    if (cell.row < 0)
        return tr("%1\nNeither A nor B has it.").arg(place);
    const auto at = static_cast<std::size_t>(cell.row);
    const core::ComparedColumn& values = this->column(cell);
    const auto exact = [](double x) {
        return std::isnan(x) ? tr("nothing") : QLocale().toString(x, 'g', 7);
    };
    if (values.isNumber())
        return tr("%1\nA: %2\nB: %3\nB − A: %4")
            .arg(place, exact(values.a[at]), exact(values.b[at]), exact(values.difference(at)));
    const auto list = [this](const std::vector<std::string>& words) {
        return words.empty() ? tr("nothing")
                             : comparedWords(words, m_showSpaces).join(QStringLiteral(", "));
    };
    if (values.isWords())
        return tr("%1\nA: %2\nB: %3\nin both: %4")
            .arg(place, list(values.wordsA[at]), list(values.wordsB[at]),
                 list(wordsInBoth(values.wordsA[at], values.wordsB[at])));
    return tr("%1\nA: %2\nB: %3")
        .arg(place, comparedWord(values.textsA[at], m_showSpaces),
             comparedWord(values.textsB[at], m_showSpaces));
}

QVariant ComparedGridModel::cellData(int row, int column, int role) const
{
    const auto cell = m_plane.at(row, column);
    switch (role) {
    case WordsRole:
        return cell.row >= 0 && isWords() ? QVariant(words(cell)) : QVariant();
    case Qt::DisplayRole:
        return cell.row >= 0 && !isWords() ? text(cell) : QString();
    case ExportRole:
        if (cell.row < 0)
            return QString();
        if (isWords())
            return words(cell).join(QStringLiteral(", "));
        if (isNumber())
            return std::isnan(number(cell)) ? QString() : QString::number(number(cell), 'g', 9);
        return text(cell);
    case HiddenRole:
        return false;
    case Qt::ToolTipRole:
        return tip(row, column);
    }
    return {};
}

} // namespace headscope::ui
