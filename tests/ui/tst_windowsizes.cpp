// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headtable.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/views/attentionplot.h"
#include "ui/views/banner.h"
#include "ui/views/barlist.h"
#include "ui/views/filterbar.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/panetable.h"
#include "ui/views/tokenstrip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace headscope;
using headscope::tests::patience;
using namespace headscope::ui;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const QString shortPrompt = text("The captain of the ship gave the order to lower the boats");

} // namespace

/// The real window at the sizes that people have: nothing covers anything, and what is selected is
/// in sight.
class WindowSizesTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    void open(const QString& prompt, QSize size)
    {
        m_window.reset();
        MainWindow::Start start;
        start.model = tests::qModelsPath("/bookshelf-20m");
        start.prompt = prompt;
        m_window = std::make_unique<MainWindow>(m_settings.get(), start);
        m_window->resize(size);
        m_window->show();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->headView()->table() != nullptr, patience);
        QTest::qWait(50); // what the layout has posted
    }
    template<class W>
    W* named(const char* name) const
    {
        return m_window->findChild<W*>(text(name));
    }
    QRect inWindow(const QWidget* widget) const
    {
        return {widget->mapTo(m_window.get(), QPoint(0, 0)), widget->size()};
    }
    const HeadTableView* table() const { return m_window->headView()->tableView(); }
    bool selectedIsInSight() const
    {
        const int row = table()->wordsModel()->rowOf(m_window->selection()->context().value);
        const int column = m_window->selection()->query().value;
        const PaneTable* scores = table()->scoresPane();
        const PaneTable* words = table()->wordsPane();
        const QRect cell = scores->visualRect(scores->model()->index(row, column));
        const QRect word = words->visualRect(words->model()->index(row, 1));
        return scores->viewport()->rect().contains(cell) && word.top() >= 0
               && word.bottom() <= words->viewport()->rect().bottom();
    }
    bool chipIsInSight() const
    {
        const TokenStrip* strip = m_window->tokenStrip();
        const QRect chip = strip->geometryOfChips()
                               .chip(m_window->selection()->context().value)
                               .translated(-strip->horizontalScrollBar()->value(), 0);
        return chip.left() >= 0 && chip.right() <= strip->viewport()->width();
    }

private Q_SLOTS:
    void init()
    {
        QFile::remove(m_folder.filePath(text("settings.ini")));
        m_settings = std::make_unique<app::Settings>(m_folder.filePath(text("settings.ini")));
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void nothingCoversAnything_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("prompt");
        for (const QSize size : {QSize(760, 600), QSize(800, 600), QSize(1024, 768),
                                 QSize(1280, 800), QSize(1920, 1080)}) {
            for (const int times : {1, 9})
                QTest::addRow("%dx%d, %d times", size.width(), size.height(), times)
                    << size << shortPrompt.repeated(times);
        }
    }
    void nothingCoversAnything()
    {
        QFETCH(const QSize, size);
        QFETCH(const QString, prompt);
        open(prompt, size);
        QCOMPARE(m_window->size(), size);
        // A message needs room too.
        m_window->banner()->showFailure(text("Something did not work, and this is a sentence about "
                                             "it that needs more than a line of a narrow window."));
        QTest::qWait(50);
        const HeadView* view = m_window->headView();
        const QRect tableRect = inWindow(table());
        const QRect filters = inWindow(view->filters());
        QVERIFY(inWindow(m_window->banner()).bottom() < filters.top());
        QVERIFY(filters.bottom() < tableRect.top());
        QVERIFY(tableRect.bottom() <= inWindow(view).bottom());
        QVERIFY(inWindow(view).bottom() < m_window->height());
        if (view->plot()->isVisible()) {
            QVERIFY(tableRect.bottom() < inWindow(view->plot()).top());
            QVERIFY(inWindow(view->plot()).bottom() <= inWindow(view).bottom());
        }
        // At most two lines of switches, four rows of the table, and four of its columns.
        QVERIFY2(filters.height() <= 2 * 40, qPrintable(QString::number(filters.height())));
        const QRect scores = table()->scoresPane()->viewport()->rect();
        QVERIFY2(scores.height() >= 4 * 27, qPrintable(QString::number(scores.height())));
        QVERIFY2(scores.width() >= 4 * 24, qPrintable(QString::number(scores.width())));
        QVERIFY(table()->scoresPane()->geometry().right() <= table()->width());
    }

    void sidePanelsGoAndComeBack()
    {
        open(shortPrompt, QSize(1280, 800));
        auto* inspector = named<QDockWidget>("inspectorDock");
        auto* heads = named<QDockWidget>("headsDock");
        QVERIFY(inspector->isVisible() && heads->isVisible());
        m_window->resize(800, 600);
        QTRY_VERIFY_WITH_TIMEOUT(!inspector->isVisible(), patience);
        QVERIFY(heads->isVisible());
        // One of them at a time where there is no room for both.
        inspector->toggleViewAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(inspector->isVisible() && !heads->isVisible(), patience);
        heads->toggleViewAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(heads->isVisible() && !inspector->isVisible(), patience);
        m_window->resize(1280, 800);
        QTRY_VERIFY_WITH_TIMEOUT(inspector->isVisible() && heads->isVisible(), patience);
        // What was closed by hand stays closed.
        inspector->toggleViewAction()->trigger();
        m_window->resize(800, 600);
        m_window->resize(1280, 800);
        QTest::qWait(50);
        QVERIFY(!inspector->isVisible() && heads->isVisible());
    }

    void everySizeComesToRest_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::newRow("6 tokens") << text("The captain of the ship");
        QTest::newRow("13 tokens") << shortPrompt;
    }
    void everySizeComesToRest()
    {
        // Bars and the plot take room from each other; where one brings the other back, there is
        // no end.
        QFETCH(const QString, prompt);
        open(prompt, QSize(800, 600));
        for (const int height : {600, 640, 690, 760, 900}) {
            for (int width = 760; width <= 1290; width += 9) {
                m_window->resize(width, height);
                QCoreApplication::processEvents();
            }
        }
        QVERIFY(table()->height() > 0);
    }

    void narrowWindowsDoNotForgetThePanels()
    {
        open(shortPrompt, QSize(800, 600));
        QTRY_VERIFY_WITH_TIMEOUT(!named<QDockWidget>("inspectorDock")->isVisible(), patience);
        m_window->close();
        open(shortPrompt, QSize(1280, 800));
        QTRY_VERIFY_WITH_TIMEOUT(named<QDockWidget>("inspectorDock")->isVisible(), patience);
    }

    void switchesMoveIntoAButton()
    {
        open(shortPrompt, QSize(1280, 800));
        auto* fragments = named<QPushButton>("hideFragments");
        auto* display = named<QPushButton>("displayButton");
        QVERIFY(fragments->isVisible());
        QVERIFY(!display->isVisible());
        m_window->resize(800, 600);
        QTRY_VERIFY_WITH_TIMEOUT(display->isVisible(), patience);
        QVERIFY(!fragments->isVisible());
        QTest::mouseClick(display, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(fragments->isVisible(), patience);
        const bool before = fragments->isChecked();
        QTest::mouseClick(fragments, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->headView()->table()->options.lens.hideFragments,
                                  !before, patience);
        named<QWidget>("displayPopup")->hide();
        m_window->resize(1280, 800);
        QTRY_VERIFY_WITH_TIMEOUT(fragments->isVisible() && !display->isVisible(), patience);
    }

    void theSelectedCellIsInSight_data()
    {
        QTest::addColumn<int>("times");
        QTest::newRow("13 tokens") << 1;
        QTest::newRow("37 tokens") << 3;
        QTest::newRow("109 tokens") << 9;
    }
    void theSelectedCellIsInSight()
    {
        QFETCH(const int, times);
        open((shortPrompt + QLatin1Char(' ')).repeated(times).trimmed(), QSize(1280, 800));
        const int last = m_window->selection()->tokens() - 1;
        QCOMPARE(last, 12 * times);
        QCOMPARE(m_window->selection()->context().value, last);
        QTRY_VERIFY_WITH_TIMEOUT(selectedIsInSight(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(chipIsInSight(), patience);
        m_window->resize(800, 600);
        QTest::qWait(50);
        QTRY_VERIFY_WITH_TIMEOUT(selectedIsInSight(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(chipIsInSight(), patience);
        m_window->selection()->setCell(core::Position(0), core::Position(0));
        QTest::qWait(50);
        QTRY_VERIFY_WITH_TIMEOUT(selectedIsInSight(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(chipIsInSight(), patience);
        // Who has scrolled away stays there.
        m_window->selection()->setCell(core::Position(last), core::Position(last));
        QTest::qWait(50);
        QScrollBar* bar = table()->scoresPane()->verticalScrollBar();
        bar->triggerAction(QAbstractSlider::SliderToMinimum);
        m_window->resize(820, 620);
        QTest::qWait(50);
        QCOMPARE(bar->value(), 0);
    }

    void theProbeKeepsTheSelectedHeadInSight()
    {
        open(shortPrompt, QSize(1280, 800));
        HeadMapPanel* panel = m_window->headMapPanel();
        QVERIFY(panel->finder()->viewport()->rect().contains(
            panel->finder()->visualRect(panel->finder()->currentIndex())));
        m_window->moveHead(5, 1);
        panel->findChild<QCheckBox*>()->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session()->probeMeasures() != nullptr, patience);
        QTest::qWait(50);
        BarList* finder = panel->finder();
        QVERIFY(finder->currentIndex().row() > 0);
        for (const Measure measure : {Measure::Self, Measure::Induction, Measure::Entropy}) {
            panel->setMeasure(measure);
            QVERIFY(
                finder->viewport()->rect().contains(finder->visualRect(finder->currentIndex())));
        }
    }

    void aShortTableDoesNotScrollWhereThereIsRoom()
    {
        open(text("The king and the king of the"), QSize(1280, 800));
        for (const QSize size : {QSize(760, 600), QSize(1280, 800), QSize(900, 700)}) {
            m_window->resize(size);
            QTest::qWait(50);
            QTRY_COMPARE_WITH_TIMEOUT(table()->scoresPane()->verticalScrollBar()->maximum(), 0,
                                      patience);
        }
    }

    void theFrameEndsWithTheLastColumn()
    {
        open(text("The ship"), QSize(1920, 1080));
        const PaneTable* scores = table()->scoresPane();
        const QRect last = scores->visualRect(scores->model()->index(0, 2));
        QVERIFY2(scores->viewport()->width() - last.right() <= 1,
                 qPrintable(QString::number(scores->viewport()->width() - last.right())));
    }
};

QTEST_MAIN(WindowSizesTest)
#include "tst_windowsizes.moc"
