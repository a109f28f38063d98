// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions in the real window: what was saved is shown again, picture for picture; and everything
// that can come between.
#include "app/recoveryfile.h"
#include "app/savedsession.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/sessionstate.h"
#include "ui/views/banner.h"
#include "ui/views/evolutionview.h"
#include "ui/views/filterbar.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headview.h"
#include "ui/views/modelchooser.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/positionsview.h"
#include "ui/views/streampicture.h"
#include "ui/views/streamview.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QUrl>

#include <cstring>

using namespace headscope;
using namespace headscope::ui;
using app::SavedSession;
using Kind = app::Selection::View;
using Key = app::Settings::Key;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const QString bookshelf = QStringLiteral(HEADSCOPE_MODELS "/bookshelf-20m");
constexpr const char* prompt = "The captain of the ship gave the order to lower the boats";

} // namespace

class SessionKeepingTest : public QObject
{
    Q_OBJECT
    static constexpr int patience = RealWindow::patience;
    RealWindow m_real;
    int m_data = 0;

    MainWindow* window() const { return m_real.window(); }
    SessionKeeping* sessions() const { return window()->sessions(); }
    app::Selection* selection() const { return m_real.selection(); }
    app::HeadLabels* labels() const { return window()->labelling()->labels(); }
    QString banner() const
    {
        return window()->banner()->isHidden() ? QString() : window()->banner()->text();
    }
    QPushButton* bannerAction() const
    {
        return window()->banner()->findChild<QPushButton*>(text("bannerAction"));
    }
    QString path(const char* name) const { return m_real.path(text(name)); }
    template<class T>
    T* find(QWidget* in, const char* name) const
    {
        auto* found = in->findChild<T*>(text(name));
        Q_ASSERT(found != nullptr);
        return found;
    }
    /// As a click on the item does.
    static void choose(QComboBox* box, int item)
    {
        box->setCurrentIndex(item);
        Q_EMIT box->activated(item);
    }
    /// Settings and labels of somebody who has never used the program.
    void freshUser()
    {
        m_real.sessionFile.clear();
        m_real.recovery.clear();
        m_real.places = {};
        m_real.forgetSettings();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_real.path(text("data%1").arg(++m_data))));
    }
    void settle() const
    {
        m_real.settle();
        QTRY_VERIFY_WITH_TIMEOUT(!window()->session()->busy(), patience);
    }
    void waitUntilApplied() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(sessions()->state()->isThere(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!window()->session()->busy(), patience);
    }

    void changeViews();
    void changeEverything();
    QList<QByteArray> pictures() const;
    void save(const QString& file) const { QVERIFY(sessions()->saveAs(file)); }
    /// A session of the small model, by hand.
    SavedSession tiny(const QString& folder, const QString& weights = {}) const
    {
        SavedSession session;
        session.model = {text("gpt2-tiny"), folder, {}, {}, {}, weights};
        session.prompt = text("1 2 3 4");
        session.filters.lens.metric = core::Metric::Cosine;
        session.view = text("head");
        session.place.layer = core::LayerIndex(1);
        return session;
    }
    void writeTiny(const char* file, const SavedSession& session) const
    {
        app::writeSession(session, path(file));
    }

private Q_SLOTS:
    void init() { freshUser(); }
    void cleanup() { m_real.close(); }

    void theSamePicturesOfAllViews();
    void anOpenWindowBecomesTheSession();
    void aMissingModelIsOfferedToBeFound();
    void aModelIsFoundByItsNamesAndWeights();
    void otherWeightsAreSaid();
    void nonsenseIsPassedOver();
    void aDamagedFileChangesNothing();
    void theNameIsInTheTitle();
    void closingAsks();
    void recentSessions();
    void aDroppedFileIsOpened();
    void labelsAreOneStep();
    void aFailedSaveIsSaid();
    void aCrashIsMadeGood();
    void theCopyOfARunningProgramIsLeftAlone();
    void nothingIsKeptOfNothing();
};

void SessionKeepingTest::changeViews()
{
    CentreViews* views = m_real.views();
    choose(find<QComboBox>(views->filters(), "headRowOrder"), 2);
    // Patterns
    m_real.show(Kind::Patterns);
    find<QLineEdit>(views->patterns(), "rowFilter")->setText(text("2-6"));
    QTest::keyClick(find<QLineEdit>(views->patterns(), "rowFilter"), Qt::Key_Return);
    find<QPushButton>(views->patterns(), "markRepeats")->click();
    find<QComboBox>(views->patterns(), "rowOrder")->setCurrentIndex(2);
    views->patterns()->grid()->zoom(-1);
    // Messages
    m_real.show(Kind::Messages);
    find<QDoubleSpinBox>(views->messages(), "legibility")->setValue(5.5);
    find<QComboBox>(views->messages(), "rowsShown")->setCurrentIndex(1);
    find<QComboBox>(views->messages(), "shadeBy")->setCurrentIndex(1);
    for (int i = 0; i < 4; ++i)
        views->messages()->grid()->zoom(-1);
    // Stream
    m_real.show(Kind::Stream);
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
    m_real.show(Kind::Neurons);
    find<QPushButton>(views->neurons(), "neuronsOnToken")->click();
    find<QDoubleSpinBox>(views->neurons(), "firesAt")->setValue(0.3);
    choose(find<QComboBox>(views->neurons(), "neuronLayer"), 4);
    find<QLineEdit>(views->neurons(), "neuronWords")->setText(text("e"));
    Q_EMIT views->neurons()->table()->sortWanted(NeuronSort::Key::Place, -1);
    // Evolution
    m_real.show(Kind::Evolution);
    views->evolution()->grid()->zoom(1);
    // Positions
    m_real.show(Kind::Positions);
    views->positions()->measureBox()->setCurrentIndex(2);
    views->positions()->countBox()->setValue(40);
    settle();
    views->positions()->grid()->zoom(-1);
}

/// By its widgets, so that everything that hangs on them is told.
void SessionKeepingTest::changeEverything()
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
QList<QByteArray> SessionKeepingTest::pictures() const
{
    QList<QByteArray> all;
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        m_real.show(static_cast<Kind>(i));
        settle();
        const QString file = path("picture.png");
        if (!window()->savePicture(file))
            return all;
        all.append(tests::contentOf(file));
    }
    return all;
}

void SessionKeepingTest::theSamePicturesOfAllViews()
{
    m_real.open(text(prompt));
    const QList<QByteArray> plain = pictures();
    changeEverything();
    const QList<QByteArray> before = pictures();
    m_real.show(Kind::Neurons);
    settle();
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
    QVERIFY(!sessions()->isModified());
    // As a network, with a token that has grown and is not evaluated yet; and the probe.
    m_real.show(Kind::Head);
    m_real.views()->head()->setAsNetwork(true);
    settle();
    window()->headMapPanel()->setMeasure(Measure::Previous);
    window()->headMapPanel()->setProbing(true);
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->probeMeasures(), patience);
    settle();
    const QByteArray network = pictures().value(0);
    m_real.show(Kind::Head);
    save(file);
    freshUser();
    m_real.sessionFile = file;
    m_real.open(text("another prompt"));
    waitUntilApplied();
    QVERIFY(m_real.views()->head()->asNetwork());
    QVERIFY(window()->headMapPanel()->probing());
    QVERIFY(pictures().value(0) == network);
}

void SessionKeepingTest::anOpenWindowBecomesTheSession()
{
    m_real.open(text(prompt));
    changeEverything();
    const QList<QByteArray> before = pictures();
    save(path("ship.headscope"));
    // Of the same model, after other work on another prompt and with other switches.
    m_real.run(text("The sea"), 2);
    for (int i = 0; i < app::Selection::viewCount; ++i)
        m_real.views()->view(static_cast<Kind>(i))->setLook({});
    window()->chooseShowSpaces(false);
    window()->chooseFilters({});
    sessions()->open(path("ship.headscope"));
    QVERIFY(sessions()->question() != nullptr); // it is not saved as it is now
    QTest::mouseClick(sessions()->question()->button(QMessageBox::Discard), Qt::LeftButton);
    waitUntilApplied();
    QVERIFY(pictures() == before);
    // From another model.
    window()->openModel(text(HEADSCOPE_MODELS "/bookshelf-llama-14m"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->model()->info.name == "bookshelf-llama-14m"
                                 && window()->shownRun(),
                             patience);
    sessions()->open(path("ship.headscope"));
    if (sessions()->question() != nullptr)
        QTest::mouseClick(sessions()->question()->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->model()->info.name == "bookshelf-20m", patience);
    waitUntilApplied();
    QVERIFY(pictures() == before);
}

void SessionKeepingTest::aMissingModelIsOfferedToBeFound()
{
    tests::putModel(path("tiny"));
    m_real.open(text(prompt));
    writeTiny("tiny.headscope", tiny(path("gone")));
    sessions()->open(path("tiny.headscope"));
    // The window keeps what it had.
    QVERIFY2(banner().startsWith(text("tiny.headscope needs the model gpt2-tiny")),
             qPrintable(banner()));
    QVERIFY(banner().contains(path("gone")));
    QCOMPARE(bannerAction()->text(), text("Find it…"));
    QCOMPARE(window()->promptBar()->prompt(), text(prompt));
    QCOMPARE(window()->session()->model()->info.name, std::string("bookshelf-20m"));
    QCOMPARE(sessions()->file(), QString());
    // Who finds none is asked again.
    QTest::mouseClick(bannerAction(), Qt::LeftButton);
    QVERIFY(window()->opening()->chooser()->isVisible());
    window()->opening()->chooser()->reject();
    QVERIFY(banner().startsWith(text("tiny.headscope needs the model")));
    // Who finds it goes on.
    QTest::mouseClick(bannerAction(), Qt::LeftButton);
    window()->opening()->open(path("tiny")); // as its button for a folder does
    QTRY_COMPARE_WITH_TIMEOUT(window()->session()->model()->info.name, std::string("tiny"),
                              patience);
    waitUntilApplied();
    QCOMPARE(window()->promptBar()->prompt(), text("1 2 3 4"));
    QCOMPARE(selection()->layer().value, 1);
    QCOMPARE(sessions()->file(), path("tiny.headscope"));
    // At the start: the window opens what it would have opened, and offers.
    freshUser();
    m_real.sessionFile = path("tiny.headscope");
    m_real.open(text(prompt));
    QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(text("tiny.headscope needs the model")), patience);
    QCOMPARE(window()->session()->model()->info.name, std::string("bookshelf-20m"));
}

void SessionKeepingTest::aModelIsFoundByItsNamesAndWeights()
{
    m_real.places = {path("embedded"), path("hub")};
    tests::putModel(path("embedded/inside"));
    tests::putModel(path("hub/models--org--cached/snapshots/aaaa"));
    tests::putFile(path("hub/models--org--cached/refs/main"), "aaaa");
    tests::putModel(path("known"));
    m_real.open(text("1 2"), path("known"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    const QString weights = QString::fromStdString(window()->session()->model()->info.weightsHash);
    const auto folderOf = [&](const std::function<void(SavedSession&)>& change) {
        SavedSession session = tiny(path("gone"));
        change(session);
        writeTiny("by.headscope", session);
        sessions()->open(path("by.headscope"));
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(sessions()->state()->isThere()
                                         && window()->shownRun()->prompt == text("1 2 3 4"),
                                     patience);
        }();
        const QString folder = QString::fromStdString(
            window()->session()->model()->info.folder.string());
        window()->promptBar()->setPrompt(text("2 1"));
        window()->runPrompt();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun()->prompt == text("2 1"), patience); }();
        return folder;
    };
    QCOMPARE(folderOf([&](SavedSession& s) { s.model.folder = path("known"); }), path("known"));
    QCOMPARE(folderOf([](SavedSession& s) {
                 s.model.hubId = text("org/cached");
                 s.model.revision = text("aaaa");
             }),
             path("hub/models--org--cached/snapshots/aaaa"));
    QCOMPARE(folderOf([](SavedSession& s) {
                 s.model.hubId = text("org/cached");
                 s.model.revision = text("../../elsewhere"); // no revision; the default one is
             }),
             path("hub/models--org--cached/snapshots/aaaa"));
    QCOMPARE(folderOf([](SavedSession& s) { s.model.embedded = text("inside"); }),
             path("embedded/inside"));
    window()->openModel(bookshelf);
    QTRY_COMPARE_WITH_TIMEOUT(window()->session()->model()->info.name, std::string("bookshelf-20m"),
                              patience);
    // Where a model of these weights was opened from last.
    QCOMPARE(folderOf([&](SavedSession& s) { s.model.weights = weights; }),
             path("embedded/inside"));
    // What the window itself writes of them.
    window()->openModel(path("hub/models--org--cached/snapshots/aaaa"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->session()->model()->info.name == "org/cached"
                                 && sessions()->state()->isThere(),
                             patience);
    const SavedSession::Model model = sessions()->state()->capture().model;
    QCOMPARE(model.hubId, text("org/cached"));
    QCOMPARE(model.revision, text("aaaa"));
    QCOMPARE(model.weights, weights);
}

void SessionKeepingTest::otherWeightsAreSaid()
{
    tests::putModel(path("tiny2"));
    SavedSession session = tiny(path("tiny2"), text("0123456789abcdef0123456789abcdef"));
    session.labels = {{core::LayerIndex(0), core::HeadIndex(0), "of others", {}}};
    writeTiny("other.headscope", session);
    m_real.open(text("1 2"), path("tiny2"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    sessions()->open(path("other.headscope"));
    QTRY_VERIFY_WITH_TIMEOUT(banner().contains(text("other weights")), patience);
    QVERIFY2(banner().contains(text("instead of 01234567")), qPrintable(banner()));
    QCOMPARE(window()->promptBar()->prompt(), text("1 2 3 4"));
    // Its labels are, if somebody says so.
    QVERIFY(labels()->entries().empty());
    QCOMPARE(bannerAction()->text(), text("Take over labels"));
    QTest::mouseClick(bannerAction(), Qt::LeftButton);
    QCOMPARE(labels()->label(0, 0), text("of others"));
}

void SessionKeepingTest::nonsenseIsPassedOver()
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

void SessionKeepingTest::aDamagedFileChangesNothing()
{
    m_real.open(text(prompt));
    const QByteArray before = app::bytesOf(sessions()->state()->capture());
    QByteArray newer = before;
    newer.replace("\"version\": 1", "\"version\": 7");
    const std::pair<QByteArray, const char*> files[] = {{before.left(700), "is not valid JSON"},
                                                        {newer, "version 7"},
                                                        {"", "is not valid JSON"},
                                                        {"layer,head\n", "is not valid JSON"},
                                                        {"[]", "is not a session"}};
    for (const auto& [bytes, says] : files) {
        tests::putFile(path("damaged.headscope"), bytes);
        sessions()->open(path("damaged.headscope"));
        QVERIFY2(banner().contains(text(says)), qPrintable(banner()));
        QVERIFY(banner().startsWith(path("damaged.headscope")));
        QVERIFY(window()->banner()->isFailure());
        QCOMPARE(app::bytesOf(sessions()->state()->capture()), before);
        QCOMPARE(sessions()->file(), QString());
    }
    sessions()->open(path("none.headscope"));
    QVERIFY(banner().contains(path("none.headscope")));
}

void SessionKeepingTest::theNameIsInTheTitle()
{
    m_real.open(text(prompt));
    QCOMPARE(window()->windowTitle(), text("bookshelf-20m – Headscope"));
    QVERIFY(!window()->isWindowModified());
    save(path("my ship.headscope"));
    QCOMPARE(window()->windowTitle(), text("my ship[*] – bookshelf-20m – Headscope"));
    QVERIFY(!window()->isWindowModified());
    QTest::keyClick(window(), Qt::Key_Up, Qt::AltModifier); // another layer
    QTRY_VERIFY_WITH_TIMEOUT(window()->isWindowModified(), patience);
    QTest::keyClick(window(), Qt::Key_Down, Qt::AltModifier); // and back
    QTRY_VERIFY_WITH_TIMEOUT(!window()->isWindowModified(), patience);
    // Its own switches count, and labels; where panels are does not.
    window()->help()->toggle();
    window()->resize(1200, 800);
    QTest::qWait(600);
    QVERIFY(!window()->isWindowModified());
    choose(find<QComboBox>(m_real.views()->filters(), "headRowOrder"), 1);
    QTest::keyClick(window(), Qt::Key_Shift);
    QTRY_VERIFY_WITH_TIMEOUT(window()->isWindowModified(), patience);
    QTest::keyClick(window(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!window()->isWindowModified());
    labels()->set(0, 0, text("first"), QString());
    QTRY_VERIFY_WITH_TIMEOUT(window()->isWindowModified(), patience);
    QTest::keyClick(window(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(app::readSession(path("my ship.headscope")).labels.size(), std::size_t(1));
}

void SessionKeepingTest::closingAsks()
{
    m_real.open(text(prompt));
    const auto otherHead = [this](int head) {
        selection()->setHead(core::LayerIndex(1), core::HeadIndex(head));
    };
    otherHead(1);
    QVERIFY(window()->close()); // without a name nobody is asked
    window()->show();
    save(path("close.headscope"));
    QVERIFY(window()->close());
    window()->show();
    otherHead(2);
    QVERIFY(!window()->close());
    QVERIFY(window()->isVisible());
    QVERIFY(sessions()->question()->text().startsWith(text("close.headscope has changes")));
    QTest::mouseClick(sessions()->question()->button(QMessageBox::Cancel), Qt::LeftButton);
    QVERIFY(window()->isVisible());
    QCOMPARE(app::readSession(path("close.headscope")).place.head.value, 1);
    QVERIFY(!window()->close());
    QTest::mouseClick(sessions()->question()->button(QMessageBox::Save), Qt::LeftButton);
    QVERIFY(!window()->isVisible());
    QCOMPARE(app::readSession(path("close.headscope")).place.head.value, 2);
    // And without saving.
    m_real.sessionFile = path("close.headscope");
    m_real.open(text(prompt));
    waitUntilApplied();
    QCOMPARE(selection()->head().value, 2);
    otherHead(3);
    QVERIFY(!window()->close());
    QTest::mouseClick(sessions()->question()->button(QMessageBox::Discard), Qt::LeftButton);
    QVERIFY(!window()->isVisible());
    QCOMPARE(app::readSession(path("close.headscope")).place.head.value, 2);
}

void SessionKeepingTest::recentSessions()
{
    m_real.open(text(prompt));
    auto* menu = window()->findChild<QMenu*>(text("recentSessions"));
    const auto entries = [menu] {
        Q_EMIT menu->aboutToShow();
        QStringList all;
        for (const QAction* action : menu->actions())
            if (!action->isSeparator())
                all.append(action->text() + (action->isEnabled() ? QString() : text(" -")));
        return all;
    };
    QCOMPARE(entries(), (QStringList{text("None yet -"), text("&Clear list -")}));
    for (int i = 0; i < 12; ++i)
        save(m_real.path(text("recent %1.headscope").arg(i)));
    QStringList wanted;
    for (int i = 11; i > 1; --i) // ten of them
        wanted.append(text("recent %1.headscope").arg(i));
    QCOMPARE(entries(), wanted + QStringList{text("&Clear list")});
    QVERIFY(QFile::remove(path("recent 10.headscope")));
    wanted[1] = text("recent 10.headscope (not there any more) -");
    QCOMPARE(entries(), wanted + QStringList{text("&Clear list")});
    menu->actions().at(4)->trigger();
    waitUntilApplied();
    QCOMPARE(sessions()->file(), path("recent 7.headscope"));
    QCOMPARE(entries().value(0), text("recent 7.headscope"));
    menu->actions().last()->trigger();
    QCOMPARE(entries().value(0), text("None yet -"));
}

void SessionKeepingTest::aDroppedFileIsOpened()
{
    m_real.open(text(prompt));
    m_real.show(Kind::Evolution);
    save(path("dropped.headscope"));
    freshUser();
    m_real.open(text("The sea"));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path("dropped.headscope"))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window()->promptBar(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window()->promptBar(), &drop);
    waitUntilApplied();
    QCOMPARE(window()->promptBar()->prompt(), text(prompt));
    QCOMPARE(selection()->view(), Kind::Evolution);
}

void SessionKeepingTest::labelsAreOneStep()
{
    m_real.open(text(prompt));
    labels()->set(5, 2, text("pronouns"), text("his"));
    labels()->set(2, 0, text("rests"), QString());
    save(path("labels.headscope"));
    freshUser();
    m_real.open(text(prompt));
    labels()->set(5, 2, text("mine"), QString());
    labels()->set(1, 1, text("stays"), QString());
    sessions()->open(path("labels.headscope"));
    waitUntilApplied();
    QCOMPARE(labels()->label(5, 2), text("pronouns"));
    QCOMPARE(labels()->label(2, 0), text("rests"));
    QCOMPARE(labels()->label(1, 1), text("stays"));
    QVERIFY2(banner().contains(text("on 1 head")), qPrintable(banner()));
    QTest::keyClick(window(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(labels()->label(5, 2), text("mine"));
    QCOMPARE(labels()->label(2, 0), QString());
    QCOMPARE(labels()->label(1, 1), text("stays"));
}

void SessionKeepingTest::aFailedSaveIsSaid()
{
    m_real.open(text(prompt));
    QVERIFY(!sessions()->saveAs(path("no/folder/ship.headscope")));
    QVERIFY2(banner().startsWith(text("The session was not saved: cannot write")),
             qPrintable(banner()));
    QCOMPARE(sessions()->file(), QString());
}

void SessionKeepingTest::aCrashIsMadeGood()
{
    const QString folder = path("recovery");
    QProcess crashing;
    crashing.start(QCoreApplication::applicationFilePath(),
                   {text("--crash"), folder, path("crashing")});
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(folder).entryList({text("*.headscope")}).isEmpty(), patience);
    // While it runs, its copy is its own.
    m_real.recovery = folder;
    m_real.open(text("The sea"));
    QCOMPARE(banner().contains(text("ended before")), false);
    m_real.close();
    crashing.kill();
    QVERIFY(crashing.waitForFinished(patience));

    m_real.open(text("The sea"));
    QVERIFY2(banner().contains(text("ended before everything was saved: “The captain of the ship")),
             qPrintable(banner()));
    QCOMPARE(bannerAction()->text(), text("Restore"));
    {
        RealWindow second; // is not offered the same
        second.recovery = folder;
        second.open(text("The sea"));
        QVERIFY(!second.window()->banner()->text().contains(text("ended before")));
    }
    QTest::mouseClick(bannerAction(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(window()->promptBar()->prompt(), text(prompt), patience);
    waitUntilApplied();
    QCOMPARE(selection()->head().value, 3);
    QCOMPARE(selection()->view(), Kind::Evolution);
    QCOMPARE(sessions()->file(), m_real.path(text("crashing/named.headscope")));
    QVERIFY(sessions()->isModified());
    // It is in this window's copy, until that is closed.
    QCOMPARE(QDir(folder).entryList({text("*.headscope")}).size(), 1);
    QVERIFY(sessions()->save());
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
    QVERIFY(window()->close());
    m_real.open(text("The sea"));
    QCOMPARE(banner().contains(text("ended before")), false);
}

void SessionKeepingTest::theCopyOfARunningProgramIsLeftAlone()
{
    const QString folder = path("copies");
    app::RecoveryFile running(folder);
    running.write(tiny(path("gone")));
    app::RecoveryFile other(folder);
    QVERIFY(!other.takeLeft());
    const QString left = running.path();
    const QByteArray bytes = tests::contentOf(left);
    running.remove();
    QVERIFY(!QFile::exists(left));
    // As a crash leaves it; and one that cannot be read, which is no use to anybody.
    tests::putFile(left, bytes);
    tests::putFile(folder + text("/cut.headscope"), bytes.left(100));
    auto found = other.takeLeft();
    if (!found)
        found = other.takeLeft();
    QVERIFY(found && found->prompt == text("1 2 3 4"));
    app::RecoveryFile third(folder);
    QVERIFY(!third.takeLeft());
    other.forgetLeft();
    QVERIFY(!QFile::exists(left));
    QVERIFY(!third.takeLeft());
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
}

void SessionKeepingTest::nothingIsKeptOfNothing()
{
    const QString folder = path("kept");
    m_real.recovery = folder;
    m_real.open(text(prompt));
    sessions()->setPause(50);
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        m_real.show(static_cast<Kind>(i));
        settle();
    }
    m_real.show(Kind::Head);
    settle();
    QTRY_VERIFY_WITH_TIMEOUT(QDir(folder).entryList(QDir::Files).isEmpty(), patience);
    QTest::keyClick(window(), Qt::Key_Shift); // a key, and no change
    QTest::qWait(800);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
    QTest::keyClick(window(), Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(QDir(folder).entryList({text("*.headscope")}).size(), 1, patience);
    const QString copy = QDir(folder).filePath(
        QDir(folder).entryList({text("*.headscope")}).constFirst());
    QCOMPARE(app::readSession(copy).place.layer, selection()->layer());
    // Undone: there is nothing to lose any more.
    QTest::keyClick(window(), Qt::Key_Down, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(QDir(folder).entryList(QDir::Files).isEmpty(), patience);
    QTest::keyClick(window(), Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(QDir(folder).entryList({text("*.headscope")}).size(), 1, patience);
    QVERIFY(window()->close());
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
}

/// A window with a named session and changes since, until it is killed.
static int crash(const QString& recovery, const QString& folder)
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(folder));
    if (!QDir().mkpath(folder))
        return 1;
    RealWindow real;
    real.recovery = recovery;
    real.open(text(prompt));
    MainWindow* window = real.window();
    window->sessions()->setPause(50);
    if (!window->sessions()->saveAs(folder + text("/named.headscope")))
        return 1;
    app::Selection::Place place = window->selection()->place();
    place.head = core::HeadIndex(3);
    place.view = Kind::Evolution;
    window->selection()->setPlace(place);
    return QApplication::exec();
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc == 4 && std::strcmp(argv[1], "--crash") == 0)
        return crash(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    SessionKeepingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sessionkeeping.moc"
