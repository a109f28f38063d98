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
    /// Brings the scroll bars up to date with what has been changed, which Qt puts off.
    void settle();

Q_SIGNALS:
    void leftBehind();
    void rightBehind();
    /// Another cell is the current one, and not merely because the table got the focus.
    void chosen(const QModelIndex& index);
    /// A double click, or Enter, wherever a single click is all it takes to activate.
    void opened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    TableHeader* m_titles;
    bool m_entering = false; ///< the focus is coming in: Qt then makes the first cell current
};

/// Makes two panes over the same rows scroll as one; moving past the edge between them goes on in
/// the other one.
void joinPanes(PaneTable* left, PaneTable* right);

} // namespace headscope::ui
