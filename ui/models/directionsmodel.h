// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/singulardirections.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <array>
#include <memory>
#include <vector>

namespace headscope::ui {

using SingularDirectionsPtr = std::shared_ptr<const core::SingularDirections>;

/// The singular directions of one head's matrix: two rows each, the + ends and the - ends, with the
/// words on both sides; one row where there are no words. Owned by its view, GUI thread, nothing
/// fails.
class DirectionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { End, Value, Gap, Left, Right, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setDirections(SingularDirectionsPtr directions, bool showSpaces);
    const SingularDirectionsPtr& directions() const { return m_directions; }
    bool hasWords() const { return m_directions && m_directions->hasWords; }
    int directionOf(int row) const { return row / rowsEach(); }
    /// That of its + end.
    int rowOf(int direction) const { return direction * rowsEach(); }
    /// What the sides of a matrix's directions are: what is looked up, read or written there.
    static QString sideName(core::HeadMatrix matrix, bool left);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

private:
    int rowsEach() const { return hasWords() ? 2 : 1; }
    const core::SingularDirection& at(int row) const;
    const core::LensCell& cell(int row, int column) const;
    const QStringList& words(int row, int column) const;
    bool hidden(int row, int column) const;
    QString gapText(int row) const;
    QString gapTip(int row) const;
    QString wordsTip(int row, int column) const;
    QString text(int row, int column) const;
    QString exported(int row, int column) const;

    SingularDirectionsPtr m_directions;
    std::vector<std::array<QStringList, 2>> m_words; ///< (rows): left, right
};

} // namespace headscope::ui
