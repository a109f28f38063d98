// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"
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
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
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

/// The real window on a small model of every family, which have no tokenizer, so that their prompts
/// are ids, and on the embedded models.
class FamilyWindowsTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    static QString folderOf(const QString& model)
    {
        const QString embedded = tests::qModelsPath("/") + model;
        return QDir(embedded).exists() ? embedded : tests::qDataPath("/") + model;
    }
    void openIt(const QString& model, const char* prompt)
    {
        m_real.open(text(prompt), folderOf(model));
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

    /// Every action of every menu says what it does, by a name of its own in its menu and by keys
    /// that nothing else has.
    void checkMenus() const
    {
        QStringList keys;
        QList<const QMenu*> menus;
        for (const QAction* top : m_real.window()->menuBar()->actions())
            menus << top->menu();
        for (qsizetype k = 0; k < menus.size(); ++k) {
            QStringList names;
            for (const QAction* action : menus[k]->actions()) {
                if (action->isSeparator())
                    continue;
                QVERIFY(!action->text().isEmpty());
                QVERIFY2(!names.contains(action->text()), qPrintable(action->text()));
                names << action->text();
                if (action->menu())
                    menus << action->menu();
                for (const QKeySequence& sequence : action->shortcuts()) {
                    QVERIFY2(!keys.contains(sequence.toString()), qPrintable(sequence.toString()));
                    keys << sequence.toString();
                }
            }
        }
        QVERIFY(menus.size() > 8 && keys.size() > 30);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(text(".*"))); }
    void cleanup() { m_real.close(); }

    void everyViewShowsEveryFamily_data()
    {
        QTest::addColumn<QString>("model");
        auto folders = QDir(tests::qDataPath()).entryList({text("*-tiny")}, QDir::Dirs);
        QVERIFY(folders.size() >= 12);
        folders << text("bookshelf-20m") << text("bookshelf-llama-14m");
        for (const QString& folder : folders)
            QTest::newRow(qPrintable(folder)) << folder;
    }

    void everyViewShowsEveryFamily()
    {
        QFETCH(QString, model);
        const bool words = model.startsWith(text("bookshelf"));
        openIt(model, words ? "The captain of the ship" : "206 495 189 486 118 400 73");
        const bool encoder = m_real.session()->hasEncoder();
        QCOMPARE(find<QWidget>("decoderEdit")->isVisible(), encoder);
        QCOMPARE(find<QWidget>("encoderPart")->isVisible(), encoder);
        QCOMPARE(m_real.tokens(), encoder ? 1 : words ? 6 : 7);
        checkAllViews();
        checkMenus();
        if (encoder) {
            QTest::mouseClick(find<QToolButton>("encoderPart"), Qt::LeftButton);
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

    /// Layers differ in how many neurons they have: one that the chosen layer has not is none, and
    /// no failure.
    void aLayerMayHaveFewerNeurons()
    {
        openIt(text("deepseekv3-tiny"), "206 495 189 486 118");
        m_real.show(Kind::Neurons);
        m_real.selection()->setNeuron(core::LayerIndex(1), core::NeuronIndex(250));
        const auto shown = [&] { return m_real.session()->neuronDetail(); };
        QTRY_VERIFY_WITH_TIMEOUT(shown() && shown()->options.neuron.value == 250,
                                 RealWindow::patience);
        QVERIFY(m_real.views()->inspection().has_value());
        m_real.selection()->setHead(core::LayerIndex(0), core::HeadIndex(1));
        QCOMPARE(m_real.session()->neuronActivity()->neurons(core::LayerIndex(0)), 112);
        m_real.settle();
        QVERIFY(!m_real.window()->findChild<Banner*>()->isVisible());
        QVERIFY(!m_real.views()->inspection().has_value());
        m_real.selection()->setHead(core::LayerIndex(2), core::HeadIndex(1));
        QTRY_VERIFY_WITH_TIMEOUT(shown()->options.layer.value == 2, RealWindow::patience);
        QVERIFY(m_real.views()->inspection().has_value());
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
