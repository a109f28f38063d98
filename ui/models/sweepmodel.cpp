// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sweepmodel.h"

#include "ui/models/labtext.h"
#include "ui/models/roles.h"
#include "ui/models/wordtext.h"

#include <QLocale>

#include <cmath>

namespace headscope::ui {

namespace {

QStringList textsOf(std::optional<core::SweepParameter> parameter, const core::SweepPoint& point)
{
    const QLocale locale;
    return {sweepValueText(parameter, point.value),
            natsText(point.meanKl),
            std::isnan(point.meanDelta) ? SweepModel::tr("–") : signedText(point.meanDelta, 3),
            percentText(point.agreement),
            percentText(point.dropped),
            percentText(point.routed),
            locale.toString(qlonglong(point.parametersSaved)),
            locale.toString(qlonglong(point.tokens))};
}

double numberOf(const core::SweepPoint& point, int column)
{
    switch (column) {
    case SweepModel::Value:
        return point.value;
    case SweepModel::Kl:
        return point.meanKl;
    case SweepModel::Delta:
        return point.meanDelta;
    case SweepModel::Agreement:
        return point.agreement;
    case SweepModel::Dropped:
        return point.dropped;
    case SweepModel::Routed:
        return point.routed;
    case SweepModel::Saved:
        return static_cast<double>(point.parametersSaved);
    default:
        return static_cast<double>(point.tokens);
    }
}

} // namespace

void SweepModel::setPoints(std::optional<core::SweepParameter> parameter, SweepPointsPtr points)
{
    beginResetModel();
    m_parameter = parameter;
    m_points = std::move(points);
    m_texts.clear();
    if (m_points)
        for (const core::SweepPoint& point : *m_points)
            m_texts.push_back(textsOf(m_parameter, point));
    endResetModel();
}

QString SweepModel::pointText(int row) const
{
    const core::SweepPoint& point = (*m_points)[static_cast<std::size_t>(row)];
    const auto number = [](double value) { return QLocale().toString(value, 'g', 7); };
    QStringList lines;
    if (m_parameter)
        lines << tr("%1: %2").arg(sweepName(m_parameter), sweepValueText(m_parameter, point.value));
    lines << tr("mean KL %1 nats").arg(number(point.meanKl));
    if (!std::isnan(point.meanDelta))
        lines << tr("log-probability of the true next token %1 nats, change %2")
                     .arg(number(point.meanLogProbability), number(point.meanDelta));
    lines << tr("same top word %1").arg(percentText(point.agreement))
          << tr("cache dropped %1, queries past %2")
                 .arg(percentText(point.dropped), percentText(point.routed))
          << tr("%1, %2").arg(promptsText(point.prompts), tokensText(point.tokens));
    return lines.join(QLatin1Char('\n'));
}

int SweepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_texts.size());
}

int SweepModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant SweepModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case ValueTextRole:
        return m_texts[row][index.column()];
    case ExportRole: {
        const double number = numberOf((*m_points)[row], index.column());
        return std::isnan(number) ? QString() : QString::number(number, 'g', 10);
    }
    case Qt::ToolTipRole:
        return pointText(index.row());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SweepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    static constexpr std::array titles{
        QT_TR_NOOP("value"),   QT_TR_NOOP("KL"),   QT_TR_NOOP("change"), QT_TR_NOOP("same top"),
        QT_TR_NOOP("dropped"), QT_TR_NOOP("past"), QT_TR_NOOP("saved"),  QT_TR_NOOP("tokens")};
    static constexpr std::array subtitles{
        QT_TR_NOOP(""),      QT_TR_NOOP("nats"),    QT_TR_NOOP("log p"),      QT_TR_NOOP("words"),
        QT_TR_NOOP("cache"), QT_TR_NOOP("queries"), QT_TR_NOOP("parameters"), QT_TR_NOOP("")};
    static constexpr std::array tips{
        QT_TR_NOOP("What was swept"),
        QT_TR_NOOP("Mean KL(original || changed) over all tokens, in nats"),
        QT_TR_NOOP("Mean change of the log-probability of the true next token"),
        QT_TR_NOOP("Share of the tokens whose most likely word stayed"),
        QT_TR_NOOP("Share of all messages that is not in the cache"),
        QT_TR_NOOP("Share of all queries that passed a head by"),
        QT_TR_NOOP("Parameters that heads with cut ranks need less"),
        QT_TR_NOOP("Tokens that were looked at")};
    const auto at = static_cast<std::size_t>(section);
    switch (role) {
    case Qt::DisplayRole:
        return section == Value && m_parameter ? sweepName(m_parameter) : tr(titles[at]);
    case SubtitleRole:
        return *subtitles[at] == '\0' ? QString() : tr(subtitles[at]);
    case Qt::ToolTipRole:
        return tr(tips[at]);
    default:
        return {};
    }
}

} // namespace headscope::ui
