// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/theme/theme.h"
#include "ui/views/helppanel.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextTable>
#include <QToolButton>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;

/// The pages of help by themselves, and the panel in the real window.
class HelpPanelTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    HelpMenu* help() const { return m_real.window()->help(); }
    HelpPanel* panel() const { return help()->panel(); }
    template<class W>
    W* named(const char* name) const
    {
        return m_real.window()->findChild<W*>(text(name));
    }
    void open(QSize size)
    {
        m_real.open(text("The captain of the ship"));
        m_real.window()->resize(size);
        QTest::qWait(50); // what the layout has posted
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : m_real.window(), key, modifiers);
    }

private Q_SLOTS:
    void init() { m_real.forgetSettings(); }
    void cleanup()
    {
        m_real.close();
        Theme::instance().setChoice(Theme::Choice::Light);
    }

    void formulasAreSet()
    {
        QCOMPARE(formulaHtml(text("a_{ij} = softmax(n_i·p^T) < 1")),
                 text("<i>a</i><sub>ij</sub> = softmax(<i>n</i><sub>i</sub>·<i>p</i><sup>T</sup>) "
                      "&lt; 1"));
        QCOMPARE(formulaHtml(text("Σ_j x   y_")),
                 text("Σ<sub>j</sub> <i>x</i>&nbsp;&nbsp;&nbsp;<i>y</i>_"));
        QCOMPARE(formulaHtml(text("x_{ab")), text("<i>x</i><sub>ab</sub>"));
        QCOMPARE(formulaHtml(QString()), QString());
    }

    void everyPageIsWhole_data()
    {
        QTest::addColumn<HelpTopic>("topic");
        for (int i = 0; i < helpTopicCount; ++i)
            QTest::newRow(qPrintable(helpTitle(static_cast<HelpTopic>(i))))
                << static_cast<HelpTopic>(i);
    }
    void everyPageIsWhole()
    {
        QFETCH(const HelpTopic, topic);
        QVERIFY(!helpTitle(topic).isEmpty());
        const QString html = helpText(topic);
        QTextDocument document;
        document.setHtml(html);
        const QString plain = document.toPlainText();
        const auto words = plain.split(QRegularExpression(text("\\s+")), Qt::SkipEmptyParts).size();
        QVERIFY2(words >= 100 && words <= 330, qPrintable(QString::number(words)));
        // Nothing that was meant as a tag, a place or a letter is read as text.
        QVERIFY(!plain.contains(QRegularExpression(text("%\\d|</?[a-z]|&[a-z]+;"))));
        if (topic != HelpTopic::Keys) {
            QVERIFY(html.contains(text("class=\"formula\"")));
            QVERIFY(html.contains(text("class=\"where\"")));
            QVERIFY(plain.contains(text("Try")));
            // Formulas have no underscores left.
            const auto formula =
                html.section(text("class=\"formula\""), 1).section(text("</table>"), 0, 0);
            QVERIFY(!formula.contains(QLatin1Char('_')) && formula.contains(text("<sub>")));
        }
        QVERIFY(html.contains(text("class=\"keys\"")));
    }

    void bothThemesAreReadable()
    {
        app::Selection selection;
        HelpPanel panel(&selection);
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            Theme::instance().setChoice(choice);
            for (int i = 0; i < helpTopicCount; ++i) {
                panel.setTopic(static_cast<HelpTopic>(i));
                const QTextDocument* document = panel.page()->document();
                int formulas = 0;
                for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
                    const QTextTable* table = QTextCursor(block).currentTable();
                    const QBrush brush = table != nullptr ? table->format().background() : QBrush();
                    const bool set = brush.style() != Qt::NoBrush;
                    formulas += set ? 1 : 0;
                    const QColor back = set ? brush.color() : Theme::instance().colours().surface;
                    for (auto part = block.begin(); !part.atEnd(); ++part) {
                        const QTextCharFormat format = part.fragment().charFormat();
                        const QColor ink = format.foreground().style() == Qt::NoBrush
                                               ? panel.page()->palette().color(QPalette::Text)
                                               : format.foreground().color();
                        // WCAG AA, for text of any size
                        QVERIFY2(Theme::contrast(ink, back) >= 4.5,
                                 qPrintable(part.fragment().text()));
                    }
                }
                QCOMPARE(formulas > 0, static_cast<HelpTopic>(i) != HelpTopic::Keys);
            }
        }
    }

    void followsTheViewWhileItIsVisible()
    {
        open(QSize(1280, 800));
        QVERIFY(!help()->dock()->isVisible());
        m_real.selection()->setView(Kind::Stream);
        QCOMPARE(panel()->topic(), HelpTopic::Head); // not to be seen
        press(Qt::Key_F1);
        QVERIFY(help()->dock()->isVisible());
        QCOMPARE(panel()->topic(), HelpTopic::Stream);
        for (int i = 0; i < app::Selection::viewCount; ++i) {
            m_real.selection()->setView(static_cast<Kind>(i));
            QCOMPARE(panel()->topic(), static_cast<HelpTopic>(i));
            QCOMPARE(panel()->topics()->currentText(), CentreViews::name(static_cast<Kind>(i)));
            QVERIFY(panel()->page()->toPlainText().contains(text("Try")));
        }
    }

    void everyTopicCanBeChosen()
    {
        open(QSize(1280, 800));
        m_real.selection()->setView(Kind::Head);
        press(Qt::Key_F1);
        QComboBox* topics = panel()->topics();
        topics->setFocus();
        QVector<HelpTopic> seen;
        for (int i = 0; i < helpTopicCount; ++i) {
            QCOMPARE(topics->currentText(), helpTitle(panel()->topic()));
            seen.append(panel()->topic());
            QTest::keyClick(topics, Qt::Key_Down);
        }
        QCOMPARE(seen.size(), helpTopicCount);
        QCOMPARE(seen.last(), HelpTopic::Keys);
        QCOMPARE(seen[app::Selection::viewCount], HelpTopic::HeadMap); // behind the views
        QVERIFY(panel()->page()->toPlainText().contains(text("Ctrl + Page Down")));
    }

    void f1ShowsHidesAndGivesTheFocusBack()
    {
        open(QSize(1280, 800));
        auto* edit = named<QPlainTextEdit>("promptEdit");
        edit->setFocus();
        press(Qt::Key_F1);
        QTRY_VERIFY_WITH_TIMEOUT(help()->dock()->isVisible(), RealWindow::patience);
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), panel()->page(),
                                  RealWindow::patience);
        press(Qt::Key_F1);
        QTRY_VERIFY_WITH_TIMEOUT(!help()->dock()->isVisible(), RealWindow::patience);
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), edit, RealWindow::patience);
        // Escape and the button close it too.
        press(Qt::Key_F1);
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), panel()->page(),
                                  RealWindow::patience);
        press(Qt::Key_Escape);
        QVERIFY(!help()->dock()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), edit, RealWindow::patience);
        press(Qt::Key_F1);
        QTest::mouseClick(panel()->closeButton(), Qt::LeftButton);
        QVERIFY(!help()->dock()->isVisible());
    }

    void shortcutsAreAPage()
    {
        open(QSize(1280, 800));
        press(Qt::Key_F1, Qt::ControlModifier);
        QVERIFY(help()->dock()->isVisible());
        QCOMPARE(panel()->topic(), HelpTopic::Keys);
        press(Qt::Key_Slash, Qt::ControlModifier); // stays there
        QVERIFY(help()->dock()->isVisible());
        QCOMPARE(panel()->topic(), HelpTopic::Keys);
    }

    void threePanelsShareTheWindow()
    {
        open(QSize(1280, 800));
        auto* heads = named<QDockWidget>("headsDock");
        auto* inspector = named<QDockWidget>("inspectorDock");
        QDockWidget* dock = help()->dock();
        const int width = inspector->width();
        press(Qt::Key_F1); // in place of the inspector
        QTRY_COMPARE_WITH_TIMEOUT(dock->width(), panel()->sizeHint().width(), RealWindow::patience);
        QVERIFY(dock->isVisible() && heads->isVisible() && !inspector->isVisible());
        press(Qt::Key_F1);
        QVERIFY(!dock->isVisible() && heads->isVisible() && inspector->isVisible());
        press(Qt::Key_F1);
        inspector->toggleViewAction()->trigger(); // and the other way round
        QVERIFY(!dock->isVisible() && heads->isVisible() && inspector->isVisible());
        dock->toggleViewAction()->trigger();
        m_real.window()->resize(1920, 1080);
        QTRY_VERIFY_WITH_TIMEOUT(dock->isVisible() && heads->isVisible() && inspector->isVisible(),
                                 RealWindow::patience);
        QVERIFY(inspector->geometry().right() < dock->geometry().left()); // side by side
        QVERIFY(m_real.views()->width() > 900);
        m_real.window()->resize(800, 600);
        QTRY_VERIFY_WITH_TIMEOUT(dock->isVisible() && !heads->isVisible()
                                     && !inspector->isVisible(),
                                 RealWindow::patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.views()->width() >= 400, RealWindow::patience);
        QCOMPARE(m_real.window()->size(), QSize(800, 600));
        press(Qt::Key_F1);
        QVERIFY(!dock->isVisible() && heads->isVisible() && !inspector->isVisible());
        m_real.window()->resize(1280, 800);
        QTRY_VERIFY_WITH_TIMEOUT(heads->isVisible() && inspector->isVisible(),
                                 RealWindow::patience);
        // Each as wide as it was before the others came and went.
        QTRY_COMPARE_WITH_TIMEOUT(inspector->width(), width, RealWindow::patience);
        press(Qt::Key_F1);
        for (const QSize size : {QSize(760, 600), QSize(1920, 1080), QSize(1280, 800),
                                 QSize(760, 600), QSize(1280, 800), QSize(1920, 1080)}) {
            m_real.window()->resize(size);
            QTest::qWait(30);
        }
        QTRY_COMPARE_WITH_TIMEOUT(dock->width(), panel()->sizeHint().width(), RealWindow::patience);
        QTRY_COMPARE_WITH_TIMEOUT(inspector->width(), width, RealWindow::patience);
    }

    void whatIsDraggedStays()
    {
        open(QSize(1280, 800));
        press(Qt::Key_F1);
        QTRY_COMPARE_WITH_TIMEOUT(help()->dock()->width(), panel()->sizeHint().width(),
                                  RealWindow::patience);
        auto* frame = help()->dock()->parentWidget();
        const QPoint border(help()->dock()->geometry().left() - 1, 300);
        QTest::mousePress(frame, Qt::LeftButton, {}, border);
        QMouseEvent move(QEvent::MouseMove, border - QPoint(60, 0),
                         frame->mapToGlobal(border - QPoint(60, 0)), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QApplication::sendEvent(frame, &move);
        QTest::qWait(30); // moved by a timer
        QTest::mouseRelease(frame, Qt::LeftButton, {}, border - QPoint(60, 0));
        const int width = help()->dock()->width();
        QVERIFY2(width > panel()->sizeHint().width() + 40, qPrintable(QString::number(width)));
        m_real.window()->resize(1920, 1080);
        QTRY_VERIFY_WITH_TIMEOUT(named<QDockWidget>("inspectorDock")->isVisible(),
                                 RealWindow::patience);
        QTRY_COMPARE_WITH_TIMEOUT(help()->dock()->width(), width, RealWindow::patience);
        m_real.window()->close();
        open(QSize(1920, 1080));
        QTRY_COMPARE_WITH_TIMEOUT(help()->dock()->width(), width, RealWindow::patience);
    }

    void thePanelIsRemembered()
    {
        open(QSize(1280, 800));
        press(Qt::Key_F1);
        QVERIFY(help()->dock()->isVisible());
        m_real.window()->close();
        open(QSize(1280, 800));
        QTRY_VERIFY_WITH_TIMEOUT(help()->dock()->isVisible(), RealWindow::patience);
        QVERIFY(!named<QDockWidget>("inspectorDock")->isVisible());
        m_real.window()->resize(1920, 1080);
        QTRY_VERIFY_WITH_TIMEOUT(named<QDockWidget>("inspectorDock")->isVisible(),
                                 RealWindow::patience);
    }

    void everyPartHasAName()
    {
        app::Selection selection;
        HelpPanel panel(&selection);
        QVERIFY(!panel.topics()->accessibleName().isEmpty());
        QVERIFY(!panel.closeButton()->accessibleName().isEmpty());
        QVERIFY(panel.page()->accessibleName().contains(helpTitle(HelpTopic::Head)));
        panel.setTopic(HelpTopic::Neurons);
        QVERIFY(panel.page()->accessibleName().contains(helpTitle(HelpTopic::Neurons)));
    }
};

QTEST_MAIN(HelpPanelTest)
#include "tst_helppanel.moc"
