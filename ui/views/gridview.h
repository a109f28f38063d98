// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/gridgeometry.h"
#include "ui/views/gridpainter.h"

#include <QAbstractScrollArea>
#include <QImage>

namespace headscope::ui {

class GridModel;

/// Rows x columns of a GridModel, large ones too: only what is in sight is painted. Zooms from
/// cells of words down to a map of coloured pixels (Ctrl+wheel, Ctrl+plus, Ctrl+minus; Ctrl+0:
/// cells as wide as fit). Headers stay in sight. One current cell, and a rectangle of selected
/// ones. Owned by its parent; the model is its user's and outlives it or is taken away with
/// setModel(nullptr). GUI thread, nothing fails.
class GridView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    using Cell = GridPainter::Cell;

    explicit GridView(QWidget* parent = nullptr);
    ~GridView() override;

    void setModel(GridModel* model);
    GridModel* model() const { return m_model; }
    void setMap(GridPainter::Map map);
    /// Whether cells of colours only stay square, for rows and columns that count the same things;
    /// else they are as high as fills the view.
    void setSquare(bool square);
    /// Whether cells that fit are as narrow as brings all columns into sight, as numbers may be;
    /// words keep a width to be read in.
    void setAllInSight(bool all);
    /// What rows and columns are, for the corner between the headers and for assistive technology.
    void setAxes(const QString& rows, const QString& columns);

    Cell current() const { return m_current; }
    /// Moves there without telling; scrolls it into sight. {-1, -1} for no cell.
    void setCurrent(Cell cell);
    /// Columns and rows (x, y) of the selected rectangle; null where nothing is current.
    QRect selected() const;
    void selectAll();
    /// Where cells are in the viewport now.
    const GridGeometry& geometryOfCells() const { return m_geometry; }

    /// Zooms by steps, around the current cell where it is in sight.
    void zoom(int steps);
    /// Cells as wide as fit, which follow the view's size.
    void zoomToFit();
    /// A cell size of its own, as with zoom().
    void setCellSize(QSize size);
    /// Whether cells are large enough for words; else they are colours alone.
    bool showsWords() const { return GridGeometry::showsWords(m_geometry.cellSize, rowHeight()); }
    bool fits() const { return m_fit; }
    /// Of a row of words.
    int rowHeight() const { return m_painter.rowHeight(); }

    /// The selected rectangle as tab-separated text, the words of a cell with commas.
    QString selectedText() const;
    /// Makes the next cell current (after the current one, row after row, around the end) that has
    /// `text`, and tells; false where there is none.
    bool find(const QString& text, bool backwards);
    /// All cells with headers as they look now, without what is lit; narrower cells, then a map,
    /// where it would be wider than `maxWidth` or too large to draw.
    Figure figure(FigurePart part, int maxWidth) const;
    /// Whether such a figure has words; else its cells are colours alone.
    bool showsWords(FigurePart part, int maxWidth) const;

    QSize sizeHint() const override { return {800, 480}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

Q_SIGNALS:
    /// By key, click or find().
    void currentChanged(int row, int column);
    void activated(int row, int column); ///< Enter or double click
    void zoomed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void modelReset();
    void place();
    void showScroll();
    void scrollTo(QPoint scroll); ///< by somebody's hand
    void reveal();
    QSize stretched(QSize cell) const;
    QSize fittingCell() const;
    void zoomAround(QSize level, QPoint anchor);
    QPoint middleOfSight() const;
    void moveTo(Cell cell, bool extend);
    void pressHeader(QPoint at);
    void setHover(Cell cell);
    void updateCross(Cell cell);
    void describe();
    Cell cellAt(QPoint point) const;
    Cell keyTarget(int key, bool control) const;
    QString tipAt(QPoint point) const;

    GridModel* m_model = nullptr;
    mutable GridPainter m_painter; ///< caches what it draws
    GridGeometry m_geometry;
    bool m_square = false;
    bool m_allInSight = false;
    bool m_fit = true;
    bool m_placing = false;
    bool m_following = false; ///< the current cell is kept in sight until somebody scrolls away
    Cell m_current;
    Cell m_anchor; ///< the other corner of the selected rectangle
    Cell m_hover;
    QPoint m_grabbed; ///< where the middle button went down
    bool m_dragging = false;
    QString m_rowAxis;
    QString m_columnAxis;
};

} // namespace headscope::ui
