// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "tests/support/places.h"
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/models/wordtext.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::ui;
using app::Selection;

namespace {

/// The view over a prompt, as a window has it.
struct Shown {
    Selection selection;
    NeuronsView view{&selection};

    explicit Shown(const NeuronActivityPtr& activity, const NeuronWordsPtr& words = {})
    {
        selection.setBounds(activity->layers(), 6, activity->tokenCount(),
                            activity->neurons(core::LayerIndex(0)));
        selection.setQuery(Position(qMin(5, activity->tokenCount() - 1)));
        view.resize(1000, 600);
        view.setActivity(activity);
        view.setWords(words);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }
    template<class Widget>
    Widget* part(const char* name) const
    {
        return view.findChild<Widget*>(QString::fromLatin1(name));
    }
    int rows() const { return view.table()->wordsModel()->rowCount(); }
    QString cell(int row, int column) const
    {
        return view.table()->valuesModel()->index(row, column).data().toString();
    }
    void clickValue(int row, int column)
    {
        PaneTable* pane = view.table()->valuesPane();
        pane->scrollTo(pane->model()->index(row, column));
        QTest::mouseClick(pane->viewport(), Qt::LeftButton, Qt::NoModifier,
                          pane->visualRect(pane->model()->index(row, column)).center());
    }
    void clickHeader(PaneTable* pane, int section)
    {
        TableHeader* titles = pane->titles();
        QTest::mouseClick(
            titles->viewport(), Qt::LeftButton, Qt::NoModifier,
            QPoint(titles->sectionViewportPosition(section) + 5, titles->height() - 10));
    }
    int placeAt(int row) const { return view.table()->wordsModel()->placeOf(row); }
};

} // namespace

/// The Neurons view, driven by clicks and keys.
class TestNeuronsView : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_model;
    NeuronActivityPtr m_activity;
    NeuronWordsPtr m_words;

    NeuronActivityPtr activityOf(const std::vector<TokenId>& ids) const
    {
        return std::make_shared<const NeuronActivity>(
            *neuronActivity(*m_model, std::make_shared<const Trace>(*runTrace(*m_model, ids))));
    }

private Q_SLOTS:
    void initTestCase();
    void withoutResult();
    void startsAtTheSelectedToken();
    void chipsFilter();
    void thresholdLayerAndWords();
    void headersSort();
    void clicksSelectAndLeaveTheRows();
    void theSelectionLeads();
    void keysCrossTheEdge();
    void findGoesRound();
    void copiesAndDraws();
    void oneToken();
    void manyTokens();
};

void TestNeuronsView::initTestCase()
{
    m_model = loadModel(headscope::tests::modelsPath("/bookshelf-20m"));
    m_activity = activityOf(
        promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true));
    LensOptions options;
    options.top = 5;
    NeuronWordsSearch search(m_model, std::make_shared<const Lens>(m_model), options);
    QVERIFY(search.advance());
    m_words = std::make_shared<const NeuronWords>(search.take());
}

void TestNeuronsView::withoutResult()
{
    Selection selection;
    NeuronsView view(&selection);
    view.show();
    QCOMPARE(view.state(), View::State::Empty);
    QVERIFY(view.picture(1000).isNull());
    QVERIFY(view.selectedText().isEmpty());
    QVERIFY(!view.find(QStringLiteral("ship"), false));
    selection.setBounds(8, 6, 13, 1536);
    selection.setNeuron(LayerIndex(3), NeuronIndex(7)); // nothing to show it in
    selection.setQuery(Position(4));
}

void TestNeuronsView::startsAtTheSelectedToken()
{
    Shown s(m_activity);
    QCOMPARE(s.view.state(), View::State::Ready);
    QCOMPARE(s.rows(), 12288);
    const auto order = neuronRows(*m_activity, nullptr, {}, {}, 5);
    for (const int row : {0, 1, 2, 12287}) {
        QCOMPARE(s.placeAt(row), order[static_cast<std::size_t>(row)]);
        QCOMPARE(s.cell(row, 5),
                 numberText(m_activity->activation(order[static_cast<std::size_t>(row)], 5)));
    }
    const QLocale locale;
    QVERIFY(s.view.factsText().contains(locale.toString(12288)));
    QVERIFY(s.view.factsText().contains(QStringLiteral("ship")));
    QVERIFY(s.view.factsText().contains(QStringLiteral("looked up")));
    QCOMPARE(s.view.table()->wordsModel()->index(0, NeuronWordsModel::Input).data().toString(),
             QStringLiteral("…"));
    s.view.setWords(m_words);
    QVERIFY(!s.view.factsText().contains(QStringLiteral("looked up")));
    QVERIFY(s.view.table()->wordsModel()->index(0, NeuronWordsModel::Input).data().toString()
            != QStringLiteral("…"));
}

void TestNeuronsView::chipsFilter()
{
    Shown s(m_activity, m_words);
    auto* first = s.part<QPushButton>("firstTokenNeurons");
    const int found = firstTokenNeurons(*m_activity, 0.5F);
    QVERIFY(found > 0);
    QVERIFY(first->text().contains(QLocale().toString(found)));
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(s.rows(), found);
    for (int row = 0; row < found; ++row)
        QVERIFY(m_activity->firesOnFirstOnly(s.placeAt(row), 0.5F));
    auto* on = s.part<QPushButton>("neuronsOnToken");
    QVERIFY(on->text().contains(QStringLiteral("ship")));
    QTest::keyClick(on, Qt::Key_Space);
    QVERIFY(s.rows() > 0);
    QVERIFY(m_activity->activation(s.placeAt(s.rows() - 1), 5) >= 0.5F);
    QTest::mouseClick(s.part<QPushButton>("anyNeuron"), Qt::LeftButton);
    QCOMPARE(s.rows(), 12288);
}

void TestNeuronsView::thresholdLayerAndWords()
{
    Shown s(m_activity, m_words);
    QTest::mouseClick(s.part<QPushButton>("neuronsOnToken"), Qt::LeftButton);
    const int at = s.rows();
    auto* threshold = s.part<QDoubleSpinBox>("firesAt");
    threshold->setFocus();
    threshold->selectAll();
    QTest::keyClicks(threshold, QLocale().toString(2.0, 'f', 2));
    QTest::keyClick(threshold, Qt::Key_Return);
    QVERIFY(s.rows() > 0 && s.rows() < at);
    QVERIFY(m_activity->activation(s.placeAt(s.rows() - 1), 5) >= 2.0F);
    QVERIFY(s.part<QPushButton>("firstTokenNeurons")
                ->text()
                .contains(QLocale().toString(firstTokenNeurons(*m_activity, 2.0F))));

    QTest::mouseClick(s.part<QPushButton>("anyNeuron"), Qt::LeftButton);
    auto* layer = s.part<QComboBox>("neuronLayer");
    QCOMPARE(layer->count(), 9);
    layer->setFocus();
    QTest::keyClick(layer, Qt::Key_Down); // layer 0
    QTest::keyClick(layer, Qt::Key_Down);
    QCOMPARE(s.rows(), 1536);
    QCOMPARE(m_activity->layerOf(s.placeAt(0)).value, 1);

    auto* match = s.part<QLineEdit>("neuronWords");
    QTest::keyClicks(match, QStringLiteral("ship"));
    NeuronFilter filter;
    filter.layer = LayerIndex(1);
    filter.threshold = 2.0F;
    filter.words = QStringLiteral("ship");
    const auto expected = neuronRows(*m_activity, m_words.get(), filter, {}, 5);
    QVERIFY(!expected.empty());
    QCOMPARE(s.rows(), static_cast<int>(expected.size()));
    QTest::keyClicks(match, QStringLiteral("zzzz"));
    QCOMPARE(s.rows(), 0);
    QVERIFY(s.part<QLabel>("noNeurons")->isVisible());
    match->clear();
    QCOMPARE(s.rows(), 1536);
    QVERIFY(!s.part<QLabel>("noNeurons")->isVisible());
}

void TestNeuronsView::headersSort()
{
    Shown s(m_activity, m_words);
    s.clickHeader(s.view.table()->valuesPane(), 2);
    QCOMPARE(s.selection.query().value, 2);
    QVERIFY(s.view.sort() == (NeuronSort{NeuronSort::Key::Activation, true}));
    QCOMPARE(s.placeAt(0), neuronRows(*m_activity, nullptr, {}, {}, 2).front());
    s.clickHeader(s.view.table()->valuesPane(), 2); // the other way round
    QVERIFY(!s.view.sort().descending);
    QVERIFY(m_activity->activation(s.placeAt(0), 2) <= m_activity->activation(s.placeAt(1), 2));
    PaneTable* words = s.view.table()->wordsPane();
    s.clickHeader(words, NeuronWordsModel::Neuron);
    QCOMPARE(s.placeAt(0), 0);
    QCOMPARE(s.placeAt(12287), 12287);
    s.clickHeader(words, NeuronWordsModel::Largest);
    QVERIFY(m_activity->summary(s.placeAt(0)).largest >= m_activity->summary(s.placeAt(1)).largest);
    s.clickHeader(words, NeuronWordsModel::Written);
    QCOMPARE(s.placeAt(0),
             neuronRows(*m_activity, nullptr, {}, {NeuronSort::Key::Written, true}, 2).front());
    s.clickHeader(words, NeuronWordsModel::Input); // nothing to order by
    QCOMPARE(s.view.sort().key, NeuronSort::Key::Written);
}

void TestNeuronsView::clicksSelectAndLeaveTheRows()
{
    Shown s(m_activity, m_words);
    const int place = s.placeAt(4);
    s.clickValue(4, 1);
    QCOMPARE(s.selection.neuron(), m_activity->neuronOf(place));
    QCOMPARE(s.selection.layer(), m_activity->layerOf(place));
    QCOMPARE(s.selection.query().value, 1);
    QCOMPARE(s.selection.focus(), Selection::Focus::Neuron);
    QCOMPARE(s.placeAt(4), place); // still ordered by "ship"
    QVERIFY(s.view.factsText().contains(QStringLiteral("ship")));
    PaneTable* words = s.view.table()->wordsPane();
    QTest::mouseClick(
        words->viewport(), Qt::LeftButton, Qt::NoModifier,
        words->visualRect(words->model()->index(2, NeuronWordsModel::Output)).center());
    QCOMPARE(s.selection.neuron(), m_activity->neuronOf(s.placeAt(2)));
    QCOMPARE(s.selection.query().value, 1);
}

void TestNeuronsView::theSelectionLeads()
{
    Shown s(m_activity, m_words);
    s.selection.setQuery(Position(0)); // as from the token strip
    QCOMPARE(s.placeAt(0), neuronRows(*m_activity, nullptr, {}, {}, 0).front());
    const int last = s.placeAt(12287);
    s.selection.setNeuron(m_activity->layerOf(last), m_activity->neuronOf(last));
    PaneTable* pane = s.view.table()->valuesPane();
    QVERIFY(pane->viewport()->rect().intersects(
        pane->visualRect(pane->model()->index(12287, 0)))); // in sight
    QCOMPARE(s.view.table()->wordsPane()->verticalScrollBar()->value(),
             pane->verticalScrollBar()->value());
    QCOMPARE(pane->currentIndex().row(), 12287);
}

void TestNeuronsView::keysCrossTheEdge()
{
    Shown s(m_activity, m_words);
    PaneTable* words = s.view.table()->wordsPane();
    PaneTable* values = s.view.table()->valuesPane();
    words->setFocus();
    words->setCurrentIndex(words->model()->index(0, NeuronWordsModel::Written));
    QTest::keyClick(words, Qt::Key_Right);
    QVERIFY(values->hasFocus());
    QCOMPARE(values->currentIndex().column(), 0);
    QTest::keyClick(values, Qt::Key_Down);
    QTest::keyClick(values, Qt::Key_Right);
    QCOMPARE(s.selection.query().value, 1);
    QCOMPARE(s.selection.neuron(), m_activity->neuronOf(s.placeAt(1)));
    QTest::keyClick(values, Qt::Key_Left);
    QTest::keyClick(values, Qt::Key_Left);
    QVERIFY(words->hasFocus());
    QCOMPARE(words->currentIndex().column(), static_cast<int>(NeuronWordsModel::Written));
    QCOMPARE(words->currentIndex().row(), 1);
}

void TestNeuronsView::findGoesRound()
{
    Shown s(m_activity, m_words);
    NeuronFilter filter;
    filter.words = QStringLiteral("ship");
    const auto found = neuronRows(*m_activity, m_words.get(), filter, {}, 5);
    QVERIFY(found.size() > 2);
    const auto selected = [&] {
        return m_activity->place(s.selection.layer(), s.selection.neuron());
    };
    const int start = s.placeAt(0);
    s.selection.setNeuron(m_activity->layerOf(start), m_activity->neuronOf(start));
    const std::size_t from = found.front() == start ? 1 : 0;
    QVERIFY(s.view.find(QStringLiteral("ship"), false));
    QCOMPARE(selected(), found[from]);
    QVERIFY(s.view.find(QStringLiteral("ship"), false));
    QCOMPARE(selected(), found[from + 1]);
    QVERIFY(s.view.find(QStringLiteral("ship"), true));
    QCOMPARE(selected(), found[from]);
    QVERIFY(!s.view.find(QStringLiteral("zzzzz"), false));
    QCOMPARE(selected(), found[from]);
}

void TestNeuronsView::copiesAndDraws()
{
    Shown s(m_activity, m_words);
    PaneTable* values = s.view.table()->valuesPane();
    values->setFocus();
    values->setCurrentIndex(values->model()->index(1, 2));
    QTest::keyClick(values, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(values, Qt::Key_Down, Qt::ShiftModifier);
    const auto number = [&](int row, int token) {
        return QString::number(static_cast<double>(m_activity->activation(s.placeAt(row), token)),
                               'g', 7);
    };
    QCOMPARE(s.view.selectedText(),
             QStringLiteral("%1\t%2\n%3\t%4")
                 .arg(number(1, 2), number(1, 3), number(2, 2), number(2, 3)));
    const QImage picture = s.view.picture(1400);
    QVERIFY(picture.width() <= 1400);
    QVERIFY(picture.height() > 200 * 20); // the first rows of many
    QTest::keyClicks(s.part<QLineEdit>("neuronWords"), QStringLiteral("schooner"));
    QVERIFY(s.rows() > 0 && s.rows() < 200);
    QVERIFY(s.view.picture(1400).height() < picture.height());
}

void TestNeuronsView::oneToken()
{
    Shown s(activityOf({m_model->info.firstToken.value_or(0)}), m_words);
    QCOMPARE(s.rows(), 12288);
    QVERIFY(!s.part<QPushButton>("firstTokenNeurons")->isEnabled());
    s.clickValue(0, 0);
    QCOMPARE(s.selection.query().value, 0);
    QVERIFY(!s.view.picture(800).isNull());
}

void TestNeuronsView::manyTokens()
{
    std::vector<TokenId> ids;
    for (int i = 0; i < 512; ++i)
        ids.push_back((i * 37) % m_model->info.vocab);
    const auto many = activityOf(ids);
    Shown s(many, m_words);
    QCOMPARE(s.view.table()->valuesModel()->columnCount(), 512);
    s.selection.setQuery(Position(511));
    QCOMPARE(s.placeAt(0), neuronRows(*many, nullptr, {}, {}, 511).front());
    s.clickValue(3, 511);
    QCOMPARE(s.selection.query().value, 511);
    QCOMPARE(s.cell(3, 511), numberText(many->activation(s.placeAt(3), 511)));
    // A shorter prompt with the same selection.
    s.view.setActivity(m_activity);
    QCOMPARE(s.view.table()->valuesModel()->columnCount(), 13);
    QVERIFY(s.view.factsText().contains(QStringLiteral("boats")));
}

QTEST_MAIN(TestNeuronsView)
#include "tst_neuronsview.moc"
