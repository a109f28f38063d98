// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/evolutionmodel.h"

#include <QAbstractTableModel>

namespace headscope::ui {

/// The posts' printout: for each token whether the word predicted after it was right, the prompt so
/// far, the predicted word, its probability, and the rank of the true next token. Owned by its
/// view, GUI thread, nothing fails.
class PrintoutModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Sign, Prompt, Predicted, Probability, Rank, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvolution(EvolutionPtr evolution, bool showSpaces);
    /// The exact text of the word predicted after a token; empty where it is no text by itself.
    QString appendable(int row) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

private:
    QString promptUpTo(int row, qsizetype most) const;
    QVariant text(int row, int column, bool whole) const;
    QString tip(int row, int column) const;

    EvolutionPtr m_evolution;
    bool m_showSpaces = false;
    QString m_prompt;              ///< on one line, with signs for what breaks it
    std::vector<qsizetype> m_ends; ///< (T): where each token's text ends in it
    std::vector<QString> m_words;  ///< (T): predicted
};

} // namespace headscope::ui
