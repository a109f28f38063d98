// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/printoutmodel.h"

#include "core/base/wordlist.h"
#include "ui/models/roles.h"

#include <QLocale>

namespace headscope::ui {

namespace {

constexpr qsizetype mostShown = 240; // of the prompt's end; more than a cell is wide
constexpr QChar rightSign(0x2713);
constexpr QChar wrongSign(0x2717);

} // namespace

void PrintoutModel::setEvolution(EvolutionPtr evolution, bool showSpaces)
{
    beginResetModel();
    m_evolution = std::move(evolution);
    m_showSpaces = showSpaces;
    m_prompt.clear();
    m_ends.clear();
    m_words.clear();
    if (m_evolution) {
        for (std::size_t i = 0; i < m_evolution->tokens.size(); ++i) {
            const core::PromptToken& token = m_evolution->tokens[i];
            // A character that is split over tokens is there with the last of them. Runs of spaces
            // stay; line breaks become signs.
            if (token.special && i == 0) {
                m_prompt += tokenLabels({token}, showSpaces).front().text;
            } else if (token.part == token.parts) {
                QString text = QString::fromStdString(token.text);
                text.replace(QLatin1Char('\n'), QChar(0x21b5));
                text.replace(QLatin1Char('\r'), QChar(0x21b5));
                text.replace(QLatin1Char('\t'), QChar(0x21e5));
                m_prompt += text;
            }
            m_ends.push_back(m_prompt.size());
            const core::TokenId id = m_evolution->predicted(core::Position(static_cast<int>(i)));
            m_words.push_back(shownWord(m_evolution->words->word(id), showSpaces));
        }
    }
    endResetModel();
}

QString PrintoutModel::appendable(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return QString::fromStdString(m_evolution->predictedText[static_cast<std::size_t>(row)]);
}

int PrintoutModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ends.size());
}

int PrintoutModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PrintoutModel::promptUpTo(int row, qsizetype most) const
{
    const qsizetype end = m_ends[static_cast<std::size_t>(row)];
    const qsizetype begin = qMax<qsizetype>(0, end - most);
    const QString text = m_prompt.mid(begin, end - begin);
    return begin > 0 ? QChar(0x2026) + text : text;
}

QVariant PrintoutModel::text(int row, int column, bool whole) const
{
    const core::Position token(row);
    const int rank = m_evolution->of(core::LayerIndex(m_evolution->layers), token).nextRank;
    const auto probability = static_cast<double>(m_evolution->predictedProbability(token));
    switch (column) {
    case Sign:
        if (rank == 0)
            return QString();
        return QString(rank == 1 ? rightSign : wrongSign);
    case Prompt:
        return promptUpTo(row, whole ? m_prompt.size() : mostShown);
    case Predicted:
        return m_words[static_cast<std::size_t>(row)];
    case Probability:
        return whole ? QString::number(probability, 'g', 7) : probabilityText(probability);
    case Rank:
        if (rank == 0)
            return QString();
        return whole ? QString::number(rank) : QLocale().toString(rank);
    }
    return {};
}

QString PrintoutModel::tip(int row, int column) const
{
    const int rank =
        m_evolution->of(core::LayerIndex(m_evolution->layers), core::Position(row)).nextRank;
    switch (column) {
    case Sign:
        if (rank == 0)
            return tr("Nothing follows in the prompt.");
        if (!m_evolution->causal)
            return rank == 1 ? tr("The prediction is the token itself.")
                             : tr("The prediction is not the token itself.");
        return rank == 1 ? tr("The prediction is the next token.")
                         : tr("The prediction is not the next token.");
    case Prompt:
        return promptUpTo(row, mostShown);
    case Predicted:
        if (!m_evolution->causal)
            return tr("Predicted in the place of the token.");
        return appendable(row).isEmpty()
                   ? tr("This token is part of a character and cannot be appended by itself.")
                   : tr("Append “%1” to the prompt.").arg(m_words[static_cast<std::size_t>(row)]);
    }
    return {};
}

QVariant PrintoutModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column(), false);
    case ExportRole:
        return text(index.row(), index.column(), true);
    case Qt::ToolTipRole:
        return tip(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Sign ? tip(index.row(), Sign)
                                      : text(index.row(), index.column(), false);
    case LinkRole:
        return index.column() == Predicted && !appendable(index.row()).isEmpty();
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() >= Probability ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    }
    return {};
}

QVariant PrintoutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Sign:
            return tr("%1 where the prediction is the next token, %2 where it is not")
                .arg(rightSign, wrongSign);
        case Rank:
            return tr("The place of the true next token among all words, after the last layer");
        }
        return {};
    }
    // Small letters are enough; the view has room for one line.
    if (role != Qt::DisplayRole && role != SubtitleRole)
        return {};
    switch (section) {
    case Prompt:
        return tr("prompt so far");
    case Predicted:
        return tr("predicted");
    case Probability:
        return tr("probability");
    case Rank:
        return tr("true next");
    }
    return {};
}

} // namespace headscope::ui
