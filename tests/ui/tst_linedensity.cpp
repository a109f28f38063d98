// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/linedensity.h"

#include <QTest>

#include <cmath>
#include <limits>

using headscope::ui::LineDensity;

namespace {

constexpr QSize size(40, 30);
/// Shares of a line are kept as float32, and each pixel adds up a few of them.
constexpr float rounding = 1e-5F;

float sum(const LineDensity& density)
{
    float all = 0;
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            all += density.at(x, y);
    return all;
}

} // namespace

class LineDensityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLineInTheMiddleOfPixelsCoversThem()
    {
        LineDensity density(size);
        density.addLine({5, 10.5}, {15, 10.5});
        for (int x = 0; x < size.width(); ++x)
            QCOMPARE(density.at(x, 10), x >= 5 && x < 15 ? 1.0F : 0.0F);
        QCOMPARE(sum(density), 10.0F);
    }
    void aLineBetweenPixelsIsShared()
    {
        LineDensity density(size);
        density.addLine({20.25, 25}, {20.25, 5}); // upwards, a quarter before the middle of 20
        QVERIFY(std::abs(density.at(19, 12) - 0.25F) < rounding);
        QVERIFY(std::abs(density.at(20, 12) - 0.75F) < rounding);
        QVERIFY(std::abs(sum(density) - 20.0F) < 20 * rounding);
    }
    void piecesOfALineMakeTheLine()
    {
        // In one direction and in both ways; the steps and the pieces fall between pixels.
        for (const QPointF end : {QPointF(33.3, 21.7), QPointF(12.1, 28.4), QPointF(30.2, 1.5)}) {
            const QPointF start(3.7, 6.2);
            LineDensity whole(size);
            whole.addLine(start, end);
            LineDensity pieces(size);
            QPointF at = start;
            for (int k = 1; k <= 7; ++k) {
                const QPointF next = start + (end - start) * k / 7.0;
                if (k % 2 == 0)
                    pieces.addLine(at, next);
                else
                    pieces.addLine(next, at);
                at = next;
            }
            QVERIFY(sum(whole) > 15.0F);
            for (int y = 0; y < size.height(); ++y)
                for (int x = 0; x < size.width(); ++x)
                    QVERIFY(std::abs(whole.at(x, y) - pieces.at(x, y)) < rounding);
        }
    }
    void whatIsOutsideIsLeftOut()
    {
        LineDensity density(size);
        density.addLine({-1e9, 15.5}, {1e9, 15.5});
        QCOMPARE(sum(density), static_cast<float>(size.width()));
        density.addLine({10, -50.0}, {20, -40.0});
        density.addLine({10, 1e12}, {20, 2e12});
        const double none = std::numeric_limits<double>::quiet_NaN();
        density.addLine({10, none}, {20, 5});
        density.addLine({10, 5}, {10, 5});
        QCOMPARE(sum(density), static_cast<float>(size.width()));
        LineDensity empty(QSize(-3, 5));
        empty.addLine({0, 0}, {5, 5});
        QVERIFY(empty.image(Qt::black, 0.5).isNull());
    }
    void linesOverEachOtherAreAsIfPainted()
    {
        LineDensity density(size);
        for (int k = 0; k < 3; ++k)
            density.addLine({0, 4.5}, {40, 4.5});
        for (int k = 0; k < 1000; ++k)
            density.addLine({0, 8.5}, {40, 8.5});
        const QColor colour(200, 100, 0);
        const QImage image = density.image(colour, 0.2);
        QCOMPARE(image.size(), size);
        QCOMPARE(qAlpha(image.pixel(20, 0)), 0);
        // 1 - 0.8^3 of 255.
        QCOMPARE(qAlpha(image.pixel(20, 4)), 124);
        QCOMPARE(qAlpha(image.pixel(20, 8)), 255);
        QCOMPARE(image.pixelColor(20, 8), colour);
    }
};

QTEST_GUILESS_MAIN(LineDensityTest)
#include "tst_linedensity.moc"
