// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/wordsgeometry.h"
#include "ui/views/headmapgeometry.h"
#include "ui/views/headtablegeometry.h"
#include "ui/views/heatmapgeometry.h"
#include "ui/views/tokenstripgeometry.h"

#include <QTest>

using namespace headscope::ui;

class GeometryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void headMapFindsEachCellAgain()
    {
        for (const auto& [layers, heads] :
             {std::pair(8, 6), std::pair(1, 1), std::pair(48, 25), std::pair(12, 12)}) {
            HeadMapGeometry map;
            map.layers = layers;
            map.heads = heads;
            map.top = 15;
            map.width = 200;
            map.height = HeadMapGeometry::wantedHeight(layers);
            for (int layer = 0; layer < layers; ++layer)
                for (int head = 0; head < heads; ++head)
                    QCOMPARE(map.at(map.cell(layer, head).center()),
                             std::optional(std::pair(layer, head)));
            QVERIFY(!map.at(QPoint(0, 0)));
            QVERIFY(!map.at(QPoint(map.left, map.top + map.height)));
        }
        HeadMapGeometry map{8, 6, 20, 0, 200, 176};
        QVERIFY(map.cell(0, 0).top() > map.cell(7, 0).top());
        QVERIFY(!HeadMapGeometry().at(QPoint(1, 1)));
    }

    void heatmapFindsEachCellAgain()
    {
        for (const int contexts : {1, 2, 13, 60, 199})
            for (const int inputs : {1, 7, 13, 199}) {
                const HeatmapGeometry map{contexts, inputs, QRect(30, 20, 220, 200)};
                for (int j = 0; j < contexts; ++j)
                    QCOMPARE(map.contextAt(map.cell(j, inputs - 1).topLeft()), j);
                for (int i = 0; i < inputs; ++i)
                    QCOMPARE(map.inputAt(map.cell(contexts - 1, i).topLeft()), i);
                QCOMPARE(map.top(contexts), 200);
                QCOMPARE(map.left(inputs), 220);
            }
        // More tokens than pixels: every pixel has a token, in order.
        const HeatmapGeometry dense{512, 512, QRect(0, 0, 150, 150)};
        int before = -1;
        for (int pixel = 0; pixel < 150; ++pixel) {
            QVERIFY(dense.contextAt({0, pixel}) > before);
            before = dense.contextAt({0, pixel});
            QCOMPARE(dense.inputAt({pixel, 0}), before);
        }
        QVERIFY(before < 512);
        QVERIFY(HeatmapGeometry().empty());
    }

    void heatmapsFitTheirRoom()
    {
        const auto size = [](int contexts, int inputs) {
            return HeatmapGeometry::sizeWithin(contexts, inputs, QSize(300, 240), 30);
        };
        QCOMPARE(size(4, 4), QSize(120, 120)); // no larger cells than that
        QCOMPARE(size(13, 13), QSize(13 * 18, 13 * 18));
        QCOMPARE(size(512, 512), QSize(240, 240));
        QCOMPARE(size(12, 6), QSize(6 * 30, 12 * 20));
        // Cells are at most three times as long as they are wide, and none is lost.
        QCOMPARE(size(3, 100), QSize(300, 3 * 9));
        QCOMPARE(size(1000, 2), QSize(1, 240));
        QCOMPARE(size(0, 5), QSize());
        for (const int contexts : {1, 5, 30, 400})
            for (const int inputs : {1, 9, 60, 300}) {
                QVERIFY(size(contexts, inputs).width() <= 300);
                QVERIFY(size(contexts, inputs).height() <= 240);
                QVERIFY(!size(contexts, inputs).isEmpty());
            }
    }

    void tokenStripFindsEachChipAgain()
    {
        TokenStripGeometry strip;
        strip.place({30, 50, 20, 44});
        for (int token = 0; token < strip.count(); ++token) {
            QCOMPARE(strip.tokenAt(strip.chip(token).topLeft()), token);
            QCOMPARE(strip.tokenAt(strip.chip(token).bottomRight()), token);
        }
        QCOMPARE(strip.chip(1).width(), 50);
        QCOMPARE(strip.chip(3).right() + 1 + strip.margin, strip.width);
        QCOMPARE(strip.tokenAt(QPoint(strip.chip(0).right() + 2, strip.top + 1)), -1);
        QCOMPARE(strip.tokenAt(QPoint(2, 2)), -1);
        strip.place({});
        QCOMPARE(strip.tokenAt(QPoint(20, 10)), -1);
    }

    void wordsStandWholeOrNotAtAll()
    {
        const std::vector<int> widths{40, 30, 50};
        const WordsGeometry roomy{8, 200};
        QCOMPARE(roomy.shown(widths), 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(roomy.wordAt(widths, roomy.left(widths, i)), i);
        QCOMPARE(roomy.wordAt(widths, 41), -1);
        QCOMPARE((WordsGeometry{8, 78}).shown(widths), 2);
        QCOMPARE((WordsGeometry{8, 77}).shown(widths), 1);
        QCOMPARE((WordsGeometry{8, 10}).shown(widths), 1);
        QCOMPARE((WordsGeometry{8, 100}).shown({}), 0);
        // Room for saying how many more there are, only where there are more.
        QCOMPARE((WordsGeometry{8, 136, 12}).shown(widths), 3);
        QCOMPARE((WordsGeometry{8, 135, 12}).shown(widths), 2);
        QCOMPARE((WordsGeometry{8, 98, 12}).shown(widths), 2);
        QCOMPARE((WordsGeometry{8, 97, 12}).shown(widths), 1);
    }

    void tableSharesItsWidth()
    {
        HeadTableGeometry table;
        table.rows = 13;
        table.columns = 13;
        table.minScores = 140;
        const auto wide = table.share(1400, 800);
        QVERIFY(!wide.horizontalBar && !wide.verticalBar);
        QCOMPARE(wide.words, table.wordsWidth);
        QCOMPARE(wide.scores, 13 * wide.cell);
        QVERIFY(wide.left() + wide.scores <= 1400);
        table.rows = 512;
        table.columns = 512;
        const auto longOne = table.share(1000, 600);
        QVERIFY(longOne.horizontalBar && longOne.verticalBar);
        QCOMPARE(longOne.left() + longOne.scores + table.scrollBar, 1000);
        QVERIFY(longOne.scores >= 300);
        QVERIFY(longOne.words >= HeadTableGeometry::minWords);
        // Rows and columns need not be as many.
        table.rows = 3;
        const auto low = table.share(1000, 600);
        QVERIFY(low.horizontalBar && !low.verticalBar);
        QCOMPARE(table.contentHeight(true),
                 table.headerHeight + 3 * table.rowHeight + table.scrollBar);
        table.rows = 512;
        table.columns = 3;
        const auto high = table.share(1000, 600);
        QVERIFY(!high.horizontalBar && high.verticalBar);
        QCOMPARE(high.scores, 3 * high.cell);
        table.rows = table.columns = 1;
        QCOMPARE(table.share(1000, 600).scores, 140);
        table.rows = table.columns = 0;
        QVERIFY(!table.share(1000, 600).horizontalBar);
        QVERIFY(table.share(0, 0).scores >= 0);
    }
};

QTEST_GUILESS_MAIN(GeometryTest)
#include "tst_geometry.moc"
