// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Lab through the Session: runs with a change, what a change does, sweeps; and the changed run
// beside the original one.
#include "app/comparing.h"
#include "app/session.h"
#include "app/viewtable.h"
#include "core/analysis/lab/lab.h"
#include "core/analysis/prompttokens.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::app;
using headscope::tests::patience;

namespace {

const QString bookshelf = tests::qModelsPath("/bookshelf-20m");
const QString promptText = QStringLiteral("The captain of the ship gave the order");

core::Change headOff(int layer, int head)
{
    return {{{core::HeadOff{}, {core::LayerIndex(layer), core::HeadIndex(head)}}}};
}

core::Change rankCut(core::HeadMatrix matrix, int rank)
{
    return {{{core::RankCut{matrix, rank}, {}}}};
}

} // namespace

class TestSessionLab : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_cache;

    static void settle(const Session& s) { QTRY_VERIFY_WITH_TIMEOUT(!s.busy(), patience); }
    static void open(Session& s)
    {
        s.load(bookshelf);
        s.run(promptText, true);
        QTRY_VERIFY_WITH_TIMEOUT(s.prompt() && !s.busy(), patience);
    }
    /// What the core says of the same change on the same prompt.
    static core::LabResult direct(const core::Change& change)
    {
        const auto model = core::loadModel(bookshelf.toStdString());
        const auto ids = core::readPrompt(*model, {promptText.toStdString(), {}, true});
        core::Lab lab(model);
        const auto applied = lab.apply(change);
        const auto original = core::runTrace(*model, ids);
        const auto changed = applied->run(ids);
        return *core::labResult(*model, *original, *applied, *changed);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_cache.isValid());
        headscope::tests::useCacheOf(m_cache.path());
    }
    void everyResultIsOfTheChangedRun();
    void ranksAreThoseOfTheChangedModel();
    void whatAChangeDoes();
    void theOriginalIsTheSameWhateverIsShown();
    void aChangeThatTheModelCannotHave();
    void anotherModelIsUnchanged();
    void sweepOverThisPrompt();
    void sweepOverManyPrompts();
    void sweepsGoOnBehindOtherWork();
    void sweepsStop();
    void aSweepThatCannotBe();
    void theEncoderHasNoLab();
    void theChangedRunBesideTheOriginal();
};

/// The head's table, the measures and the stream are made of what ran.
void TestSessionLab::everyResultIsOfTheChangedRun()
{
    Session s;
    open(s);
    s.wantHead(core::LayerIndex(2), core::HeadIndex(3), {});
    settle(s);
    QVERIFY(s.headTable()->attention.cwiseAbs().sum() > 1.0F);
    QSignalSpy ran(&s, &Session::promptChanged);
    s.setChange(headOff(2, 3));
    settle(s);
    QCOMPARE(ran.count(), 1);
    QCOMPARE(s.prompt()->prompt, promptText);
    QVERIFY(s.prompt()->change == headOff(2, 3));
    QCOMPARE(s.headTable()->attention.cwiseAbs().sum(), 0.0F);
    // It stays for later prompts, and goes away again.
    s.run(QStringLiteral("The captain"), true);
    settle(s);
    QCOMPARE(s.headTable()->attention.rows(), 3);
    QCOMPARE(s.headTable()->attention.cwiseAbs().sum(), 0.0F);
    s.setChange({});
    settle(s);
    QVERIFY(s.prompt()->change.empty());
    QVERIFY(s.headTable()->attention.cwiseAbs().sum() > 1.0F);
}

void TestSessionLab::ranksAreThoseOfTheChangedModel()
{
    Session s;
    open(s);
    const MeasuresPtr before = s.measures();
    s.setChange(rankCut(core::HeadMatrix::Message, 2));
    settle(s);
    QVERIFY(s.measures() && s.measures() != before);
    int cut = 0;
    for (std::size_t i = 0; i < before->size(); ++i) {
        const core::HeadMeasures& head = (*s.measures())[i];
        QVERIFY(head.messageRanks.e999 <= 2);
        cut += (*before)[i].messageRanks.e999 > 2 ? 1 : 0;
        QCOMPARE(head.patternRanks.e999, (*before)[i].patternRanks.e999);
    }
    QVERIFY(cut > 24); // of 48
}

void TestSessionLab::whatAChangeDoes()
{
    Session s;
    open(s);
    QVERIFY(!s.labRows().source);
    QSignalSpy changed(&s, &Session::labChanged);
    core::Change change = headOff(0, 2);
    change.interventions.push_back({core::DropMessages{core::DropMessages::Rule::Small, 0.5,
                                                       core::DropMessages::Mode::Renormalise},
                                    {}});
    s.wantLab(change);
    QVERIFY(s.busy());
    settle(s);
    QCOMPARE(changed.count(), 1);
    const core::LabResult expected = direct(change);
    QVERIFY(s.lab()->change == change);
    QCOMPARE(s.lab()->meanKl, expected.meanKl);
    QVERIFY(s.lab()->meanKl > 1e-4);
    QCOMPARE(s.lab()->dropped, expected.dropped);
    QVERIFY(s.lab()->dropped > 0.01);
    QVERIFY(s.prompt()->change.empty()); // what is shown is the model as it is
    QVERIFY(s.labRows().source);
    // For the next run too; the same again is not made twice.
    s.wantLab(change);
    QVERIFY(!s.busy());
    s.run(QStringLiteral("The captain"), true);
    settle(s);
    QCOMPARE(s.lab()->tokens.size(), std::size_t(3));
}

void TestSessionLab::theOriginalIsTheSameWhateverIsShown()
{
    Session s;
    open(s);
    s.setChange(rankCut(core::HeadMatrix::Message, 4));
    settle(s);
    s.wantLab(headOff(0, 2));
    settle(s);
    QCOMPARE(s.lab()->meanKl, direct(headOff(0, 2)).meanKl);
}

void TestSessionLab::aChangeThatTheModelCannotHave()
{
    Session s;
    open(s);
    QSignalSpy failed(&s, &Session::failed);
    QSignalSpy labFailed(&s, &Session::labFailed);
    s.wantLab(headOff(9, 0));
    settle(s);
    QCOMPARE(labFailed.count(), 1);
    QVERIFY(labFailed[0][0].toString().contains(QStringLiteral("9")));
    QVERIFY(!s.lab());
    QCOMPARE(failed.count(), 0);
    s.setChange(headOff(9, 0));
    settle(s);
    QCOMPARE(failed.count(), 1);
    QVERIFY(s.prompt()->change.empty());
}

void TestSessionLab::anotherModelIsUnchanged()
{
    Session s;
    open(s);
    s.setChange(headOff(0, 2));
    settle(s);
    s.load(tests::qModelsPath("/bookshelf-llama-14m"));
    settle(s);
    QVERIFY(s.change().empty());
    s.run(promptText, true);
    settle(s);
    QVERIFY(s.prompt()->change.empty());
}

void TestSessionLab::sweepOverThisPrompt()
{
    Session s;
    open(s);
    QSignalSpy changed(&s, &Session::sweepChanged);
    core::SweepOptions options;
    options.parameter = core::SweepParameter::MessageRank;
    options.values = {1, 8, 64};
    s.sweep(options);
    QVERIFY(s.sweeping());
    settle(s);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(s.sweepResult()->points.size(), std::size_t(3));
    QCOMPARE(s.sweepResult()->prompts, 0);
    QCOMPARE(s.sweepResult()->points[1].meanKl,
             direct(rankCut(core::HeadMatrix::Message, 8)).meanKl);
    QVERIFY(s.sweepResult()->points[0].meanKl > s.sweepResult()->points[1].meanKl);
}

void TestSessionLab::sweepOverManyPrompts()
{
    Session s;
    s.load(bookshelf);
    settle(s);
    core::SweepOptions options;
    options.parameter = core::SweepParameter::DropSmall;
    options.values = {0, 0.5};
    s.sweep(options, {promptText, QStringLiteral("The boats were lower")});
    settle(s);
    QCOMPARE(s.sweepResult()->prompts, 2);
    QCOMPARE(s.sweepResult()->points[0].meanKl, 0.0);
    QCOMPARE(s.sweepResult()->points[0].dropped, 0.0);
    QVERIFY(s.sweepResult()->points[1].dropped > 0.01);
}

/// A sweep outlives runs and clicks.
void TestSessionLab::sweepsGoOnBehindOtherWork()
{
    Session s;
    open(s);
    core::SweepOptions options;
    options.parameter = core::SweepParameter::RouteThreshold;
    options.values = {-1, 0, 0.1, 0.2};
    s.sweep(options, QStringList(20, promptText));
    s.run(QStringLiteral("The captain"), true);
    QTRY_COMPARE_WITH_TIMEOUT(s.prompt()->tokens.size(), std::size_t(3), patience);
    s.wantHead(core::LayerIndex(1), core::HeadIndex(1), {});
    settle(s);
    QCOMPARE(s.sweepResult()->points.size(), std::size_t(4));
    QCOMPARE(s.sweepResult()->points[0].meanKl, 0.0); // no cosine is below -1
}

void TestSessionLab::sweepsStop()
{
    Session s;
    open(s);
    core::SweepOptions options;
    options.parameter = core::SweepParameter::PatternRank;
    for (int r = 1; r <= 64; ++r)
        options.values.push_back(r);
    s.sweep(options, QStringList(50, promptText));
    s.cancelSweep();
    QVERIFY(!s.sweeping());
    settle(s);
    QVERIFY(!s.sweepResult());
    // Another model is not swept by what was asked for of this one.
    s.sweep(options, QStringList(50, promptText));
    s.load(tests::qModelsPath("/bookshelf-llama-14m"));
    QTRY_VERIFY_WITH_TIMEOUT(!s.loading(), patience);
    QVERIFY(!s.sweeping());
    settle(s);
    QVERIFY(!s.sweepResult());
}

void TestSessionLab::aSweepThatCannotBe()
{
    Session s;
    open(s);
    QSignalSpy failed(&s, &Session::sweepFailed);
    core::SweepOptions options;
    options.parameter = core::SweepParameter::PatternRank;
    options.values = {1, 1000};
    s.sweep(options);
    settle(s);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("1000")));
    QVERIFY(!s.sweeping() && !s.sweepResult());
}

void TestSessionLab::theEncoderHasNoLab()
{
    Session s;
    s.load(tests::qDataPath("/t5-tiny"));
    s.run(QStringLiteral("5 17 3 40"), true);
    QTRY_VERIFY_WITH_TIMEOUT(s.prompt() && !s.busy(), patience);
    s.setPart(Session::Part::Encoder);
    s.wantLab(headOff(0, 0));
    settle(s);
    QVERIFY(!s.lab());
    s.setPart(Session::Part::Decoder);
    s.wantLab(headOff(0, 0));
    settle(s);
    QVERIFY(s.lab());
}

void TestSessionLab::theChangedRunBesideTheOriginal()
{
    Session a;
    open(a);
    Comparing c(&a);
    ComparedView view;
    view.table = core::ComparedTable::Evolution;
    a.wantEvolution(true);
    c.setOther({{}, {}, rankCut(core::HeadMatrix::Message, 1)});
    c.want(view);
    QTRY_VERIFY_WITH_TIMEOUT(c.isCurrent() && !c.busy() && !a.busy(), patience);
    QVERIFY(a.prompt()->change.empty());
    QVERIFY(!c.otherPrompt()->change.empty());
    double largest = 0;
    for (const core::ComparedColumn& column : c.rows()->columns)
        if (column.value.kind == "probability")
            largest = column.largestDifference;
    QVERIFY(largest > 0.001);
    // Without the change nothing differs.
    c.setOther({{}, promptText, {}});
    QTRY_VERIFY_WITH_TIMEOUT(c.isCurrent() && !c.busy(), patience);
    for (const core::ComparedColumn& column : c.rows()->columns)
        if (column.isNumber())
            QCOMPARE(column.largestDifference, 0.0);
}

QTEST_GUILESS_MAIN(TestSessionLab)
#include "tst_sessionlab.moc"
