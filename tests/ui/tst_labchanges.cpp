// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/labwindow.h"
#include "ui/views/labchanges.h"
#include "ui/views/labeditor.h"
#include "ui/views/labrow.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>

using namespace headscope;
using namespace headscope::ui;
using namespace headscope::test;
using core::Change;
using core::DropMessages;
using core::HeadIndex;
using core::HeadMatrix;
using core::HeadOff;
using core::Intervention;
using core::LayerIndex;
using core::RankCut;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

/// The list of changes in the Lab's view, driven by clicks and keys.
class TestLabChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreAddedAndEdited();
    void everyKindCanBeAdded();
    void typingTellsOnce();
    void editsAreUndone();
    void undoKeysReachTheList();
    void rowsAreSwitchedAndRemoved();
    void otherModelsDropWhatTheyCannotHave();
    void setChangeTellsNobody();
};

void TestLabChanges::changesAreAddedAndEdited()
{
    LabWindow shown;
    shown.selection.setHead(LayerIndex(4), HeadIndex(3));
    shown.add(LabKind::HeadsOff);
    Change expected;
    expected.interventions = {{HeadOff{}, oneHead(4, 3)}};
    QCOMPARE(shown.told(), expected);
    QCOMPARE(shown.view.change(), expected);
    QCOMPARE(shown.view.changes()->row(0)->text(), text("Head 4.3 off"));
    // The parts of the new one are there to be edited.
    QVERIFY(shown.part<QComboBox>("labScope")->isVisible());
    QVERIFY(!shown.part<QSpinBox>("labRank")->isVisible());
    shown.choose("labScope", 1);
    shown.choose("labOffMode", 1);
    shown.part<QSpinBox>("labLayer")->setValue(2);
    expected.interventions = {{HeadOff{HeadOff::Mode::Mean}, {LayerIndex(2), {}}}};
    QCOMPARE(shown.told(), expected);
    shown.choose("labScope", 3);
    shown.choose("labHead", 5);
    expected.interventions = {{HeadOff{HeadOff::Mode::Mean}, {{}, HeadIndex(5)}}};
    QCOMPARE(shown.told(), expected);
    // Another kind, at the same heads.
    shown.choose("labKind", static_cast<int>(LabKind::DropSmall));
    shown.part<QDoubleSpinBox>("labShare")->setValue(25);
    shown.choose("labDropMode", 1);
    expected.interventions = {
        {DropMessages{DropMessages::Rule::Small, 0.25, DropMessages::Mode::Silence},
         {{}, HeadIndex(5)}}};
    QCOMPARE(shown.told(), expected);
    shown.add(LabKind::MessageRank);
    QCOMPARE(shown.part<QSpinBox>("labRank")->maximum(), 32);
    shown.part<QSpinBox>("labRank")->setValue(3);
    expected.interventions.push_back({RankCut{HeadMatrix::Message, 3}, {}});
    QCOMPARE(shown.told(), expected);
    // A click on the other row shows its parts; a double click goes into them.
    LabRow* first = shown.view.changes()->row(0);
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(shown.view.changes()->current(), 0);
    QVERIFY(shown.part<QDoubleSpinBox>("labShare")->isVisible());
    QTest::mouseDClick(first, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(shown.part<QDoubleSpinBox>("labShare")->hasFocus(), labPatience);
}

void TestLabChanges::everyKindCanBeAdded()
{
    LabWindow shown;
    for (int kind = 0; kind < labKindCount; ++kind) {
        shown.add(static_cast<LabKind>(kind));
        const Intervention& added = shown.view.changes()->entries().back().intervention;
        QCOMPARE(kindOf(added), static_cast<LabKind>(kind));
        QVERIFY(fits(added, smallShape));
        QCOMPARE(shown.part<QComboBox>("labKind")->currentIndex(), kind);
    }
    QCOMPARE(static_cast<int>(shown.told().interventions.size()), labKindCount);
}

void TestLabChanges::typingTellsOnce()
{
    LabWindow shown;
    shown.add(LabKind::DropHighBias);
    shown.told();
    shown.wanted.clear();
    auto* box = shown.part<QDoubleSpinBox>("labBias");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text("0.75"));
    QVERIFY(shown.wanted.isEmpty());
    const Change told = shown.told();
    QCOMPARE(std::get<DropMessages>(told.interventions.at(0).what).threshold, 0.75);
    QTest::qWait(400);
    QVERIFY(shown.wanted.isEmpty()); // that was all
}

void TestLabChanges::editsAreUndone()
{
    LabWindow shown;
    LabChanges* changes = shown.view.changes();
    QVERIFY(!changes->canUndo());
    shown.add(LabKind::PatternRank);
    const Change added = shown.told();
    auto* rank = shown.part<QSpinBox>("labRank");
    // Several steps at once are undone together.
    rank->stepUp();
    rank->stepUp();
    rank->stepUp();
    QCOMPARE(std::get<RankCut>(shown.told().interventions.at(0).what).rank, 19);
    shown.part<QToolButton>("labUndo")->click();
    QCOMPARE(shown.told(), added);
    QCOMPARE(rank->value(), 16);
    shown.part<QToolButton>("labRedo")->click();
    QCOMPARE(std::get<RankCut>(shown.told().interventions.at(0).what).rank, 19);
    shown.part<QToolButton>("labClear")->click();
    QVERIFY(shown.told().empty());
    QVERIFY(changes->entries().empty());
    shown.part<QToolButton>("labUndo")->click();
    QCOMPARE(static_cast<int>(shown.told().interventions.size()), 1);
    shown.part<QToolButton>("labUndo")->click();
    shown.part<QToolButton>("labUndo")->click();
    QVERIFY(shown.told().empty());
    QVERIFY(!changes->canUndo() && changes->canRedo());
}

void TestLabChanges::undoKeysReachTheList()
{
    LabWindow shown;
    shown.add(LabKind::RouteQueries);
    shown.told();
    auto* cosine = shown.part<QDoubleSpinBox>("labCosine");
    cosine->setFocus();
    cosine->stepUp();
    shown.told();
    const double after = cosine->value();
    // From within a number, and from the list.
    QTest::keyClick(cosine, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(cosine->value() < after);
    QTest::keyClick(cosine, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(cosine->value(), after);
    shown.view.changes()->row(0)->setFocus();
    QTest::keyClick(shown.view.changes()->row(0), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(shown.view.changes()->focusTarget(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(shown.view.changes()->entries().empty());
    QTest::keyClick(shown.view.changes()->focusTarget(), Qt::Key_Z,
                    Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown.view.changes()->entries().size(), 1U);
}

void TestLabChanges::rowsAreSwitchedAndRemoved()
{
    LabWindow shown;
    shown.add(LabKind::GateScores);
    shown.add(LabKind::RouteQueries);
    shown.told();
    LabChanges* changes = shown.view.changes();
    QTest::mouseClick(changes->row(0)->box(), Qt::LeftButton, {},
                      QPoint(8, changes->row(0)->box()->height() / 2));
    Change told = shown.told();
    QCOMPARE(told.interventions.size(), 1U);
    QVERIFY(std::holds_alternative<core::RouteQueries>(told.interventions[0].what));
    QCOMPARE(changes->entries().size(), 2U);
    // By keys: back on, then away.
    changes->row(0)->setFocus();
    QTest::keyClick(changes->row(0), Qt::Key_Space);
    QCOMPARE(shown.told().interventions.size(), 2U);
    QTest::keyClick(changes->row(0), Qt::Key_Down);
    QCOMPARE(changes->current(), 1);
    QTest::keyClick(changes->row(1), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(changes->entries().size(), 1U, labPatience);
    told = shown.told();
    QVERIFY(std::holds_alternative<core::GateScores>(told.interventions.at(0).what));
    changes->row(0)->removeButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(changes->entries().empty(), labPatience);
    QVERIFY(shown.told().empty());
}

void TestLabChanges::otherModelsDropWhatTheyCannotHave()
{
    LabWindow shown;
    shown.view.setChange(sampleChange());
    const LabModelShape smaller{3, 6, 6, 8, 8};
    shown.view.setShape(smaller);
    QCOMPARE(shown.told().interventions.size(), 4U);
    QVERIFY(shown.view.changes()->notice().contains(text("Head 3.1 off")));
    QVERIFY(shown.part<QLabel>("labNotice")->isVisible());
    QVERIFY(!shown.view.changes()->canUndo());
    // The next edit makes the line go.
    shown.add(LabKind::GateScores);
    QVERIFY(!shown.part<QLabel>("labNotice")->isVisible());
    // Ranks are those of the heads.
    LabModelShape thin = smaller;
    thin.headSize = 7;
    shown.view.setShape(thin);
    QVERIFY(shown.view.changes()->notice().contains(text("rank 8")));
    // What comes from a file is looked at too.
    shown.view.setChange(sampleChange());
    QCOMPARE(shown.view.change().interventions.size(), 3U);
}

void TestLabChanges::setChangeTellsNobody()
{
    LabWindow shown;
    shown.view.setChange(sampleChange());
    QCOMPARE(shown.view.change(), sampleChange());
    QTest::qWait(400);
    QVERIFY(shown.wanted.isEmpty());
    // The same again leaves what is not checked in the list.
    shown.view.changes()->setOn(0, false);
    const Change left = shown.told();
    shown.view.setChange(left);
    QCOMPARE(shown.view.changes()->entries().size(), 5U);
}

QTEST_MAIN(TestLabChanges)
#include "tst_labchanges.moc"
