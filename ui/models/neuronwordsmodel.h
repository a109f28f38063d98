// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/neuronrows.h"
#include "ui/models/wordtext.h"

#include <QAbstractTableModel>

#include <vector>

namespace headscope::ui {

/// The left part of the Neurons table: a row per neuron with the words of its weights, and what its
/// activations come to. The words may come later than the rest. Holds shared, immutable results;
/// GUI thread; nothing fails. Without activity there are no rows.
class NeuronWordsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// Gate: only of neurons that have one, else without words.
    enum Column { Neuron, Input, Gate, Output, Largest, Written, ColumnCount };

    explicit NeuronWordsModel(QObject* parent = nullptr);

    /// `rows`: as neuronRows() has them; `token`: what Written is about.
    void setRows(NeuronActivityPtr activity, NeuronWordsPtr words, std::vector<int> rows, int token,
                 bool showSpaces);
    /// Words that came later; the rows stay.
    void setWords(NeuronWordsPtr words);

    int placeOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(int place) const; ///< -1 where there is none
    const std::vector<int>& rows() const { return m_rows; }
    /// The column that the rows are ordered by (-1: none of these), for the header.
    void setSorted(int column, bool descending);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QVariant placeData(int place, int role) const;
    QVariant cellData(int place, int column, int role) const;
    /// null where there is none.
    const core::LensCell* cellOf(int place, int column) const;
    QVariant numberData(int place, bool largest, int role) const;
    QString cellTip(const core::LensCell& cell, int place, int column) const;
    QStringList shown(const core::LensCell& cell) const;
    QString nameOf(int place) const;

    NeuronActivityPtr m_activity;
    NeuronWordsPtr m_words;
    std::vector<int> m_rows;
    std::vector<int> m_rowOf;                  ///< (L F) -1 where a neuron has no row
    mutable std::vector<QString> m_vocabulary; ///< (V) as shown, filled in as words are shown
    std::vector<TokenLabel> m_labels;          ///< (T)
    int m_token = 0;
    bool m_showSpaces = false;
    int m_sorted = -1;
    bool m_descending = true;
};

} // namespace headscope::ui
