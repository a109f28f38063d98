// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labresultptr.h"
#include "ui/models/wordtext.h"

#include <QAbstractTableModel>

namespace headscope::ui {

/// What a change does to the prediction at each token: a row per token, in an order that can be
/// chosen. All texts are made when a result comes. Owned by its view, GUI thread, nothing fails.
class LabTokensModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Place, Token, Kl, Next, Before, After, Delta, TopBefore, TopAfter };
    static constexpr int columns = 9;

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(LabResultPtr result, bool showSpaces);
    const LabResultPtr& result() const { return m_result; }
    /// Rows without a value come last, whichever way.
    void sortBy(Column column, bool descending);
    Column sortColumn() const { return m_sort; }
    bool descending() const { return m_descending; }
    int tokenOfRow(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    int rowOfToken(int token) const; ///< -1: it has none
    bool has(int row, const QString& text) const;
    /// What a full bar of KL, and a full colour either way, stand for.
    double largestKl() const { return m_largestKl; }
    double largestDelta() const { return m_largestDelta; }

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QString title(int column) const; ///< without the mark of the order
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

private:
    /// The words of one prediction.
    struct Words {
        QStringList words;
        QStringList probabilities;
    };
    struct Row {
        QString place;
        QString kl;
        QString next;
        QString before;
        QString after;
        QString delta;
        Words topBefore;
        Words topAfter;
    };
    Row rowOf(int token) const;
    Words wordsOf(const core::StateReading& reading) const;
    double key(int token) const;
    void order();
    const core::LabToken& at(int token) const
    {
        return m_result->results[static_cast<std::size_t>(token)];
    }
    QVariant text(const Row& row, int token, int column) const;
    QVariant exported(const Row& row, int token, int column) const;
    QString tip(int token, int column) const;

    LabResultPtr m_result;
    std::vector<TokenLabel> m_labels;
    std::vector<Row> m_rows;  ///< a token each
    std::vector<int> m_order; ///< tokens, a row each
    bool m_showSpaces = false;
    double m_largestKl = 0;
    double m_largestDelta = 0;
    Column m_sort = Place;
    bool m_descending = false;
};

} // namespace headscope::ui
