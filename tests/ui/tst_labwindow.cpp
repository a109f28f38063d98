// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Lab in the real window: from the list of changes to the model's answer, to all other views,
// and beside the original.
#include "app/promptlines.h"
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/models/labchange.h"
#include "ui/models/scoreformula.h"
#include "ui/views/comparebar.h"
#include "ui/views/compareview.h"
#include "ui/views/headtableview.h"
#include "ui/views/labchanges.h"
#include "ui/views/labview.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace headscope;
using namespace headscope::ui;

class TestLabWindow : public QObject
{
    Q_OBJECT

private:
    using Kind = app::Selection::View;
    RealWindow m_real;

    LabView* view() const { return m_real.views()->lab(); }
    app::Session* session() const { return m_real.session(); }
    QPushButton* chip() const
    {
        return m_real.window()->findChild<QPushButton*>(QStringLiteral("changedRun"));
    }
    void settle() const
    {
        QTest::qWait(20); // what is wanted is asked for in the next event
        QTRY_VERIFY_WITH_TIMEOUT(!session()->busy() && session()->lab()
                                     && session()->lab()->change == view()->change(),
                                 RealWindow::patience);
    }
    /// As the menu of the list does: the selected head is off.
    void switchOff(int layer, int head) const
    {
        m_real.selection()->setHead(core::LayerIndex(layer), core::HeadIndex(head));
        view()->changes()->add(LabKind::HeadsOff);
        settle();
    }
    void showEverywhere(bool everywhere) const
    {
        Q_EMIT view()->everywhereWanted(everywhere);
        QTRY_VERIFY_WITH_TIMEOUT(session()->prompt()->change.empty() != everywhere
                                     && !session()->busy(),
                                 RealWindow::patience);
    }

private Q_SLOTS:
    void init()
    {
        m_real.forgetSettings();
        m_real.open(QStringLiteral("The captain of the ship gave the order"));
        m_real.show(Kind::Lab);
    }
    void cleanup() { m_real.close(); }
    void nothingIsChangedAtFirst();
    void changesAreRunAndUndone();
    void anotherPromptIsRunWithThem();
    void allViewsShowTheChangedRun();
    void editsReachAllViews();
    void theChangedRunBesideTheOriginal();
    void oneOfBothIsTheOriginal();
    void whatIsChangedIsSaid();
    void eachPageHasItsTable();
    void aLookBringsAllOfItBack();
    void anotherModelKeepsWhatItCanHave();
    void sweepsReachTheView();
    void whatCannotBeIsSaidInTheView();
    void linesOfAFile();
};

void TestLabWindow::nothingIsChangedAtFirst()
{
    QVERIFY(view()->result());
    QVERIFY(view()->change().empty());
    QCOMPARE(view()->result()->meanKl, 0.0);
    QVERIFY(chip()->isHidden());
}

void TestLabWindow::changesAreRunAndUndone()
{
    switchOff(0, 2);
    QCOMPARE(view()->result(), session()->lab());
    const double one = view()->result()->meanKl;
    QVERIFY(one > 1e-4);
    switchOff(3, 1);
    QVERIFY(view()->result()->meanKl != one);
    view()->changes()->undo();
    settle();
    QCOMPARE(view()->result()->meanKl, one);
    view()->changes()->setOn(0, false);
    settle();
    QCOMPARE(view()->result()->meanKl, 0.0);
    QVERIFY(session()->prompt()->change.empty());
}

void TestLabWindow::anotherPromptIsRunWithThem()
{
    switchOff(0, 2);
    m_real.run(QStringLiteral("The captain"), 3);
    settle();
    QCOMPARE(view()->result()->tokens.size(), std::size_t(3));
    QVERIFY(view()->result()->meanKl > 0);
}

void TestLabWindow::allViewsShowTheChangedRun()
{
    switchOff(2, 3);
    showEverywhere(true);
    QVERIFY(view()->everywhere());
    QVERIFY(!chip()->isHidden());
    QVERIFY(chip()->toolTip().contains(QStringLiteral("2.3")));
    m_real.show(Kind::Head);
    QVERIFY(session()->headTable()->head == core::HeadIndex(3));
    QCOMPARE(session()->headTable()->attention.cwiseAbs().sum(), 0.0F);
    m_real.show(Kind::Stream);
    m_real.check(Kind::Stream); // still the sum of its parts
    // The button beside the tabs ends it.
    QTest::mouseClick(chip(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(session()->prompt()->change.empty() && !session()->busy(),
                             RealWindow::patience);
    QVERIFY(chip()->isHidden() && !view()->everywhere());
    m_real.show(Kind::Head);
    QVERIFY(session()->headTable()->attention.cwiseAbs().sum() > 1.0F);
    QVERIFY(!view()->change().empty()); // the list stays
}

void TestLabWindow::editsReachAllViews()
{
    switchOff(2, 3);
    showEverywhere(true);
    switchOff(4, 0);
    QTRY_COMPARE_WITH_TIMEOUT(session()->prompt()->change.interventions.size(), std::size_t(2),
                              RealWindow::patience);
    QVERIFY(session()->prompt()->change == view()->change());
}

void TestLabWindow::theChangedRunBesideTheOriginal()
{
    switchOff(2, 3);
    Q_EMIT view()->compareWanted();
    QCOMPARE(m_real.selection()->view(), Kind::Compare);
    app::Comparing* comparing = m_real.window()->comparing();
    const auto compared = [&] {
        QTest::qWait(20);
        QTRY_VERIFY_WITH_TIMEOUT(comparing->isCurrent() && !comparing->busy() && !session()->busy(),
                                 RealWindow::patience);
    };
    compared();
    QVERIFY(comparing->otherPrompt()->change == view()->change());
    const CompareBar* bar = m_real.views()->compare()->bar();
    QVERIFY(!bar->changedButton()->isHidden());
    const auto largest = [&] {
        double most = 0;
        for (const core::ComparedColumn& column : comparing->rows()->columns)
            if (column.isNumber())
                most = std::max(most, column.largestDifference);
        return most;
    };
    QVERIFY(largest() > 1e-3);
    // They change places, and back.
    QTest::mouseClick(bar->swapButton(), Qt::LeftButton);
    compared();
    QVERIFY(session()->prompt()->change == view()->change());
    QVERIFY(comparing->otherPrompt()->change.empty());
    QVERIFY(view()->everywhere());
    QVERIFY(largest() > 1e-3);
    QTest::mouseClick(bar->swapButton(), Qt::LeftButton);
    compared();
    QVERIFY(session()->prompt()->change.empty());
    QVERIFY(comparing->otherPrompt()->change == view()->change());
    QVERIFY(!view()->everywhere());
    // Another change of the list is compared with.
    m_real.show(Kind::Lab);
    view()->changes()->add(LabKind::GateScores);
    settle();
    QVERIFY(comparing->other().change == view()->change());
    m_real.selection()->setView(Kind::Compare);
    compared();
    // Without the change there is the same prompt with nothing that differs.
    QTest::mouseClick(bar->changedButton(), Qt::LeftButton);
    QVERIFY(comparing->other().change.empty());
    compared();
    QCOMPARE(largest(), 0.0);
    QVERIFY(bar->changedButton()->isHidden());
}

void TestLabWindow::oneOfBothIsTheOriginal()
{
    switchOff(2, 3);
    const app::Comparing* comparing = m_real.window()->comparing();
    showEverywhere(true);
    Q_EMIT view()->compareWanted();
    QVERIFY(session()->change() == view()->change());
    QVERIFY(comparing->other().change.empty() && !comparing->other().isEmpty());
    showEverywhere(false);
    Q_EMIT view()->compareWanted();
    QVERIFY(comparing->other().change == view()->change());
    showEverywhere(true);
    QVERIFY(comparing->other().change.empty() && !comparing->other().isEmpty());
}

void TestLabWindow::whatIsChangedIsSaid()
{
    const auto caption = [&](Kind kind) { return m_real.window()->caption(kind); };
    const auto softmax = [&] {
        m_real.settle();
        const auto table = session()->headTable();
        for (int query = 0; query < static_cast<int>(table->attention.rows()); ++query)
            if (!isSoftmax(*table, query))
                return false;
        return true;
    };
    switchOff(2, 3);
    view()->changes()->add(LabKind::GateScores);
    settle();
    const QString said = QStringLiteral("changed in the Lab: Head 2.3 off; All heads: ");
    QVERIFY(!caption(Kind::Head).contains(said));
    QVERIFY2(m_real.window()->tableCaption(Kind::Lab).contains(said),
             qPrintable(m_real.window()->tableCaption(Kind::Lab)));
    m_real.show(Kind::Head);
    QVERIFY(softmax());
    showEverywhere(true);
    QVERIFY2(caption(Kind::Head).contains(said), qPrintable(caption(Kind::Head)));
    QCOMPARE(caption(Kind::Weights), QStringLiteral("bookshelf-20m"));
    QVERIFY(!softmax());
}

void TestLabWindow::eachPageHasItsTable()
{
    switchOff(2, 3);
    const auto columns = [&] {
        const auto table = m_real.views()->table(Kind::Lab);
        return table.source ? table.source->columns : std::vector<std::string>();
    };
    QCOMPARE(columns().front(), std::string("position"));
    view()->setPage(LabView::Page::Heads);
    QCOMPARE(columns().front(), std::string("layer"));
    view()->setPage(LabView::Page::Sweep);
    QVERIFY(columns().empty()); // none was made
    QCOMPARE(m_real.views()->tables(Kind::Lab).size(), std::size_t(2));
    core::SweepOptions options;
    options.parameter = core::SweepParameter::MessageRank;
    options.values = {32, 64};
    session()->sweep(options, {});
    QTRY_VERIFY_WITH_TIMEOUT(session()->sweepResult(), RealWindow::patience);
    QCOMPARE(columns().front(), std::string("rank_m"));
    QCOMPARE(m_real.views()->tables(Kind::Lab).size(), std::size_t(3));
}

void TestLabWindow::aLookBringsAllOfItBack()
{
    switchOff(2, 3);
    view()->changes()->add(LabKind::GateScores);
    settle();
    const auto entries = view()->changes()->entries();
    showEverywhere(true);
    view()->setPage(LabView::Page::Heads);
    const QVariantMap look = view()->look();
    m_real.close();
    m_real.forgetSettings();
    m_real.open(QStringLiteral("The captain of the ship gave the order"));
    m_real.show(Kind::Lab);
    QVERIFY(session()->prompt()->change.empty());
    view()->setLook(look);
    QCOMPARE(view()->look(), look);
    settle();
    QVERIFY(view()->changes()->entries() == entries);
    QTRY_VERIFY_WITH_TIMEOUT(session()->prompt()->change == view()->change() && !session()->busy(),
                             RealWindow::patience);
    QCOMPARE(view()->look(), look);
    // And beside the original instead.
    showEverywhere(false);
    Q_EMIT view()->compareWanted();
    QVariantMap compared = view()->look();
    QVERIFY(!compared.contains(QStringLiteral("everywhere")));
    view()->setLook({});
    QVERIFY(m_real.window()->comparing()->other().change.empty());
    QVERIFY(view()->look() != compared);
    view()->setLook(compared);
    QVERIFY(m_real.window()->comparing()->other().change == view()->change());
    QVERIFY(!view()->change().empty());
    QCOMPARE(view()->look(), compared);
}

void TestLabWindow::anotherModelKeepsWhatItCanHave()
{
    switchOff(7, 5); // of 8 layers of 6 heads
    switchOff(0, 1);
    m_real.window()->openModel(tests::qModelsPath("/bookshelf-llama-14m"));
    QTRY_VERIFY_WITH_TIMEOUT(session()->model()
                                 && session()->model()->info.name == "bookshelf-llama-14m"
                                 && session()->prompt() && !session()->busy(),
                             RealWindow::patience);
    const core::ModelInfo& info = session()->model()->info;
    const bool fits = info.layers > 7 && info.heads > 5;
    QCOMPARE(view()->change().interventions.size(), fits ? std::size_t(2) : std::size_t(1));
    settle();
}

void TestLabWindow::sweepsReachTheView()
{
    core::SweepOptions options;
    options.parameter = core::SweepParameter::MessageRank;
    options.values = {1, 16};
    Q_EMIT view()->sweepWanted(options, {});
    QTRY_VERIFY_WITH_TIMEOUT(!session()->sweeping() && session()->sweepResult(),
                             RealWindow::patience);
    QCOMPARE(session()->sweepResult()->points.size(), std::size_t(2));
    // It outlives the prompt that it was made of.
    m_real.run(QStringLiteral("The captain"), 3);
    QVERIFY(session()->sweepResult());
    Q_EMIT view()->sweepWanted(options,
                               QStringList(200, QStringLiteral("The captain of the ship")));
    QVERIFY(session()->sweeping());
    Q_EMIT view()->sweepCancelled();
    QVERIFY(!session()->sweeping());
}

void TestLabWindow::whatCannotBeIsSaidInTheView()
{
    core::SweepOptions options;
    options.parameter = core::SweepParameter::MessageRank;
    options.values = {4000};
    QSignalSpy failed(session(), &app::Session::sweepFailed);
    Q_EMIT view()->sweepWanted(options, {});
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, RealWindow::patience);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("4000")));
}

void TestLabWindow::linesOfAFile()
{
    const QString path = m_real.path(QStringLiteral("prompts.txt"));
    const auto write = [&](const QByteArray& bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write("\xEF\xBB\xBFone two\r\n\r\n three\nfour");
    app::PromptLines lines = app::readPromptLines(path);
    QCOMPARE(lines.problem, QString());
    QCOMPARE(lines.prompts, QStringList({QStringLiteral("one two"), QStringLiteral(" three"),
                                         QStringLiteral("four")}));
    write("one\n\xFFtwo\n");
    lines = app::readPromptLines(path);
    QVERIFY(lines.prompts.isEmpty());
    QVERIFY(lines.problem.contains(QStringLiteral("line 2")) && lines.problem.contains(path));
    write("\n \n");
    QVERIFY(!app::readPromptLines(path).problem.isEmpty());
    QVERIFY(!app::readPromptLines(m_real.path(QStringLiteral("nowhere"))).problem.isEmpty());
}

QTEST_MAIN(TestLabWindow)
#include "tst_labwindow.moc"
