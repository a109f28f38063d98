// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "core/analysis/stream.h"
#include "tests/support/places.h"
#include "ui/models/roles.h"
#include "ui/models/streaminspection.h"
#include "ui/models/streamtext.h"
#include "ui/theme/theme.h"
#include "ui/views/panetable.h"
#include "ui/views/streampicture.h"
#include "ui/views/streamview.h"
#include "ui/views/tableheader.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <memory>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::ui;

namespace {

/// The embedded model with a prompt that has been run.
struct Run {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Lens> lens;
    std::shared_ptr<const Trace> trace;

    TokenStreamPtr stream(const StreamOptions& options) const
    {
        return std::make_shared<const TokenStream>(*tokenStream(*model, *trace, options));
    }
    std::shared_ptr<const HeadGrid> grid(int heads) const
    {
        HeadWordsSearch::Request request;
        request.heads = allHeads(model->info);
        request.heads.resize(static_cast<std::size_t>(heads));
        HeadWordsSearch search(model, trace, lens, request);
        search.advance();
        return std::make_shared<const HeadGrid>(
            headGrid(*model, promptTokens(*model, trace->ids), search));
    }
};

double number(const TokenStream& s, const std::vector<float>& values, int part)
{
    Q_UNUSED(s);
    return static_cast<double>(values[static_cast<std::size_t>(part)]);
}

} // namespace

class TestStreamView : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Lens> m_lens;
    Run m_run; ///< 13 tokens

    Run run(std::vector<TokenId> ids) const
    {
        return {m_model, m_lens, std::make_shared<const Trace>(*runTrace(*m_model, ids))};
    }
    /// A view that shows what it wants, as the window has it.
    struct Shown {
        app::Selection selection;
        StreamView view{&selection};
        const Run* run = nullptr;
        int made = 0;
        std::optional<StreamOptions> asked;
        void remake()
        {
            if (view.options() == asked) // as the session does
                return;
            asked = view.options();
            view.setStream(run->stream(view.options()));
            ++made;
        }
    };
    static std::unique_ptr<Shown> show(const Run& run, int query, QSize size = {1000, 900})
    {
        auto shown = std::make_unique<Shown>();
        shown->run = &run;
        const ModelInfo& info = run.model->info;
        shown->selection.setBounds(info.layers, info.heads, run.trace->tokens(), info.ffn);
        shown->selection.setQuery(Position(query));
        QObject::connect(&shown->view, &View::wanted, &shown->view,
                         [s = shown.get()] { s->remake(); });
        shown->remake();
        shown->view.resize(size);
        shown->view.show();
        shown->view.activateWindow();
        return shown;
    }
    static int rowOfBand(const StreamPicture* picture, int band)
    {
        const auto& bars = picture->bars().bars;
        for (std::size_t row = 0; row < bars.size(); ++row)
            if (bars[row].place.band == band && !bars[row].inner)
                return static_cast<int>(row);
        return -1;
    }
    static void clickBar(StreamPicture* picture, int row, int x)
    {
        const StreamGeometry& g = picture->geometryOfBars();
        const int y = picture->axisHeight() + g.top(row) + g.height(row) / 2
                      - picture->verticalScrollBar()->value();
        QTest::mouseClick(picture->viewport(), Qt::LeftButton, {}, QPoint(x, y));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        Theme::instance().setChoice(Theme::Choice::Light);
        m_model = loadModel(headscope::tests::modelsPath("/bookshelf-20m"));
        m_lens = std::make_shared<const Lens>(m_model);
        m_run = run(
            promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true));
        QCOMPARE(m_run.trace->tokens(), 13);
    }

    void geometryGoesBothWays()
    {
        StreamGeometry g;
        g.width = 900;
        g.names = 120;
        g.words = 90;
        g.number = 50;
        g.setRows({20, 20, 14, 30});
        QCOMPARE(g.contentHeight(), 84);
        for (int y = 0; y < 84; ++y) {
            const int row = g.rowAt(y);
            QVERIFY(y >= g.top(row) && y < g.top(row) + g.height(row));
        }
        QCOMPARE(g.rowAt(-1), -1);
        QCOMPARE(g.rowAt(84), -1);
        g.setRange(-0.3, 1.2);
        for (int x = g.left(); x <= g.right(); x += 7)
            QVERIFY(std::abs(g.x(g.value(x)) - x) < 1e-9);
        QVERIFY(g.x(-0.3) > g.left());
        QVERIFY(g.x(1.2) < g.right());
        QVERIFY(g.numberLeft(1) + g.number <= 900);
        QCOMPARE(g.tickStep(8), 0.2);
        const auto ticks = g.ticks(0.5);
        QCOMPARE(ticks.size(), std::size_t(3)); // 0, 0.5, 1
        QCOMPARE(ticks.front(), 0.0);
        g.setRange(0, 0); // all parts nothing
        QVERIFY(std::isfinite(g.x(0)));
    }

    void barsAddUpToTheState()
    {
        for (const int state : {0, 3, 8}) {
            const auto s = m_run.stream({Position(5), LayerIndex(state)});
            for (const StreamLength length : {StreamLength::Share, StreamLength::Effect}) {
                const StreamBars bars = streamBars(*s, length, -1);
                QCOMPARE(bars.bars.size(), static_cast<std::size_t>(2 * state + 1));
                const double whole = length == StreamLength::Share ? 1.0 : s->logit;
                QVERIFY(std::abs(bars.total - whole) < 1e-4);
                QVERIFY(bars.sums);
                double at = bars.bars.back().from;
                for (auto bar = bars.bars.rbegin(); bar != bars.bars.rend(); ++bar) {
                    QCOMPARE(bar->from, at);
                    for (const StreamSegment& segment : bar->segments) {
                        QCOMPARE(segment.from, at);
                        at = segment.to;
                    }
                    QCOMPARE(bar->to, at);
                }
            }
        }
    }

    void anOpenBandShowsItsPieces()
    {
        const auto s = m_run.stream({Position(5)});
        const StreamBars plain = streamBars(*s, StreamLength::Share, -1);
        const StreamBars heads = streamBars(*s, StreamLength::Share, 1 + 2 * 6);
        QCOMPARE(heads.bars.size(), plain.bars.size() + 6);
        double sum = 0;
        for (const StreamBar& bar : heads.bars) {
            if (!bar.inner)
                continue;
            double own = 0;
            for (int j = 0; j <= 5; ++j)
                own += number(*s, s->shares,
                              s->message(LayerIndex(6), HeadIndex(bar.place.head), Position(j)));
            QVERIFY(std::abs(bar.value() - own) < 1e-9);
            sum += bar.value();
        }
        sum += number(*s, s->shares, s->attentionBias(LayerIndex(6)));
        const auto band = std::find_if(plain.bars.begin(), plain.bars.end(), [](const auto& bar) {
            return bar.place == StreamPlace::attention(6);
        });
        QVERIFY(std::abs(band->value() - sum) < 1e-9);
        const StreamBars neurons = streamBars(*s, StreamLength::Size, 2 + 2 * 7);
        QCOMPARE(neurons.bars.size(), plain.bars.size() + 13);
        QVERIFY(!neurons.sums);
        for (const StreamBar& bar : neurons.bars)
            QCOMPARE(bar.inner ? 0.0 : bar.from, 0.0);
    }

    void modelKeepsItsPromises()
    {
        StreamModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setStream(m_run.stream({Position(2), LayerIndex(1)}));
        QVERIFY(model.rowCount() > 0);
        model.setWords(m_run.grid(6), nullptr);
        StreamModel::Look look = model.look();
        look.kinds = StreamModel::Kinds::Messages;
        model.setLook(look);
        QCOMPARE(model.rowCount(), 6 * 3);
        model.setStream(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsAreOrderedByEveryColumn()
    {
        StreamModel model;
        const auto s = m_run.stream({Position(5)});
        model.setStream(s);
        model.setWords(m_run.grid(48), nullptr);
        QCOMPARE(model.rowCount(), s->count());
        const auto value = [&](int row, int column) {
            return model.data(model.index(row, column), ValueRole).toDouble();
        };
        for (int row = 1; row < model.rowCount(); ++row) // by magnitude of the share at first
            QVERIFY(std::abs(value(row - 1, StreamModel::Share))
                    >= std::abs(value(row, StreamModel::Share)));
        for (const int column : {StreamModel::Size, StreamModel::Effect}) {
            model.sortBy(column);
            for (int row = 1; row < model.rowCount(); ++row)
                QVERIFY(value(row - 1, column) >= value(row, column));
            model.sortBy(column);
            for (int row = 1; row < model.rowCount(); ++row)
                QVERIFY(value(row - 1, column) <= value(row, column));
        }
        for (int column = 0; column < StreamModel::ColumnCount; ++column) {
            model.sortBy(column);
            std::vector<char> seen(static_cast<std::size_t>(s->count()));
            for (int row = 0; row < model.rowCount(); ++row) {
                const auto part = static_cast<std::size_t>(model.partOf(row));
                QVERIFY(seen[part] == 0);
                seen[part] = 1;
                QCOMPARE(model.rowOf(model.partOf(row)), row);
            }
        }
    }

    void wordsComeWhenTheyAreThere()
    {
        StreamModel model;
        const auto s = m_run.stream({Position(5)});
        model.setStream(s);
        const int part = s->message(LayerIndex(0), HeadIndex(2), Position(3));
        const auto cell = [&](int column) {
            return model.data(model.index(model.rowOf(part), column), WordsRole).toStringList();
        };
        QCOMPARE(cell(StreamModel::Output), QStringList(QStringLiteral("…")));
        const auto grid = m_run.grid(6); // only layer 0
        model.setWords(grid, nullptr);
        const auto& found = grid->of(LayerIndex(0), HeadIndex(2))->messages[3];
        QCOMPARE(cell(StreamModel::Output), shownWords(*s->words, found.ids, false));
        const int later = s->message(LayerIndex(3), HeadIndex(2), Position(3));
        QCOMPARE(model.data(model.index(model.rowOf(later), StreamModel::Output), WordsRole)
                     .toStringList(),
                 QStringList(QStringLiteral("…")));
        // A filter by a word leaves the rows that have it.
        StreamModel::Look look = model.look();
        look.text = QStringLiteral("captain");
        model.setLook(look);
        QVERIFY(model.rowCount() > 0);
        QVERIFY(model.rowCount() < s->count() / 4);
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(model.rowHas(row, look.text));
    }

    void theViewSaysTheSum()
    {
        const auto shown = show(m_run, 5);
        StreamView& view = shown->view;
        QVERIFY(view.titleText().contains(QStringLiteral("ship")));
        const auto& s = *view.model()->stream();
        QVERIFY(view.factsText().contains(streamSays(s, 16, false)));
        QVERIFY(view.sumText().startsWith(QStringLiteral("sum ") + percentText(1)));
        auto* length = view.findChild<QComboBox*>(QStringLiteral("streamLength"));
        length->setFocus();
        QTest::keyClick(length, Qt::Key_Down);
        QCOMPARE(view.length(), StreamLength::Effect);
        QCOMPARE(view.stack()->bars().length, StreamLength::Effect);
        QVERIFY(view.sumText().contains(numberText(s.logit)));
        QTest::keyClick(length, Qt::Key_Down);
        QVERIFY(view.sumText().contains(QStringLiteral("do not add up")));
    }

    void aClickOnABandFiltersTheTable()
    {
        const auto shown = show(m_run, 5);
        StreamView& view = shown->view;
        auto* picture = view.stack();
        auto* chip = view.findChild<QPushButton*>(QStringLiteral("placeChip"));
        QVERIFY(!chip->isVisible());
        const int all = view.model()->rowCount();
        clickBar(picture, rowOfBand(picture, 1 + 2 * 6), 5); // "6 attention"
        QCOMPARE(picture->open(), 13);
        QCOMPARE(view.model()->rowCount(), 6 * 6 + 1);
        QVERIFY(chip->isVisible());
        QVERIFY(chip->text().contains(QStringLiteral("6 attention")));
        // One of its heads, which is selected too.
        int row = rowOfBand(picture, 13) + 2;
        const StreamPlace head = picture->bars().bars[static_cast<std::size_t>(row)].place;
        QVERIFY(head.head >= 0);
        clickBar(picture, row, 5);
        QCOMPARE(view.model()->rowCount(), 6);
        QCOMPARE(shown->selection.layer().value, 6);
        QCOMPARE(shown->selection.head().value, head.head);
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(view.model()->rowCount(), all);
        QCOMPARE(picture->open(), -1);
        QVERIFY(!chip->isVisible());
        // A piece of an FFN's bar is a neuron, or all others.
        row = rowOfBand(picture, 16);
        const StreamBar bar = picture->bars().bars[static_cast<std::size_t>(row)];
        QVERIFY(bar.segments.front().kind == StreamSegment::Kind::Neuron);
        const double middle = (bar.segments.front().from + bar.segments.front().to) / 2;
        clickBar(picture, row, static_cast<int>(picture->geometryOfBars().x(middle)));
        QCOMPARE(shown->selection.focus(), app::Selection::Focus::Neuron);
        QCOMPARE(shown->selection.neuron().value, bar.segments.front().place.neuron);
        QCOMPARE(view.currentPart(),
                 view.model()->stream()->neuron(LayerIndex(7), shown->selection.neuron()));
    }

    void theKeyboardWalksTheStack()
    {
        const auto shown = show(m_run, 12);
        StreamPicture* picture = shown->view.stack();
        QVERIFY(QTest::qWaitForWindowActive(&shown->view));
        picture->setFocus();
        QTest::keyClick(picture, Qt::Key_Home);
        QTest::keyClick(picture, Qt::Key_Down); // 7 attention
        QTest::keyClick(picture, Qt::Key_Return);
        QCOMPARE(picture->open(), 15);
        QCOMPARE(shown->view.model()->look().place, StreamPlace::attention(7));
        QTest::keyClick(picture, Qt::Key_Down);
        QTest::keyClick(picture, Qt::Key_Right); // a message of the largest head
        QTest::keyClick(picture, Qt::Key_Return);
        QVERIFY(picture->place().context >= 0);
        QCOMPARE(shown->selection.layer().value, 7);
        QCOMPARE(shown->selection.context().value, picture->place().context);
        QTest::keyClick(picture, Qt::Key_Escape);
        QVERIFY(!picture->place().isValid());
        QTest::keyClick(picture, Qt::Key_End);
        QVERIFY(!picture->accessibleDescription().isEmpty());
    }

    void rowsSelectWhatTheyAre()
    {
        const auto shown = show(m_run, 12);
        StreamView& view = shown->view;
        auto* kinds = view.findChild<QComboBox*>(QStringLiteral("streamKinds"));
        kinds->setCurrentIndex(1);
        QCOMPARE(view.model()->rowCount(), 8 * 6 * 13);
        view.table()->setFocus();
        view.table()->setCurrentIndex(view.model()->index(3, StreamModel::Share));
        QTest::keyClick(view.table(), Qt::Key_Down);
        const StreamPart part = view.model()->stream()->part(view.currentPart());
        QCOMPARE(view.currentPart(), view.model()->partOf(4));
        QCOMPARE(shown->selection.layer(), part.layer);
        QCOMPARE(shown->selection.head(), part.head);
        QCOMPARE(shown->selection.context(), part.context);
        QCOMPARE(shown->selection.query().value, 12); // the stream stays that of its token
        kinds->setCurrentIndex(2);
        view.table()->setCurrentIndex(view.model()->index(0, StreamModel::Where));
        QCOMPARE(shown->selection.focus(), app::Selection::Focus::Neuron);
        QVERIFY(!view.selectedText().isEmpty());
        QVERIFY(view.canFind());
    }

    void titlesOrderTheRows()
    {
        const auto shown = show(m_run, 12);
        StreamView& view = shown->view;
        auto* titles = view.table()->titles();
        const int x = titles->sectionViewportPosition(StreamModel::Size) + 10;
        QTest::mouseClick(titles->viewport(), Qt::LeftButton, {}, QPoint(x, 10));
        QCOMPARE(view.model()->look().column, static_cast<int>(StreamModel::Size));
        const auto& s = *view.model()->stream();
        QCOMPARE(number(s, s.sizes, view.model()->partOf(0)),
                 static_cast<double>(*std::max_element(s.sizes.begin(), s.sizes.end())));
    }

    void anotherWordHasOtherEffects()
    {
        const auto shown = show(m_run, 12);
        StreamView& view = shown->view;
        const TokenId predicted = view.model()->stream()->word;
        auto* word = view.findChild<QComboBox*>(QStringLiteral("streamWord"));
        word->lineEdit()->selectAll();
        QTest::keyClicks(word->lineEdit(), QStringLiteral("water"));
        QTest::keyClick(word->lineEdit(), Qt::Key_Return);
        const auto& s = *view.model()->stream();
        QVERIFY(s.word != predicted);
        QVERIFY(s.words->word(s.word) == "water" || s.words->word(s.word) == " water");
        QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("contributors")),
                          Qt::LeftButton);
        QCOMPARE(number(s, s.effects, view.model()->partOf(0)),
                 static_cast<double>(*std::max_element(s.effects.begin(), s.effects.end())));
        // Nonsense changes nothing.
        const int made = shown->made;
        word->lineEdit()->selectAll();
        QTest::keyClicks(word->lineEdit(), QStringLiteral("qzxqzx"));
        QTest::keyClick(word->lineEdit(), Qt::Key_Return);
        QCOMPARE(shown->made, made);
    }

    void endsAtTheSelectedState()
    {
        const auto shown = show(m_run, 5);
        shown->selection.setState(LayerIndex(3), Position(4));
        const auto& s = *shown->view.model()->stream();
        QCOMPARE(s.layers, 3);
        QCOMPARE(s.token.value, 4);
        QCOMPARE(shown->view.stack()->bars().bars.size(), std::size_t(7));
        QVERIFY(shown->view.factsText().contains(QStringLiteral("up to state 3 of 8")));
    }

    void everyKindOfPartIsInspected()
    {
        const auto s = m_run.stream({Position(5)});
        const auto grid = m_run.grid(6);
        const int message = s->message(LayerIndex(0), HeadIndex(2), Position(3));
        const Inspection known = inspectStream(*s, message, grid.get(), nullptr, false);
        QVERIFY(known.title.contains(QStringLiteral("0.2")));
        QVERIFY(!known.message.words.empty());
        QVERIFY(known.formula.contains(
            streamValueText(number(*s, s->shares, message), StreamLength::Share)));
        QVERIFY(known.formula.contains(numberText(number(*s, s->effects, message), 4)));
        for (const int part :
             {0, 1, s->message(LayerIndex(7), HeadIndex(0), Position(5)),
              s->attentionBias(LayerIndex(2)), s->neuron(LayerIndex(7), NeuronIndex(1535)),
              s->neuronBias(LayerIndex(7))}) {
            const Inspection each = inspectStream(*s, part, grid.get(), nullptr, false);
            QVERIFY(!each.title.isEmpty());
            QCOMPARE(each.message.facts[0].second, numberText(number(*s, s->sizes, part)));
            QVERIFY(each.message.words.empty());
        }
    }

    void findGoesRound()
    {
        const auto shown = show(m_run, 5);
        StreamView& view = shown->view;
        view.setWords(m_run.grid(48), nullptr);
        QVERIFY(view.find(QStringLiteral("captain"), false));
        const int first = view.table()->currentIndex().row();
        QVERIFY(view.model()->rowHas(first, QStringLiteral("captain")));
        QVERIFY(view.find(QStringLiteral("captain"), false));
        QVERIFY(view.table()->currentIndex().row() > first);
        QVERIFY(view.find(QStringLiteral("captain"), true));
        QCOMPARE(view.table()->currentIndex().row(), first);
        QVERIFY(!view.find(QStringLiteral("qzxqzx"), false));
    }

    void emptyOneTokenAndMany()
    {
        app::Selection selection;
        StreamView empty(&selection);
        empty.resize(900, 700);
        empty.show();
        QCOMPARE(empty.state(), View::State::Empty);
        QVERIFY(empty.picture(1000).isNull());
        QTest::keyClick(empty.stack(), Qt::Key_Down);
        QVERIFY(!empty.find(QStringLiteral("x"), false));

        const Run one = run({m_run.trace->ids[0]});
        const auto single = show(one, 0);
        QVERIFY(single->view.sumText().startsWith(QStringLiteral("sum ") + percentText(1)));
        QCOMPARE(single->view.model()->stream()->contexts(), 1);
        QVERIFY(!single->view.grab().isNull());

        std::vector<TokenId> ids = m_run.trace->ids;
        while (ids.size() < 512)
            ids.insert(ids.end(), m_run.trace->ids.begin() + 1, m_run.trace->ids.end());
        ids.resize(512);
        const Run many = run(ids);
        const auto large = show(many, 511);
        QVERIFY(large->view.sumText().startsWith(QStringLiteral("sum ") + percentText(1)));
        QCOMPARE(large->view.model()->rowCount(), 2 + 8 * (6 * 512 + 1536 + 2));
        clickBar(large->view.stack(), rowOfBand(large->view.stack(), 1), 5);
        QCOMPARE(large->view.model()->rowCount(), 6 * 512 + 1);
        QVERIFY(!large->view.picture(1000).isNull());
    }
};

QTEST_MAIN(TestStreamView)
#include "tst_streamview.moc"
