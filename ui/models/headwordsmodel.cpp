// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headwordsmodel.h"

#include "core/base/wordlist.h"
#include "ui/models/headtext.h"
#include "ui/models/lenscelltip.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace headscope::ui {

HeadWordsModel::HeadWordsModel(QObject* parent) : QAbstractTableModel(parent) {}

void HeadWordsModel::setTable(HeadTablePtr table, std::vector<int> order, bool showSpaces)
{
    const bool same = m_table && table && order == m_order && haveSamePlaces(*m_table, *table);
    if (!same)
        beginResetModel();
    m_table = std::move(table);
    m_order = std::move(order);
    m_labels.clear();
    m_patterns.clear();
    m_messages.clear();
    m_messageFraction.clear();
    if (m_table) {
        m_labels = tokenLabels(m_table->tokens, showSpaces);
        for (const core::LensCell& cell : m_table->patternCells)
            m_patterns.push_back(shownWords(*m_table->words, cell.ids, showSpaces));
        for (const core::LensCell& cell : m_table->messageCells)
            m_messages.push_back(shownWords(*m_table->words, cell.ids, showSpaces));
        const auto& sizes = m_table->messageSizes;
        const float largest = sizes.empty() ? 0.0F : *std::max_element(sizes.begin(), sizes.end());
        for (const float size : sizes)
            m_messageFraction.push_back(largest > 0 ? size / largest : 0.0);
    }
    if (!same) {
        endResetModel();
    } else if (!m_order.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    }
}

int HeadWordsModel::rowOf(int token) const
{
    const auto found = std::find(m_order.begin(), m_order.end(), token);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

int HeadWordsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int HeadWordsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeadWordsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto token = static_cast<std::size_t>(m_order[static_cast<std::size_t>(index.row())]);
    switch (index.column()) {
    case Token:
        return tokenData(token, role);
    case Pattern:
        return cellData(token, true, role);
    case Message:
        return cellData(token, false, role);
    }
    return {};
}

QVariant HeadWordsModel::tokenData(std::size_t token, int role) const
{
    const TokenLabel& label = m_labels[token];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return label.text;
    case PartRole:
        return label.part;
    case ExportRole:
        return label.whole();
    case Qt::ToolTipRole:
        return label.tip;
    }
    return {};
}

bool HeadWordsModel::hidden(const core::LensCell& cell) const
{
    return cell.highBias && m_table->options.lens.hideHighBias;
}

bool HeadWordsModel::pending(std::size_t token) const
{
    return !m_table->found.empty() && !m_table->found[token];
}

QVariant HeadWordsModel::pendingData(int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole:
        return QStringLiteral("…");
    case WordsRole:
        return QStringList(QStringLiteral("…"));
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("These words are being looked up.");
    }
    return {};
}

QVariant HeadWordsModel::cellData(std::size_t token, bool pattern, int role) const
{
    const core::LensCell& cell = pattern ? m_table->patternCells[token]
                                         : m_table->messageCells[token];
    if (pending(token) && role != FractionRole && role != HiddenRole)
        return pendingData(role);
    const QStringList& words = pattern ? m_patterns[token] : m_messages[token];
    switch (role) {
    case Qt::DisplayRole:
        return hidden(cell) ? tr("(high bias)") : words.join(QLatin1Char(' '));
    case ExportRole:
    case Qt::AccessibleTextRole:
        return hidden(cell) ? tr("(high bias)") : words.join(QStringLiteral(" | "));
    case WordsRole:
        return words;
    case HiddenRole:
        return hidden(cell);
    case FractionRole:
        return pattern ? QVariant() : QVariant(m_messageFraction[token]);
    case Qt::ToolTipRole:
        return cellTip(token, pattern);
    }
    return {};
}

QString HeadWordsModel::cellTip(std::size_t token, bool pattern) const
{
    const core::LensCell& cell = pattern ? m_table->patternCells[token]
                                         : m_table->messageCells[token];
    const QStringList& words = pattern ? m_patterns[token] : m_messages[token];
    QString tip = pattern ? tr("<b>Pattern of %1</b>") : tr("<b>Message of %1</b>");
    tip = tip.arg(m_labels[token].whole().toHtmlEscaped());
    const QString distance = pattern ? distanceOfPattern(*m_table, static_cast<int>(token))
                                     : QString();
    if (!distance.isEmpty())
        tip += QStringLiteral("<br>") + distance.toHtmlEscaped();
    const double size = pattern ? m_table->patternSizes[token] : m_table->messageSizes[token];
    return lensCellTip(tip, cell, words, size);
}

QString HeadWordsModel::columnTitle(int column) const
{
    const bool tied = !m_table || m_table->tied;
    switch (column) {
    case Token:
        return m_table && m_table->cross ? tr("encoder token") : tr("context");
    case Pattern:
        return tied ? tr("pattern") : tr("pattern (input embedding)");
    case Message:
        return tied ? tr("message") : tr("message (output embedding)");
    }
    return {};
}

QString HeadWordsModel::columnSubtitle(int column) const
{
    const bool query = m_table && m_table->options.side == core::PatternSide::Query;
    switch (column) {
    case Token:
        return tr("attended to");
    case Pattern: {
        const QString side = query ? tr("what this token looks for")
                                   : tr("who will read this token");
        const QString distance = m_table ? distanceTitle(*m_table) : QString();
        return distance.isEmpty() ? side : tr("%1, %2").arg(side, distance);
    }
    case Message:
        return tr("what they will read");
    }
    return {};
}

QString HeadWordsModel::columnTip(int column) const
{
    QStringList parts{tr("%1: %2").arg(columnTitle(column), columnSubtitle(column))};
    if (m_table && !m_table->tied && column == Pattern)
        parts.append(
            tr("This model reads and writes words by different vectors: patterns are compared "
               "with the input embedding, as the head sees words."));
    if (m_table && !m_table->tied && column == Message)
        parts.append(
            tr("This model reads and writes words by different vectors: messages are compared "
               "with the output embedding, as they change the output."));
    if (m_table && m_table->byDistance && column == Pattern)
        parts.append(tr("Positions turn keys and queries: a pattern depends on how far the two "
                        "tokens of a pair are apart."));
    QString tip; // rich text, whose lines Qt breaks
    for (const QString& part : std::as_const(parts))
        tip += QStringLiteral("<p>%1</p>").arg(part.toHtmlEscaped());
    return tip;
}

QVariant HeadWordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(section);
    case SubtitleRole:
        return columnSubtitle(section);
    case Qt::ToolTipRole:
        return columnTip(section);
    }
    return {};
}

} // namespace headscope::ui
