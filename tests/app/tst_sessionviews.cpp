// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "app/viewtable.h"
#include "core/model/model.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace headscope;
using headscope::tests::patience;
using namespace headscope::app;
using namespace headscope::core;

namespace {

const QString bookshelf = tests::qModelsPath("/bookshelf-20m");

} // namespace

/// Results that one view alone wants: asked for, stopped, made again for the next run.
class TestSessionViews : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_cache;

    static void runAndWait(Session& s, const QString& prompt)
    {
        QSignalSpy idle(&s, &Session::idle);
        s.run(prompt, true);
        QVERIFY(idle.wait(patience));
    }
    static void waitIdle(Session& s) { QTRY_VERIFY_WITH_TIMEOUT(!s.busy(), patience); }

private Q_SLOTS:
    void initTestCase();
    void neuronActivityFollowsTheRuns();
    void savesTheNeurons();
    void nothingIsMadeThatNobodyWants();
    void wantingTwiceMakesOnce();
    void cancelledIsMadeAgainWhenWanted();
    void aShorterPromptKeepsTheNetwork();
    void aBadNeuronFailsInOneSentence();
    void anotherModelForgets();
    void evolutionFollowsTheRuns();
    void evolutionSurvivesBeingInterrupted();
    void aStateOfAShorterPrompt();
    void positionsOfAHead();
    void evolutionAndPositionsAreSaved();
    void streamOfATokenThatGoesAway();
};

void TestSessionViews::initTestCase()
{
    QVERIFY(m_cache.isValid());
    qputenv("XDG_CACHE_HOME", QFile::encodeName(m_cache.path()));
}

void TestSessionViews::neuronActivityFollowsTheRuns()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QVERIFY(!s.neuronActivity());
    QSignalSpy changed(&s, &Session::neuronActivityChanged);
    s.wantNeuronActivity(true);
    QVERIFY(s.busy());
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(s.neuronActivity()->tokenCount(), 6);
    QCOMPARE(s.neuronActivity()->count(), 8 * 1536);
    runAndWait(s, QStringLiteral("The captain"));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(s.neuronActivity()->tokenCount(), 3);
}

void TestSessionViews::savesTheNeurons()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("neurons.tsv"));
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain"));
    QVERIFY(!s.neuronRows().source); // nothing there
    s.wantNeuronActivity(true);
    waitIdle(s);
    QVERIFY(!s.neuronRows().source); // no words
    s.wantNeurons();
    waitIdle(s);
    QCOMPARE(headscope::app::saveTable(*s.neuronRows().source, path), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count('\n'), 8 * 1536 + 1);
    QVERIFY(text.startsWith("layer\tneuron\tinput_words\toutput_words\tout_size\tactivation 0 "));
}

void TestSessionViews::nothingIsMadeThatNobodyWants()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("one"));
    s.wantNeuronActivity(true);
    waitIdle(s);
    const auto first = s.neuronActivity();
    QSignalSpy changed(&s, &Session::neuronActivityChanged);
    s.wantNeuronActivity(false);
    runAndWait(s, QStringLiteral("one two three"));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(s.neuronActivity(), first); // what there was stays
    s.wantNeuronActivity(true);
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(s.neuronActivity()->tokenCount(), static_cast<int>(s.prompt()->tokens.size()));
}

void TestSessionViews::wantingTwiceMakesOnce()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QSignalSpy changed(&s, &Session::neuronDetailChanged);
    NeuronDetailOptions options{LayerIndex(1), NeuronIndex(40), {}};
    s.wantNeuronDetail(options);
    s.wantNeuronDetail(options);
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QVERIFY(s.neuronDetail()->options == options);
    s.wantNeuronDetail(std::nullopt);
    s.wantNeuronDetail(options);
    QVERIFY(!s.busy()); // it is there
    options.lens.top = 20;
    s.wantNeuronDetail(options);
    options.neuron = NeuronIndex(41); // supersedes
    s.wantNeuronDetail(options);
    waitIdle(s);
    QCOMPARE(s.neuronDetail()->options.neuron.value, 41);
    QCOMPARE(s.neuronDetail()->in.ids.size(), std::size_t(20));
    QVERIFY(changed.count() <= 3);
}

void TestSessionViews::cancelledIsMadeAgainWhenWanted()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QSignalSpy changed(&s, &Session::headNetworkChanged);
    const HeadNetworkOptions options{LayerIndex(5), HeadIndex(2), Position(3), {}};
    s.wantHeadNetwork(options);
    s.cancel();
    waitIdle(s);
    QCOMPARE(changed.count(), 0);
    s.wantHeadNetwork(options);
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QVERIFY(s.headNetwork()->options == options);
    // Wanted no more before it is there: nothing comes.
    s.wantHeadNetwork(HeadNetworkOptions{LayerIndex(5), HeadIndex(3), Position(3), {}});
    s.wantHeadNetwork(std::nullopt);
    waitIdle(s);
    QCOMPARE(s.headNetwork()->options.head.value, 2);
}

void TestSessionViews::aShorterPromptKeepsTheNetwork()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QSignalSpy failed(&s, &Session::failed);
    s.wantHeadNetwork(HeadNetworkOptions{LayerIndex(5), HeadIndex(2), Position(5), {}});
    waitIdle(s);
    runAndWait(s, QStringLiteral("The"));
    QCOMPARE(failed.count(), 0);
    QCOMPARE(s.headNetwork()->tokens.size(), std::size_t(2)); // the last token there is
}

void TestSessionViews::aBadNeuronFailsInOneSentence()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain"));
    QSignalSpy failed(&s, &Session::failed);
    s.wantNeuronDetail(NeuronDetailOptions{LayerIndex(0), NeuronIndex(9999), {}});
    waitIdle(s);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed[0][1].toString().contains(QStringLiteral("9999")));
    QVERIFY(!s.neuronDetail());
}

void TestSessionViews::anotherModelForgets()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain"));
    s.wantNeuronActivity(true);
    s.wantNeuronDetail(NeuronDetailOptions{LayerIndex(7), NeuronIndex(1000), {}});
    waitIdle(s);
    QVERIFY(s.neuronDetail());
    QSignalSpy loaded(&s, &Session::modelChanged);
    // The same files from another folder: another model to the session.
    const QTemporaryDir folder;
    for (const QFileInfo& file : QDir(bookshelf).entryInfoList(QDir::Files))
        QVERIFY(QFile::link(file.absoluteFilePath(), folder.filePath(file.fileName())));
    s.load(folder.path());
    QVERIFY(loaded.wait(patience));
    QVERIFY(!s.neuronActivity());
    QVERIFY(!s.neuronDetail());
    // It might have no such layer.
    runAndWait(s, QStringLiteral("The"));
    QVERIFY(s.prompt());
    QVERIFY(!s.neuronDetail());
    QVERIFY(!s.neuronActivity());
}

void TestSessionViews::evolutionFollowsTheRuns()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QSignalSpy changed(&s, &Session::evolutionChanged);
    s.wantEvolution(true);
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(s.evolution()->tokens.size(), std::size_t(6));
    QCOMPARE(s.evolution()->states.size(), std::size_t(9 * 6));
    runAndWait(s, QStringLiteral("The captain"));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(s.evolution()->tokens.size(), std::size_t(3));
    s.wantEvolution(false);
    runAndWait(s, QStringLiteral("The"));
    QCOMPARE(changed.count(), 2);
}

/// Every click asks for something else; what was begun is gone on with.
void TestSessionViews::evolutionSurvivesBeingInterrupted()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("ship").append(QStringLiteral(" the captain").repeated(120)));
    s.wantEvolution(true);
    for (int head = 0; head < 6; ++head) {
        s.wantHead(LayerIndex(3), HeadIndex(head), {});
        QTest::qWait(5);
    }
    waitIdle(s);
    QCOMPARE(s.evolution()->tokens.size(), s.prompt()->tokens.size());
    for (const StateReading& state : s.evolution()->states)
        QCOMPARE(state.all.ids.size(), std::size_t(10));
}

void TestSessionViews::aStateOfAShorterPrompt()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QSignalSpy failed(&s, &Session::failed);
    s.wantStateDetail(StatePlace{LayerIndex(4), Position(5)});
    waitIdle(s);
    QCOMPARE(s.stateDetail()->place.token.value, 5);
    QCOMPARE(s.stateDetail()->reading.all.ids.size(), std::size_t(50));
    runAndWait(s, QStringLiteral("The"));
    QCOMPARE(failed.count(), 0);
    QCOMPARE(s.stateDetail()->place.token.value, 1); // the last token there is
}

void TestSessionViews::positionsOfAHead()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain"));
    QSignalSpy changed(&s, &Session::positionsChanged);
    s.wantPositions(PositionOptions{LayerIndex(2), HeadIndex(1), 40});
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(s.positions()->count(), 40);
    QCOMPARE(s.positions()->options.head.value, 1);
    s.wantPositions(PositionOptions{LayerIndex(2), HeadIndex(1), 9999});
    waitIdle(s);
    QCOMPARE(s.positions()->count(), 512);
}

void TestSessionViews::streamOfATokenThatGoesAway()
{
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain of the ship"));
    QSignalSpy changed(&s, &Session::streamChanged);
    QSignalSpy failed(&s, &Session::failed);
    s.wantStream(StreamOptions{Position(5), LayerIndex(6)});
    waitIdle(s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(s.stream()->token.value, 5);
    QCOMPARE(s.stream()->layers, 6);
    s.wantStream(StreamOptions{Position(5), LayerIndex(6)}); // it is there
    QVERIFY(!s.busy());
    runAndWait(s, QStringLiteral("The"));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(s.stream()->token.value, 1); // the last token there is
    s.wantStream(std::nullopt);
    runAndWait(s, QStringLiteral("The captain"));
    QCOMPARE(changed.count(), 2);
}

void TestSessionViews::evolutionAndPositionsAreSaved()
{
    const auto lines = [](const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : -1;
    };
    const QString states = m_cache.filePath(QStringLiteral("states.tsv"));
    const QString pairs = m_cache.filePath(QStringLiteral("pairs.tsv"));
    Session s;
    s.load(bookshelf);
    runAndWait(s, QStringLiteral("The captain"));
    QVERIFY(!s.evolutionRows(true).source); // nothing there
    QVERIFY(!s.positionRows().source);
    s.wantEvolution(true);
    s.wantPositions(PositionOptions{LayerIndex(1), HeadIndex(1), 10});
    waitIdle(s);
    QCOMPARE(headscope::app::saveTable(*s.evolutionRows(true).source, states), QString());
    QCOMPARE(headscope::app::saveTable(*s.positionRows().source, pairs), QString());
    QCOMPARE(lines(states), 9 * 3 + 1);
    QCOMPARE(lines(pairs), 10 * 11 / 2 + 1);
}

QTEST_GUILESS_MAIN(TestSessionViews)
#include "tst_sessionviews.moc"
