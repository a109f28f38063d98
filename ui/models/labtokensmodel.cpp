// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labtokensmodel.h"

#include "core/base/wordlist.h"
#include "ui/models/evolutionmodel.h"
#include "ui/models/labtext.h"
#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headscope::ui {

namespace {

QString exact(double value)
{
    return QString::number(value, 'g', 7);
}

QString wordsWithNumbers(const QStringList& words, const QStringList& numbers)
{
    QStringList list;
    for (qsizetype k = 0; k < words.size(); ++k)
        list << LabTokensModel::tr("%1  %2").arg(numbers[k], words[k]);
    return list.join(QLatin1Char('\n'));
}

} // namespace

void LabTokensModel::setResult(LabResultPtr result, bool showSpaces)
{
    beginResetModel();
    m_result = std::move(result);
    m_showSpaces = showSpaces;
    m_labels.clear();
    m_rows.clear();
    m_largestKl = 0;
    m_largestDelta = 0;
    if (m_result) {
        m_labels = tokenLabels(m_result->tokens, showSpaces);
        for (int token = 0; token < std::ssize(m_result->results); ++token) {
            m_rows.push_back(rowOf(token));
            m_largestKl = std::max(m_largestKl, at(token).kl);
            if (const double delta = std::abs(at(token).delta()); !std::isnan(delta))
                m_largestDelta = std::max(m_largestDelta, delta);
        }
    }
    order();
    endResetModel();
}

LabTokensModel::Row LabTokensModel::rowOf(int token) const
{
    const core::LabToken& one = at(token);
    Row row;
    row.place = QLocale().toString(token);
    row.kl = natsText(one.kl);
    if (const auto next = m_result->next(core::Position(token))) {
        row.next = shownWord(m_result->words->word(*next), m_showSpaces);
        row.before = numberText(one.logProbability);
        row.after = numberText(one.changedLogProbability);
        row.delta = signedText(one.delta(), 3);
    }
    row.topBefore = wordsOf(one.before);
    row.topAfter = wordsOf(one.after);
    return row;
}

LabTokensModel::Words LabTokensModel::wordsOf(const core::StateReading& reading) const
{
    const core::StateWords& shown = reading.all;
    Words words{shownWords(*m_result->words, shown.ids, m_showSpaces), {}};
    for (const auto probability : shown.probabilities)
        words.probabilities << probabilityText(static_cast<double>(probability));
    return words;
}

double LabTokensModel::key(int token) const
{
    const core::LabToken& one = at(token);
    const auto best = [](const core::StateReading& reading) {
        const auto& found = reading.all.probabilities;
        return found.empty() ? std::numeric_limits<double>::quiet_NaN()
                             : static_cast<double>(found.front());
    };
    switch (m_sort) {
    case Kl:
        return one.kl;
    case Before:
        return one.logProbability;
    case After:
        return one.changedLogProbability;
    case Delta:
        return one.delta();
    case TopBefore:
        return best(one.before);
    case TopAfter:
        return best(one.after);
    case Place:
    case Token:
    case Next:
        break;
    }
    return token;
}

void LabTokensModel::order()
{
    m_order.resize(m_rows.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    if (m_sort == Token || m_sort == Next) {
        const auto word = [this](int token) {
            const auto i = static_cast<std::size_t>(token);
            return m_sort == Token ? m_labels[i].text : m_rows[i].next;
        };
        std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) {
            const int compared = QString::localeAwareCompare(word(a), word(b));
            return m_descending ? compared > 0 : compared < 0;
        });
        return;
    }
    std::vector<double> keys;
    keys.reserve(m_order.size());
    for (const int token : m_order)
        keys.push_back(key(token));
    std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) {
        const double x = keys[static_cast<std::size_t>(a)];
        const double y = keys[static_cast<std::size_t>(b)];
        if (std::isnan(x) || std::isnan(y))
            return !std::isnan(x) && std::isnan(y);
        return m_descending ? x > y : x < y;
    });
}

void LabTokensModel::sortBy(Column column, bool descending)
{
    beginResetModel();
    m_sort = column;
    m_descending = descending;
    order();
    endResetModel();
}

int LabTokensModel::rowOfToken(int token) const
{
    const auto found = std::find(m_order.begin(), m_order.end(), token);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

bool LabTokensModel::has(int row, const QString& text) const
{
    const auto token = static_cast<std::size_t>(tokenOfRow(row));
    const Row& shown = m_rows[token];
    QStringList all{m_labels[token].text, shown.next};
    all += shown.topBefore.words + shown.topAfter.words;
    return std::any_of(all.begin(), all.end(), [&text](const QString& word) {
        return word.contains(text, Qt::CaseInsensitive);
    });
}

int LabTokensModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int LabTokensModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LabTokensModel::text(const Row& row, int token, int column) const
{
    switch (column) {
    case Place:
        return row.place;
    case Token:
        return m_labels[static_cast<std::size_t>(token)].text;
    case Kl:
        return row.kl;
    case Next:
        return row.next;
    case Before:
        return row.before;
    case After:
        return row.after;
    case Delta:
        return row.delta;
    case TopBefore:
        return row.topBefore.words.value(0);
    case TopAfter:
        return row.topAfter.words.value(0);
    }
    return {};
}

QVariant LabTokensModel::exported(const Row& row, int token, int column) const
{
    const auto ifThere = [](double value) { return std::isnan(value) ? QString() : exact(value); };
    switch (column) {
    case Kl:
        return exact(at(token).kl);
    case Before:
        return ifThere(at(token).logProbability);
    case After:
        return ifThere(at(token).changedLogProbability);
    case Delta:
        return ifThere(at(token).delta());
    case TopBefore:
        return row.topBefore.words.join(QStringLiteral(", "));
    case TopAfter:
        return row.topAfter.words.join(QStringLiteral(", "));
    case Token:
        return m_labels[static_cast<std::size_t>(token)].whole();
    default:
        return text(row, token, column);
    }
}

QString LabTokensModel::tip(int token, int column) const
{
    const core::LabToken& one = at(token);
    const Row& row = m_rows[static_cast<std::size_t>(token)];
    const auto number = [](double value) { return QLocale().toString(value, 'g', 7); };
    switch (column) {
    case Kl:
        return tr("KL(original || changed) = %1 nats").arg(number(one.kl));
    case Next:
    case Before:
    case After:
    case Delta:
        if (std::isnan(one.logProbability))
            return tr("Nothing follows in the prompt.");
        return tr("“%1”: log-probability %2 before, %3 after, change %4 nats\nProbability %5 "
                  "before, %6 after; rank %7 before, %8 after")
            .arg(row.next, number(one.logProbability), number(one.changedLogProbability),
                 number(one.delta()), probabilityText(std::exp(one.logProbability)),
                 probabilityText(std::exp(one.changedLogProbability)),
                 QLocale().toString(one.before.nextRank), QLocale().toString(one.after.nextRank));
    case TopBefore:
        return tr("Most likely words before the change") + QLatin1Char('\n')
               + wordsWithNumbers(row.topBefore.words, row.topBefore.probabilities);
    case TopAfter:
        return (one.sameTop() ? tr("Most likely words after the change; the first one stayed")
                              : tr("Most likely words after the change; the first one is another"))
               + QLatin1Char('\n')
               + wordsWithNumbers(row.topAfter.words, row.topAfter.probabilities);
    default:
        return m_labels[static_cast<std::size_t>(token)].tip;
    }
}

QVariant LabTokensModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int token = tokenOfRow(index.row());
    const int column = index.column();
    const Row& row = m_rows[static_cast<std::size_t>(token)];
    const core::LabToken& one = at(token);
    const bool words = column == TopBefore || column == TopAfter;
    switch (role) {
    case Qt::DisplayRole:
    case ValueTextRole:
        return text(row, token, column);
    case ExportRole:
        return exported(row, token, column);
    case Qt::ToolTipRole:
        return tip(token, column);
    case Qt::TextAlignmentRole:
        return int((column == Token || column == Next || words ? Qt::AlignLeft : Qt::AlignRight)
                   | Qt::AlignVCenter);
    case PartRole:
        return column == Token ? m_labels[static_cast<std::size_t>(token)].part : QString();
    case FractionRole:
        if (column != Kl)
            return {};
        return m_largestKl > 0 ? std::clamp(one.kl / m_largestKl, 0.0, 1.0) : 0.0;
    case ValueRole:
        if (column != Delta || std::isnan(one.delta()))
            return {};
        return m_largestDelta > 0 ? one.delta() / m_largestDelta : 0.0;
    case WordsRole:
        if (!words)
            return {};
        return column == TopBefore ? row.topBefore.words : row.topAfter.words;
    case NumbersRole:
        if (!words)
            return {};
        return column == TopBefore ? row.topBefore.probabilities : row.topAfter.probabilities;
    case MarkedRole:
        return column == TopAfter && !one.sameTop() ? 1 : 0;
    default:
        return {};
    }
}

QString LabTokensModel::title(int column) const
{
    const bool causal = !m_result || m_result->causal;
    switch (column) {
    case Place:
        return tr("#");
    case Token:
        return tr("token");
    case Kl:
        return tr("KL");
    case Next:
        return causal ? tr("true next") : tr("true token");
    case Before:
        return tr("before");
    case After:
        return tr("after");
    case Delta:
        return tr("change");
    case TopBefore:
    case TopAfter:
        return tr("top words");
    }
    return {};
}

QVariant LabTokensModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return section != m_sort
                   ? title(section)
                   : title(section) + (m_descending ? QStringLiteral(" ▾") : QStringLiteral(" ▴"));
    case SubtitleRole:
        switch (section) {
        case Kl:
            return tr("nats");
        case Before:
        case After:
        case Delta:
            return tr("log p");
        case TopBefore:
            return tr("before");
        case TopAfter:
            return tr("after (→ another)");
        default:
            return QString();
        }
    case Qt::ToolTipRole:
        switch (section) {
        case Kl:
            return tr("KL(original || changed) of the words that come next, in nats. The longest "
                      "bar is %1.")
                .arg(natsText(m_largestKl));
        case Next:
            return tr("The token that does come next in the prompt");
        case Before:
            return tr("Natural logarithm of the probability of the true next token, as the model "
                      "is");
        case After:
            return tr("The same with the change");
        case Delta:
            return tr("How the log-probability of the true next token changes: below 0 it becomes "
                      "less likely");
        case TopBefore:
            return tr("The most likely words, as the model is; sorts by the first one's "
                      "probability");
        case TopAfter:
            return tr("The most likely words with the change; an arrow where another word is the "
                      "first");
        default:
            return tr("Click to sort");
        }
    default:
        return {};
    }
}

} // namespace headscope::ui
