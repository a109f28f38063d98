// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening models in the real window: the dialog, dropping, loading, by keys and clicks.
#include "tests/support/app/modelfolders.h"
#include "tests/support/app/slowloading.h"
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/modeldrop.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/models/modellist.h"
#include "ui/models/roles.h"
#include "ui/views/banner.h"
#include "ui/views/drophint.h"
#include "ui/views/headview.h"
#include "ui/views/loadingstrip.h"
#include "ui/views/modelchooser.h"
#include "ui/views/modeldetails.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace headscope;
using namespace headscope::ui;
using Key = app::Settings::Key;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const QString bookshelf = tests::qModelsPath("/bookshelf-20m");

/// Another folder with the files of the embedded model, by links.
void linkModel(const QString& folder)
{
    QVERIFY(QDir().mkpath(folder));
    for (const char* name : {"config.json", "model.safetensors", "tokenizer.json"})
        QVERIFY(QFile::link(bookshelf + QLatin1Char('/') + text(name),
                            folder + QLatin1Char('/') + text(name)));
}

} // namespace

class TestModelChooser : public QObject
{
    Q_OBJECT
    static constexpr int patience = RealWindow::patience;
    QTemporaryDir m_root;
    RealWindow m_real;

    QString path(const char* name) const { return m_root.filePath(text(name)); }
    MainWindow* window() const { return m_real.window(); }
    ModelOpening* opening() const { return window()->opening(); }
    ModelChooser* chooser() const { return opening()->chooser(); }
    QString name() const { return QString::fromStdString(m_real.session()->model()->info.name); }

    void openWindow(const QStringList& recent = {})
    {
        m_real.forgetSettings();
        m_real.settings()->setValue(Key::RecentModels, recent);
        m_real.places = {path("embedded"), path("hub")};
        m_real.open(text("The captain of the ship"));
        opening()->setFreeMemorySource([] { return std::optional<qint64>(qint64(1) << 40); });
    }
    /// By its shortcut, until everything is looked into.
    void openDialog() const
    {
        QTest::keyClick(window(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(chooser() && chooser()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(
            !opening()->catalog()->isReading() && chooser()->list()->shownCount() > 0, patience);
    }
    /// What is said of each row, titles with a sign.
    QStringList rows() const
    {
        QStringList all;
        const ModelList* list = chooser()->list();
        for (int row = 0; row < list->rowCount(); ++row)
            all << (list->entry(list->index(row)) ? QString() : text("# "))
                       + list->index(row).data().toString();
        return all;
    }
    void waitForModel(const char* wanted) const
    {
        QTRY_COMPARE_WITH_TIMEOUT(name(), text(wanted), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_real.session()->loading() && m_real.session()->prompt(),
                                 patience);
    }
    static std::unique_ptr<QMimeData> files(const QStringList& paths)
    {
        auto data = std::make_unique<QMimeData>();
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        data->setUrls(urls);
        return data;
    }
    DropHint* hint() const { return window()->findChild<DropHint*>(); }
    void drag(QWidget* over, const QMimeData& data) const
    {
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(over, &enter);
        QVERIFY(enter.isAccepted());
    }
    void drop(QWidget* over, const QMimeData& data) const
    {
        drag(over, data);
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(over, &event);
        QVERIFY(event.isAccepted());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(path("embedded")));
        QVERIFY(QFile::link(bookshelf, path("embedded/bookshelf-20m")));
        linkModel(path("hub/models--org--cached/snapshots/aaaa"));
        tests::putFile(path("hub/models--org--cached/refs/main"), "aaaa");
        linkModel(path("mine"));
        linkModel(path("also mine"));
        tests::putFile(path("hub/models--org--other/snapshots/bbbb/config.json"),
                       R"({"model_type": "mamba"})");
        tests::putFile(path("hub/models--org--other/snapshots/bbbb/model.safetensors"), "x");
        tests::putFile(path("hub/models--org--other/refs/main"), "bbbb");
        tests::putFile(path("letter.txt"), "Dear");
        QVERIFY(QDir().mkpath(path("empty")));
    }

    void listsWhatThereIs()
    {
        openWindow({path("mine"), path("gone"), path("hub/models--org--cached/snapshots/aaaa")});
        openDialog();
        QCOMPARE(rows(),
                 (QStringList{text("# In the program"), text("bookshelf-20m"),
                              text("# On this computer"), text("org/cached"), text("org/other"),
                              text("# Opened before"), text("mine"), text("gone")})
                     << rows().mid(8));
        // The open one is chosen; everything about it is said.
        QCOMPARE(chooser()->chosen()->name, text("bookshelf-20m"));
        QVERIFY(chooser()->chosen()->open);
        const QString about = chooser()->details()->text();
        for (const char* said : {"Family\tgpt2", "Shape\t8 layers × 6 heads", "Width\t384",
                                 "Numbers\tF16", "Memory\tneeds ", "Folder\t"})
            QVERIFY2(about.contains(text(said)), qPrintable(about));
        QVERIFY(chooser()->searchField()->hasFocus());
        for (const QWidget* widget : {static_cast<QWidget*>(chooser()->view()),
                                      static_cast<QWidget*>(chooser()->searchField()),
                                      static_cast<QWidget*>(chooser()->details())})
            QVERIFY(!widget->accessibleName().isEmpty());
        QTest::keyClick(chooser(), Qt::Key_Escape);
        QVERIFY(!chooser()->isVisible());
    }

    void typesMovesAndOpens()
    {
        openWindow({path("mine"), path("gone")});
        openDialog();
        QLineEdit* search = chooser()->searchField();
        QTest::keyClicks(search, text("org"));
        QCOMPARE(rows(),
                 (QStringList{text("# On this computer"), text("org/cached"), text("org/other")}));
        QCOMPARE(chooser()->chosen()->name, text("org/cached"));
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(chooser()->chosen()->name, text("org/other"));
        QVERIFY(chooser()->details()->problem().contains(text("mamba")));
        QVERIFY(!chooser()->mainButton()->isEnabled());
        QTest::keyClick(search, Qt::Key_Return); // of one that cannot be opened: nothing
        QVERIFY(chooser()->isVisible());
        QTest::keyClick(search, Qt::Key_Up);
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(!chooser()->isVisible());
        waitForModel("org/cached");
        // Called by its id, not by the snapshot's hash.
        QCOMPARE(window()->windowTitle(), text("org/cached – Headscope"));
        QCOMPARE(window()->findChild<QToolButton*>(text("modelButton"))->text(),
                 text("org/cached"));
        QCOMPARE(m_real.settings()->texts(Key::RecentModels).front(),
                 path("hub/models--org--cached/snapshots/aaaa"));
        search->clear();
        QTest::keyClicks(search, text("no such thing"));
        QCOMPARE(chooser()->list()->shownCount(), 0);
        QVERIFY(!chooser()->mainButton()->isEnabled());
    }

    void aDoubleClickOpens()
    {
        openWindow({path("mine")});
        openDialog();
        const QModelIndex at = chooser()->list()->indexOf(path("mine"));
        QVERIFY(at.isValid());
        chooser()->view()->scrollTo(at);
        const QPoint place = chooser()->view()->visualRect(at).center();
        QTest::mouseClick(chooser()->view()->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(chooser()->chosen()->name, text("mine"));
        QTest::mouseDClick(chooser()->view()->viewport(), Qt::LeftButton, {}, place);
        waitForModel("mine");
        QVERIFY(!chooser()->isVisible());
    }

    void theOpenModelIsNotLoadedAgain()
    {
        openWindow();
        openDialog();
        QSignalSpy models(m_real.session(), &app::Session::modelChanged);
        QSignalSpy prompts(m_real.session(), &app::Session::promptChanged);
        QTest::keyClick(chooser(), Qt::Key_Return);
        QVERIFY(!chooser()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_real.session()->loading(), patience);
        QTest::qWait(50);
        QCOMPARE(models.count(), 0);
        QCOMPARE(prompts.count(), 0);
    }

    void takesOutWhatWasOpenedBefore()
    {
        openWindow({path("gone"), path("mine")});
        openDialog();
        chooser()->choose(path("gone"));
        QVERIFY(chooser()->details()->problem().contains(path("gone")));
        chooser()->view()->setFocus();
        QTest::keyClick(chooser()->view(), Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(!chooser()->list()->indexOf(path("gone")).isValid(), patience);
        QVERIFY(!m_real.settings()->texts(Key::RecentModels).contains(path("gone")));
        // One of the program cannot be taken out.
        chooser()->choose(chooser()->list()->entry(chooser()->list()->first())->key);
        QTest::keyClick(chooser()->view(), Qt::Key_Delete);
        QCOMPARE(rows()[1], text("bookshelf-20m"));
    }

    void copiesThePath()
    {
        openWindow({path("mine")});
        openDialog();
        chooser()->choose(path("mine"));
        for (QPushButton* button : chooser()->findChildren<QPushButton*>())
            if (button->text() == text("Copy path"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), path("mine"));
    }

    void asksWhereMemoryIsShort()
    {
        openWindow({path("mine")});
        opening()->setFreeMemorySource([] { return std::optional<qint64>(20 << 20); });
        openDialog();
        chooser()->choose(path("mine"));
        QVERIFY(chooser()->details()->problem().contains(text("of memory")));
        QTest::keyClick(chooser(), Qt::Key_Return);
        QPointer<QMessageBox> question = opening()->question();
        QVERIFY(question && question->isVisible());
        QVERIFY2(question->text().contains(text("mine")), qPrintable(question->text()));
        QTest::keyClick(question, Qt::Key_Return); // the careful answer is the usual one
        QTRY_VERIFY(!question);
        QVERIFY(chooser()->isVisible());
        QVERIFY(!m_real.session()->loading());
        QCOMPARE(name(), text("bookshelf-20m"));
        QTest::keyClick(chooser(), Qt::Key_Return);
        question = opening()->question();
        QVERIFY(question);
        for (QAbstractButton* button : question->buttons())
            if (button->text() == text("Open anyway"))
                QTest::mouseClick(button, Qt::LeftButton);
        waitForModel("mine");
    }

    void droppedFoldersAndFilesOpen()
    {
        openWindow();
        const auto folder = files({path("mine")});
        drag(window(), *folder);
        QVERIFY(hint()->isVisible());
        QVERIFY2(hint()->text().contains(text("mine")), qPrintable(hint()->text()));
        QVERIFY(!hint()->isRefusal());
        drop(window(), *folder);
        QVERIFY(!hint()->isVisible());
        waitForModel("mine");
        // Also over the prompt, which takes text: a file in a model's folder, the first of several.
        auto* edit = window()->findChild<QWidget*>(text("promptEdit"));
        const QString before = window()->promptBar()->prompt();
        const auto two = files({path("also mine/model.safetensors"), path("mine")});
        drop(edit, *two);
        waitForModel("also mine");
        QCOMPARE(window()->promptBar()->prompt(), before);
        QVERIFY2(window()->banner()->text().contains(text("2")),
                 qPrintable(window()->banner()->text()));
        QVERIFY(!window()->banner()->isFailure());
    }

    void otherThingsAreRefused()
    {
        openWindow();
        for (const char* name : {"letter.txt", "empty", "not there"}) {
            const auto data = files({path(name)});
            drag(window(), *data);
            QVERIFY(hint()->isVisible() && hint()->isRefusal());
            drop(window(), *data);
            QVERIFY(!hint()->isVisible());
            QVERIFY(window()->banner()->isVisible() && window()->banner()->isFailure());
            QVERIFY2(window()->banner()->text().contains(text(name)),
                     qPrintable(window()->banner()->text()));
        }
        // Leaving takes the hint away.
        const auto data = files({path("mine")});
        drag(window(), *data);
        QDragLeaveEvent leave;
        QApplication::sendEvent(window(), &leave);
        QTRY_VERIFY(!hint()->isVisible());
        // Text that is dragged is none of ours.
        QMimeData words;
        words.setText(text("words"));
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &words, Qt::LeftButton, {});
        QApplication::sendEvent(window(), &enter);
        QVERIFY(!hint()->isVisible());
        QCOMPARE(name(), text("bookshelf-20m"));
    }

    void whileAModelIsLoadedTheOldOneAnswers()
    {
        openWindow();
        auto* strip = window()->findChild<LoadingStrip*>();
        QVERIFY(!strip->isVisible());
        {
            const app::SlowLoading slow(*m_real.session());
            window()->openModel(path("mine"));
            QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patience);
            QVERIFY2(strip->text().contains(text("mine")), qPrintable(strip->text()));
            m_real.run(text("The ship"), 3);
            m_real.settle();
            m_real.show(RealWindow::Kind::Evolution);
            m_real.check(RealWindow::Kind::Evolution);
            QVERIFY(m_real.session()->loading());
            QCOMPARE(name(), text("bookshelf-20m"));
        }
        waitForModel("mine");
        QVERIFY(!strip->isVisible());
        QCOMPARE(m_real.session()->prompt()->prompt, text("The ship"));
    }

    void loadingIsCancelledByButtonAndKey()
    {
        openWindow();
        auto* strip = window()->findChild<LoadingStrip*>();
        const auto shown = window()->shownRun();
        const app::SlowLoading slow(*m_real.session());
        window()->openModel(path("mine"));
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patience);
        QTest::mouseClick(strip->cancelButton(), Qt::LeftButton);
        QVERIFY(!m_real.session()->loading());
        QVERIFY(!strip->isVisible());
        window()->openModel(path("mine"));
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patience);
        QTest::keyClick(window(), Qt::Key_Escape);
        QVERIFY(!m_real.session()->loading());
        slow.goOn();
        QTest::qWait(100);
        QCOMPARE(name(), text("bookshelf-20m"));
        QVERIFY(window()->shownRun() == shown);
        QVERIFY(!window()->banner()->isVisible() || !window()->banner()->isFailure());
    }

    void aFailureIsSaidAndLeavesEverything()
    {
        openWindow();
        const auto shown = window()->shownRun();
        opening()->open(path("hub/models--org--other/snapshots/bbbb"));
        QTRY_VERIFY_WITH_TIMEOUT(window()->banner()->isVisible() && window()->banner()->isFailure(),
                                 patience);
        QVERIFY2(window()->banner()->text().contains(text("mamba")),
                 qPrintable(window()->banner()->text()));
        QVERIFY(window()->shownRun() == shown);
        QCOMPARE(name(), text("bookshelf-20m"));
        // Another prompt is no answer to it.
        m_real.run(text("The ship"), 3);
        m_real.settle();
        QVERIFY(window()->banner()->isVisible() && window()->banner()->isFailure());
        // Without looking first, loading itself says so.
        window()->openModel(path("empty"));
        QTRY_VERIFY_WITH_TIMEOUT(window()->banner()->text().contains(text("empty")), patience);
        QCOMPARE(name(), text("bookshelf-20m"));
    }

    void givingUpTheFirstModelLeavesAWindowThatSaysSo()
    {
        m_real.forgetSettings();
        m_real.places = {};
        m_real.open(text("The ship"), {});
        const app::SlowLoading slow(*m_real.session());
        window()->openModel(path("mine"));
        QCOMPARE(m_real.views()->front()->state(), View::State::Running);
        m_real.session()->cancelLoad();
        QCOMPARE(m_real.views()->front()->state(), View::State::Failed);
        slow.goOn();
        window()->openModel(path("mine"));
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model() && m_real.session()->headTable(),
                                 patience);
        QCOMPARE(name(), text("mine"));
    }

    void theFirstModelIsAskedAboutWhereMemoryIsShort()
    {
        m_real.forgetSettings();
        m_real.places = {};
        m_real.freeMemory = [] { return std::optional<qint64>(20 << 20); };
        const auto answer = [this](const char* words) {
            m_real.open(text("The ship"), path("mine"));
            QTRY_VERIFY_WITH_TIMEOUT(opening()->question(), patience);
            const QPointer<QMessageBox> question = opening()->question();
            QVERIFY2(question->text().contains(text("mine")), qPrintable(question->text()));
            QVERIFY(!m_real.session()->loading() && !m_real.session()->model());
            for (QAbstractButton* button : question->buttons())
                if (button->text() == text(words))
                    QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(!question, patience);
        };
        answer("Do not open");
        QVERIFY(!m_real.session()->loading() && !m_real.session()->model());
        QCOMPARE(m_real.views()->front()->state(), View::State::Failed);
        answer("Open anyway");
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model() && m_real.session()->headTable(),
                                 patience);
        QCOMPARE(name(), text("mine"));
        // Where there is enough, or nobody knows, nothing is asked.
        for (const std::optional<qint64> free : {std::optional<qint64>(qint64(1) << 40), {}}) {
            m_real.freeMemory = [free] { return free; };
            m_real.open(text("The ship"), path("mine"));
            QVERIFY(m_real.session()->loading());
            QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->headTable(), patience);
            QVERIFY(!opening()->question());
        }
        m_real.freeMemory = {};
    }

    void theFirstModelHasAnotherToFallBackOn()
    {
        const QString broken = path("hub/models--org--other/snapshots/bbbb");
        m_real.forgetSettings();
        m_real.places = {};
        m_real.fallback = bookshelf;
        m_real.open(text("The ship"), broken);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model() && window()->shownRun(), patience);
        QCOMPARE(name(), text("bookshelf-20m"));
        QVERIFY(window()->banner()->isVisible() && window()->banner()->isFailure());
        QVERIFY2(window()->banner()->text().contains(text("mamba")),
                 qPrintable(window()->banner()->text()));
        // Another prompt is no answer to it.
        m_real.run(text("The captain"), 3);
        m_real.settle();
        QVERIFY(window()->banner()->isVisible() && window()->banner()->isFailure());
        // A failure later on opens nothing else.
        window()->openModel(path("empty"));
        QTRY_VERIFY_WITH_TIMEOUT(window()->banner()->text().contains(text("empty")), patience);
        QVERIFY(!m_real.session()->loading());
        // Where neither can be opened, the last one's reason is said.
        m_real.fallback = path("empty");
        m_real.open(text("The ship"), broken);
        QTRY_COMPARE_WITH_TIMEOUT(m_real.views()->front()->state(), View::State::Failed, patience);
        QVERIFY2(m_real.views()->front()->sentence().contains(text("empty")),
                 qPrintable(m_real.views()->front()->sentence()));
        QVERIFY(!m_real.session()->model());
        m_real.fallback.clear();
    }

    void theDialogRemembersItsSize()
    {
        openWindow();
        openDialog();
        chooser()->resize(777, 555);
        QTest::keyClick(chooser(), Qt::Key_Escape);
        m_real.close();
        m_real.open(text("The ship"));
        openDialog();
        QCOMPARE(chooser()->size(), QSize(777, 555));
    }

    void recentsAreATidyDozen()
    {
        QStringList many;
        for (int i = 0; i < 12; ++i)
            many << path("gone") + QString::number(i);
        openWindow(many);
        QVERIFY(QFile::link(path("mine"), path("by another name")));
        window()->openModel(path("by another name"));
        waitForModel("mine"); // the real path
        const QStringList recent = m_real.settings()->texts(Key::RecentModels);
        QCOMPARE(recent.size(), ModelOpening::mostRecent);
        QCOMPARE(recent.front(), path("mine"));
    }
};

QTEST_MAIN(TestModelChooser)
#include "tst_modelchooser.moc"
