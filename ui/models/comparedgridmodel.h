// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparedtext.h"
#include "ui/models/gridmodel.h"

namespace headscope::ui {

/// One value of a comparison as a plane: of A, of B, or what they differ by, with colours both ways
/// from 0. Words: the words, and of both those that they share. Owned by the view; GUI thread.
class ComparedGridModel final : public GridModel
{
    Q_OBJECT
public:
    explicit ComparedGridModel(ComparedSide side, QObject* parent = nullptr);

    /// `column` of the rows; -1: nothing is shown.
    void setRows(ComparedRowsPtr rows, int column, const ComparedLabels& labels, bool showSpaces);
    ComparedSide side() const { return m_side; }
    const core::ComparedPlane& plane() const { return m_plane; }
    /// What a shade of 1 stands for: 1 of shares, else the largest of what is shown.
    double largest() const { return m_largest; }
    core::Heat heat() const;
    bool isWords() const;
    bool isNumber() const;

    double shade(int row, int column) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cellData(int row, int column, int role) const override;

private:
    const core::ComparedColumn& column(const core::ComparedPlane::Cell& cell) const;
    double number(const core::ComparedPlane::Cell& cell) const;
    QString text(const core::ComparedPlane::Cell& cell) const;
    const QStringList& words(const core::ComparedPlane::Cell& cell) const;
    QString tip(int row, int column) const;
    QString rowName(int row) const;
    QString columnName(int column) const;
    double range() const;

    ComparedSide m_side;
    ComparedRowsPtr m_rows;
    core::ComparedPlane m_plane;
    ComparedLabels m_labels;
    mutable WordListsOnce m_words;
    int m_column = -1;
    double m_largest = 1;
    bool m_showSpaces = false;
};

} // namespace headscope::ui
