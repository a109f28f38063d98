// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headtable.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/banner.h"
#include "ui/views/filterbar.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/networkdrawing.h"
#include "ui/views/networkpanel.h"
#include "ui/views/panetable.h"
#include "ui/views/tokenstrip.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace headscope;
using headscope::tests::patience;
using namespace headscope::ui;

/// The real window on the embedded model, driven by keys and clicks, with a settings file of its
/// own.
class MainWindowTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    QString text(const char* utf8) const { return QString::fromUtf8(utf8); }
    QString model() const { return tests::qModelsPath("/bookshelf-20m"); }
    QPlainTextEdit* edit() const
    {
        return m_window->findChild<QPlainTextEdit*>(text("promptEdit"));
    }
    HeadTablePtr table() const { return m_window->headView()->table(); }
    std::size_t tokens() const { return m_window->tokenStrip()->tokens().size(); }
    void open(const QString& prompt, const QString& folder)
    {
        m_window.reset();
        MainWindow::Start start;
        start.model = folder;
        start.prompt = prompt;
        m_window = std::make_unique<MainWindow>(m_settings.get(), start);
        m_window->show();
    }
    void run(const QString& prompt)
    {
        edit()->setFocus();
        edit()->selectAll();
        QTest::keyClicks(edit(), prompt);
        QTest::keyClick(edit(), Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Words of neurons go to a cache of this test's own.
        headscope::tests::useCacheOf(m_folder.path());
    }
    void init()
    {
        QFile::remove(m_folder.filePath(text("settings.ini")));
        m_settings = std::make_unique<app::Settings>(m_folder.filePath(text("settings.ini")));
        open(text("The captain of the ship"), model());
        QTRY_VERIFY_WITH_TIMEOUT(table() != nullptr, patience);
        QCOMPARE(tokens(), std::size_t(6));
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void theHeadIsANetworkToo()
    {
        HeadView* view = m_window->headView();
        NetworkPanel* network = view->network();
        const auto head = [network]() -> const NetworkSide& {
            return network->drawing()->side(NetworkDrawing::Head);
        };
        QVERIFY(!network->isVisible());
        QTest::mouseClick(view->findChild<QPushButton*>(text("asNetwork")), Qt::LeftButton);
        QVERIFY(network->isVisible());
        QVERIFY(!view->tableView()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!head().output.isEmpty(), patience);
        QCOMPARE(head().rows.size(), static_cast<std::size_t>(network->step().token) + 1);
        QTest::keyClick(network->drawing(), Qt::Key_Home);
        for (int step = 0; step < 3; ++step)
            QTest::keyClick(network->drawing(), Qt::Key_Right);
        QVERIFY(network->step() == (NetworkStep{1, true}));
        QTRY_VERIFY_WITH_TIMEOUT(!head().output.isEmpty() || !head().outputNote.contains(text("…")),
                                 patience);
        QCOMPARE(head().rows[0].value, percentText(table()->attention(1, 0)));
        // The words of the FFN's neurons come as well.
        QTRY_VERIFY_WITH_TIMEOUT(
            network->drawing()->side(NetworkDrawing::FeedForward).rows[0].inNote != text("…"),
            patience);
        run(text("The boats")); // the same for the next prompt
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(3), patience);
        QTRY_VERIFY_WITH_TIMEOUT(head().outputNote != text("…"), patience);
        view->setAsNetwork(false);
        QVERIFY(view->tableView()->isVisible());
        QVERIFY(!network->options());
    }

    void typedPromptIsRun()
    {
        run(text("The boats"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(3), patience);
        QCOMPARE(m_window->tokenStrip()->tokens()[1].text, text("The"));
        QCOMPARE(table()->tokens.size(), std::size_t(3));
        // Editing alone runs after the pause.
        QTest::keyClicks(edit(), text(" now"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(4), patience);
    }

    void cellsAreTheNumbersOfTheCore()
    {
        const HeadTablePtr shown = table();
        const auto* scores = m_window->headView()->tableView()->scoresModel();
        const auto* words = m_window->headView()->tableView()->wordsModel();
        for (int j = 0; j < 6; ++j) {
            QCOMPARE(words->index(j, HeadWordsModel::Pattern).data(WordsRole).toStringList().size(),
                     10);
            float sum = 0;
            for (int i = 0; i <= j; ++i) {
                const float value = scores->index(i, j).data(ValueRole).toFloat();
                QCOMPARE(value, shown->attention(j, i));
                sum += value;
            }
            QVERIFY(qAbs(sum - 1.0F) < 1e-5F); // a softmax of at most 6 floats
        }
    }

    void arrowKeysMoveOverHeads()
    {
        HeadMap* map = m_window->headMapPanel()->map();
        map->setFocus();
        QTest::keyClick(map, Qt::Key_Up);
        QTest::keyClick(map, Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(table()->layer.value == 1 && table()->head.value == 3, patience);
        QVERIFY(m_window->headView()->titleText().contains(text("Layer 1")));
        QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(table()->layer.value, 2, patience);
        const QRect cell = map->cells().cell(7, 5);
        QTest::mouseClick(map, Qt::LeftButton, {}, cell.center());
        QTRY_VERIFY_WITH_TIMEOUT(table()->layer.value == 7 && table()->head.value == 5, patience);
        QTest::keyClick(map, Qt::Key_Up);
        QCOMPARE(m_window->selection()->layer().value, 7);
    }

    void clicksSelectTokensAndCells()
    {
        TokenStrip* strip = m_window->tokenStrip();
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {},
                          strip->geometryOfChips().chip(2).center());
        QCOMPARE(m_window->selection()->context().value, 2);
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          strip->geometryOfChips().chip(4).center());
        QCOMPARE(m_window->selection()->query().value, 4);
        PaneTable* scores = m_window->headView()->tableView()->scoresPane();
        QTest::mouseClick(scores->viewport(), Qt::LeftButton, {},
                          scores->visualRect(scores->model()->index(1, 3)).center());
        QCOMPARE(m_window->selection()->context().value, 1);
        QCOMPARE(m_window->selection()->query().value, 3);
        QVERIFY(m_window->inspector()->inspection().scoreTitle.contains(text("The")));
        // The keyboard goes from the scores over into the words.
        scores->setFocus();
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(scores, Qt::Key_Left);
        QCOMPARE(m_window->headView()->tableView()->wordsPane()->currentIndex().column(),
                 int(HeadWordsModel::Message));
        QCOMPARE(m_window->selection()->focus(), app::Selection::Focus::Message);
    }

    void otherSideGivesOtherWords()
    {
        const auto before = table()->patternCells[3].ids;
        QTest::mouseClick(m_window->findChild<QPushButton*>(text("querySide")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table()->options.side, core::PatternSide::Query, patience);
        QVERIFY(table()->patternCells[3].ids != before);
        QCOMPARE(m_settings->text(app::Settings::Key::PatternSide), text("query"));
        QTest::mouseClick(m_window->findChild<QPushButton*>(text("keySide")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table()->options.side, core::PatternSide::Key, patience);
        QCOMPARE(table()->patternCells[3].ids, before);
    }

    void cancelKeepsWhatIsThere()
    {
        const HeadTablePtr before = table();
        m_window->session()->run(text("one two three four five six seven eight nine ten"), true);
        m_window->session()->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session()->busy(), patience);
        QVERIFY(table() != nullptr);
        QCOMPARE(table()->tokens.size(), tokens());
        run(text("The boats"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(3), patience);
        QVERIFY(before != table());
    }

    void failuresAreSaidAndTheResultStays()
    {
        Banner* banner = m_window->banner();
        m_window->openModel(m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && banner->isFailure(), patience);
        QVERIFY2(banner->text().contains(m_folder.path()), qUtf8Printable(banner->text()));
        QCOMPARE(tokens(), std::size_t(6));
        run(text("The boats"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(3), patience);
        QVERIFY(banner->isVisible()); // another prompt is no answer to a model that was not opened

        edit()->setPlainText(text("word ").repeated(600));
        m_window->runPrompt();
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(text("512")), patience);
        QCOMPARE(tokens(), std::size_t(3));
        run(text("The ship"));
        QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), patience);

        edit()->setPlainText(text("  "));
        m_window->runPrompt();
        QVERIFY(banner->text().contains(text("empty")));
        QVERIFY(table() != nullptr);
    }

    void brokenModelAtTheStartIsSaid()
    {
        open(text("Hello"), m_folder.path());
        const auto* empty = m_window->headView()->findChild<QLabel*>(text("emptyText"));
        QTRY_VERIFY_WITH_TIMEOUT(empty->text().contains(m_folder.path()), patience);
        QVERIFY(empty->isVisible());
        QVERIFY(!table());
        for (const char* name :
             {"promptEdit", "runButton", "historyButton", "hideFragments", "finder", "tokenStrip"})
            QVERIFY2(!m_window->findChild<QWidget*>(text(name))->isEnabled(), name);
        QVERIFY(m_window->findChild<QWidget*>(text("modelButton"))->isEnabled());
        QVERIFY(!m_window->grab().isNull());
        QVERIFY(!m_window->savePicture(m_folder.filePath(text("none.png"))));
        QVERIFY(!QFile::exists(m_folder.filePath(text("none.png"))));
        m_window->openModel(model());
        QTRY_VERIFY_WITH_TIMEOUT(table() != nullptr, patience);
        QVERIFY(edit()->isEnabled());
        QVERIFY(!empty->isVisible());
    }

    void promptsAreInTheHistoryAtOnce()
    {
        run(text("The boats"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(3), patience);
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(edit()->toPlainText(), text("The captain of the ship"));
        // Resting there runs it, which does not disturb the way back.
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(6), patience);
        QTest::keyClick(edit(), Qt::Key_Down);
        QCOMPARE(edit()->toPlainText(), text("The boats"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(3), patience);
        QTest::mouseClick(m_window->findChild<QWidget*>(text("historyButton")), Qt::LeftButton);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        QCOMPARE(menu->actions()[0]->text(), text("The boats"));
        QVERIFY(menu->geometry().right() <= m_window->screen()->geometry().right());
        menu->close();
    }

    void theHistoryStaysOnTheScreen()
    {
        m_window->session()->run(text("The captain of the ship gave the order ").repeated(9), true);
        QTRY_VERIFY_WITH_TIMEOUT(tokens() > 50, patience);
        const QRect screen = m_window->screen()->geometry();
        m_window->setGeometry(QRect(QPoint(screen.right() - 799, 0), QSize(800, 600)));
        QTest::mouseClick(m_window->findChild<QWidget*>(text("historyButton")), Qt::LeftButton);
        const QWidget* menu = QApplication::activePopupWidget();
        QVERIFY(menu);
        QVERIFY(menu->width() < 600);
        QVERIFY(screen.contains(menu->geometry()));
        QApplication::activePopupWidget()->close();
    }

    void theHeadAndTheColoursAreRemembered()
    {
        m_window->moveHead(6, 1);
        QTRY_COMPARE_WITH_TIMEOUT(table()->layer.value, 6, patience);
        m_window->close();
        m_settings->setValue(app::Settings::Key::HeadMapColours, text("cividis"));
        open(text("The ship"), model());
        QTRY_VERIFY_WITH_TIMEOUT(table() != nullptr, patience);
        QCOMPARE(table()->layer.value, 6);
        QCOMPARE(table()->head.value, 3);
        QCOMPARE(Theme::instance().measureKind(), ColourMap::Kind::Cividis);
        Theme::instance().setMeasureKind(ColourMap::Kind::Viridis);
    }

    void theFirstWindowFitsItsScreen()
    {
        const QSize room = m_window->screen()->availableGeometry().size();
        QVERIFY(m_window->width() > room.width()); // or this shows nothing
        m_window->fitScreen();
        QVERIFY(m_window->width() <= room.width() && m_window->height() <= room.height());
        QVERIFY(m_window->width() >= MainWindow::smallest().width());
    }

    void tabsAreWholeWhicheverViewIsFirst()
    {
        for (const char* const view : {"head", "stream", "lab"}) {
            m_window->close();
            m_settings->setValue(app::Settings::Key::View, text(view));
            open(text("The ship"), model());
            QTRY_VERIFY_WITH_TIMEOUT(table() != nullptr, patience);
            const auto* tabs = m_window->findChild<QTabBar*>(text("viewTabs"));
            QVERIFY2(tabs->height() >= tabs->sizeHint().height(), view);
        }
    }

    void shortAndLongPromptsAreShown()
    {
        m_window->session()->run(text("Hello"), false);
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(1), patience);
        QVERIFY(!m_window->grab().isNull());
        m_window->session()->run(text(" the").repeated(511), true);
        QTRY_COMPARE_WITH_TIMEOUT(tokens(), std::size_t(512), patience);
        const auto* view = m_window->headView()->tableView();
        QCOMPARE(view->scoresModel()->columnCount(), 512);
        QCOMPARE(view->wordsPane()->verticalScrollBar()->maximum(),
                 view->scoresPane()->verticalScrollBar()->maximum());
        QVERIFY(!m_window->grab().isNull());
    }

    void pictureAndTableAreWritten()
    {
        const QString png = m_folder.filePath(text("head.png"));
        QVERIFY(m_window->savePicture(png));
        const QImage image(png);
        QVERIFY(image.width() > 800);
        const QString csv = m_folder.filePath(text("head.csv"));
        QVERIFY(RealWindow::saveTable(m_window.get(), csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 7);
        QVERIFY(
            !RealWindow::saveTable(m_window.get(), m_folder.filePath(text("missing/head.csv"))));
        QVERIFY(m_window->banner()->isFailure());
        QVERIFY(!m_window->saveTable(m_folder.filePath(text("head.doc"))));
        QVERIFY(!QFile::exists(m_folder.filePath(text("head.doc"))));
    }

    void selectedCellsAreCopied()
    {
        PaneTable* words = m_window->headView()->tableView()->wordsPane();
        words->setFocus();
        words->selectionModel()->select(
            QItemSelection(words->model()->index(1, 0), words->model()->index(2, 1)),
            QItemSelectionModel::ClearAndSelect);
        const QString copied = m_window->headView()->tableView()->selectedText();
        QCOMPARE(copied.count(QLatin1Char('\n')), 1);
        QCOMPARE(copied.count(QLatin1Char('\t')), 2);
        QVERIFY(copied.startsWith(text("The\t")));
    }

    void themesSwitch()
    {
        Theme::instance().setChoice(Theme::Choice::Light);
        const QImage light = m_window->grab().toImage();
        Theme::instance().setChoice(Theme::Choice::Dark);
        const QImage dark = m_window->grab().toImage();
        QVERIFY(qGray(light.pixel(5, 5)) > 180);
        QVERIFY(qGray(dark.pixel(5, 5)) < 80);
        // The system's own change counts where it is the choice.
        Theme::instance().setChoice(Theme::Choice::System);
        for (const bool systemDark : {true, false, true}) {
            Theme::instance().setSystemDark(systemDark);
            QCOMPARE(Theme::instance().dark(), systemDark);
        }
        Theme::instance().setChoice(Theme::Choice::Light);
        Theme::instance().setSystemDark(false);
        QVERIFY(!Theme::instance().dark());
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
