// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was saved is shown again, picture for picture, to the byte.
#include "app/comparing.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/places.h"
#include "tests/support/ui/sessionwindow.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/views/compareview.h"
#include "ui/views/evolutionview.h"
#include "ui/views/filterbar.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headview.h"
#include "ui/views/labchanges.h"
#include "ui/views/labtokens.h"
#include "ui/views/labview.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/positionsview.h"
#include "ui/views/streampicture.h"
#include "ui/views/streamview.h"
#include "ui/views/weightsview.h"

#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>

using namespace headscope;
using namespace headscope::ui;
using app::SavedSession;

class SessionPicturesTest : public SessionWindow
{
    Q_OBJECT

    void changeViews();
    void changeEverything();
    QList<QByteArray> pictures() const;
    void compare(const QList<QByteArray>& before) const;

private Q_SLOTS:
    void init() { freshUser(); }
    void cleanup() { m_real.close(); }

    void theSamePicturesOfAllViews();
    void anOpenWindowBecomesTheSession();
    void nonsenseIsPassedOver();
};

void SessionPicturesTest::changeViews()
{
    CentreViews* views = m_real.views();
    choose(find<QComboBox>(views->filters(), "headRowOrder"), 2);
    // Patterns
    show(Kind::Patterns);
    find<QLineEdit>(views->patterns(), "rowFilter")->setText(text("2-6"));
    QTest::keyClick(find<QLineEdit>(views->patterns(), "rowFilter"), Qt::Key_Return);
    find<QPushButton>(views->patterns(), "markRepeats")->click();
    find<QComboBox>(views->patterns(), "rowOrder")->setCurrentIndex(2);
    views->patterns()->grid()->zoom(-1);
    // Messages
    show(Kind::Messages);
    find<QDoubleSpinBox>(views->messages(), "legibility")->setValue(5.5);
    find<QComboBox>(views->messages(), "rowsShown")->setCurrentIndex(1);
    find<QComboBox>(views->messages(), "shadeBy")->setCurrentIndex(1);
    for (int i = 0; i < 4; ++i)
        views->messages()->grid()->zoom(-1);
    // Stream
    show(Kind::Stream);
    find<QComboBox>(views->stream(), "streamLength")->setCurrentIndex(1);
    auto* word = find<QComboBox>(views->stream(), "streamWord");
    word->lineEdit()->selectAll();
    QTest::keyClicks(word->lineEdit(), text("water"));
    QTest::keyClick(word->lineEdit(), Qt::Key_Return);
    find<QComboBox>(views->stream(), "streamKinds")->setCurrentIndex(1);
    find<QLineEdit>(views->stream(), "streamFilter")->setText(text("s"));
    QTest::keyClick(find<QLineEdit>(views->stream(), "streamFilter"), Qt::Key_Return);
    settle();
    StreamPicture* stack = views->stream()->stack();
    stack->setFocus();
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(stack, Qt::Key_Up);
    QTest::keyClick(stack, Qt::Key_Return);
    stack->setPlace(StreamPlace::attention(4));
    Q_EMIT stack->placeChosen(StreamPlace::attention(4));
    // Neurons
    show(Kind::Neurons);
    find<QPushButton>(views->neurons(), "neuronsOnToken")->click();
    find<QDoubleSpinBox>(views->neurons(), "firesAt")->setValue(0.3);
    choose(find<QComboBox>(views->neurons(), "neuronLayer"), 4);
    find<QLineEdit>(views->neurons(), "neuronWords")->setText(text("e"));
    Q_EMIT views->neurons()->table()->sortWanted(NeuronSort::Key::Place, -1);
    // Evolution
    show(Kind::Evolution);
    views->evolution()->grid()->zoom(1);
    // Positions
    show(Kind::Positions);
    views->positions()->measureBox()->setCurrentIndex(2);
    views->positions()->countBox()->setValue(40);
    settle();
    views->positions()->grid()->zoom(-1);
    // Weights
    show(Kind::Weights);
    views->weights()->setPage(WeightsView::Page::Composition);
    views->weights()->setFold(true);
    // Lab
    show(Kind::Lab);
    views->lab()->changes()->add(LabKind::GateScores);
    views->lab()->changes()->add(LabKind::MessageRank);
    settle();
    views->lab()->tokens()->model()->sortBy(LabTokensModel::Column::Kl, true);
    // Compare
    window()->comparing()->setOther(
        {tests::qModelsPath("/bookshelf-llama-14m"), text("The captain of the army")});
    CompareView* compared = views->compare();
    compared->setTable(core::ComparedTable::Head);
    show(Kind::Compare);
    compared->headsOfB()->setCurrentIndex(13);
    settle();
    compared->setValue(text("message"));
    compared->setShown(ComparedMaps::Shown::All);
    compared->setSort({0, ComparedSide::Difference, false});
    compared->filter()->setText(text("a"));
    QTest::qWait(300); // as long as somebody rests after typing
    settle();
}

/// By its widgets, so that everything that hangs on them is told.
void SessionPicturesTest::changeEverything()
{
    window()->help()->toggle();
    for (const char* name : {"querySide", "centredMessages", "hideFragments"})
        find<QPushButton>(m_real.views()->filters(), name)->click();
    window()->chooseShowSpaces(true);
    window()->chooseMapColours(ColourMap::Kind::Cividis);
    window()->headMapPanel()->setMeasure(Measure::Induction);
    changeViews();
    app::Selection::Place place = selection()->place();
    place.layer = core::LayerIndex(4);
    place.head = core::HeadIndex(3);
    place.query = core::Position(7);
    place.context = core::Position(4);
    place.state = core::LayerIndex(7);
    place.focus = app::Selection::Focus::Message;
    selection()->setPlace(place);
    labels()->set(4, 3, text("boats & <ships>"), text("two\nlines"));
    labels()->set(2, 0, text("rests"), QString());
    settle();
}

/// Each view, as a whole.
QList<QByteArray> SessionPicturesTest::pictures() const
{
    QList<QByteArray> all;
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        show(static_cast<Kind>(i));
        // Nothing is compared with at first.
        if (m_real.views()->front()->state() != View::State::Ready) {
            all.append(QByteArray());
            continue;
        }
        const QString file = path("picture.png");
        if (!window()->savePicture(file))
            return all;
        all.append(tests::contentOf(file));
    }
    return all;
}

void SessionPicturesTest::compare(const QList<QByteArray>& before) const
{
    const QList<QByteArray> after = pictures();
    QCOMPARE(after.size(), before.size());
    for (int i = 0; i < before.size(); ++i)
        QVERIFY2(after[i] == before[i], qPrintable(CentreViews::name(static_cast<Kind>(i))));
}

void SessionPicturesTest::theSamePicturesOfAllViews()
{
    m_real.open(text(prompt));
    const QList<QByteArray> plain = pictures();
    changeEverything();
    const QList<QByteArray> before = pictures();
    show(Kind::Neurons);
    const QString file = path("pictures.headscope");
    save(file);
    const SavedSession saved = app::readSession(file);
    const auto place = selection()->place();

    freshUser();
    m_real.sessionFile = file;
    m_real.open(text("another prompt"));
    waitUntilApplied();
    QVERIFY(!window()->help()->dock()->isHidden());
    QVERIFY(selection()->place() == place);
    QCOMPARE(window()->promptBar()->prompt(), text(prompt));
    QCOMPARE(labels()->note(4, 3), text("two\nlines"));
    QVERIFY(window()->showsSpaces());
    QCOMPARE(window()->headMapPanel()->measure(), Measure::Induction);
    QCOMPARE(banner(), QString());
    // What would be saved now is what was saved, before anything has been looked at and after.
    QCOMPARE(app::contentOf(sessions()->state()->capture()), app::contentOf(saved));
    const QList<QByteArray> after = pictures();
    QCOMPARE(after.size(), before.size());
    for (int i = 0; i < before.size(); ++i) {
        QVERIFY2(after[i] == before[i], qPrintable(CentreViews::name(static_cast<Kind>(i))));
        // And something was to be brought back in each.
        QVERIFY2(before[i] != plain[i], qPrintable(CentreViews::name(static_cast<Kind>(i))));
    }
    selection()->setPlace(place);
    settle();
    QCOMPARE(app::contentOf(sessions()->state()->capture()), app::contentOf(saved));
    QTRY_VERIFY_WITH_TIMEOUT(!sessions()->isModified(), patience);
    // As a network, with a token that has grown and is not evaluated yet; and the probe.
    show(Kind::Head);
    m_real.views()->head()->setAsNetwork(true);
    settle();
    window()->headMapPanel()->setMeasure(Measure::Previous);
    window()->headMapPanel()->setProbing(true);
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->probeMeasures(), patience);
    settle();
    const QByteArray network = pictures().value(0);
    show(Kind::Head);
    save(file);
    freshUser();
    m_real.sessionFile = file;
    m_real.open(text("another prompt"));
    waitUntilApplied();
    QVERIFY(m_real.views()->head()->asNetwork());
    QVERIFY(window()->headMapPanel()->probing());
    QVERIFY(pictures().value(0) == network);
}

void SessionPicturesTest::anOpenWindowBecomesTheSession()
{
    m_real.open(text(prompt));
    changeEverything();
    const QList<QByteArray> before = pictures();
    save(path("ship.headscope"));
    // Of the same model, after other work on another prompt and with other switches.
    runPrompt(text("The sea"));
    for (int i = 0; i < app::Selection::viewCount; ++i)
        m_real.views()->view(static_cast<Kind>(i))->setLook({});
    window()->chooseShowSpaces(false);
    window()->chooseFilters({});
    QTRY_VERIFY_WITH_TIMEOUT(window()->isWindowModified(), patience);
    openWithoutSaving(path("ship.headscope"));
    waitUntilApplied();
    compare(before);
    // From another model.
    window()->openModel(tests::qModelsPath("/bookshelf-llama-14m"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->model()->info.name == "bookshelf-llama-14m"
                                 && window()->shownRun(),
                             patience);
    openWithoutSaving(path("ship.headscope"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->model()->info.name == "bookshelf-20m", patience);
    waitUntilApplied();
    compare(before);
}

void SessionPicturesTest::nonsenseIsPassedOver()
{
    tests::putModel(path("tiny3"));
    SavedSession session = tiny(path("tiny3"));
    session.view = text("compare");
    session.measure = text("beauty");
    session.place.layer = core::LayerIndex(99'999'999);
    session.place.query = core::Position(99'999'999);
    session.place.neuron = core::NeuronIndex(99'999'999);
    session.window = {QSize(1, 30'000), "docks", {text("nobody")}, QByteArray(500, '\x7f')};
    for (const char* view :
         {"head", "patterns", "messages", "stream", "neurons", "evolution", "positions", "compare"})
        for (const char* key :
             {"rows",       "network", "filter",   "legibility", "order",     "colour",
              "cell_width", "length",  "sort",     "word",       "open_band", "open_head",
              "only_band",  "fires",   "fires_at", "layer",      "token",     "measure",
              "positions",  "key",     "query",    "cross"})
            session.views[text(view)][text(key)] = qlonglong(99'999'999);
    writeTiny("nonsense.headscope", session);
    m_real.open(text("1 2"), path("tiny3"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    sessions()->open(path("nonsense.headscope"));
    QTRY_VERIFY_WITH_TIMEOUT(
        window()->shownRun() && window()->shownRun()->prompt == text("1 2 3 4"), patience);
    waitUntilApplied();
    QVERIFY(window()->height() < 30'000);
    QCOMPARE(selection()->query().value, 3);
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        selection()->setView(static_cast<Kind>(i));
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(!window()->session()->busy(), patience);
        QVERIFY(m_real.views()->front()->state() != View::State::Failed);
    }
    QVERIFY2(!window()->banner()->isFailure() || window()->banner()->isHidden(),
             qPrintable(banner()));
}

QTEST_MAIN(SessionPicturesTest)
#include "tst_sessionpictures.moc"
