// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/guidedtour.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/streammodel.h"
#include "ui/models/tour.h"
#include "ui/models/wordtext.h"
#include "ui/views/banner.h"
#include "ui/views/filterbar.h"
#include "ui/views/headview.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/panetable.h"
#include "ui/views/streamview.h"
#include "ui/views/tourcard.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;
using Focus = app::Selection::Focus;

/// The guided tour in the real window on the embedded model: it goes where it says, what it says is
/// true of the model's numbers, and what was there before comes back.
class TourTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    GuidedTour* guide() const { return m_real.window()->tour(); }
    TourCard* card() const { return m_real.window()->tourCard(); }
    app::Session* session() const { return m_real.session(); }
    /// The stop that has this in its title, on the screen with everything it shows.
    const TourStop& reach(const char* title)
    {
        m_real.open(text("The captain of the ship"));
        guide()->start();
        const auto& stops = tour();
        const auto found = std::find_if(stops.begin(), stops.end(), [&](const TourStop& stop) {
            return stop.title.contains(text(title));
        });
        if (found == stops.end())
            qFatal("no stop is called %s", title);
        guide()->goTo(static_cast<int>(found - stops.begin()));
        arrive();
        return *found;
    }
    void arrive() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(guide()->hasArrived(), RealWindow::patience);
        m_real.settle();
    }
    float attention(int query, int context) const
    {
        return session()->headTable()->attention(query, context);
    }
    QStringList message(int token) const
    {
        const auto table = session()->headTable();
        const core::LensCell& cell = table->messageCells[static_cast<std::size_t>(token)];
        return cell.highBias ? QStringList() : shownWords(*table->words, cell.ids, false);
    }
    QString token(int at) const
    {
        const auto run = session()->prompt();
        return tokenLabels(run->tokens, false)[static_cast<std::size_t>(at)].text;
    }
    static bool hasAll(const QStringList& words, const char* wanted)
    {
        const QStringList all = text(wanted).split(QLatin1Char(' '));
        return std::all_of(all.begin(), all.end(),
                           [&](const QString& word) { return words.contains(word); });
    }
    static bool hasAny(const QStringList& words, const char* wanted)
    {
        const QStringList all = text(wanted).split(QLatin1Char(' '));
        return std::any_of(all.begin(), all.end(),
                           [&](const QString& word) { return words.contains(word); });
    }
    int tokenCount() const { return m_real.tokens(); }

private Q_SLOTS:
    void init() { m_real.forgetSettings(); }
    void cleanup() { m_real.close(); }

    // ---- What it says is true ------------------------------------------------------------------

    void restingHeads()
    {
        const TourStop& stop = reach("at rest");
        QVERIFY(stop.text.contains(text("2.0")) && stop.text.contains(text("2.4")));
        QCOMPARE(stop.head, core::HeadIndex(0));
        for (const int head : {0, 4}) {
            if (head == 4)
                for (int i = 0; i < 4; ++i) // as the text says
                    QTest::keyClick(m_real.window(), Qt::Key_Right, Qt::AltModifier);
            m_real.settle();
            QCOMPARE(session()->headTable()->head, core::HeadIndex(head));
            QCOMPARE(session()->headTable()->layer, core::LayerIndex(2));
            for (int query = 0; query < tokenCount(); ++query)
                QVERIFY(attention(query, 0) > 0.995F); // shown as 100
            const auto& sizes = session()->headTable()->messageSizes;
            QCOMPARE(std::min_element(sizes.begin(), sizes.end()) - sizes.begin(), 0);
        }
    }

    void pronouns()
    {
        reach("Who is it");
        QCOMPARE(token(2), text("sister"));
        QVERIFY(hasAll(message(2), "herself her she"));
        QCOMPARE(token(6), text("brother"));
        QVERIFY(hasAll(message(6), "himself his he"));
        QCOMPARE(token(1), text("My"));
        QVERIFY(hasAll(message(1), "myself my I"));
        QCOMPARE(token(3), text("wrote"));
        QVERIFY(std::abs(attention(3, 2) - 0.9F) < 0.01F);
        QCOMPARE(token(9) + token(8) + token(13) + token(11), text("wouldshethehim"));
        QVERIFY(attention(9, 8) > 0.5F); // more than on all others together
        QVERIFY(attention(13, 11) > 0.5F);
    }

    void theSeaToldByAShip()
    {
        reach("told by a ship");
        for (const int at : {3, 6, 9, 12}) {
            QVERIFY(hasAny({text("sailor"), text("ship"), text("water"), text("island")},
                           qPrintable(token(at))));
            QVERIFY2(hasAll(message(at), "ship") && hasAny(message(at), "sailors sailor"),
                     qPrintable(token(at)));
        }
        QCOMPARE(token(7) + token(8) + token(9), text("crossthewater"));
        QVERIFY(std::abs(attention(8, 6) - 2.0F / 3.0F) < 0.02F);
        QCOMPARE(message(6).mid(0, 4).join(QLatin1Char(' ')), text("ship sailors captain crew"));
        QCOMPARE(token(11), text("the"));
        QVERIFY(attention(11, 9) > 0.5F);
    }

    void whatTheTextIsAbout()
    {
        reach("the text is about");
        QCOMPARE(token(4), text("watched"));
        int small = 0;
        for (int at = 5; at < tokenCount(); ++at) {
            QVERIFY2(hasAny(message(at), "sail sailing shore boat"), qPrintable(token(at)));
            small += token(at) == text("the") || token(at) == text("to") ? 1 : 0;
        }
        QCOMPARE(small, 4);
        // The same head and the same words in the prompt before.
        guide()->goTo(1);
        arrive();
        m_real.selection()->setHead(core::LayerIndex(7), core::HeadIndex(1));
        m_real.settle();
        small = 0;
        for (int at = 1; at < tokenCount(); ++at) {
            if (token(at) != text("the") && token(at) != text("to"))
                continue;
            ++small;
            QVERIFY(!hasAny(message(at), "sail sailing shore boat sea ship"));
        }
        QCOMPARE(token(4), text("to"));
        QVERIFY(hasAll(message(4), "letter message"));
        QCOMPARE(small, 2);
    }

    void theWordItself()
    {
        reach("hardly heard");
        QVERIFY(hasAll(message(6), "ship vessel boat"));
        QVERIFY(hasAll(message(9), "water waters sea"));
        QVERIFY(hasAll(message(12), "island islands"));
        double sum = 0;
        for (int query = 1; query < tokenCount(); ++query)
            sum += static_cast<double>(attention(query, 0));
        QVERIFY(std::abs(sum / (tokenCount() - 1) - 0.95) < 0.005);
    }

    void seaNeuron()
    {
        const TourStop& stop = reach("neuron for the sea");
        QCOMPARE(stop.neuron, core::NeuronIndex(836));
        QCOMPARE(stop.layer, core::LayerIndex(0));
        const PaneTable* pane = m_real.views()->neurons()->table()->wordsPane();
        const auto inSight = [&] {
            const int row = m_real.views()->neurons()->table()->wordsModel()->rowOf(836);
            return pane->viewport()->rect().contains(
                pane->visualRect(pane->model()->index(row, 0)));
        };
        QTRY_VERIFY_WITH_TIMEOUT(inSight(), RealWindow::patience);
        const auto words = session()->neuronWords();
        const auto grid = session()->grid();
        QVERIFY(
            hasAll(shownWords(*grid->words, words->in[0][836].ids, false), "seas fishing ships"));
        QVERIFY(
            hasAll(shownWords(*grid->words, words->out[0][836].ids, false), "ship captain vessel"));
        const auto activity = session()->neuronActivity();
        const int place = activity->place(stop.layer, stop.neuron);
        for (const int at : {3, 6, 9, 12})
            QVERIFY(activity->activation(place, at) > 1.0F);
        QCOMPARE(token(2), text("old"));
        QVERIFY(activity->activation(place, 2) < 0.5F); // does not fire
        // The neurons of the first token are found by the button of that name.
        NeuronsView* view = m_real.views()->neurons();
        auto* button = view->findChild<QPushButton*>(text("firstTokenNeurons"));
        QVERIFY(stop.text.contains(button->text().section(QLatin1String(" ("), 0, 0)));
        QTest::mouseClick(button, Qt::LeftButton);
        const auto& rows = view->table()->wordsModel()->rows();
        QVERIFY(rows.size() > 100);
        for (const int row : rows)
            for (int at = 0; at < tokenCount(); ++at)
                QCOMPARE(activity->activation(row, at) >= 0.5F, at == 0);
    }

    void whenTheModelKnows()
    {
        const TourStop& stop = reach("knows");
        const auto evolution = session()->evolution();
        QCOMPARE(token(8), text("the"));
        QCOMPARE(token(7), text("cross"));
        QCOMPARE(token(9), text("water"));
        QCOMPARE(stop.query, core::Position(8));
        const auto rank = [&](int layer) { // after it
            return evolution->of(core::LayerIndex(layer + 1), core::Position(8)).nextRank;
        };
        QCOMPARE(rank(4), 87);
        QCOMPARE(rank(5), 2);
        QCOMPARE(rank(6), 1);
        QCOMPARE(rank(7), 1);
        QCOMPARE(evolution->layers, 8);
        QCOMPARE(stop.state, core::LayerIndex(6)); // the one after layer 5
    }

    void whoWroteSail()
    {
        const TourStop& stop = reach("Who wrote");
        const auto stream = session()->stream();
        QCOMPARE(stream->token, core::Position(11));
        QCOMPARE(token(10) + token(11), text("lowerthe"));
        QCOMPARE(shownWords(*stream->words, {stream->predicted}, false).front(), text("sail"));
        QCOMPARE(stream->word, stream->predicted);
        QCOMPARE(stream->layers, stream->modelLayers); // the final state is on top
        QVERIFY(stop.text.contains(QLocale(QLocale::English).toString(stream->count())));
        QCOMPARE(token(5), text("ship"));
        // As the text says: press the button, read the first two rows.
        StreamView* view = m_real.views()->stream();
        auto* button = view->findChild<QPushButton*>(text("contributors"));
        QVERIFY(button->text().contains(text("top contributors")));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(view->model()->partOf(0),
                 stream->message(core::LayerIndex(6), core::HeadIndex(2), core::Position(5)));
        QCOMPARE(view->model()->partOf(1),
                 stream->message(core::LayerIndex(7), core::HeadIndex(1), core::Position(5)));
    }

    void theSecondModelHasPronounsToo()
    {
        reach("another architecture");
        QCOMPARE(session()->model()->info.name, std::string("bookshelf-llama-14m"));
        QVERIFY(message(2).contains(text("himself")));
        QVERIFY(message(5).contains(text("herself")));
        for (const char* word : {"are", "were", "themselves"})
            QVERIFY2(message(12).contains(text(word)), word);
        const auto table = session()->headTable();
        QCOMPARE(table->groupHeads, (std::vector<int>{0, 1, 2, 3}));
        // They differ: the line above the table says how much.
        for (std::size_t k = 1; k < 4; ++k)
            QVERIFY(table->groupAlike[k] < 0.9F);
    }

    void theSecondModelHasOrders()
    {
        reach("What an order is");
        for (const char* word : {"orders", "message", "request", "advice"})
            QVERIFY2(message(8).contains(text(word)), word);
        QVERIFY(session()->headTable()->byDistance);
    }

    void theSecondModelHasTheSea()
    {
        reach("The sea again");
        for (const int at : {2, 5, 11, 12}) {
            const QStringList words = message(at);
            for (const char* word : {"ship", "sea", "sailors"})
                QVERIFY2(words.contains(text(word)), qPrintable(words.join(QLatin1Char(' '))));
        }
    }

    // ---- The way through it --------------------------------------------------------------------

    void everyStopIsWhole()
    {
        QStringList prompts;
        QVector<HelpTopic> views;
        for (const TourStop& stop : tour()) {
            QVERIFY(!stop.title.isEmpty() && stop.title.size() < 40);
            const auto sentences = stop.text.count(QRegularExpression(text("[.?](\\s|$)")));
            QVERIFY2(sentences >= 2 && sentences <= 4, qPrintable(stop.title));
            if (!prompts.contains(stop.prompt))
                prompts.append(stop.prompt);
            if (!views.contains(stop.view))
                views.append(stop.view);
        }
        QVERIFY(prompts.size() >= 3);
        for (const HelpTopic view :
             {HelpTopic::Head, HelpTopic::Stream, HelpTopic::Neurons, HelpTopic::Evolution})
            QVERIFY(views.contains(view));
    }

    void nextWalksThroughAllAndEndBringsBack()
    {
        const QString own = text("A prompt of my own");
        m_real.open(own);
        m_real.selection()->setHead(core::LayerIndex(3), core::HeadIndex(1));
        m_real.show(Kind::Patterns);
        const core::HeadTableOptions usual = m_real.views()->filters()->options();
        core::HeadTableOptions options = usual;
        options.centredMessages = true;
        m_real.window()->setFilters(options);
        const app::Selection::Place place = m_real.selection()->place();
        QVERIFY(!card()->isVisible());
        QVERIFY(m_real.window()->help()->tourAction()->isEnabled());
        m_real.window()->help()->tourAction()->trigger();
        const auto count = static_cast<int>(tour().size());
        for (int i = 0; i < count; ++i) {
            arrive();
            const TourStop& stop = tour()[static_cast<std::size_t>(i)];
            QVERIFY(card()->isVisible());
            QCOMPARE(card()->title(), stop.title);
            QCOMPARE(card()->text(), stop.text);
            QCOMPARE(card()->progress(), text("%1 of %2").arg(i + 1).arg(count));
            QCOMPARE(session()->prompt()->prompt, stop.prompt);
            QCOMPARE(m_real.window()->promptBar()->prompt(), stop.prompt);
            const app::Selection* at = m_real.selection();
            QCOMPARE(static_cast<int>(at->view()), static_cast<int>(stop.view));
            QCOMPARE(at->layer(), stop.layer);
            QCOMPARE(at->head(), stop.head);
            QCOMPARE(at->query(), stop.query);
            QCOMPARE(at->context(), stop.context);
            if (stop.focus == TourStop::Focus::Neuron)
                QCOMPARE(at->neuron(), stop.neuron);
            core::HeadTableOptions shown = m_real.views()->filters()->options();
            shown.distance = usual.distance; // of the pair, in a model that has distances
            QVERIFY(shown == usual);
            m_real.check(at->view());
            QVERIFY(card()->backButton()->isEnabled() == (i > 0));
            QTest::mouseClick(card()->nextButton(), Qt::LeftButton); // the last one ends it
        }
        QVERIFY(!card()->isVisible());
        QVERIFY(!guide()->isRunning());
        // On the way back the other model's run is gone before the own one is there.
        QTRY_VERIFY_WITH_TIMEOUT(session()->prompt() && session()->prompt()->prompt == own,
                                 RealWindow::patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.selection()->place() == place, RealWindow::patience);
        QCOMPARE(m_real.window()->promptBar()->prompt(), own);
        QVERIFY(m_real.views()->filters()->options() == options);
        m_real.settle();
    }

    void keysGoOnBackAndEnd()
    {
        const QString own = text("A prompt of my own");
        m_real.open(own);
        guide()->start();
        QTRY_VERIFY_WITH_TIMEOUT(card()->nextButton()->hasFocus(), RealWindow::patience);
        QTest::keyClick(card()->nextButton(), Qt::Key_Left);
        QCOMPARE(guide()->index(), 0);
        QTest::keyClick(card()->nextButton(), Qt::Key_Right);
        QCOMPARE(guide()->index(), 1);
        QTest::keyClick(card()->nextButton(), Qt::Key_Space);
        QCOMPARE(guide()->index(), 2);
        QTest::keyClick(card()->nextButton(), Qt::Key_Left);
        QCOMPARE(guide()->index(), 1);
        arrive(); // at the stop asked for last
        QCOMPARE(session()->prompt()->prompt, tour()[1].prompt);
        // Keys of the window are its own outside the card.
        QTest::keyClick(m_real.window(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(guide()->index(), 1);
        QCOMPARE(m_real.selection()->head().value, tour()[1].head.value + 1);
        card()->nextButton()->setFocus();
        QTest::keyClick(card()->nextButton(), Qt::Key_Escape);
        QVERIFY(!guide()->isRunning() && !card()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(session()->prompt()->prompt, own, RealWindow::patience);
        QVERIFY(!m_real.views()->isAncestorOf(card()));
        QVERIFY(m_real.views()->isAncestorOf(QApplication::focusWidget()));
    }

    void ownPromptsAreLeftAlone()
    {
        m_real.open(text("A prompt of my own"));
        guide()->start();
        arrive();
        m_real.run(text("Another one"), 3);
        QVERIFY(guide()->isRunning());
        m_real.selection()->setHead(core::LayerIndex(1), core::HeadIndex(1));
        m_real.settle();
        QCOMPARE(m_real.selection()->head(), core::HeadIndex(1));
        guide()->goTo(1);
        arrive();
        QCOMPARE(session()->prompt()->prompt, tour()[1].prompt);
        guide()->end();
        m_real.run(text("Another one"), 3); // before the old one is back
        m_real.settle();
        QCOMPARE(session()->prompt()->prompt, text("Another one"));
    }

    void aWindowClosedOnTheWayKeepsTheOwnPrompt()
    {
        const QString own = text("A prompt of my own");
        m_real.open(own);
        guide()->start();
        arrive();
        m_real.window()->close();
        m_real.close();
        app::Settings settings(m_real.path(text("settings.ini")));
        QCOMPARE(settings.text(app::Settings::Key::Prompt), own);
    }

    void anotherModelIsExchangedAndComesBack()
    {
        // The same weights under another name: not the model that the tour is about.
        const QString folder = m_real.path(text("other"));
        QVERIFY(QDir().mkpath(folder));
        const QDir embedded(tests::qModelsPath("/bookshelf-20m"));
        for (const QString& file : embedded.entryList(QDir::Files))
            QVERIFY(QFile::link(embedded.filePath(file), folder + QLatin1Char('/') + file)
                    || QFile::exists(folder + QLatin1Char('/') + file));
        const auto found = std::exchange(m_real.models, {});
        m_real.open(text("A prompt of my own"), folder);
        m_real.models = found;
        QTRY_VERIFY_WITH_TIMEOUT(m_real.window()->headView()->table(), RealWindow::patience);
        QVERIFY(!m_real.window()->help()->tourAction()->isEnabled());
        QVERIFY(m_real.window()->help()->tourAction()->toolTip().contains(text(tourModel)));
        guide()->start();
        QVERIFY(!guide()->isRunning());

        app::Settings settings(m_real.path(text("other.ini")));
        MainWindow::Start start;
        start.model = folder;
        start.prompt = text("A prompt of my own");
        start.models = {{text("something"), text("/nowhere")}, {text(tourModel), embedded.path()}};
        MainWindow window(&settings, start);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.headView()->table(), RealWindow::patience);
        QVERIFY(window.help()->tourAction()->isEnabled());
        window.tour()->start();
        QTRY_VERIFY_WITH_TIMEOUT(window.tour()->hasArrived(), RealWindow::patience);
        QCOMPARE(window.session()->model()->info.name, std::string(tourModel));
        QCOMPARE(window.session()->prompt()->prompt, tour().front().prompt);
        window.tour()->end();
        QTRY_COMPARE_WITH_TIMEOUT(window.session()->model()->info.name, std::string("other"),
                                  RealWindow::patience);
        QTRY_VERIFY_WITH_TIMEOUT(window.session()->prompt()
                                     && window.session()->prompt()->prompt == *start.prompt,
                                 RealWindow::patience);
    }

    void theFirstHintOffersIt()
    {
        app::Settings settings(m_real.path(text("fresh.ini")));
        MainWindow::Start start;
        start.model = tests::qModelsPath("/bookshelf-20m");
        start.models = {{text(tourModel), start.model}};
        MainWindow window(&settings, start);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.headView()->table(), RealWindow::patience);
        QVERIFY(window.banner()->isVisible() && !window.banner()->isFailure());
        QVERIFY(window.banner()->text().contains(text("F1")));
        QVERIFY(window.banner()->text().contains(text("tour")));
        auto* button = window.banner()->findChild<QPushButton*>(text("bannerAction"));
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(window.tour()->isRunning());
        QVERIFY(!window.banner()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(window.tour()->hasArrived(), RealWindow::patience);
        // Failures offer nothing.
        window.banner()->showFailure(text("It did not work."));
        QVERIFY(!button->isVisible());
    }

    void theCardHasRoomInSmallWindows()
    {
        m_real.open(text("A prompt of my own"));
        m_real.window()->resize(MainWindow::smallest());
        guide()->start();
        for (int i = 0; i < static_cast<int>(tour().size()); ++i) {
            guide()->goTo(i);
            arrive();
            QTest::qWait(30); // what the layout has posted
            QCOMPARE(m_real.window()->size(), MainWindow::smallest());
            const QRect shown(card()->mapTo(m_real.window(), QPoint(0, 0)), card()->size());
            QVERIFY(m_real.window()->rect().contains(shown));
            QVERIFY(card()->height() >= card()->heightForWidth(card()->width()));
            QVERIFY2(m_real.views()->height() > 180,
                     qPrintable(QString::number(m_real.views()->height())));
        }
    }
};

QTEST_MAIN(TourTest)
#include "tst_tour.moc"
