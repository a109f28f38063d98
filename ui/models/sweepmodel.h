// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labresultptr.h"

#include <QAbstractTableModel>

namespace headscope::ui {

/// The points of a sweep, a row each. Owned by its view, GUI thread, nothing fails.
class SweepModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Value, Kl, Delta, Agreement, Dropped, Routed, Saved, Tokens };
    static constexpr int columns = 8;

    using QAbstractTableModel::QAbstractTableModel;

    void setPoints(std::optional<core::SweepParameter> parameter, SweepPointsPtr points);
    const SweepPointsPtr& points() const { return m_points; }
    std::optional<core::SweepParameter> parameter() const { return m_parameter; }
    /// All numbers of a point, exactly.
    QString pointText(int row) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

private:
    std::optional<core::SweepParameter> m_parameter;
    SweepPointsPtr m_points;
    std::vector<QStringList> m_texts; ///< a point each, a column each
};

} // namespace headscope::ui
