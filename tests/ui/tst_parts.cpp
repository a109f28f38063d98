// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window on a model with an encoder: its two texts, and its two parts.
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/models/printoutmodel.h"
#include "ui/models/roles.h"
#include "ui/views/banner.h"
#include "ui/views/evolutionview.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headnote.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/panetable.h"
#include "ui/views/promptbar.h"
#include "ui/views/tokenstrip.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;
using Part = app::Session::Part;
using Key = app::Settings::Key;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const QString folder = tests::qDataPath("/t5-tiny");
const QString prompt = QStringLiteral("206 495 189 486 118 400 73");

/// The piece of the small vocabulary that has this id.
QString word(int id)
{
    QString name;
    for (int rest = id; name.size() < 3; rest /= 26)
        name += QChar(u'a' + rest % 26);
    return name;
}

} // namespace

class PartsTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    MainWindow* window() const { return m_real.window(); }
    app::Session* session() const { return m_real.session(); }
    template<class Widget>
    Widget* find(const char* name) const
    {
        return window()->findChild<Widget*>(text(name));
    }
    PromptEdit* edit() const { return find<PromptEdit>("promptEdit"); }
    PromptEdit* decoder() const { return find<PromptEdit>("decoderEdit"); }
    std::size_t shown() const
    {
        return window()->shownRun() ? window()->shownRun()->tokens.size() : 0;
    }
    void open(const QString& model, const QString& typed = prompt)
    {
        m_real.open(typed, model);
        QTRY_VERIFY_WITH_TIMEOUT(window()->headView()->table(), RealWindow::patience);
    }
    void lookAt(bool encoder, std::size_t tokens)
    {
        QTest::keyClick(window(), encoder ? Qt::Key_E : Qt::Key_D,
                        Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(session()->part() == Part::Encoder, encoder);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), tokens, RealWindow::patience);
        m_real.settle();
    }
    void type(PromptEdit* line, const QString& typed, std::size_t tokens)
    {
        line->setFocus();
        line->selectAll();
        line->insertPlainText(typed);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), tokens, RealWindow::patience);
        m_real.settle();
    }
    QAction* action(const char* name) const
    {
        for (QAction* found : window()->findChildren<QAction*>())
            if (found->text().remove(u'&') == text(name))
                return found;
        return nullptr;
    }
    QString status() const
    {
        QStringList all;
        for (const QLabel* label : window()->statusBar()->findChildren<QLabel*>())
            all << label->text();
        return all.join(u' ');
    }
    /// A copy of the model with a vocabulary of its own.
    QString withTokenizer() const
    {
        const QString copy = m_real.path(text("t5-words"));
        const QDir from(folder);
        [&] { QVERIFY(QDir().mkpath(copy)); }();
        for (const char* file : {"config.json", "model.safetensors"})
            QFile::copy(from.filePath(text(file)), copy + u'/' + text(file));
        QStringList vocab{text("[\"<pad>\",0]"), text("[\"</s>\",0]"), text("[\"<unk>\",0]")};
        for (int id = 3; id < 512; ++id)
            vocab << text("[\"▁%1\",-1]").arg(word(id));
        QFile file(copy + text("/tokenizer.json"));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
        const QString special = text(
            "{\"id\":%1,\"content\":\"%2\",\"special\":true,\"normalized\":false}");
        file.write(text("{\"added_tokens\":[%1,%2,%3],\"normalizer\":null,"
                        "\"pre_tokenizer\":{\"type\":\"Metaspace\",\"replacement\":\"▁\","
                        "\"prepend_scheme\":\"always\"},\"post_processor\":null,\"decoder\":null,"
                        "\"model\":{\"type\":\"Unigram\",\"unk_id\":2,\"vocab\":[%4]}}")
                       .arg(special.arg(0).arg(text("<pad>")), special.arg(1).arg(text("</s>")),
                            special.arg(2).arg(text("<unk>")), vocab.join(u','))
                       .toUtf8());
        return copy;
    }
    void clickPrediction()
    {
        m_real.show(Kind::Evolution);
        PaneTable* printout = m_real.views()->evolution()->printout();
        const QModelIndex last = printout->model()->index(printout->model()->rowCount() - 1,
                                                          PrintoutModel::Predicted);
        QVERIFY(last.data(LinkRole).toBool());
        printout->scrollTo(last);
        QTest::mouseClick(printout->viewport(), Qt::LeftButton, {},
                          printout->visualRect(last).center());
    }

private Q_SLOTS:
    void init()
    {
        const QString data = m_real.path(text("data"));
        QDir(data).removeRecursively(); // labels
        qputenv("XDG_DATA_HOME", QFile::encodeName(data));
        m_real.forgetSettings();
    }
    void cleanup() { m_real.close(); }

    // ---- Looking at one of them ----------------------------------------------------------------

    void theMenuAndItsKeysChooseThePart()
    {
        open(tests::qDataPath("/llama3-tiny"));
        QAction* encoder = action("Look at the encoder");
        QAction* decoder = action("Look at the decoder");
        QVERIFY(encoder && decoder && !encoder->isEnabled() && !decoder->isEnabled());
        const QMenu* view = window()->menuBar()->actions()[2]->menu();
        QVERIFY(view->actions().contains(encoder) && view->actions().contains(decoder));
        window()->openModel(folder);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(1), RealWindow::patience);
        QVERIFY(encoder->isEnabled() && decoder->isEnabled() && decoder->isChecked());
        encoder->trigger();
        QCOMPARE(session()->part(), Part::Encoder);
        QVERIFY(window()->promptBar()->encoderLookedAt() && encoder->isChecked());
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(7), RealWindow::patience);
        lookAt(false, 1);
        QVERIFY(!window()->promptBar()->encoderLookedAt() && decoder->isChecked());
        lookAt(true, 7);
        QVERIFY(window()->promptBar()->encoderLookedAt() && encoder->isChecked());
        // Whatever was looked at, the next model has one part.
        window()->openModel(tests::qDataPath("/llama3-tiny"));
        QTRY_VERIFY_WITH_TIMEOUT(!session()->hasEncoder() && shown() == 7, RealWindow::patience);
        QVERIFY(!encoder->isEnabled() && !find<QWidget>("partSwitch")->isVisible());
        QVERIFY(window()->headMapPanel()->map()->otherValues().empty());
    }

    void theWindowStaysAsItWas()
    {
        open(folder);
        m_real.show(Kind::Neurons);
        window()->headMapPanel()->setMeasure(Measure::Entropy);
        const auto places = [this] {
            return QList<QRect>{window()->headMapPanel()->geometry(),
                                window()->inspector()->geometry(), m_real.views()->geometry(),
                                edit()->geometry(), decoder()->geometry()};
        };
        const auto before = places();
        const QSize size = window()->size();
        for (const bool encoder : {true, false, true}) {
            lookAt(encoder, encoder ? 7 : 1);
            QCOMPARE(m_real.selection()->view(), Kind::Neurons);
            QCOMPARE(places(), before);
            QCOMPARE(window()->size(), size);
            QCOMPARE(window()->headMapPanel()->measure(), Measure::Entropy);
            QCOMPARE(edit()->toPlainText(), prompt);
            m_real.check(Kind::Neurons);
        }
    }

    void tokensHeadsAndWordsAreThoseOfThePart()
    {
        open(folder);
        type(decoder(), text("0 101 49"), 3);
        const auto strip = [this] {
            QStringList tokens;
            for (const auto& token : window()->tokenStrip()->tokens())
                tokens << token.text;
            return tokens.join(u' ');
        };
        QCOMPARE(strip(), text("#0 #101 #49"));
        QCOMPARE(m_real.selection()->heads(), 8);
        QCOMPARE(m_real.selection()->layers(), 2);
        QVERIFY(status().contains(text("3 tokens, the encoder has 7")));
        QVERIFY(status().contains(text("decoder: 2 layers × 4 heads and 4 cross heads")));
        lookAt(true, 7);
        QCOMPARE(strip(), text("#206 #495 #189 #486 #118 #400 #73"));
        QCOMPARE(m_real.selection()->heads(), 4);
        QCOMPARE(m_real.selection()->layers(), 3);
        QVERIFY(status().contains(text("7 tokens     encoder: 3 layers × 4 heads")));
        const QString tip = find<QToolButton>("modelButton")->toolTip();
        for (const char* said : {"encoder: 3 layers × 4 heads",
                                 "decoder: 2 layers × 4 heads and 4 "
                                 "cross heads",
                                 "encoder both ways, decoder causal", "tied", "token ids only"})
            QVERIFY2(tip.contains(text(said)), said);
    }

    /// A head that only one part has is not selected in the other.
    void theHeadIsOneThatThereIs()
    {
        open(folder);
        m_real.selection()->setHead(core::LayerIndex(1), core::HeadIndex(7));
        m_real.settle();
        QCOMPARE(window()->headView()->table()->head, core::HeadIndex(7));
        lookAt(true, 7);
        QCOMPARE(m_real.selection()->head(), core::HeadIndex(3));
        QCOMPARE(window()->headView()->table()->head, core::HeadIndex(3));
        // Steps over heads end where the part's end.
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(window(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_real.selection()->layer(), core::LayerIndex(2));
        lookAt(false, 1);
        QCOMPARE(m_real.selection()->layer(), core::LayerIndex(1));
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(window(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_real.selection()->head(), core::HeadIndex(7));
        m_real.settle();
        m_real.check(Kind::Head);
    }

    void aClickInThePaleBlockShowsThatHead()
    {
        open(folder);
        m_real.settle(); // the panel is laid out for both parts
        const HeadMap* map = window()->headMapPanel()->map();
        QCOMPARE(map->otherValues().layers, 3);
        // Both parts have been measured by the run; the decoder has only its start token, of which
        // there is nothing to average.
        QVERIFY(map->otherValues().at(2, 1) && !map->values().at(1, 2));
        QTest::mouseClick(window()->headMapPanel()->map(), Qt::LeftButton, {},
                          map->otherCells().cell(2, 1).center());
        QCOMPARE(session()->part(), Part::Encoder);
        QCOMPARE(m_real.selection()->layer(), core::LayerIndex(2));
        QCOMPARE(m_real.selection()->head(), core::HeadIndex(1));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(7), RealWindow::patience);
        m_real.settle();
        QCOMPARE(window()->headView()->table()->layer, core::LayerIndex(2));
        QCOMPARE(map->values().layers, 3);
        QCOMPARE(map->otherValues().heads, 8);
        // A cross head by its own click.
        QTest::mouseClick(window()->headMapPanel()->map(), Qt::LeftButton, {},
                          map->otherCells().cell(1, 5).center());
        QCOMPARE(session()->part(), Part::Decoder);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(1), RealWindow::patience);
        m_real.settle();
        QVERIFY(window()->headView()->table()->cross);
        m_real.check(Kind::Head);
        // Legibility and ranks come later, of the part that is looked at.
        window()->headMapPanel()->setMeasure(Measure::MessageRank);
        QTRY_VERIFY_WITH_TIMEOUT(map->values().at(1, 5), RealWindow::patience);
        QVERIFY(!map->otherValues().at(1, 1));
    }

    void eachPartHasItsOwnLabels()
    {
        open(folder);
        const auto write = [this](int layer, int head, const char* label) {
            m_real.selection()->setHead(core::LayerIndex(layer), core::HeadIndex(head));
            QLineEdit* line = window()->headMapPanel()->note()->labelEdit();
            line->setFocus();
            line->selectAll();
            QTest::keyClicks(line, text(label));
        };
        const auto label = [this](int layer, int head) {
            m_real.selection()->setHead(core::LayerIndex(layer), core::HeadIndex(head));
            return window()->headMapPanel()->note()->labelEdit()->text();
        };
        const auto title = [this] {
            QStringList titles;
            for (const QLabel* found : window()->headMapPanel()->note()->findChildren<QLabel*>())
                titles << found->text();
            return titles.join(u' ');
        };
        write(1, 2, "decoder's");
        write(1, 6, "crossing");
        QVERIFY(title().contains(text("Label of 1.c2")));
        lookAt(true, 7); // while it is being typed
        QCOMPARE(label(1, 2), QString());
        QVERIFY(title().contains(text("Label of 1.2")));
        write(1, 2, "encoder's");
        lookAt(false, 1);
        QCOMPARE(label(1, 2), text("decoder's"));
        QCOMPARE(label(1, 6), text("crossing"));
        lookAt(true, 7);
        QCOMPARE(label(1, 2), text("encoder's"));
    }

    // ---- Its two texts -------------------------------------------------------------------------

    void bothTextsRunAfterAPauseAndAreRemembered()
    {
        open(folder);
        type(decoder(), text("0 101 49"), 3);
        QCOMPARE(window()->shownRun()->memory.size(), std::size_t(7));
        decoder()->setFocus();
        QTest::keyClicks(decoder(), text(" 7"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(4), RealWindow::patience);
        edit()->setFocus();
        QTest::keyClicks(edit(), text(" 9"));
        QTRY_COMPARE_WITH_TIMEOUT(window()->shownRun()->memory.size(), std::size_t(8),
                                  RealWindow::patience);
        QCOMPARE(shown(), std::size_t(4));
        window()->close();
        m_real.close();
        // The next window begins where this one ended.
        MainWindow::Start start;
        start.model = folder;
        MainWindow next(m_real.settings(), start);
        next.show();
        QTRY_VERIFY_WITH_TIMEOUT(next.shownRun(), RealWindow::patience);
        QCOMPARE(next.shownRun()->tokens.size(), std::size_t(4));
        QCOMPARE(next.promptBar()->prompt(), prompt + text(" 9"));
        QCOMPARE(next.promptBar()->decoder(), text("0 101 49 7"));
        auto* line = next.findChild<PromptEdit*>(text("promptEdit"));
        line->setFocus();
        QTest::keyClick(line, Qt::Key_Up);
        QCOMPARE(next.promptBar()->decoder(), text("0 101 49 7"));
        QCOMPARE(next.promptBar()->prompt(), prompt);
        QTest::keyClick(line, Qt::Key_Up);
        QCOMPARE(next.promptBar()->decoder(), text("0 101 49"));
        QTest::keyClick(line, Qt::Key_Up);
        QCOMPARE(next.promptBar()->decoder(), QString());
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(next.shownRun()->tokens.size(), std::size_t(1),
                                  RealWindow::patience);
    }

    void whatIsWrongIsSaidAndTheOldStays()
    {
        open(folder);
        type(decoder(), text("0 101"), 2);
        decoder()->selectAll();
        QTest::keyClicks(decoder(), text("some words"));
        QTest::keyClick(decoder(), Qt::Key_Return);
        auto* banner = window()->banner();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && banner->isFailure(), RealWindow::patience);
        QVERIFY(banner->text().contains(text("token ids")));
        QCOMPARE(shown(), std::size_t(2));
        // Either part still has its old run.
        lookAt(true, 7);
        m_real.check(Kind::Head);
        lookAt(false, 2);
        type(decoder(), text("0 101 49"), 3);
        QVERIFY(!banner->isVisible());
        edit()->setFocus();
        edit()->selectAll();
        QTest::keyClick(edit(), Qt::Key_Delete);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(banner->isVisible() && banner->text().contains(text("encoder is empty")));
        QCOMPARE(shown(), std::size_t(3));
    }

    void aFirstPromptThatCannotBeRunIsSaidInBothParts()
    {
        m_real.open(text("some words"), folder);
        const auto failed = [this] {
            return m_real.views()->front()->state() == View::State::Failed;
        };
        QTRY_VERIFY_WITH_TIMEOUT(failed(), RealWindow::patience);
        QTest::mouseClick(find<QToolButton>("encoderPart"), Qt::LeftButton);
        QCOMPARE(session()->part(), Part::Encoder);
        QVERIFY(failed() && !window()->shownRun());
        type(edit(), text("5 17 3"), 3);
        m_real.check(Kind::Head);
        lookAt(false, 1);
        m_real.check(Kind::Head);
    }

    void predictionsGoToTheDecoder()
    {
        open(folder);
        clickPrediction();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(2), RealWindow::patience);
        m_real.settle();
        // The start token stood there alone; ids are taken as they are.
        const int said = window()->shownRun()->tokens[1].id;
        QCOMPARE(window()->shownRun()->tokens[0].id, 0);
        QCOMPARE(window()->promptBar()->decoder(), text("0 %1").arg(said));
        QCOMPARE(window()->promptBar()->prompt(), prompt);
        clickPrediction();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(3), RealWindow::patience);
        QCOMPARE(window()->shownRun()->tokens[1].id, said);
        QCOMPARE(window()->shownRun()->memory.size(), std::size_t(7));
        // What an encoder says is in the tokens' own places: nothing goes on there.
        lookAt(true, 7);
        m_real.show(Kind::Evolution);
        const auto* printout = m_real.views()->evolution()->printout();
        for (int row = 0; row < 7; ++row)
            QVERIFY(
                !printout->model()->index(row, PrintoutModel::Predicted).data(LinkRole).toBool());
    }

    void wordsWorkAsIdsDo()
    {
        const QString words = word(206) + u' ' + word(495) + u' ' + word(189);
        open(withTokenizer(), words);
        auto* box = window()->promptBar()->findChild<QCheckBox*>();
        QCOMPARE(box->text(), text("Last token"));
        QVERIFY(box->isChecked());
        QCOMPARE(window()->shownRun()->memory.size(), std::size_t(4));
        QCOMPARE(window()->shownRun()->memory.back().id, 1);
        QCOMPARE(shown(), std::size_t(1));
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QTRY_COMPARE_WITH_TIMEOUT(window()->shownRun()->memory.size(), std::size_t(3),
                                  RealWindow::patience);
        QCOMPARE(window()->shownRun()->tokens[0].id, 0); // the decoder's start token stays
        type(decoder(), word(101) + u' ' + word(49), 3);
        QCOMPARE(window()->shownRun()->tokens[0].id, 0);
        QCOMPARE(window()->shownRun()->tokens[2].id, 49);
        const int predicted = [this] {
            m_real.show(Kind::Evolution);
            return session()->evolution()->predicted(core::Position(2));
        }();
        QVERIFY(predicted > 2); // a word
        clickPrediction();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), std::size_t(4), RealWindow::patience);
        QCOMPARE(window()->shownRun()->tokens[3].id, predicted);
        QCOMPARE(window()->promptBar()->decoder(),
                 word(101) + u' ' + word(49) + u' ' + word(predicted));
        QCOMPARE(window()->promptBar()->prompt(), words);
    }

    // ---- Beside other models -------------------------------------------------------------------

    void theTourBringsBackThePart()
    {
        open(folder);
        type(decoder(), text("0 101 49"), 3);
        lookAt(true, 7);
        m_real.selection()->setHead(core::LayerIndex(2), core::HeadIndex(1));
        m_real.show(Kind::Patterns);
        auto* tour = action("Guided tour");
        QVERIFY(tour && tour->isEnabled());
        tour->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(shown() == 13, RealWindow::patience);
        QVERIFY(!session()->hasEncoder());
        QTest::keyClick(window()->focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(session()->hasEncoder() && session()->part() == Part::Encoder
                                     && shown() == 7,
                                 RealWindow::patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_real.selection()->view(), Kind::Patterns, RealWindow::patience);
        QCOMPARE(m_real.selection()->layer(), core::LayerIndex(2));
        QCOMPARE(m_real.selection()->head(), core::HeadIndex(1));
        QCOMPARE(window()->promptBar()->prompt(), prompt);
        QCOMPARE(window()->promptBar()->decoder(), text("0 101 49"));
    }

    void aWindowCanBeginWithTheEncoder()
    {
        MainWindow::Start start;
        start.model = folder;
        start.prompt = prompt;
        start.decoder = text("0 101");
        start.encoder = true;
        MainWindow window(m_real.settings(), start);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.headView()->table() && window.shownRun(),
                                 RealWindow::patience);
        QCOMPARE(window.session()->part(), Part::Encoder);
        QCOMPARE(window.shownRun()->tokens.size(), std::size_t(7));
        QCOMPARE(window.session()->otherPrompt()->tokens.size(), std::size_t(2));
    }
};

QTEST_MAIN(PartsTest)
#include "tst_parts.moc"
