// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/weightsmodel.h"

#include "ui/models/headname.h"
#include "ui/models/roles.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace headscope::ui {

namespace {

constexpr std::size_t matrices = core::headMatrixCount;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::WeightsModel)
};

QString makesName(core::HeadMatrix matrix)
{
    switch (matrix) {
    case core::HeadMatrix::Pattern:
        return Text::tr("patterns");
    case core::HeadMatrix::Message:
        return Text::tr("messages");
    case core::HeadMatrix::Query:
        return Text::tr("queries");
    case core::HeadMatrix::Key:
        return Text::tr("keys");
    case core::HeadMatrix::Value:
        return Text::tr("values");
    case core::HeadMatrix::Output:
        return Text::tr("output");
    }
    return {};
}

core::HeadMatrix matrixOf(int column)
{
    return static_cast<core::HeadMatrix>(column - WeightsModel::firstMatrix);
}

} // namespace

QString rankMeasureName(RankMeasure measure)
{
    switch (measure) {
    case RankMeasure::Energy90:
        return Text::tr("Rank: 90 % of the energy");
    case RankMeasure::Energy99:
        return Text::tr("Rank: 99 % of the energy");
    case RankMeasure::Energy999:
        return Text::tr("Rank: 99.9 % of the energy");
    case RankMeasure::Entropy:
        return Text::tr("Rank: entropy");
    case RankMeasure::Stable:
        return Text::tr("Rank: stable");
    case RankMeasure::Largest:
        return Text::tr("Largest singular value");
    }
    return {};
}

QString rankMeasureTip(RankMeasure measure)
{
    switch (measure) {
    case RankMeasure::Energy90:
        return Text::tr("The fewest singular values that hold 90 % of the sum of squares.");
    case RankMeasure::Energy99:
        return Text::tr("The fewest singular values that hold 99 % of the sum of squares.");
    case RankMeasure::Energy999:
        return Text::tr("The fewest singular values that hold 99.9 % of the sum of squares.");
    case RankMeasure::Entropy:
        return Text::tr("exp of the entropy of the singular values as shares of their sum.");
    case RankMeasure::Stable:
        return Text::tr("The sum of the squared singular values over the largest one squared.");
    case RankMeasure::Largest:
        return Text::tr("How much the matrix lengthens the vector that it lengthens most.");
    }
    return {};
}

double rankOf(const core::Spectrum& spectrum, RankMeasure measure)
{
    switch (measure) {
    case RankMeasure::Energy90:
        return spectrum.ranks.e90;
    case RankMeasure::Energy99:
        return spectrum.ranks.e99;
    case RankMeasure::Energy999:
        return spectrum.ranks.e999;
    case RankMeasure::Entropy:
        return spectrum.ranks.entropy;
    case RankMeasure::Stable:
        return spectrum.ranks.stable;
    case RankMeasure::Largest:
        break;
    }
    return spectrum.values.size() > 0 ? spectrum.values[0] : 0.0;
}

QString rankText(double value, RankMeasure measure)
{
    if (measure == RankMeasure::Largest)
        return numberText(value);
    const bool whole = measure != RankMeasure::Entropy && measure != RankMeasure::Stable;
    return numberText(value, whole ? 0 : value < 10 ? 2 : 1);
}

QString matrixName(core::HeadMatrix matrix)
{
    constexpr std::array names = {"Wᴾ", "Wᴹ", "W_Q", "W_K", "W_V", "W_O"};
    return QString::fromUtf8(names[static_cast<std::size_t>(matrix)]);
}

QString matrixFormula(core::HeadMatrix matrix)
{
    switch (matrix) {
    case core::HeadMatrix::Pattern:
        return Text::tr("Wᴾ = W_K W_Qᵀ, which makes patterns");
    case core::HeadMatrix::Message:
        return Text::tr("Wᴹ = W_V W_O, which makes messages");
    case core::HeadMatrix::Query:
        return Text::tr("W_Q, which makes queries");
    case core::HeadMatrix::Key:
        return Text::tr("W_K, which makes keys");
    case core::HeadMatrix::Value:
        return Text::tr("W_V, which makes values");
    case core::HeadMatrix::Output:
        return Text::tr("W_O, which writes the values to the stream");
    }
    return {};
}

void WeightsModel::setSpectra(WeightSpectraPtr spectra, RankMeasure measure, bool fold)
{
    beginResetModel();
    m_spectra = std::move(spectra);
    m_measure = measure;
    m_fold = fold;
    m_numbers.clear();
    if (m_spectra) {
        for (const core::HeadSpectra& each : m_spectra->heads)
            for (std::size_t k = 0; k < matrices; ++k)
                m_numbers.push_back(
                    rankOf(each.of(static_cast<core::HeadMatrix>(k), m_fold), m_measure));
    }
    order();
    endResetModel();
}

/// Which head is in which row.
void WeightsModel::order()
{
    m_order.resize(m_spectra ? m_spectra->heads.size() : 0);
    std::iota(m_order.begin(), m_order.end(), 0);
    const bool falling = m_sortOrder == Qt::DescendingOrder;
    if (m_sortColumn == headColumn) {
        if (falling)
            std::reverse(m_order.begin(), m_order.end());
    } else {
        const auto number = [this](int which) {
            return m_numbers[static_cast<std::size_t>(which) * matrices
                             + static_cast<std::size_t>(m_sortColumn - firstMatrix)];
        };
        std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) {
            return falling ? number(a) > number(b) : number(a) < number(b);
        });
    }
    m_rows.resize(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        m_rows[static_cast<std::size_t>(m_order[row])] = static_cast<int>(row);
}

void WeightsModel::sort(int column, Qt::SortOrder sortOrder)
{
    if (column < 0 || column >= firstMatrix + core::headMatrixCount)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> heads;
    for (const QModelIndex& each : before)
        heads.push_back(m_order[static_cast<std::size_t>(each.row())]);
    m_sortColumn = column;
    m_sortOrder = sortOrder;
    order();
    QModelIndexList after;
    for (qsizetype k = 0; k < before.size(); ++k)
        after.append(index(m_rows[static_cast<std::size_t>(heads[static_cast<std::size_t>(k)])],
                           before[k].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

const core::HeadSpectra& WeightsModel::head(int row) const
{
    return m_spectra->heads[static_cast<std::size_t>(m_order[static_cast<std::size_t>(row)])];
}

core::LayerIndex WeightsModel::layerOf(int row) const
{
    return head(row).layer;
}

core::HeadIndex WeightsModel::headOf(int row) const
{
    return head(row).head;
}

int WeightsModel::rowOf(core::LayerIndex layer, core::HeadIndex head) const
{
    if (!m_spectra || layer.value >= m_spectra->layers || head.value >= m_spectra->headsPerLayer)
        return -1;
    return m_rows[static_cast<std::size_t>(layer.value * m_spectra->headsPerLayer + head.value)];
}

double WeightsModel::value(int row, int column) const
{
    return m_numbers[static_cast<std::size_t>(m_order[static_cast<std::size_t>(row)]) * matrices
                     + static_cast<std::size_t>(column - firstMatrix)];
}

int WeightsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int WeightsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : firstMatrix + core::headMatrixCount;
}

QString WeightsModel::tip(int row, int column) const
{
    const core::HeadSpectra& of = head(row);
    const QString name = headName(of.layer, of.head, m_spectra->ownHeads);
    if (column == headColumn)
        return name;
    const core::HeadMatrix matrix = matrixOf(column);
    const core::Spectrum& spectrum = of.of(matrix, m_fold);
    const core::Ranks& ranks = spectrum.ranks;
    return tr("<b>%1</b><br>%2%3<br>rank %4 (90 %), %5 (99 %), %6 (99.9 %) of %7<br>entropy %8 · "
              "stable %9")
               .arg(name, matrixFormula(matrix), m_fold ? tr(", with the norm in it") : QString())
               .arg(ranks.e90)
               .arg(ranks.e99)
               .arg(ranks.e999)
               .arg(spectrum.values.size())
               .arg(numberText(ranks.entropy), numberText(ranks.stable))
           + tr("<br>largest singular value %1")
                 .arg(numberText(rankOf(spectrum, RankMeasure::Largest), 4));
}

QVariant WeightsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == headColumn
                   ? headNumber(head(row).layer, head(row).head, m_spectra->ownHeads)
                   : rankText(value(row, column), m_measure);
    case ExportRole:
        return column == headColumn
                   ? headNumber(head(row).layer, head(row).head, m_spectra->ownHeads)
                   : QString::number(value(row, column), 'g', 7);
    case Qt::ToolTipRole:
        return tip(row, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>((column == headColumn ? Qt::AlignLeft : Qt::AlignRight)
                                | Qt::AlignVCenter);
    }
    return {};
}

QString WeightsModel::title(int column) const
{
    return column == headColumn ? tr("Head") : matrixName(matrixOf(column));
}

QVariant WeightsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        if (section != m_sortColumn)
            return title(section);
        return title(section)
               + (m_sortOrder == Qt::AscendingOrder ? QStringLiteral(" ▴") : QStringLiteral(" ▾"));
    case SubtitleRole:
        return section == headColumn ? QVariant() : makesName(matrixOf(section));
    case Qt::ToolTipRole:
        return section == headColumn
                   ? tr("Click to sort by layer and head.")
                   : tr("%1.<br>%2 Click to sort by it.")
                         .arg(matrixFormula(matrixOf(section)), rankMeasureTip(m_measure));
    }
    return {};
}

} // namespace headscope::ui
