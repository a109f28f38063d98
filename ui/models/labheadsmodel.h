// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/gridmodel.h"
#include "ui/models/labresultptr.h"

namespace headscope::ui {

/// What a change did to each head: columns are heads, rows layers, the last one on top as in the
/// head map. Owned by its view, GUI thread, nothing fails.
class LabHeadsModel : public GridModel
{
    Q_OBJECT
public:
    /// Which share: of the head's messages that is not in the cache, of its queries that passed it
    /// by, of its queries for which no message was left.
    enum class Measure { Dropped, Routed, Emptied };

    using GridModel::GridModel;

    void setResult(LabResultPtr result, Measure measure, int ownHeads);
    const LabResultPtr& result() const { return m_result; }
    Measure measure() const { return m_measure; }
    core::LayerIndex layerOfRow(int row) const { return core::LayerIndex(rowCount() - 1 - row); }
    int rowOfLayer(core::LayerIndex layer) const { return rowCount() - 1 - layer.value; }

    double shade(int row, int column) const final;
    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

protected:
    QVariant cellData(int row, int column, int role) const final;

private:
    const core::HeadEffect& effect(int row, int column) const
    {
        return m_result->effect(layerOfRow(row), core::HeadIndex(column));
    }

    LabResultPtr m_result;
    Measure m_measure = Measure::Dropped;
    int m_ownHeads = 0;
    std::vector<QString> m_texts; ///< row after row
};

} // namespace headscope::ui
