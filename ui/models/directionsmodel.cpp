// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/directionsmodel.h"

#include "ui/models/roles.h"
#include "ui/models/weightsmodel.h"
#include "ui/models/wordtext.h"

#include <cmath>
#include <utility>

namespace headscope::ui {

namespace {

constexpr QChar plusSign(u'+');
constexpr QChar minusSign(0x2212);

QString share(double part)
{
    return percentText(part);
}

} // namespace

QString DirectionsModel::sideName(core::HeadMatrix matrix, bool left)
{
    if (matrix == core::HeadMatrix::Pattern)
        return left ? tr("Key side") : tr("Query side");
    return left ? tr("Read") : tr("Written");
}

namespace {

/// Of what, under the side's name.
QString sideNote(core::HeadMatrix matrix, bool left)
{
    if (matrix == core::HeadMatrix::Pattern)
        return left ? DirectionsModel::tr("of the attended token")
                    : DirectionsModel::tr("of the attending token");
    return left ? DirectionsModel::tr("of the attended token")
                : DirectionsModel::tr("what its message does to the output");
}

} // namespace

void DirectionsModel::setDirections(SingularDirectionsPtr directions, bool showSpaces)
{
    beginResetModel();
    m_directions = std::move(directions);
    m_words.clear();
    if (m_directions) {
        for (const core::SingularDirection& each : m_directions->all)
            for (std::size_t end = 0; end < static_cast<std::size_t>(rowsEach()); ++end)
                m_words.push_back(
                    {shownWords(*m_directions->words, each.left[end].ids, showSpaces),
                     shownWords(*m_directions->words, each.right[end].ids, showSpaces)});
    }
    endResetModel();
}

const core::SingularDirection& DirectionsModel::at(int row) const
{
    return m_directions->all[static_cast<std::size_t>(directionOf(row))];
}

const core::LensCell& DirectionsModel::cell(int row, int column) const
{
    const auto end = static_cast<std::size_t>(row % rowsEach());
    return column == Left ? at(row).left[end] : at(row).right[end];
}

const QStringList& DirectionsModel::words(int row, int column) const
{
    return m_words[static_cast<std::size_t>(row)][column == Left ? 0 : 1];
}

bool DirectionsModel::hidden(int row, int column) const
{
    return column >= Left && m_directions->options.lens.hideHighBias && cell(row, column).highBias;
}

int DirectionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_words.size());
}

int DirectionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DirectionsModel::gapText(int row) const
{
    const core::SingularDirection& of = at(row);
    if (of.standsApart())
        return share(of.gapAfter);
    return tr("%1, mixed with %2–%3")
        .arg(share(of.gapAfter))
        .arg(of.firstAlike + 1)
        .arg(of.lastAlike + 1);
}

QString DirectionsModel::gapTip(int row) const
{
    const core::SingularDirection& of = at(row);
    QString tip = tr("To the next value %1 of this one").arg(share(of.gapAfter));
    if (!std::isinf(of.gapBefore))
        tip += tr(", to the one before %1").arg(share(of.gapBefore));
    tip += tr(".<br>");
    if (of.standsApart())
        return tip + tr("The value stands apart, so the direction is the matrix's own.");
    return tip
           + tr("Values %1 to %2 are so close to each other (less than %3 apart) that small "
                "changes of the weights turn their directions into each other: only the space "
                "that they span together is the matrix's own, and the words of each may be a "
                "mixture.")
                 .arg(of.firstAlike + 1)
                 .arg(of.lastAlike + 1)
                 .arg(share(core::closeGap));
}

QString DirectionsModel::wordsTip(int row, int column) const
{
    if (!m_directions->hasWords)
        return tr("The model has no embedding, so there are no words to compare with.");
    const core::LensCell& of = cell(row, column);
    QStringList lines;
    const QStringList& all = words(row, column);
    for (qsizetype k = 0; k < all.size(); ++k)
        lines << tr("%1 %2").arg(
            all[k].toHtmlEscaped(),
            numberText(static_cast<double>(of.scores[static_cast<std::size_t>(k)]), 3));
    return tr("<b>%1, %2 end of direction %3</b><br>%4<br>legibility %5 · ρ %6%7")
        .arg(sideName(m_directions->options.matrix, column == Left).toHtmlEscaped())
        .arg(row % rowsEach() == 0 ? plusSign : minusSign)
        .arg(directionOf(row) + 1)
        .arg(lines.join(QStringLiteral("<br>")), numberText(of.legibility), numberText(of.rho),
             of.highBias ? tr(" (high bias)") : QString());
}

QString DirectionsModel::text(int row, int column) const
{
    const bool first = row % rowsEach() == 0;
    switch (column) {
    case End:
        return hasWords() ? QStringLiteral("%1 %2")
                                .arg(directionOf(row) + 1)
                                .arg(first ? plusSign : minusSign)
                          : QString::number(directionOf(row) + 1);
    case Value:
        return first ? numberText(at(row).value) : QString();
    case Gap:
        return first ? gapText(row) : QString();
    default:
        return hidden(row, column) ? tr("(high bias)") : QString();
    }
}

QString DirectionsModel::exported(int row, int column) const
{
    switch (column) {
    case Value:
        return QString::number(at(row).value, 'g', 7);
    case Gap:
        return QString::number(at(row).gapAfter, 'g', 7);
    case Left:
    case Right:
        return hidden(row, column) ? QString() : words(row, column).join(QStringLiteral(", "));
    default:
        return text(row, column);
    }
}

QVariant DirectionsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case WordsRole:
        return column >= Left && !hidden(row, column) ? QVariant(words(row, column)) : QVariant();
    case HiddenRole:
        return hidden(row, column);
    case WarningRole:
        return column == Gap && !at(row).standsApart();
    case ExportRole:
        return exported(row, column);
    case Qt::AccessibleTextRole:
        return column >= Left  ? exported(row, column)
               : column == Gap ? gapText(row)
                               : text(row, column);
    case Qt::ToolTipRole:
        return column >= Left  ? wordsTip(row, column)
               : column == Gap ? gapTip(row)
                               : tr("singular value %1 of %2: %3")
                                     .arg(directionOf(row) + 1)
                                     .arg(m_directions->all.size())
                                     .arg(numberText(at(row).value, 5));
    case Qt::TextAlignmentRole:
        return static_cast<int>((column == Value ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    }
    return {};
}

QVariant DirectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const core::HeadMatrix matrix = m_directions ? m_directions->options.matrix
                                                 : core::HeadMatrix::Pattern;
    const bool pattern = matrix == core::HeadMatrix::Pattern;
    if (role == Qt::DisplayRole) {
        switch (section) {
        case End:
            return tr("End");
        case Value:
            return tr("Value");
        case Gap:
            return tr("Gap");
        default:
            return sideName(matrix, section == Left);
        }
    }
    if (role == SubtitleRole) {
        if (section >= Left)
            return sideNote(matrix, section == Left);
        return section == Gap ? tr("to the next value") : QVariant();
    }
    if (role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case End:
        return tr("Both ends of a direction: the signs of both sides belong together.");
    case Value:
        return tr("The singular value: how much the matrix makes of this direction.");
    case Gap:
        return tr("How far the next value is, as a share of this one. Values that are close to "
                  "each other make directions that are unstable.");
    case Left:
        return pattern ? tr("Words that look like this end to the keys: tokens that are attended "
                            "to.")
                       : tr("Words that look like this end to the values: tokens whose message "
                            "has the other side's words.");
    default:
        return pattern ? tr("Words that look like this end to the queries: tokens that attend to "
                            "those of the same sign, and away from those of the other.")
                       : tr("What the message does to the output.");
    }
}

} // namespace headscope::ui
