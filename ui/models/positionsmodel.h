// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/positions.h"
#include "ui/models/gridmodel.h"

#include <memory>

namespace headscope::ui {

using PositionPatternsPtr = std::shared_ptr<const core::PositionPatterns>;

/// What a head does with position vectors alone: columns are query positions, rows key positions.
/// Owned by its view, GUI thread, nothing fails.
class PositionsModel : public GridModel
{
    Q_OBJECT
public:
    /// What a cell is: the score less the query's mean score, the score itself, or the attention.
    enum class Measure { Excess, Score, Attention };
    Q_ENUM(Measure)

    using GridModel::GridModel;

    void setPatterns(PositionPatternsPtr patterns, Measure measure);
    const PositionPatternsPtr& patterns() const { return m_patterns; }
    Measure measure() const { return m_measure; }
    /// Of a pair with key <= query.
    double value(int key, int query) const;
    /// What shade 1 stands for.
    double largest() const;

    double shade(int row, int column) const final;
    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

protected:
    QVariant cellData(int row, int column, int role) const final;

private:
    QString text(int row, int column) const;
    QString tip(int row, int column) const;

    PositionPatternsPtr m_patterns;
    Measure m_measure = Measure::Excess;
};

/// One sentence with every number of a pair of positions.
QString pairSentence(const core::PositionPatterns& patterns, int query, int key);

} // namespace headscope::ui
