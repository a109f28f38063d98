// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/evolutionmodel.h"

#include "core/base/wordlist.h"
#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::ui {

namespace {

constexpr QChar rightSign(0x2713);

} // namespace

QString probabilityText(double probability)
{
    const double percent = probability * 100.0;
    if (percent >= 10.0)
        return percentText(probability);
    const int decimals = percent >= 0.995 ? 1 : percent >= 0.0995 ? 2 : percent >= 0.00995 ? 3 : 0;
    if (decimals > 0)
        return EvolutionModel::tr("%1 %").arg(numberText(percent, decimals));
    return EvolutionModel::tr("%1 %").arg(QLocale().toString(percent, 'g', 2));
}

std::vector<Bar> stateBars(const core::StateWords& words, const core::WordList& list,
                           bool showSpaces)
{
    std::vector<Bar> bars;
    bars.reserve(words.ids.size());
    const double best = words.probabilities.empty() ? 0.0
                                                    : static_cast<double>(words.probabilities[0]);
    for (std::size_t i = 0; i < words.ids.size(); ++i) {
        Bar bar;
        bar.label = shownWord(list.word(words.ids[i]), showSpaces);
        bar.value = static_cast<double>(words.probabilities[i]);
        bar.valueText = probabilityText(bar.value);
        bar.fraction = best > 0.0 ? std::clamp(bar.value / best, 0.0, 1.0) : 0.0;
        bar.key = words.ids[i];
        bar.tip = EvolutionModel::tr("“%1”, token %2: probability %3")
                      .arg(shownWord(list.word(words.ids[i]), true))
                      .arg(words.ids[i])
                      .arg(QLocale().toString(bar.value, 'g', 6));
        bars.push_back(std::move(bar));
    }
    return bars;
}

void EvolutionModel::setEvolution(EvolutionPtr evolution, bool hideFragments, bool showSpaces)
{
    beginResetModel();
    m_evolution = std::move(evolution);
    m_hideFragments = hideFragments;
    m_showSpaces = showSpaces;
    m_labels.clear();
    m_texts.clear();
    if (m_evolution) {
        m_labels = tokenLabels(m_evolution->tokens, showSpaces);
        const int rows = rowCount();
        const int columns = columnCount();
        m_texts.reserve(static_cast<std::size_t>(rows) * m_labels.size());
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                m_texts.push_back(text(row, column));
    }
    endResetModel();
}

int EvolutionModel::predictedRow() const
{
    return m_evolution ? m_evolution->layers + 2 : -1;
}

core::LayerIndex EvolutionModel::stateOfRow(int row) const
{
    const int last = m_evolution ? m_evolution->layers : 0;
    return core::LayerIndex(std::clamp(row - 1, 0, last));
}

QString EvolutionModel::stateName(core::LayerIndex state)
{
    return state.value == 0 ? tr("embedding") : tr("after layer %1").arg(state.value - 1);
}

const core::StateReading& EvolutionModel::reading(int row, int column) const
{
    return m_evolution->of(stateOfRow(row), core::Position(column));
}

const core::StateWords& EvolutionModel::words(int row, int column) const
{
    return reading(row, column).shown(m_hideFragments && row != predictedRow());
}

QString EvolutionModel::text(int row, int column) const
{
    if (row == tokenRow)
        return m_labels[static_cast<std::size_t>(column)].whole();
    const core::StateWords& found = words(row, column);
    if (found.ids.empty())
        return {};
    const QString word = shownWord(m_evolution->words->word(found.ids.front()), m_showSpaces);
    const bool right = row == predictedRow() && m_evolution->predictedRight(core::Position(column));
    return right ? rightSign + QLatin1Char(' ') + word : word;
}

double EvolutionModel::shade(int row, int column) const
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (row == tokenRow)
        return nothing;
    const core::StateWords& found = words(row, column);
    return found.probabilities.empty() ? nothing : static_cast<double>(found.probabilities.front());
}

unsigned EvolutionModel::marks(int row, int column) const
{
    return row != tokenRow && reading(row, column).nextRank == 1 ? unsigned(Matches) : 0U;
}

int EvolutionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_evolution ? 0 : m_evolution->layers + 3;
}

int EvolutionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size());
}

QVariant EvolutionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || !m_evolution)
        return {};
    if (orientation == Qt::Horizontal) {
        if (section >= columnCount())
            return {};
        const TokenLabel& label = m_labels[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole)
            return QLocale().toString(section);
        if (role == SubtitleRole)
            return label.whole();
        return role == Qt::ToolTipRole ? QVariant(label.tip) : QVariant();
    }
    if (section >= rowCount())
        return {};
    if (role == Qt::DisplayRole) {
        if (section == tokenRow)
            return tr("token");
        return section == predictedRow() ? tr("predicted") : stateName(stateOfRow(section));
    }
    if (role != Qt::ToolTipRole)
        return {};
    if (section == tokenRow)
        return tr("The tokens of the prompt.");
    if (section == predictedRow())
        return tr("What the model says comes next, of the whole vocabulary. %1 marks where it is "
                  "right. Click one, or press Enter, to append it to the prompt.")
            .arg(rightSign);
    if (section == rowOfState(core::LayerIndex(0)))
        return tr("The state before the first layer: word and position vector.");
    return tr("The state that layer %1 leaves, decoded to words.")
        .arg(stateOfRow(section).value - 1);
}

QString EvolutionModel::tip(int row, int column) const
{
    const TokenLabel& label = m_labels[static_cast<std::size_t>(column)];
    if (row == tokenRow)
        return label.tip;
    const core::StateWords& found = words(row, column);
    QStringList lines;
    lines << (row == predictedRow()
                  ? (m_evolution->causal ? tr("Predicted after “%1” (position %2)")
                                         : tr("Predicted in the place of “%1” (position %2)"))
                        .arg(label.whole())
                        .arg(column)
                  : tr("“%1” (position %2), %3, says:")
                        .arg(label.whole())
                        .arg(column)
                        .arg(stateName(stateOfRow(row))));
    for (std::size_t k = 0; k < found.ids.size(); ++k)
        lines << tr("%1  %2").arg(probabilityText(static_cast<double>(found.probabilities[k])),
                                  shownWord(m_evolution->words->word(found.ids[k]), true));
    if (const int rank = reading(row, column).nextRank; rank > 0)
        lines << (m_evolution->causal ? tr("The true next token “%1” has rank %2.")
                                      : tr("The token itself, “%1”, has rank %2."))
                     .arg(m_labels[m_evolution->target(core::Position(column))].whole(),
                          QLocale().toString(rank));
    else
        lines << tr("Nothing follows in the prompt.");
    return lines.join(QLatin1Char('\n'));
}

QVariant EvolutionModel::cellData(int row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole:
        return m_texts[static_cast<std::size_t>(row) * m_labels.size()
                       + static_cast<std::size_t>(column)];
    case HiddenRole:
        return false;
    case Qt::ToolTipRole:
        return tip(row, column);
    }
    return {};
}

} // namespace headscope::ui
