// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"
#include "ui/models/wordtext.h"

#include <QAbstractTableModel>

#include <vector>

namespace headscope::ui {

/// The left part of the head table: one row per context token with the words of its pattern and
/// message. Holds a shared, immutable result; GUI thread; nothing fails. Without a table there are
/// no rows.
class HeadWordsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Token, Pattern, Message, ColumnCount };

    explicit HeadWordsModel(QObject* parent = nullptr);

    /// `order`: which context token each row shows (K). Where the same tokens are shown in the same
    /// places, what is selected stays.
    void setTable(HeadTablePtr table, std::vector<int> order, bool showSpaces);

    int tokenOf(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    int rowOf(int token) const; ///< -1 where there is none

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QVariant tokenData(std::size_t token, int role) const;
    QVariant cellData(std::size_t token, bool pattern, int role) const;
    QString cellTip(std::size_t token, bool pattern) const;
    QString columnTitle(int column) const;
    QString columnSubtitle(int column) const;
    QString columnTip(int column) const;
    bool hidden(const core::LensCell& cell) const;
    /// The row's words are still being looked up.
    bool pending(std::size_t token) const;
    static QVariant pendingData(int role);

    HeadTablePtr m_table;
    std::vector<int> m_order;              ///< (K)
    std::vector<TokenLabel> m_labels;      ///< (K)
    std::vector<QStringList> m_patterns;   ///< (K)
    std::vector<QStringList> m_messages;   ///< (K)
    std::vector<double> m_messageFraction; ///< (K) of the largest |m|
};

} // namespace headscope::ui
