// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"

#include <QSignalSpy>
#include <QTest>

using namespace headscope;
using app::Selection;
using core::HeadIndex;
using core::LayerIndex;
using core::Position;

class TestSelection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAtNothing()
    {
        Selection s;
        QCOMPARE(s.layer().value, 0);
        QCOMPARE(s.tokens(), 0);
        s.setHead(LayerIndex(3), HeadIndex(1));
        s.setQuery(Position(4));
        QCOMPARE(s.layer().value, 0);
        QCOMPARE(s.head().value, 0);
        QCOMPARE(s.query().value, 0);
    }

    void clampsAndTellsOnce()
    {
        Selection s;
        s.setBounds(8, 6, 12);
        QSignalSpy heads(&s, &Selection::headChanged);
        QSignalSpy tokens(&s, &Selection::tokenChanged);
        s.setHead(LayerIndex(99), HeadIndex(-5));
        QCOMPARE(s.layer().value, 7);
        QCOMPARE(s.head().value, 0);
        QCOMPARE(heads.count(), 1);
        s.setHead(LayerIndex(7), HeadIndex(0));
        QCOMPARE(heads.count(), 1);
        s.setQuery(Position(12));
        QCOMPARE(s.query().value, 11);
        s.setContext(Position(2), Selection::Focus::Message);
        QCOMPARE(s.context().value, 2);
        QVERIFY(s.focus() == Selection::Focus::Message);
        QCOMPARE(tokens.count(), 2);
        QCOMPARE(heads.count(), 1);
    }

    void aCellIsOneChange()
    {
        Selection s;
        s.setBounds(8, 6, 12);
        int contextSeen = -1;
        int querySeen = -1;
        connect(&s, &Selection::tokenChanged, &s, [&] {
            contextSeen = s.context().value;
            querySeen = s.query().value;
        });
        QSignalSpy tokens(&s, &Selection::tokenChanged);
        s.setCell(Position(3), Position(5));
        QCOMPARE(tokens.count(), 1);
        QCOMPARE(contextSeen, 3);
        QCOMPARE(querySeen, 5);
        QVERIFY(s.focus() == Selection::Focus::Score);
        s.setCell(Position(3), Position(5));
        QCOMPARE(tokens.count(), 1);
    }

    void newBoundsKeepWhatFits()
    {
        Selection s;
        s.setBounds(8, 6, 12);
        s.setHead(LayerIndex(5), HeadIndex(4));
        s.setCell(Position(3), Position(11));
        QSignalSpy heads(&s, &Selection::headChanged);
        QSignalSpy tokens(&s, &Selection::tokenChanged);
        s.setBounds(8, 6, 20);
        QCOMPARE(heads.count() + tokens.count(), 0);
        s.setBounds(4, 6, 6);
        QCOMPARE(s.layer().value, 3);
        QCOMPARE(s.head().value, 4);
        QCOMPARE(s.context().value, 3);
        QCOMPARE(s.query().value, 5);
        QCOMPARE(heads.count(), 1);
        QCOMPARE(tokens.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
