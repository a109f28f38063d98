// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparedtablemodel.h"

#include <QWidget>

#include <string>
#include <utility>

namespace headscope::ui {

class PaneTable;
class RowDelegate;

/// The table of a comparison: what rows are about on the left, which stays, and the values of A and
/// B with what they differ by, which scroll. Two tables over the same rows. Owned by the view; GUI
/// thread.
class ComparedPanes : public QWidget
{
    Q_OBJECT
public:
    explicit ComparedPanes(QWidget* parent = nullptr);

    void setRows(const ComparedRowsPtr& rows, std::vector<int> order, const ComparedLabels& labels,
                 const ComparedSort& sort, bool showSpaces);
    /// Marks a row of the comparison (-1: none), and brings it into sight.
    void mark(int row);
    void scrollToTop();
    ComparedTableModel* names() const { return m_namesModel; }
    ComparedTableModel* values() const { return m_valuesModel; }
    PaneTable* namesPane() const { return m_names; }
    PaneTable* valuesPane() const { return m_values; }
    QString selectedText() const;
    /// Columns of values (x) and rows (y) of which something is in sight.
    QRect cellsInSight() const;
    /// The first and last column of a value, which stand together; of none: of all.
    std::pair<int, int> columnsOf(const std::string& kind) const;
    /// Shows these values alone, for a picture of them.
    void keepColumns(int first, int last);
    /// The size that shows all rows and, as far as `maxWidth` has room, all columns whole.
    QSize wholeSize(int maxWidth) const;

    QSize sizeHint() const override { return {900, 300}; }
    QSize minimumSizeHint() const override { return {260, 110}; }

Q_SIGNALS:
    /// By click or key: a row of the comparison, and the column of a value, else -1.
    void chosen(int row, int column);
    void opened(int row);
    /// A click on a header; `column` -1: as the rows stand.
    void sortWanted(int column, headscope::ui::ComparedSide side);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void connectPanes();
    void setWidths();
    void place();
    int namesWidth() const;
    int valuesWidth() const;
    int contentHeight() const;

    ComparedTableModel* m_namesModel;
    ComparedTableModel* m_valuesModel;
    PaneTable* m_names;
    PaneTable* m_values;
    RowDelegate* m_nameCells;
    RowDelegate* m_tokenCells;
    RowDelegate* m_wordCells;
    RowDelegate* m_textCells;
    RowDelegate* m_numberCells;
    RowDelegate* m_differenceCells;
    int m_rowHeight = 24;
    int m_headerHeight = 50;
};

} // namespace headscope::ui
