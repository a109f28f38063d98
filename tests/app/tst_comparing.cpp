// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A second prompt and a second model beside the Session of the window, on the embedded models.
#include "app/comparing.h"
#include "core/base/wordlist.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::app;
using core::ComparedTable;
using headscope::tests::patience;

namespace {

const QString models = tests::qModelsPath("/");
const QString promptA = QStringLiteral("The captain of the ship gave the order");
const QString promptB = QStringLiteral("The captain of the army gave the order");

ComparedView viewOf(ComparedTable table)
{
    ComparedView view;
    view.table = table;
    view.layer = core::LayerIndex(2);
    view.head = core::HeadIndex(3);
    view.stream.token = core::Position(8);
    return view;
}

/// Asks A for what the view is of, as the window does.
void askA(Session& a, const ComparedView& view)
{
    using Table = ComparedTable;
    a.wantHead(view.layer, view.head, view.options);
    a.wantNeuronActivity(view.table == Table::Neurons);
    a.wantEvolution(view.table == Table::Evolution);
    a.wantPositions(view.table == Table::Positions
                        ? std::optional(core::PositionOptions{view.layer, view.head, 32})
                        : std::nullopt);
    a.wantStream(view.table == Table::Stream ? std::optional(view.stream) : std::nullopt);
    if (view.table == Table::Neurons || view.table == Table::Stream)
        a.wantNeurons();
}

} // namespace

class TestComparing : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_cache;

    static void load(Session& a, const QString& model = QStringLiteral("bookshelf-20m"))
    {
        a.load(models + model);
        a.run(promptA, true);
        QTRY_VERIFY_WITH_TIMEOUT(a.prompt() && !a.busy(), patience);
    }
    static void settle(Comparing& c, Session& a)
    {
        QTRY_VERIFY_WITH_TIMEOUT(c.isCurrent() && !c.busy() && !a.busy(), patience);
    }
    static void compare(Comparing& c, Session& a, const ComparedView& view)
    {
        askA(a, view);
        c.want(view);
        settle(c, a);
    }
    static const core::ComparedColumn& column(const ComparedRowsPtr& rows, const char* kind)
    {
        for (const core::ComparedColumn& each : rows->columns)
            if (each.value.kind == kind)
                return each;
        qFatal("no column %s", kind);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_cache.isValid());
        headscope::tests::useCacheOf(m_cache.path());
    }
    void nothingRunsUntilSomebodyLooks();
    void everyTableOfTwoPrompts_data();
    void everyTableOfTwoPrompts();
    void theSameIsTheSame();
    void theTableIsWhatIsLookedAt();
    void twoModelsOfTheSameTokenizer();
    void aHeadThatBDoesNotHave();
    void aTokenThatBDoesNotHave();
    void otherTokenizersAreRefused();
    void aBrokenModelIsSaid();
    void bFollowsTheRunsOfA();
    void modelsAreExchanged();
    void cancelledGoesOnWhenLookedAtAgain();
    void cancelledIsSaid();
};

void TestComparing::nothingRunsUntilSomebodyLooks()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({{}, promptB});
    QTest::qWait(50);
    QVERIFY(!c.session()); // no thread, no memory
    QVERIFY(!c.rows());
    compare(c, a, viewOf(ComparedTable::Heads));
    QVERIFY(c.session());
    QCOMPARE(c.otherModel(), a.model()); // shared, not loaded again
    c.setOther({});
    QTRY_VERIFY(!c.sentence().isEmpty());
    QVERIFY(!c.rows());
    QVERIFY(!c.table().source);
}

void TestComparing::everyTableOfTwoPrompts_data()
{
    QTest::addColumn<int>("table");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("heads") << 0 << 48 << QByteArray("first");
    QTest::newRow("head") << 1 << 9 << QByteArray("attention");
    QTest::newRow("patterns") << 2 << 48 * 9 << QByteArray("size");
    QTest::newRow("messages") << 3 << 48 * 9 << QByteArray("size");
    QTest::newRow("stream") << 4 << 2 + 8 * (6 * 9 + 1536 + 2) << QByteArray("share");
    QTest::newRow("neurons") << 5 << 8 * 1536 << QByteArray("activation");
    QTest::newRow("evolution") << 6 << 9 * 9 << QByteArray("probability");
    QTest::newRow("positions") << 7 << 32 * 33 / 2 << QByteArray("score");
}

/// Each has all rows, those of both prompts beside each other; they differ where they may: not
/// before the word that does, for what is behind a token is not seen by it.
void TestComparing::everyTableOfTwoPrompts()
{
    QFETCH(const int, table);
    QFETCH(const int, rows);
    QFETCH(const QByteArray, kind);
#if defined(HEADSCOPE_SANITIZED)
    if (rows != 48 && rows != 9 * 9 && kind != "share")
        QSKIP("under the sanitizers three tables are enough");
#endif
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({{}, promptB});
    compare(c, a, viewOf(static_cast<ComparedTable>(table)));
    const ComparedRowsPtr found = c.rows();
    QCOMPARE(static_cast<int>(found->count()), rows);
    QCOMPARE(found->tokens.tokens->same(), 8); // of 9: ship is army
    const core::ComparedColumn& values = column(found, kind);
    if (static_cast<ComparedTable>(table) == ComparedTable::Positions) {
        QCOMPARE(values.largestDifference, 0.0); // no words go into them
        return;
    }
    double before = 0;
    double after = 0;
    for (const core::ComparedColumn& each : found->columns) {
        if (each.value.kind != values.value.kind)
            continue;
        for (std::size_t r = 0; r < found->count(); ++r) {
            QVERIFY(found->hasA[r] && found->hasB[r]);
            const double difference = each.difference(r);
            if (std::isnan(difference))
                continue;
            const auto place = each.value.place >= 0 ? std::int64_t(each.value.place)
                                                     : found->keys[r].of(core::About::Place);
            // Of the stream, rows are about who is seen by the token at the end.
            const bool earlier = static_cast<ComparedTable>(table) != ComparedTable::Stream
                                 && place >= 0 && place < 5;
            (earlier ? before : after) = std::max(earlier ? before : after, std::abs(difference));
        }
    }
    // Centring subtracts the mean over the whole prompt; the products of two prompts are cut into
    // blocks alike, so that the same numbers come out of the same tokens.
    QCOMPARE(before, 0.0);
    QVERIFY(after > 1e-3);
}

void TestComparing::theSameIsTheSame()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({{}, promptA});
    for (const auto table :
         {ComparedTable::Heads, ComparedTable::Messages, ComparedTable::Evolution}) {
        compare(c, a, viewOf(table));
        for (const core::ComparedColumn& each : c.rows()->columns) {
            QCOMPARE(each.largestDifference, 0.0);
            if (each.isWords())
                QVERIFY(each.wordsA == each.wordsB);
        }
    }
}

/// What is exported has the numbers that are shown.
void TestComparing::theTableIsWhatIsLookedAt()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({{}, promptB});
    compare(c, a, viewOf(ComparedTable::Heads));
    const ViewTable table = c.table();
    QVERIFY2(table.source, qPrintable(table.reason));
    const int at = table.source->columnOf("first B-A");
    QVERIFY(at > 0);
    std::size_t r = 0;
    const core::ComparedColumn& shown = column(c.rows(), "first");
    for (core::TableRow row; table.source->next(row); row.clear(), ++r)
        QCOMPARE(std::get<double>(row[static_cast<std::size_t>(at)]), shown.difference(r));
    QCOMPARE(r, c.rows()->count());
}

void TestComparing::twoModelsOfTheSameTokenizer()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({models + QStringLiteral("bookshelf-llama-14m"), {}});
    compare(c, a, viewOf(ComparedTable::Evolution));
    QCOMPARE(c.otherPrompt()->prompt, promptA); // the same one
    QVERIFY(c.otherModel()->info.name != a.model()->info.name);
    QCOMPARE(c.rows()->tokens.tokens->same(), 9);
    QVERIFY(column(c.rows(), "probability").largestDifference > 0.01);
    // One has six heads a layer, the other eight.
    compare(c, a, viewOf(ComparedTable::Heads));
    const auto onlyB = std::count(c.rows()->hasA.begin(), c.rows()->hasA.end(), false);
    QCOMPARE(static_cast<int>(onlyB), 8 * 2);
    QCOMPARE(static_cast<int>(c.rows()->count()), 8 * 8);
}

void TestComparing::aHeadThatBDoesNotHave()
{
    Session a;
    load(a, QStringLiteral("bookshelf-llama-14m"));
    Comparing c(&a);
    c.setOther({models + QStringLiteral("bookshelf-20m"), {}});
    ComparedView view = viewOf(ComparedTable::Head);
    view.head = core::HeadIndex(7);
    askA(a, view);
    c.want(view);
    QTRY_VERIFY_WITH_TIMEOUT(c.sentence().contains(QStringLiteral("has no head 2.7")), patience);
    QVERIFY(c.sentence().contains(QStringLiteral("layers are 0 to 7, its heads 0 to 5")));
    QVERIFY(!c.rows());
    view.otherHead = std::pair(core::LayerIndex(1), core::HeadIndex(0));
    compare(c, a, view);
    QVERIFY(c.sentence().isEmpty());
    QCOMPARE(c.session()->headTable()->layer.value, 1);
    QCOMPARE(a.headTable()->head.value, 7);
}

void TestComparing::aTokenThatBDoesNotHave()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({{}, QStringLiteral("The captain of the ship")});
    ComparedView view = viewOf(ComparedTable::Stream);
    askA(a, view);
    c.want(view);
    QTRY_VERIFY_WITH_TIMEOUT(c.sentence().contains(QStringLiteral("Token 8 of A")), patience);
    view.stream.token = core::Position(5);
    compare(c, a, view);
    QCOMPARE(c.session()->stream()->token.value, 5);
    // Nothing before it differs; products of 9 and of 6 rows are summed in other orders, in
    // float32.
    QVERIFY(column(c.rows(), "share").largestDifference < 1e-6);
}

void TestComparing::otherTokenizersAreRefused()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({tests::qDataPath("/gpt2-tiny"), QStringLiteral("1 2 3")});
    const ComparedView view = viewOf(ComparedTable::Heads);
    askA(a, view);
    c.want(view);
    QTRY_VERIFY_WITH_TIMEOUT(c.sentence().contains(QStringLiteral("different vocabularies")),
                             patience);
    QVERIFY(c.sentence().contains(QStringLiteral("bookshelf-20m and gpt2-tiny")));
    QVERIFY(!c.rows());
    QCOMPARE(c.table().reason, c.sentence());
    c.setOther({{}, promptB}); // and back
    settle(c, a);
    QVERIFY(c.sentence().isEmpty());
}

void TestComparing::aBrokenModelIsSaid()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.want(viewOf(ComparedTable::Heads));
    c.setOther({m_cache.filePath(QStringLiteral("no-such-model")), promptB});
    QTRY_VERIFY_WITH_TIMEOUT(c.sentence().contains(QStringLiteral("no-such-model")), patience);
    // Asked again, it is tried again; another one is there at once.
    c.setOther({{}, promptB});
    settle(c, a);
    QVERIFY(c.rows());
}

void TestComparing::bFollowsTheRunsOfA()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({{}, promptB});
    compare(c, a, viewOf(ComparedTable::Heads));
    a.run(QStringLiteral("The ship"), false);
    QTRY_VERIFY_WITH_TIMEOUT(c.rows()->tokensA.size() == 2 && c.rows()->tokensB.size() == 8,
                             patience); // without first token, both
    settle(c, a);
    QCOMPARE(c.otherPrompt()->first, false);
    a.run(promptB, true);
    QTRY_VERIFY_WITH_TIMEOUT(c.rows()->tokensA.size() == 9, patience);
    settle(c, a);
    QTRY_COMPARE(column(c.rows(), "first").largestDifference, 0.0);
}

void TestComparing::modelsAreExchanged()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({models + QStringLiteral("bookshelf-llama-14m"), promptB});
    compare(c, a, viewOf(ComparedTable::Heads));
    const auto before = column(c.rows(), "first");
    const QString nameA = QString::fromStdString(a.model()->info.name);
    const QString nameB = QString::fromStdString(c.otherModel()->info.name);
    QSignalSpy changed(&a, &Session::modelChanged);
    QVERIFY(c.exchangeModels());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(QString::fromStdString(a.model()->info.name), nameB);
    QVERIFY(c.other().folder.endsWith(nameA));
    c.setOther({c.other().folder, promptA});
    a.run(promptB, true);
    askA(a, viewOf(ComparedTable::Heads));
    QTRY_VERIFY_WITH_TIMEOUT(c.isCurrent() && !c.busy() && !a.busy() && c.otherPrompt()
                                 && c.otherPrompt()->prompt == promptA,
                             patience);
    settle(c, a);
    QCOMPARE(QString::fromStdString(c.otherModel()->info.name), nameA);
    const auto after = column(c.rows(), "first");
    for (std::size_t r = 0; r < before.a.size(); ++r)
        if (!std::isnan(before.difference(r)))
            QCOMPARE(after.difference(r), -before.difference(r));
    c.setOther({{}, promptA});
    QVERIFY(!c.exchangeModels()); // the same one
}

void TestComparing::cancelledGoesOnWhenLookedAtAgain()
{
    Session a;
    load(a);
    Comparing c(&a);
    c.setOther({models + QStringLiteral("bookshelf-llama-14m"), promptB});
    const ComparedView view = viewOf(ComparedTable::Heads);
    askA(a, view);
    c.want(view);
    c.want(std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(!c.busy(), patience);
    compare(c, a, view);
    QVERIFY(c.rows());
}

void TestComparing::cancelledIsSaid()
{
    Session a;
    load(a);
    Comparing c(&a);
    const Comparing::Other other{models + QStringLiteral("bookshelf-llama-14m"), promptB};
    c.setOther(other);
    askA(a, viewOf(ComparedTable::Heads));
    c.want(viewOf(ComparedTable::Heads));
    QVERIFY(c.busy());
    c.cancel();
    QTRY_VERIFY(c.sentence().startsWith(QStringLiteral("Stopped.")));
    QTRY_VERIFY_WITH_TIMEOUT(!c.busy(), patience);
    c.setOther(other); // Enter in its prompt
    settle(c, a);
    QVERIFY(c.sentence().isEmpty());
}

QTEST_GUILESS_MAIN(TestComparing)
#include "tst_comparing.moc"
