// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace headscope::ui {

/// What a GridView shows: rows x columns of words (or of one short text) with a number each that
/// becomes the cell's colour. Owned by the view's user, GUI thread, nothing fails. Answers
///   WordsRole     words, best first; or, for a cell that is no list of words,
///   DisplayRole   its text; also what stands in a hidden cell ("(high bias)")
///   HiddenRole    bool: the text is greyed
///   ToolTipRole   exact numbers
///   ExportRole    what is copied
/// and for headers DisplayRole, SubtitleRole (quieter, after it; of columns only where they stand
/// upright) and ToolTipRole.
class GridModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// What a cell can be marked for, as bits.
    enum Mark : unsigned {
        Repeats = 1, ///< shares its words with other cells of its row
        Matches = 2, ///< has what was searched for
        Faded = 4,   ///< says too little to be read first
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// 0..1, or -1..1 where the view's colours diverge; NaN: nothing to show. Asked once for every
    /// cell in sight whenever the view is painted: an array access.
    virtual double shade(int row, int column) const = 0;
    virtual unsigned marks(int /*row*/, int /*column*/) const { return 0; }
    /// Whether the cell is one that `text` looks for; by default where its words contain it.
    virtual bool has(int row, int column, const QString& text) const;

    /// ValueRole is the shade, MarkedRole the marks; cellData() answers the others.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;

protected:
    /// For a row and a column that are there.
    virtual QVariant cellData(int row, int column, int role) const = 0;
};

} // namespace headscope::ui
