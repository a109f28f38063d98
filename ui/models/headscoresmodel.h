// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"
#include "ui/models/wordtext.h"

#include <QAbstractTableModel>

#include <vector>

namespace headscope::ui {

/// The right part of the head table: one row per context token, one column per input token, each
/// cell the attention of the input token on the context token; empty where it does not see it.
/// Holds a shared, immutable result.
class HeadScoresModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit HeadScoresModel(QObject* parent = nullptr);

    /// `order`: which context token each row shows (K). Columns stay in prompt order. Where the
    /// same tokens are shown in the same places, what is selected stays.
    void setTable(HeadTablePtr table, std::vector<int> order, bool showSpaces);
    int tokenOf(int row) const { return m_order[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QString tip(int context, int query) const;
    QVariant unseenTip(int context, int query) const;

    HeadTablePtr m_table;
    std::vector<int> m_order;           ///< (K)
    std::vector<TokenLabel> m_contexts; ///< (K)
    std::vector<TokenLabel> m_inputs;   ///< (T)
};

} // namespace headscope::ui
