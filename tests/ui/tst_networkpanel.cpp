// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "tests/support/places.h"
#include "ui/models/wordtext.h"
#include "ui/views/networkdrawing.h"
#include "ui/views/networkpanel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::ui;
using app::Selection;

namespace {

/// A panel that gets what it wants, as in the window.
struct Shown {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Lens> lens;
    Trace trace;
    HeadTablePtr table;
    Selection selection;
    NetworkPanel panel{&selection};
    int made = 0;

    Shown(std::shared_ptr<const Model> m, const std::vector<TokenId>& ids, int query,
          const NeuronWordsPtr& words = {})
        : model(std::move(m)),
          lens(std::make_shared<const Lens>(model)),
          trace(*runTrace(*model, ids)),
          table(std::make_shared<const HeadTable>(
              *makeHeadTable(*model, trace, *lens, LayerIndex(5), HeadIndex(2))))
    {
        selection.setBounds(8, 6, trace.tokens(), 1536);
        selection.setHead(LayerIndex(5), HeadIndex(2));
        selection.setQuery(Position(query));
        QObject::connect(&panel, &NetworkPanel::wanted, &panel, [this] {
            if (const auto options = panel.options()) {
                ++made;
                panel.setNetwork(std::make_shared<const HeadNetwork>(
                    *headNetwork(*model, trace, *lens, *options)));
            }
        });
        panel.resize(1200, 640);
        panel.show();
        panel.setNeuronWords(words);
        panel.setTable(table, false);
        panel.drawing()->setFocus();
    }
    const NetworkSide& head() const { return panel.drawing()->side(NetworkDrawing::Head); }
    const NetworkSide& ffn() const { return panel.drawing()->side(NetworkDrawing::FeedForward); }
    void key(Qt::Key key) { QTest::keyClick(panel.drawing(), key); }
    QPushButton* button(const char* name) const
    {
        return panel.findChild<QPushButton*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
};

} // namespace

/// The panel "as a network": steps, drawing, numbers.
class TestNetworkPanel : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_model;
    std::vector<TokenId> m_ids;

private Q_SLOTS:
    void initTestCase();
    void steps();
    void geometry();
    void withoutResult();
    void rowsAreTheCoresNumbers();
    void growAndEvaluate();
    void keysStepThrough();
    void playEndsAtTheEnd();
    void theSelectionLeads();
    void clicksSelect();
    void lateResults();
    void oneToken();
    void manyTokens();
    void narrowAndPicture();
};

void TestNetworkPanel::initTestCase()
{
    m_model = loadModel(headscope::tests::modelsPath("/bookshelf-20m"));
    m_ids = promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true);
}

void TestNetworkPanel::steps()
{
    for (const bool grows : {true, false}) {
        const NetworkSteps steps{13, grows};
        QCOMPARE(steps.count(), grows ? 26 : 13);
        for (int number = 0; number < steps.count(); ++number)
            QCOMPARE(steps.numberOf(steps.at(number)), number);
        QCOMPARE(steps.numberOf(steps.first()), 0);
        QCOMPARE(steps.numberOf(steps.last()), steps.count() - 1);
    }
    const NetworkSteps growing{13, true};
    QVERIFY(growing.at(5) == (NetworkStep{2, true}));
    QVERIFY(growing.at(6) == (NetworkStep{3, false}));
    QVERIFY((NetworkSteps{13, false}.at(5)) == (NetworkStep{5, true}));
}

void TestNetworkPanel::geometry()
{
    for (const QRect area :
         {QRect(0, 0, 320, 200), QRect(10, 20, 600, 500), QRect(5, 0, 900, 1000)})
        for (const int rows : {1, 2, 13, 25}) {
            NetworkGeometry g;
            g.area = area;
            g.rows = rows;
            g.scoreWidth = 40;
            for (int k = 0; k < rows; ++k) {
                const QRect row = g.row(k);
                QCOMPARE(g.rowAt(row.center()), k);
                QCOMPARE(g.rowAt(row.topLeft()), k);
                QCOMPARE(g.rowAt(row.bottomRight()), k);
                QVERIFY(row.contains(g.circleCentre(k)));
                // The parts of a row stand side by side.
                QVERIFY(g.nameRect(k).right() < g.inWords(k).left());
                QVERIFY(g.inWords(k).right() < g.circleCentre(k).x());
                QVERIFY(g.circleCentre(k).x() < g.score(k).left());
                QVERIFY(g.score(k).right() < g.barRect(k).left());
                QVERIFY(g.barRect(k).right() < g.value(k).left());
                QVERIFY(g.value(k).right() < g.laneLeft());
                QVERIFY(g.laneLeft() + NetworkGeometry::lane <= g.outWords(k).left());
                QVERIFY(g.outWords(k).right() <= area.right());
            }
            QCOMPARE(g.rowAt({area.center().x(), g.row(rows - 1).bottom() + 1}), -1);
            QCOMPARE(g.rowAt({area.center().x(), area.top()}), -1);
            QCOMPARE(g.rowAt({area.left() - 1, g.row(0).center().y()}), -1);
            if (rows <= g.capacity())
                QVERIFY(g.input().bottom() <= area.bottom() || rows <= 2);

            std::vector<double> fractions;
            for (int k = 0; k < rows; ++k)
                fractions.push_back(1.0 / (k + 1));
            const auto widths = g.written(fractions);
            const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
            QVERIFY(sum <= NetworkGeometry::lane - 8 + 1e-9);
            for (int k = 0; k < rows; ++k) {
                QVERIFY(qAbs(widths[static_cast<std::size_t>(k)]
                             - widths[0] * fractions[static_cast<std::size_t>(k)])
                        < 1e-9);
                if (k > 0)
                    QVERIFY(g.writtenX(widths, k) > g.writtenX(widths, k - 1));
            }
        }
}

void TestNetworkPanel::withoutResult()
{
    Selection selection;
    NetworkPanel panel(&selection);
    panel.resize(800, 400);
    panel.show();
    QVERIFY(!panel.options());
    QVERIFY(panel.figure(800).image().isNull());
    QVERIFY(!panel.sentence().isEmpty());
    for (const char* name : {"networkFirst", "networkBack", "networkGrow", "networkEvaluate",
                             "networkLast", "networkPlay"})
        QVERIFY(!panel.findChild<QPushButton*>(QString::fromLatin1(name))->isEnabled());
    for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_Space})
        QTest::keyClick(panel.drawing(), key);
    QVERIFY(panel.step() == (NetworkStep{0, true}));
}

void TestNetworkPanel::rowsAreTheCoresNumbers()
{
    NeuronWordsSearch search(m_model, std::make_shared<const Lens>(m_model));
    QVERIFY(search.advance());
    const auto words = std::make_shared<const NeuronWords>(search.take());
    const Shown s(m_model, m_ids, 12, words);
    const auto network = headNetwork(*m_model, s.trace, *s.lens,
                                     {LayerIndex(5), HeadIndex(2), Position(12), {}});
    QCOMPARE(s.head().rows.size(), std::size_t(13));
    const auto largest = *std::max_element(network->attention.begin(), network->attention.end());
    for (std::size_t j = 0; j < 13; ++j) {
        const auto& row = s.head().rows[j];
        QCOMPARE(row.key, static_cast<int>(j));
        QCOMPARE(row.value, percentText(network->attention[j]));
        QCOMPARE(row.score, numberText(network->scores[j]));
        // One is from the table, one from the network: the same product in another order.
        QVERIFY(qAbs(row.fraction - static_cast<double>(network->attention[j] / largest)) < 1e-5);
        QVERIFY(row.tip.contains(numberText(network->messageSizes[j], 4)));
        if (row.inNote.isEmpty())
            QCOMPARE(row.inWords, shownWords(*m_model->words, s.table->patternCells[j].ids, false));
        if (row.outNote.isEmpty())
            QCOMPARE(row.outWords,
                     shownWords(*m_model->words, s.table->messageCells[j].ids, false));
    }
    QCOMPARE(s.head().output, shownWords(*m_model->words, network->output.ids, false));
    QCOMPARE(s.ffn().rows.size(), std::size_t(13)); // twelve, and the others
    for (std::size_t k = 0; k < 12; ++k) {
        const auto& row = s.ffn().rows[k];
        const auto& neuron = network->neurons[k];
        QCOMPARE(row.key, neuron.neuron.value);
        QCOMPARE(row.value, numberText(neuron.activation));
        const auto at = static_cast<std::size_t>(neuron.neuron.value);
        if (row.inNote.isEmpty())
            QCOMPARE(row.inWords, shownWords(*m_model->words, words->in[5][at].ids, false));
    }
    QCOMPARE(s.ffn().rows[12].key, -1);
    QVERIFY(s.ffn().rows[12].outNote.contains(percentText(1.0 - network->neuronShare)));
    QVERIFY(s.ffn().output.isEmpty()
            == (network->neuronOutput.highBias && s.table->options.lens.hideHighBias));
}

void TestNetworkPanel::growAndEvaluate()
{
    Shown s(m_model, m_ids, 0);
    s.click("networkFirst");
    QVERIFY(s.panel.step() == (NetworkStep{0, false}));
    for (int token = 1; token < 13; ++token) {
        s.click("networkGrow");
        QVERIFY(s.panel.step() == (NetworkStep{token, false}));
        QCOMPARE(s.selection.query().value, token);
        QCOMPARE(s.head().rows.size(), static_cast<std::size_t>(token + 1));
        QVERIFY(s.head().rows.back().isNew);
        QVERIFY(s.head().rows.back().value.isEmpty());
        QCOMPARE(s.head().rows.front().fraction, 0.0);
        QVERIFY(s.head().output.isEmpty());
        QVERIFY(s.panel.sentence().contains(s.head().rows.back().label));
        s.click("networkEvaluate");
        QVERIFY(s.panel.step() == (NetworkStep{token, true}));
        QCOMPARE(s.head().rows[0].value, percentText(s.table->attention(token, 0)));
        QVERIFY(!s.head().rows.back().isNew);
        QVERIFY(!s.button("networkEvaluate")->isEnabled());
    }
    QVERIFY(!s.button("networkGrow")->isEnabled());
    s.click("networkBack");
    QVERIFY(s.panel.step() == (NetworkStep{12, false}));
    s.click("networkLast");
    QVERIFY(s.panel.step() == (NetworkStep{12, true}));
}

void TestNetworkPanel::keysStepThrough()
{
    Shown s(m_model, m_ids, 3);
    QVERIFY(s.panel.step() == (NetworkStep{3, true}));
    s.key(Qt::Key_Right);
    QVERIFY(s.panel.step() == (NetworkStep{4, false}));
    s.key(Qt::Key_Right);
    QVERIFY(s.panel.step() == (NetworkStep{4, true}));
    s.key(Qt::Key_Left);
    s.key(Qt::Key_Left);
    QVERIFY(s.panel.step() == (NetworkStep{3, true}));
    s.key(Qt::Key_Home);
    s.key(Qt::Key_Left);
    QVERIFY(s.panel.step() == (NetworkStep{0, false}));
    s.key(Qt::Key_End);
    s.key(Qt::Key_Right);
    QVERIFY(s.panel.step() == (NetworkStep{12, true}));
    QCOMPARE(s.selection.query().value, 12);
}

void TestNetworkPanel::playEndsAtTheEnd()
{
    Shown s(m_model, m_ids, 12);
    auto* play = s.button("networkPlay");
    s.key(Qt::Key_Space); // from the end it begins anew
    QVERIFY(play->isChecked());
    QVERIFY(s.panel.step() == (NetworkStep{0, false}));
    QTRY_VERIFY(s.panel.step() != (NetworkStep{0, false}));
    s.key(Qt::Key_Space);
    QVERIFY(!play->isChecked());
    s.click("networkPlay");
    QVERIFY(play->isChecked());
    s.panel.hide(); // nobody looks
    QVERIFY(!play->isChecked());
    QVERIFY(!s.panel.options());
}

void TestNetworkPanel::theSelectionLeads()
{
    Shown s(m_model, m_ids, 3);
    s.key(Qt::Key_Left);
    s.selection.setQuery(Position(7));
    QVERIFY(s.panel.step() == (NetworkStep{7, true}));
    QCOMPARE(s.panel.options()->query.value, 7);
    QCOMPARE(s.head().rows.size(), std::size_t(8));
    QVERIFY(!s.head().output.isEmpty() || !s.head().outputNote.isEmpty());
}

void TestNetworkPanel::clicksSelect()
{
    Shown s(m_model, m_ids, 12);
    const auto click = [&](NetworkDrawing::Which which, int row) {
        QTest::mouseClick(s.panel.drawing(), Qt::LeftButton, Qt::NoModifier,
                          s.panel.drawing()->geometryOf(which).row(row).center());
    };
    click(NetworkDrawing::Head, 5);
    QCOMPARE(s.selection.context().value, 5);
    QCOMPARE(s.selection.focus(), Selection::Focus::Message);
    click(NetworkDrawing::FeedForward, 2);
    QCOMPARE(s.selection.neuron().value, s.ffn().rows[2].key);
    QCOMPARE(s.selection.layer().value, 5);
    const int neuron = s.selection.neuron().value;
    click(NetworkDrawing::FeedForward, 12); // the others are no neuron
    QCOMPARE(s.selection.neuron().value, neuron);
}

void TestNetworkPanel::lateResults()
{
    Shown s(m_model, m_ids, 12);
    const auto other = headNetwork(*m_model, s.trace, *s.lens,
                                   {LayerIndex(5), HeadIndex(3), Position(12), {}});
    s.panel.setNetwork(std::make_shared<const HeadNetwork>(*other)); // of another head
    QCOMPARE(s.head().outputNote, QStringLiteral("…"));
    QVERIFY(s.ffn().rows.empty());
    QCOMPARE(s.head().rows.size(), std::size_t(13)); // what the table knows is there
    s.panel.setNetwork(nullptr);
    QCOMPARE(s.head().outputNote, QStringLiteral("…"));
}

void TestNetworkPanel::oneToken()
{
    Shown s(m_model, {m_ids[0]}, 0);
    QCOMPARE(s.head().rows.size(), std::size_t(1));
    QCOMPARE(s.head().rows[0].value, percentText(1.0));
    s.key(Qt::Key_Home);
    QVERIFY(s.panel.step() == (NetworkStep{0, false}));
    QVERIFY(!s.button("networkGrow")->isEnabled());
    s.key(Qt::Key_Right);
    s.key(Qt::Key_Right);
    QVERIFY(s.panel.step() == (NetworkStep{0, true}));
}

void TestNetworkPanel::manyTokens()
{
    std::vector<TokenId> ids;
    for (int i = 0; i < 512; ++i)
        ids.push_back((i * 37) % m_model->info.vocab);
    Shown s(m_model, ids, 511);
    s.panel.resize(1200, 1000);
    QCOMPARE(s.head().rows.size(), std::size_t(25)); // 24 and the others
    double sum = 0.0;
    double least = 1.0;
    std::vector<bool> drawn(512, false);
    for (std::size_t k = 0; k < 24; ++k) {
        const int j = s.head().rows[k].key;
        drawn[static_cast<std::size_t>(j)] = true;
        sum += static_cast<double>(s.table->attention(511, j));
        if (j != 511)
            least = std::min(least, static_cast<double>(s.table->attention(511, j)));
        if (k > 0)
            QVERIFY(s.head().rows[k - 1].key < j); // in prompt order
    }
    QVERIFY(drawn[511]);
    for (int j = 0; j < 512; ++j)
        if (!drawn[static_cast<std::size_t>(j)])
            QVERIFY(static_cast<double>(s.table->attention(511, j)) <= least);
    QVERIFY(s.head().rows[24].label.contains(QStringLiteral("488")));
    QCOMPARE(s.head().rows[24].value, percentText(1.0 - sum));
}

void TestNetworkPanel::narrowAndPicture()
{
    Shown s(m_model, m_ids, 12);
    QVERIFY(!s.panel.drawing()->stacked());
    const QImage wide = s.panel.figure(1000).image();
    QCOMPARE(wide.width(), 1000);
    s.panel.resize(480, 400);
    QCoreApplication::processEvents();
    QVERIFY(s.panel.drawing()->stacked());
    QVERIFY(s.head().rows.size() < 13); // fewer rows, and one for the others
    QCOMPARE(s.head().rows.back().key, -1);
    const auto head = s.panel.drawing()->geometryOf(NetworkDrawing::Head);
    const auto ffn = s.panel.drawing()->geometryOf(NetworkDrawing::FeedForward);
    QVERIFY(head.area.bottom() < ffn.area.top());
}

QTEST_MAIN(TestNetworkPanel)
#include "tst_networkpanel.moc"
