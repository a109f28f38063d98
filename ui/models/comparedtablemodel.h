// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparedtext.h"

#include <QAbstractTableModel>

#include <vector>

namespace headscope::ui {

/// How the rows of a comparison are ordered: by a value of A, of B, or by the size of what they
/// differ by; or as they stand in the model.
struct ComparedSort {
    int column = -1; ///< of the comparison; -1: as they stand
    ComparedSide side = ComparedSide::Difference;
    bool descending = true;
    bool operator==(const ComparedSort&) const = default;
};

/// The rows of a comparison that have `text` (in a name, a token or a word), in order. What has no
/// number stands last.
std::vector<int> comparedRowOrder(const core::ComparedRows& rows, const ComparedLabels& labels,
                                  const ComparedSort& sort, const QString& text);

/// Rows of a comparison: what they are about, or their values. Owned by the table; GUI thread.
///   names:  what a row is about, and the tokens of A and B
///   values: for every value A, B and what they differ by; of values that stand for tokens the
///           difference alone
class ComparedTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Part { Names, Values };
    enum NameColumn { Name, TokenA, TokenB, NameColumnCount };
    struct Column {
        int column = 0; ///< of the comparison
        ComparedSide side = ComparedSide::A;
    };

    explicit ComparedTableModel(Part part, QObject* parent = nullptr);

    void setRows(ComparedRowsPtr rows, std::vector<int> order, const ComparedLabels& labels,
                 bool showSpaces);
    void setSorted(const ComparedSort& sort);
    /// Of the comparison; -1: there is none.
    int rowAt(int row) const;
    int placeOf(int row) const; ///< where a row of the comparison stands; -1: nowhere
    const Column& columnAt(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    bool isWords(int column) const;
    const std::string& kindOf(int column) const; ///< of the value: "share"
    bool hasTokens() const { return m_labels.hasPlaces(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant nameData(std::size_t row, int column, int role) const;
    QVariant valueData(std::size_t row, const Column& column, int role) const;
    const QStringList& words(std::size_t row, const Column& column) const;
    double number(std::size_t row, const Column& column) const;
    QString title(const Column& column) const;
    void fillColumns();

    Part m_part;
    ComparedRowsPtr m_rows;
    ComparedLabels m_labels;
    mutable WordListsOnce m_words;
    std::vector<int> m_order;
    std::vector<int> m_places; ///< where each row of the comparison stands
    std::vector<Column> m_columns;
    ComparedSort m_sort;
    bool m_showSpaces = false;
};

} // namespace headscope::ui
