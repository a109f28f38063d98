// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"
#include "ui/models/headname.h"
#include "ui/views/banner.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headview.h"
#include "ui/views/neuronsview.h"
#include "ui/views/promptbar.h"
#include "ui/views/streamview.h"

#include <QDir>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;
using Part = app::Session::Part;

namespace {

constexpr Kind kinds[] = {Kind::Head,    Kind::Patterns,  Kind::Messages, Kind::Stream,
                          Kind::Neurons, Kind::Evolution, Kind::Positions};

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

/// The real window on a small model of every family, which have no tokenizer: their prompts are
/// ids.
class FamilyWindowsTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    void openIt(const QString& model, const char* prompt)
    {
        m_real.open(text(prompt), text(HEADSCOPE_TEST_DATA "/") + model);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.window()->headView()->table() != nullptr,
                                 RealWindow::patience);
        QVERIFY(!m_real.window()->findChild<Banner*>()->isVisible());
    }
    void checkAllViews()
    {
        for (const Kind kind : kinds) {
            m_real.show(kind);
            m_real.check(kind);
        }
    }
    template<class Widget>
    Widget* find(const char* name) const
    {
        return m_real.window()->findChild<Widget*>(text(name));
    }

private Q_SLOTS:
    void cleanup() { m_real.close(); }

    void everyViewShowsEveryFamily_data()
    {
        QTest::addColumn<QString>("model");
        const auto folders =
            QDir(text(HEADSCOPE_TEST_DATA)).entryList({text("*-tiny")}, QDir::Dirs);
        QVERIFY(folders.size() >= 12);
        for (const QString& folder : folders)
            QTest::newRow(qPrintable(folder)) << folder;
    }

    void everyViewShowsEveryFamily()
    {
        QFETCH(QString, model);
        openIt(model, "206 495 189 486 118 400 73");
        const bool encoder = m_real.session()->hasEncoder();
        QCOMPARE(find<QWidget>("decoderEdit")->isVisible(), encoder);
        QCOMPARE(find<QWidget>("encoderPart")->isVisible(), encoder);
        QCOMPARE(m_real.tokens(), encoder ? 1 : 7);
        checkAllViews();
        if (encoder) {
            m_real.window()->promptBar()->setEncoderLookedAt(true);
            Q_EMIT m_real.window()->promptBar()->partChosen(true);
            QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->prompt() && m_real.tokens() == 7,
                                     RealWindow::patience);
            checkAllViews();
        }
    }

    void theDecoderHasATextOfItsOwn()
    {
        openIt(text("t5-tiny"), "206 495 189 486 118 400 73");
        auto* edit = find<QPlainTextEdit>("decoderEdit");
        edit->setFocus();
        edit->insertPlainText(text("0 101 49"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->prompt() && m_real.tokens() == 3,
                                 RealWindow::patience);
        m_real.show(Kind::Head);
        // Own heads look at the decoder's tokens, those behind them at the encoder's.
        QCOMPARE(m_real.window()->headView()->table()->tokens.size(), std::size_t(3));
        m_real.selection()->setHead(core::LayerIndex(1), core::HeadIndex(5));
        QTRY_VERIFY_WITH_TIMEOUT(m_real.window()->headView()->table()->cross
                                     && m_real.window()->headView()->table()->complete(),
                                 RealWindow::patience);
        const auto table = m_real.window()->headView()->table();
        QCOMPARE(table->tokens.size(), std::size_t(7));
        QCOMPARE(table->inputTokens.size(), std::size_t(3));
        // The map has both kinds, and what compares places is nothing for cross heads.
        const auto* map = m_real.window()->headMapPanel()->findChild<HeadMap*>();
        QCOMPARE(map->values().heads, 8);
        QCOMPARE(map->values().ownHeads, 4);
        m_real.window()->headMapPanel()->setMeasure(Measure::Self);
        QVERIFY(map->values().at(1, 3).has_value());
        QVERIFY(!map->values().at(1, 5).has_value());
        m_real.window()->headMapPanel()->setMeasure(Measure::Entropy);
        QVERIFY(map->values().at(1, 5).has_value());
        QCOMPARE(headNumber(core::LayerIndex(1), core::HeadIndex(5), 4), text("1.c1"));
    }

    void partsAreChosenByClick()
    {
        openIt(text("t5-tiny"), "206 495 189 486 118");
        m_real.show(Kind::Stream);
        QTest::mouseClick(find<QToolButton>("encoderPart"), Qt::LeftButton);
        QCOMPARE(m_real.session()->part(), Part::Encoder);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.window()->shownRun()
                                     && m_real.window()->shownRun()->tokens.size() == 5,
                                 RealWindow::patience);
        QCOMPARE(m_real.selection()->view(), Kind::Stream);
        QCOMPARE(m_real.selection()->layers(), 3);
        m_real.settle();
        m_real.check(Kind::Stream);
        // Another prompt is shown in the part that is looked at.
        m_real.run(text("5 17 3"), 3);
        QCOMPARE(m_real.session()->part(), Part::Encoder);
        QTest::mouseClick(find<QToolButton>("decoderPart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.window()->shownRun()
                                     && m_real.window()->shownRun()->tokens.size() == 1,
                                 RealWindow::patience);
        QCOMPARE(m_real.window()->shownRun()->memory.size(), std::size_t(3));
        QCOMPARE(m_real.selection()->layers(), 2);
        m_real.settle();
        m_real.check(Kind::Stream);
    }

    void expertsAndGatesHaveTheirColumns()
    {
        openIt(text("deepseekv3-tiny"), "206 495 189 486 118");
        m_real.show(Kind::Neurons);
        auto* ran = find<QPushButton>("neuronsThatRan");
        QVERIFY(ran->isVisible());
        const int all = m_real.session()->neuronActivity()->count();
        QTest::mouseClick(ran, Qt::LeftButton);
        // Of the two layers with experts one shared and two of eight routed experts ran.
        QTRY_VERIFY(
            m_real.views()->neurons()->factsText().contains(QString::number(112 + 2 * 3 * 32)));
        QVERIFY(all == 112 + 2 * 9 * 32);
    }

    void frozenNormsAreSaid()
    {
        openIt(text("bert-tiny"), "206 495 189 486 118");
        m_real.show(Kind::Stream);
        QVERIFY(m_real.views()->stream()->sumText().contains(text("frozen")));
        m_real.close();
        openIt(text("llama3-tiny"), "206 495 189 486 118");
        m_real.show(Kind::Stream);
        QVERIFY(!m_real.views()->stream()->sumText().contains(text("frozen")));
    }
};

QTEST_MAIN(FamilyWindowsTest)
#include "tst_familywindows.moc"
