// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/gridgeometry.h"

#include <QTest>

using headscope::ui::GridGeometry;

namespace {

constexpr int rowHeight = 26;

GridGeometry grid(int rows, int columns, QSize cell)
{
    GridGeometry g;
    g.rows = rows;
    g.columns = columns;
    g.cellSize = cell;
    g.header = {70, 40};
    g.viewport = {800, 500};
    return g;
}

} // namespace

class GridGeometryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsEachCellAgain()
    {
        for (const QSize cell : GridGeometry::levels(rowHeight)) {
            for (const QPoint scroll : {QPoint(0, 0), QPoint(37, 11), QPoint(1 << 20, 1 << 20)}) {
                GridGeometry g = grid(64, 512, cell);
                g.scroll = scroll;
                g.clampScroll();
                for (int row = g.firstRow(); row <= g.lastRow(); ++row) {
                    const QRect seen = g.cell(row, g.firstColumn()) & g.body();
                    QVERIFY(!seen.isEmpty());
                    QCOMPARE(g.rowAt(seen.top()), row);
                    QCOMPARE(g.rowAt(seen.bottom()), row);
                }
                for (int column = g.firstColumn(); column <= g.lastColumn(); ++column) {
                    const QRect seen = g.cell(g.firstRow(), column) & g.body();
                    QVERIFY(!seen.isEmpty());
                    QCOMPARE(g.columnAt(seen.left()), column);
                    QCOMPARE(g.columnAt(seen.right()), column);
                }
                QVERIFY(g.firstRow() == 0 || g.top(g.firstRow() - 1) + cell.height() <= 40);
                QVERIFY(g.lastRow() + 1 == g.rows || g.top(g.lastRow() + 1) >= 500);
                QVERIFY(g.lastColumn() + 1 == g.columns || g.left(g.lastColumn() + 1) >= 800);
            }
        }
    }

    void hasNoCellInHeadersOrBehindTheLast()
    {
        const GridGeometry g = grid(3, 2, {100, 26});
        QCOMPARE(g.columnAt(69), -1);
        QCOMPARE(g.columnAt(70), 0);
        QCOMPARE(g.columnAt(269), 1);
        QCOMPARE(g.columnAt(270), -1);
        QCOMPARE(g.rowAt(39), -1);
        QCOMPARE(g.rowAt(40 + 3 * 26 - 1), 2);
        QCOMPARE(g.rowAt(40 + 3 * 26), -1);
        QCOMPARE(g.mostScroll(), QPoint(0, 0));
        QCOMPARE(g.body(), QRect(70, 40, 200, 78));
    }

    void emptyAndTinyGridsAreNoTrouble()
    {
        GridGeometry g = grid(0, 0, {64, 26});
        QVERIFY(g.empty());
        QCOMPARE(g.rowAt(60), -1);
        QCOMPARE(g.columnAt(90), -1);
        QCOMPARE(g.lastRow(), -1);
        QCOMPARE(g.lastColumn(), -1);
        g = grid(5, 5, {64, 26});
        g.viewport = {30, 20}; // less than the headers
        g.clampScroll();
        QCOMPARE(g.room(), QSize(0, 0));
        QCOMPARE(g.lastRow(), -1);
        g.reveal(3, 3);
        QCOMPARE(g.scroll, QPoint(3 * 64, 3 * 26)); // its corner, not its end
    }

    void revealsWithAsLittleScrollingAsCanBe()
    {
        GridGeometry g = grid(64, 40, {100, 26});
        g.reveal(0, 0);
        QCOMPARE(g.scroll, QPoint(0, 0));
        g.reveal(20, 10);
        QVERIFY(g.body().contains(g.cell(20, 10)));
        QCOMPARE(g.cell(20, 10).bottom(), 499);
        QCOMPARE(g.cell(20, 10).right(), 799);
        const QPoint before = g.scroll;
        g.reveal(19, 9);
        QCOMPARE(g.scroll, before);
        g.reveal(2, 1);
        QCOMPARE(g.cell(2, 1).topLeft(), QPoint(70, 40));
    }

    void zoomKeepsWhatIsUnderThePointer()
    {
        const auto levels = GridGeometry::levels(rowHeight);
        for (const QPoint at : {QPoint(400, 250), QPoint(71, 41), QPoint(790, 490)}) {
            GridGeometry g = grid(3000, 3000, levels.back());
            g.scroll = {100000, 20000};
            const int row = g.rowAt(at.y());
            const int column = g.columnAt(at.x());
            for (int step = 0; step < 12; ++step) {
                // Headers grow where text is written upwards.
                g.zoom(GridGeometry::nextLevel(g.cellSize, -1, rowHeight), {70, 40 + 3 * step}, at);
                if (g.scroll.x() > 0 && g.scroll.x() < g.mostScroll().x())
                    QVERIFY(std::abs(g.columnAt(at.x()) - column) <= 1);
                if (g.scroll.y() > 0 && g.scroll.y() < g.mostScroll().y() && g.rowAt(at.y()) >= 0)
                    QVERIFY(std::abs(g.rowAt(at.y()) - row) <= 1);
            }
            QCOMPARE(g.cellSize, QSize(2, 2));
        }
        // Small grids end at their first cell, not in the middle of nothing.
        GridGeometry g = grid(8, 8, levels.back());
        g.scroll = {800, 0};
        g.zoom({20, 18}, {70, 40}, {700, 300});
        QCOMPARE(g.scroll, QPoint(0, 0));
    }

    void levelsGoUpAndDownAndStop()
    {
        const auto levels = GridGeometry::levels(rowHeight);
        QSize cell = levels.front();
        for (std::size_t i = 1; i < levels.size(); ++i) {
            cell = GridGeometry::nextLevel(cell, 1, rowHeight);
            QCOMPARE(cell, levels[i]);
        }
        QCOMPARE(GridGeometry::nextLevel(cell, 1, rowHeight), levels.back());
        QCOMPARE(GridGeometry::nextLevel({2, 2}, -1, rowHeight), levels.front());
        QCOMPARE(GridGeometry::nextLevel({150, 26}, -1, rowHeight), QSize(132, 26));
        QVERIFY(GridGeometry::showsWords({64, 26}, rowHeight));
        QVERIFY(!GridGeometry::showsWords({20, 18}, rowHeight));
    }

    void mapsAreAsHighAsTheirRoom()
    {
        QCOMPARE(GridGeometry::stretched({4, 4}, 48, 480, rowHeight), QSize(4, 10));
        QCOMPARE(GridGeometry::stretched({4, 4}, 4000, 480, rowHeight), QSize(4, 4));
        QCOMPARE(GridGeometry::stretched({4, 4}, 3, 480, rowHeight), QSize(4, rowHeight));
        QCOMPARE(GridGeometry::stretched({20, 18}, 48, 480, rowHeight), QSize(20, 18));
        QCOMPARE(GridGeometry::stretched({2, 2}, 0, -20, rowHeight), QSize(2, 2));
        QCOMPARE(GridGeometry::stretched({92, 9}, 400, 480, rowHeight), QSize(92, rowHeight));
    }

    void cellsFillTheRoomButStayReadable()
    {
        QCOMPARE(GridGeometry::fitting(4, 1000, rowHeight).width(), 250);
        QCOMPARE(GridGeometry::fitting(1, 1000, rowHeight).width(), 420);
        QCOMPARE(GridGeometry::fitting(512, 1000, rowHeight).width(), GridGeometry::leastFit);
        QCOMPARE(GridGeometry::fitting(0, 0, rowHeight).width(), GridGeometry::leastFit);
        // Twice the font, twice the width.
        QCOMPARE(GridGeometry::fitting(512, 1000, 52).width(), 2 * GridGeometry::leastFit);
    }
};

QTEST_GUILESS_MAIN(GridGeometryTest)
#include "tst_gridgeometry.moc"
