// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/neuronrows.h"
#include "ui/models/wordtext.h"

#include <QAbstractTableModel>

#include <vector>

namespace headscope::ui {

/// The right part of the Neurons table: a row per neuron, a column per token of the prompt, each
/// cell the neuron's activation there. Holds a shared, immutable result.
class NeuronActivationsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit NeuronActivationsModel(QObject* parent = nullptr);

    /// `rows`: as neuronRows() has them.
    void setRows(NeuronActivityPtr activity, std::vector<int> rows, bool showSpaces);
    int placeOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// The token that the rows are ordered by (-1: none), for the header.
    void setSorted(int token, bool descending);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QString tip(int place, int token) const;

    NeuronActivityPtr m_activity;
    std::vector<int> m_rows;
    std::vector<TokenLabel> m_labels; ///< (T)
    int m_sorted = -1;
    bool m_descending = true;
};

} // namespace headscope::ui
