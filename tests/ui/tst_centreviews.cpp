// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/exporting.h"
#include "ui/views/banner.h"
#include "ui/views/evolutionview.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;
using Focus = app::Selection::Focus;

/// All views in the real window on the embedded model: what each shows is the numbers of the run,
/// and every one of them lives through other prompts.
class CentreViewsTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }

private Q_SLOTS:
    void init()
    {
        m_real.forgetSettings();
        m_real.open(text("The captain of the ship"));
        QCOMPARE(m_real.tokens(), 6);
    }
    void cleanup() { m_real.close(); }

    void everyViewShowsTheRun_data();
    void everyViewShowsTheRun();
    void everyViewFollowsOtherPrompts_data();
    void everyViewFollowsOtherPrompts();
    void clicksOnTabsAndKeysStep();
    void tablesAndPicturesOfEveryView();
    void allTablesInOneWorkbook();
    void theViewIsRemembered();
    void aStopIsSaidInTheView();
    void withoutAModelEveryViewSaysSo();
    void everyPartHasANameAndTheKeyboardReachesIt();
};

void CentreViewsTest::everyViewShowsTheRun_data()
{
    QTest::addColumn<Kind>("kind");
    for (int i = 0; i < app::Selection::viewCount; ++i)
        QTest::newRow(qPrintable(CentreViews::name(static_cast<Kind>(i)))) << static_cast<Kind>(i);
}

void CentreViewsTest::everyViewShowsTheRun()
{
    QFETCH(Kind, kind);
    m_real.show(kind);
    m_real.check(kind);
    QVERIFY(!m_real.views()->front()->titleText().isEmpty());
    QCOMPARE(m_real.views()->tabs()->currentIndex(), static_cast<int>(kind));
}

void CentreViewsTest::everyViewFollowsOtherPrompts_data()
{
    everyViewShowsTheRun_data();
}

void CentreViewsTest::everyViewFollowsOtherPrompts()
{
    QFETCH(Kind, kind);
    // Longer, shorter, as short and as long as can be, while the view is in front; a selection at
    // the end of the longest must not outlive it.
    m_real.show(kind);
    const std::pair<QString, int> prompts[] = {{text("The captain of the ship gave"), 7},
                                               {text("The captain"), 3},
                                               {m_real.longest(), 512},
                                               {text("Captain"), 2}};
    for (const auto& [prompt, count] : prompts) {
        m_real.run(prompt, count);
        m_real.settle();
        QCOMPARE(m_real.views()->front()->state(), View::State::Ready);
        m_real.check(kind);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(!m_real.views()->front()->grab().isNull());
        m_real.selection()->setCell(core::Position(count - 1), core::Position(count - 1));
        m_real.settle();
    }
    // One token, and no first token before it.
    QTest::mouseClick(m_real.window()->promptBar()->findChild<QCheckBox*>(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_real.tokens() == 1, RealWindow::patience);
    m_real.settle();
    QCOMPARE(m_real.views()->front()->state(), View::State::Ready);
    m_real.check(kind);
    QVERIFY(!m_real.views()->front()->grab().isNull());
}

void CentreViewsTest::clicksOnTabsAndKeysStep()
{
    QTabBar* tabs = m_real.views()->tabs();
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(5).center());
    QCOMPARE(m_real.selection()->view(), Kind::Evolution);
    QTest::keyClick(m_real.window(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_real.selection()->view(), Kind::Positions);
    QTest::keyClick(m_real.window(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_real.selection()->view(), Kind::Weights);
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(9).center());
    QCOMPARE(m_real.selection()->view(), Kind::Lab);
    QTest::keyClick(m_real.window(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    QTest::keyClick(m_real.window(), Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(m_real.selection()->view(), Kind::Lab);
    QCOMPARE(tabs->currentIndex(), app::Selection::viewCount - 1);
}

void CentreViewsTest::tablesAndPicturesOfEveryView()
{
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        m_real.show(kind);
        const QString name = CentreViews::name(kind);
        const QString table = m_real.path(name + text(".tsv"));
        QVERIFY2(RealWindow::saveTable(m_real.window(), table), qPrintable(name));
        QFile file(table);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QVERIFY2(lines.size() > 3, qPrintable(name));
        for (int row = 1; row + 1 < lines.size(); ++row)
            QCOMPARE(lines[row].count('\t'), lines[0].count('\t'));
        const QString picture = m_real.path(name + text(".png"));
        QVERIFY2(m_real.window()->savePicture(picture), qPrintable(name));
        const QImage image(picture);
        QVERIFY(image.width() > 300 && image.height() > 100);
        // Something is drawn on it: more colours than a page and its text have.
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3)
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        QVERIFY2(colours.size() > 16, qPrintable(name));
    }
    QVERIFY(!RealWindow::saveTable(m_real.window(), text("/nowhere/at/all.tsv")));
    QVERIFY(m_real.window()->banner()->isFailure());
}

void CentreViewsTest::allTablesInOneWorkbook()
{
    m_real.show(Kind::Head);
    QSignalSpy finished(m_real.window()->exporting(), &Exporting::finished);
    QSignalSpy failed(m_real.window()->exporting(), &Exporting::failed);
    const QString path = m_real.path(text("all.xlsx"));
    m_real.window()->exporting()->saveEverything(path);
    QVERIFY(m_real.window()->exporting()->isWriting());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, RealWindow::patience);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray book = file.readAll();
    // The names in the archive: a sheet for each view but Compare and Lab, where nothing is
    // compared or changed.
    const auto sheet = [&](int number) {
        return book.contains("xl/worksheets/sheet" + QByteArray::number(number) + ".xml");
    };
    QVERIFY(sheet(app::Selection::viewCount - 2));
    QVERIFY(!sheet(app::Selection::viewCount - 1));
    QCOMPARE(m_real.selection()->view(), Kind::Head);
    m_real.window()->exporting()->saveEverything(m_real.path(text("all.csv")));
    QCOMPARE(failed.count(), 1);
    // Cancelled: nothing comes.
    m_real.window()->exporting()->saveEverything(m_real.path(text("none.xlsx")));
    m_real.window()->exporting()->cancel();
    QVERIFY(!m_real.window()->exporting()->isWriting());
    QTest::qWait(100);
    QVERIFY(!QFile::exists(m_real.path(text("none.xlsx"))));
    QCOMPARE(finished.count(), 1);
}

void CentreViewsTest::theViewIsRemembered()
{
    m_real.show(Kind::Evolution);
    m_real.open(text("The captain of the ship"));
    QCOMPARE(m_real.selection()->view(), Kind::Evolution);
    m_real.settle();
    QCOMPARE(m_real.views()->front()->state(), View::State::Ready);
    m_real.check(Kind::Evolution);
}

void CentreViewsTest::aStopIsSaidInTheView()
{
    m_real.run(m_real.longest(), 512); // long enough for a state's words to be stopped on their way
    m_real.selection()->setView(Kind::Evolution);
    QCoreApplication::processEvents();
    QCOMPARE(m_real.views()->front()->state(), View::State::Running);
    m_real.session()->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(m_real.views()->front()->state(), View::State::Empty,
                              RealWindow::patience);
    QVERIFY(!m_real.views()->front()->sentence().isEmpty());
    QVERIFY(!m_real.session()->evolution());
    m_real.run(text("The captain of a ship"), 6); // goes on
    m_real.settle();
    QCOMPARE(m_real.views()->front()->state(), View::State::Ready);
    m_real.check(Kind::Evolution);
}

void CentreViewsTest::withoutAModelEveryViewSaysSo()
{
    m_real.open(text("The captain"), m_real.path(text("no model here")));
    QTRY_VERIFY_WITH_TIMEOUT(m_real.views()->front()->state() == View::State::Failed,
                             RealWindow::patience);
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        m_real.selection()->setView(static_cast<Kind>(i));
        QCoreApplication::processEvents();
        QCOMPARE(m_real.views()->front()->state(), View::State::Failed);
        QVERIFY2(!m_real.views()->front()->sentence().isEmpty(), qPrintable(QString::number(i)));
        QVERIFY(m_real.views()->front()->picture(1000).isNull());
    }
}

void CentreViewsTest::everyPartHasANameAndTheKeyboardReachesIt()
{
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        m_real.show(static_cast<Kind>(i));
        // As long as nothing is compared, the keyboard is where B is typed.
        if (static_cast<Kind>(i) == Kind::Compare) {
            m_real.show(Kind::Head);
            m_real.show(Kind::Compare);
        }
        QWidget* target = m_real.views()->front()->focusTarget();
        QCOMPARE(QApplication::focusWidget(), target);
        // Round by the Tab key: every stop has a name to be told by.
        QSet<QWidget*> stops;
        QSet<QString> unseen;
        const auto picture = [this](const QWidget* part) {
            const QRect around(part->mapTo(m_real.window(), QPoint(-2, -2)),
                               part->size() + QSize(4, 4));
            return m_real.window()->grab(around).toImage();
        };
        for (int step = 0; step < 80; ++step) {
            QWidget* at = QApplication::focusWidget();
            QVERIFY(at);
            if (stops.contains(at))
                break;
            stops.insert(at);
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(at);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty(),
                     qPrintable(CentreViews::name(static_cast<Kind>(i)) + QLatin1Char(' ')
                                + QString::fromUtf8(at->metaObject()->className())
                                + QLatin1Char(' ') + at->objectName()));
            // And it is seen where one is: the window looks different there without the focus.
            const QImage with = picture(at);
            QTest::keyClick(at, Qt::Key_Tab);
            if (picture(at) == with)
                unseen.insert(CentreViews::name(static_cast<Kind>(i)) + QLatin1Char(' ')
                              + QString::fromUtf8(at->metaObject()->className()) + QLatin1Char(' ')
                              + at->objectName());
        }
        QVERIFY2(unseen.isEmpty(), qPrintable(unseen.values().join(text(", "))));
        QVERIFY(stops.contains(target));
        QVERIFY(stops.size() > 5);
    }
}

QTEST_MAIN(CentreViewsTest)
#include "tst_centreviews.moc"
