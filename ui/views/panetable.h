// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace headscope::ui {

class TableHeader;

/// One of the two tables that make a table whose left part stays in sight. Rows of one height,
/// columns of given widths; moving past its left or right edge hands over to the other one.
class PaneTable : public QTableView
{
    Q_OBJECT
public:
    explicit PaneTable(QWidget* parent = nullptr);

    TableHeader* titles() const { return m_titles; }
    /// The selected cells, row after row, as tab-separated text (ExportRole).
    QString selectedText() const;
    /// Makes a cell the current one without telling: the program follows, nobody has chosen.
    void moveTo(const QModelIndex& index);
    /// The same, and the selected cells stay as they are.
    void moveUnselected(const QModelIndex& index);
    /// Columns (x) and rows (y) of which something is in sight.
    QRect cellsInSight() const;
    /// Hides all others, for a picture of some.
    void keepRows(int first, int last);
    void keepColumns(int first, int last);
    /// Brings the scroll bars up to date with what has been changed, which Qt puts off.
    void settle();

Q_SIGNALS:
    void leftBehind();
    void rightBehind();
    /// Somebody made another cell the current one: not moveTo(), not merely the focus coming in.
    void chosen(const QModelIndex& index);
    /// A double click, or Enter, wherever a single click is all it takes to activate.
    void opened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    TableHeader* m_titles;
    bool m_quiet = false; ///< a cell becomes the current one that nobody chose
};

/// Makes two panes over the same rows scroll as one; moving past the edge between them goes on in
/// the other one.
void joinPanes(PaneTable* left, PaneTable* right);

} // namespace headscope::ui
