// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions in the real window: names, questions, models that are gone, crashes. That what was saved
// is shown again is tested with the pictures.
#include "app/recoveryfile.h"
#include "app/savedsession.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/places.h"
#include "tests/support/ui/sessionwindow.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/views/filterbar.h"
#include "ui/views/headmappanel.h"
#include "ui/views/modelchooser.h"

#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
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

const QString bookshelf = tests::qModelsPath("/bookshelf-20m");

} // namespace

class SessionKeepingTest : public SessionWindow
{
    Q_OBJECT

private Q_SLOTS:
    void init() { freshUser(); }
    void cleanup() { m_real.close(); }

    void aMissingModelIsOfferedToBeFound();
    void aModelIsFoundByItsNamesAndWeights();
    void whatIsLoadedMeanwhileEndsNothing();
    void whoDoesNotOpenItsModelGivesUp();
    void otherWeightsAreSaid();
    void aDamagedFileChangesNothing();
    void theNameIsInTheTitle();
    void closingAsks();
    void recentSessions();
    void aDroppedFileIsOpened();
    void theEncoderIsLookedAtAgain();
    void labelsAreOneStep();
    void aFailedSaveIsSaid();
    void aCrashIsMadeGood();
    void theCopyOfARunningProgramIsLeftAlone();
    void nothingIsKeptOfNothing();
};

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
        openWithoutSaving(path("by.headscope"));
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

void SessionKeepingTest::whatIsLoadedMeanwhileEndsNothing()
{
    for (const char* const name : {"first", "before", "its"})
        tests::putModel(path(name));
    writeTiny("its.headscope", tiny(path("its")));
    const auto opens = [this] {
        sessions()->open(path("its.headscope"));
        QVERIFY(sessions()->state()->isWaiting());
        waitUntilApplied();
        QCOMPARE(window()->promptBar()->prompt(), text("1 2 3 4"));
        QCOMPARE(window()->session()->model()->info.folder, path("its").toStdString());
        QCOMPARE(sessions()->file(), path("its.headscope"));
    };
    // The model before it is in the window, and what comes with its end is still on its way.
    m_real.open(text("1 2"), path("first"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    window()->openModel(path("before"));
    QElapsedTimer waiting;
    waiting.start();
    while (window()->session()->model()->info.folder != path("before").toStdString()
           && waiting.elapsed() < patience) {
        QCoreApplication::sendPostedEvents(); // once: what these post comes with the next
        QTest::qSleep(1);
    }
    QCOMPARE(window()->session()->model()->info.folder, path("before").toStdString());
    opens();
    // It is loaded, and the window does not know yet.
    freshUser();
    m_real.open(text("1 2"), path("first"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    window()->openModel(path("before"));
    QTest::qSleep(500);
    opens();
}

void SessionKeepingTest::whoDoesNotOpenItsModelGivesUp()
{
    tests::putModel(path("small"));
    m_real.open(text("1 2"), path("small"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    writeTiny("large.headscope", tiny(bookshelf));
    window()->opening()->setFreeMemorySource([] { return std::optional<qint64>(1); });
    sessions()->open(path("large.headscope"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->opening()->question(), patience);
    QTest::keyClick(window()->opening()->question(), Qt::Key_Escape);
    // What there was can be saved as ever.
    QTRY_VERIFY_WITH_TIMEOUT(sessions()->state()->isThere(), patience);
    QCOMPARE(window()->promptBar()->prompt(), text("1 2"));
    QCOMPARE(sessions()->file(), QString());
    save(path("small.headscope"));
    // And where its model cannot be opened, whatever was there a moment ago.
    tests::putModel(path("broken"));
    tests::putFile(path("broken/config.json"), "{");
    writeTiny("broken.headscope", tiny(path("broken")));
    sessions()->open(path("broken.headscope"));
    QTRY_VERIFY_WITH_TIMEOUT(banner().contains(text("config.json")), patience);
    QVERIFY(sessions()->state()->isThere());
    QCOMPARE(sessions()->file(), path("small.headscope"));
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
    QVERIFY2(banner().contains(text("other weights (01234567 …)")), qPrintable(banner()));
    QCOMPARE(window()->promptBar()->prompt(), text("1 2 3 4"));
    // Its labels are, if somebody says so.
    QVERIFY(labels()->entries().empty());
    QCOMPARE(bannerAction()->text(), text("Take over labels"));
    QTest::mouseClick(bannerAction(), Qt::LeftButton);
    QCOMPARE(labels()->label(0, 0), text("of others"));
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
    show(Kind::Evolution);
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

void SessionKeepingTest::theEncoderIsLookedAtAgain()
{
    const QString folder = tests::qDataPath("/t5-tiny");
    m_real.open(text("5 17 3 9"), folder);
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun(), patience);
    window()->promptBar()->setDecoder(text("0 7 8"));
    window()->runPrompt();
    QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun()->decoder == text("0 7 8"), patience);
    const auto savedAs = [this](bool encoder, const char* name, int query) {
        window()->lookAt(encoder);
        QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun() && sessions()->state()->isThere(), patience);
        settle();
        selection()->setQuery(core::Position(query));
        labels()->set(0, 1, text(name), QString());
        save(path(name));
    };
    savedAs(true, "encoder.headscope", 3);
    savedAs(false, "decoder.headscope", 1);
    const auto opensAs = [this](bool encoder, const char* name, int query) {
        waitUntilApplied();
        QCOMPARE(window()->session()->part() == app::Session::Part::Encoder, encoder);
        QCOMPARE(window()->promptBar()->prompt(), text("5 17 3 9"));
        QCOMPARE(window()->promptBar()->decoder(), text("0 7 8"));
        QCOMPARE(selection()->query().value, query);
        QCOMPARE(labels()->label(0, 1), text(name));
        QVERIFY(!sessions()->isModified());
    };
    freshUser();
    m_real.sessionFile = path("encoder.headscope");
    m_real.open(text("1 2"));
    opensAs(true, "encoder.headscope", 3);
    // And from one part to the other, in the same window.
    openWithoutSaving(path("decoder.headscope"));
    opensAs(false, "decoder.headscope", 1);
    openWithoutSaving(path("encoder.headscope"));
    opensAs(true, "encoder.headscope", 3);
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
        show(static_cast<Kind>(i));
    }
    show(Kind::Head);
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
    real.open(text(SessionWindow::prompt));
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
