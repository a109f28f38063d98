// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "app/selectionhistory.h"

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

    void aNeuronMovesTheLayerToo()
    {
        Selection s;
        s.setBounds(8, 6, 12, 1536);
        QSignalSpy heads(&s, &Selection::headChanged);
        QSignalSpy neurons(&s, &Selection::neuronChanged);
        QSignalSpy all(&s, &Selection::changed);
        s.setNeuron(LayerIndex(3), core::NeuronIndex(2000));
        QCOMPARE(s.layer().value, 3);
        QCOMPARE(s.neuron().value, 1535);
        QVERIFY(s.focus() == Selection::Focus::Neuron);
        QCOMPARE(heads.count(), 1);
        QCOMPARE(neurons.count(), 1);
        QCOMPARE(all.count(), 1);
    }

    void theLastStateStaysTheLast()
    {
        Selection s;
        s.setBounds(8, 6, 12);
        QCOMPARE(s.state().value, 8);
        s.setBounds(12, 12, 12);
        QCOMPARE(s.state().value, 12);
        s.setState(LayerIndex(5), Position(3));
        s.setBounds(8, 6, 12);
        QCOMPARE(s.state().value, 5);
        QCOMPARE(s.query().value, 3);
        s.setState(LayerIndex(9), Position(3));
        QCOMPARE(s.state().value, 8);
    }

    void crossHeadsHaveTheirOwnContext()
    {
        Selection s;
        s.setBounds(2, 8, 5);
        QCOMPARE(s.ownHeads(), 8);
        s.setMemory(4, 9);
        QCOMPARE(s.ownHeads(), 4);
        QVERIFY(!s.isCross(HeadIndex(3)));
        QVERIFY(s.isCross(HeadIndex(4)));
        s.setCell(Position(8), Position(8)); // the layer's own tokens are fewer
        QCOMPARE(s.context().value, 4);
        QCOMPARE(s.contexts(), 5);
        s.setHead(LayerIndex(1), HeadIndex(6));
        QCOMPARE(s.contexts(), 9);
        s.setCell(Position(8), Position(8));
        QCOMPARE(s.context().value, 8);
        QCOMPARE(s.query().value, 4);
        s.setHead(LayerIndex(1), HeadIndex(0));
        QCOMPARE(s.context().value, 4);
        s.setHead(LayerIndex(1), HeadIndex(7));
        s.setMemory(4, 2); // a shorter text of the encoder
        QCOMPARE(s.context().value, 1);
    }

    void goesBackAndForward()
    {
        Selection s;
        s.setBounds(8, 6, 12);
        app::SelectionHistory history(&s, 0);
        QVERIFY(!history.canGoBack());
        s.setHead(LayerIndex(2), HeadIndex(4));
        s.setView(Selection::View::Stream);
        s.setQuery(Position(7));
        QVERIFY(!history.canGoForward());
        history.back();
        QCOMPARE(s.query().value, 0);
        QVERIFY(s.view() == Selection::View::Stream);
        history.back();
        QVERIFY(s.view() == Selection::View::Head);
        QCOMPARE(s.head().value, 4);
        history.forward();
        history.forward();
        QCOMPARE(s.query().value, 7);
        QVERIFY(!history.canGoForward());
        history.back();
        s.setQuery(Position(1)); // cuts off what was ahead
        QVERIFY(!history.canGoForward());
        history.clear();
        QVERIFY(!history.canGoBack());
        QCOMPARE(s.query().value, 1);
    }

    void quickStepsAreOne()
    {
        Selection s;
        s.setBounds(8, 6, 12);
        app::SelectionHistory history(&s, 100'000);
        s.setQuery(Position(5));
        s.setQuery(Position(6));
        s.setQuery(Position(7));
        s.setView(Selection::View::Neurons); // another view is a step of its own
        history.back();
        QCOMPARE(s.query().value, 7);
        history.back();
        QCOMPARE(s.query().value, 0);
        QVERIFY(!history.canGoBack());
    }

    void remembersNoMoreThanItSays()
    {
        Selection s;
        s.setBounds(8, 6, 1000);
        app::SelectionHistory history(&s, 0);
        for (int i = 1; i < 500; ++i)
            s.setQuery(Position(i));
        int steps = 0;
        for (; history.canGoBack(); ++steps)
            history.back();
        QCOMPARE(static_cast<std::size_t>(steps), app::SelectionHistory::most - 1);
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
