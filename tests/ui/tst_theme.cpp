// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace headscope::ui;

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(Theme::contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(Theme::contrast(Qt::red, Qt::red), 1.0);
    }

    void textIsReadable()
    {
        for (const bool dark : {false, true}) {
            const Colours c = Theme::coloursOf(dark);
            for (const QColor& back : {c.surface, c.window, c.field, c.hover, c.accentSoft}) {
                QVERIFY(Theme::contrast(c.text, back) >= 7.0);
                QVERIFY(Theme::contrast(c.muted, back) >= 4.5);
            }
            QVERIFY(Theme::contrast(c.faint, c.surface) >= 3.0);
            QVERIFY(Theme::contrast(c.onAccent, c.accent) >= 4.5);
            QVERIFY(Theme::contrast(c.accent, c.accentSoft) >= 4.5);
            QVERIFY(Theme::contrast(c.onWarning, c.warning) >= 4.5);
            QVERIFY(Theme::contrast(c.onNotice, c.notice) >= 4.5);
        }
    }

    void numbersAreReadableOnEveryScore()
    {
        Theme& theme = Theme::instance();
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            theme.setChoice(choice);
            for (int i = 0; i <= 100; ++i)
                for (const ColourMap* map : {&theme.scoreMap(), &theme.measureMap()}) {
                    const QColor back = map->colour(i / 100.0);
                    QVERIFY(Theme::contrast(Theme::textOn(back), back) >= 4.0);
                }
        }
    }

    void mapsRunFromLowToHigh()
    {
        for (const auto kind : {ColourMap::Kind::Viridis, ColourMap::Kind::Cividis}) {
            const ColourMap map = ColourMap::named(kind);
            double before = -1;
            for (int i = 0; i <= 20; ++i) {
                const double light = Theme::contrast(map.colour(i / 20.0), Qt::black);
                QVERIFY(light > before);
                before = light;
            }
            QCOMPARE(map.at(-1), map.at(0));
            QCOMPARE(map.at(2), map.at(1));
            QCOMPARE(map.at(qQNaN()), map.at(0));
        }
        QCOMPARE(ColourMap::between(Qt::white, Qt::black, 0.8).colour(1), QColor(Qt::black));
    }

    void switchingTellsOnce()
    {
        Theme& theme = Theme::instance();
        theme.setChoice(Theme::Choice::Light);
        QSignalSpy spy(&theme, &Theme::changed);
        theme.setChoice(Theme::Choice::Dark);
        theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(spy.count(), 1);
        QVERIFY(theme.dark());
        QCOMPARE(qApp->palette().color(QPalette::Window), theme.colours().surface);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
