// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/weightspectra.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace headscope::ui {

using WeightSpectraPtr = std::shared_ptr<const core::WeightSpectra>;

/// How the size of a spectrum is told in one number.
enum class RankMeasure { Energy90, Energy99, Energy999, Entropy, Stable, Largest };
constexpr int rankMeasureCount = 6;
QString rankMeasureName(RankMeasure measure);
/// What is counted, in one sentence.
QString rankMeasureTip(RankMeasure measure);
double rankOf(const core::Spectrum& spectrum, RankMeasure measure);
/// A number of that measure as people read it.
QString rankText(double value, RankMeasure measure);
/// "Wᴾ", "W_Q" and their like, and what is their product.
QString matrixName(core::HeadMatrix matrix);
QString matrixFormula(core::HeadMatrix matrix);

/// A row for each head: the effective ranks of its matrices and of their factors, sorted by any of
/// them. Owned by its view, GUI thread, nothing fails.
class WeightsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// Head, then a column for each HeadMatrix in its order.
    static constexpr int headColumn = 0;
    static constexpr int firstMatrix = 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setSpectra(WeightSpectraPtr spectra, RankMeasure measure, bool fold);
    const WeightSpectraPtr& spectra() const { return m_spectra; }
    RankMeasure measure() const { return m_measure; }
    bool fold() const { return m_fold; }
    core::LayerIndex layerOf(int row) const;
    core::HeadIndex headOf(int row) const;
    /// -1 where there is no such head.
    int rowOf(core::LayerIndex layer, core::HeadIndex head) const;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// Equal numbers stay in the order of the heads.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) final;
    /// The number of a cell of a matrix.
    double value(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QString title(int column) const; ///< without the mark of the order
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

private:
    void order();
    const core::HeadSpectra& head(int row) const;
    QString tip(int row, int column) const;

    WeightSpectraPtr m_spectra;
    RankMeasure m_measure = RankMeasure::Energy90;
    bool m_fold = false;
    int m_sortColumn = headColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<int> m_order;      ///< (L heads): which head each row shows
    std::vector<int> m_rows;       ///< (L heads): in which row each head is
    std::vector<double> m_numbers; ///< (L heads, matrices)
};

} // namespace headscope::ui
