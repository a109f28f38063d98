// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/roworder.h"
#include "ui/views/headtablegeometry.h"

#include <QWidget>

#include <vector>

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class HeadScoresModel;
class HeadWordsModel;
class PaneTable;
class RowDelegate;

/// The posts' table of one head: words on the left, which stay, and one column of scores per input
/// token, which scroll. Two tables over the same rows that scroll and select as one; the shared
/// selection says which row and column are marked.
class HeadTableView : public QWidget
{
    Q_OBJECT
public:
    explicit HeadTableView(app::Selection* selection, QWidget* parent = nullptr);

    void setTable(HeadTablePtr table, RowSort sort, bool showSpaces);
    PaneTable* wordsPane() const { return m_words; }
    PaneTable* scoresPane() const { return m_scores; }
    HeadWordsModel* wordsModel() const { return m_wordsModel; }
    HeadScoresModel* scoresModel() const { return m_scoresModel; }

    /// Whether the selected row and column are marked; not so in pictures.
    void setMarksShown(bool shown);

    /// Columns of scores (x) and rows (y) of which something is in sight.
    QRect cellsInSight() const;
    /// Shows these alone, for a picture of them.
    void keepCells(const QRect& cells);
    /// As high as the whole table at the present width.
    int contentHeight() const;
    /// The tokens whose rows can be seen; none before the first table.
    std::vector<int> tokensOnScreen() const;
    /// The size that shows everything with the words at `wordsWidth` at most, without scroll bars.
    QSize wholeSize(int maxWordsWidth) const;
    /// Tab-separated text of the cells that are selected in the part that has the focus.
    QString selectedText() const;
    QSize sizeHint() const override { return {600, 300}; }
    /// As high as some rows need to be of use beside other things.
    int usefulHeight() const;
    QSize minimumSizeHint() const override { return {320, heightOf(leastRows)}; }

Q_SIGNALS:
    void contentHeightChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString inputAxis() const;
    void measure();
    void place();
    void connectPanes();
    void wordsChosen(const QModelIndex& index);
    void scoresChosen(const QModelIndex& index);
    void mark();
    int heightOf(int rows) const;
    /// Brings the selected cell into sight, once the layout is done.
    void reveal();

    static constexpr int leastRows = 4;
    static constexpr int usefulRows = 7;

    app::Selection* m_selection;
    HeadTablePtr m_table;
    HeadWordsModel* m_wordsModel;
    HeadScoresModel* m_scoresModel;
    PaneTable* m_words;
    PaneTable* m_scores;
    QList<RowDelegate*> m_wordDelegates;
    RowDelegate* m_scoreDelegate;
    HeadTableGeometry m_geometry;
    int m_contentHeight = 0;
    bool m_marksShown = true;
    bool m_following = true; ///< the selected cell is kept in sight until somebody scrolls away
    bool m_revealing = false;
};

} // namespace headscope::ui
