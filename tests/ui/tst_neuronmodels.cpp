// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuroninspection.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/neurontablegeometry.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>
#include <set>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::ui;

/// Rows, order, cells and widths of the Neurons table.
class TestNeuronModels : public QObject
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
    /// Made by hand: words 5k, 5k + 1, 5k + 2 for the k-th neuron of a layer, the next ones for
    /// what it writes; every seventh points along frequency.
    NeuronWordsPtr handmadeWords() const
    {
        auto words = std::make_shared<NeuronWords>();
        const int F = m_model->info.ffn;
        for (int l = 0; l < m_model->info.layers; ++l) {
            std::vector<LensCell> in;
            std::vector<LensCell> out;
            for (int k = 0; k < F; ++k) {
                LensCell cell;
                cell.ids = {5 * k, 5 * k + 1, 5 * k + 2};
                cell.scores = {0.5F, 0.25F, 0.125F};
                cell.highBias = k % 7 == 3;
                in.push_back(cell);
                cell.ids = {5 * k + 3, 5 * k + 4, l};
                out.push_back(cell);
            }
            words->in.push_back(std::move(in));
            words->out.push_back(std::move(out));
        }
        return words;
    }
    std::vector<int> rows(const NeuronFilter& filter, const NeuronSort& sort, int token) const
    {
        return neuronRows(*m_activity, m_words.get(), filter, sort, token);
    }

private Q_SLOTS:
    void initTestCase();
    void emptyModels();
    void ordersAreStable();
    void filtersByActivation();
    void filtersByLayerAndWords();
    void cellsAreTheCoresNumbers();
    void wordsMayComeLater();
    void oneTokenAndMany();
    void inspection();
    void geometry();
    void colours();
};

void TestNeuronModels::initTestCase()
{
    m_model = loadModel(HEADSCOPE_MODELS "/bookshelf-20m");
    m_activity = activityOf(
        promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true));
    m_words = handmadeWords();
}

void TestNeuronModels::emptyModels()
{
    NeuronWordsModel words;
    NeuronActivationsModel values;
    const QAbstractItemModelTester first(&words,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester second(&values,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(words.rowCount(), 0);
    QCOMPARE(values.columnCount(), 0);
    QCOMPARE(words.rowOf(0), -1);
    words.setRows(m_activity, m_words, {5, 3}, 0, false);
    values.setRows(m_activity, {5, 3}, false);
    QCOMPARE(values.rowCount(), 2);
    words.setRows(nullptr, nullptr, {}, 0, false);
    values.setRows(nullptr, {}, false);
    QCOMPARE(words.rowCount(), 0);
    QCOMPARE(values.rowCount(), 0);
}

void TestNeuronModels::ordersAreStable()
{
    const auto place = rows({}, {NeuronSort::Key::Place, false}, 0);
    QCOMPARE(place.size(), static_cast<std::size_t>(m_activity->count()));
    QVERIFY(std::is_sorted(place.begin(), place.end()));
    const auto reversed = rows({}, {NeuronSort::Key::Place, true}, 0);
    QVERIFY(std::is_sorted(reversed.rbegin(), reversed.rend()));

    for (const bool descending : {true, false}) {
        for (const auto key :
             {NeuronSort::Key::Activation, NeuronSort::Key::Largest, NeuronSort::Key::Written}) {
            const int token = 5;
            const auto value = [&](int p) -> float {
                return key == NeuronSort::Key::Activation ? m_activity->activation(p, token)
                       : key == NeuronSort::Key::Largest
                           ? m_activity->summary(p).largest
                           : std::abs(m_activity->activation(p, token))
                                 * m_activity->summary(p).outSize;
            };
            const auto order = rows({}, {key, descending}, token);
            QCOMPARE(order.size(), place.size());
            for (std::size_t k = 1; k < order.size(); ++k) {
                const float before = value(order[k - 1]);
                const float after = value(order[k]);
                QVERIFY(descending ? before >= after : before <= after);
                if (before == after)
                    QVERIFY(order[k - 1] < order[k]);
            }
        }
    }
}

void TestNeuronModels::filtersByActivation()
{
    NeuronFilter filter;
    for (const float threshold : {0.2F, 0.5F, 2.0F}) {
        filter.threshold = threshold;
        filter.fires = NeuronFilter::Fires::OnToken;
        std::set<int> expected;
        for (int p = 0; p < m_activity->count(); ++p)
            if (m_activity->activation(p, 5) >= threshold)
                expected.insert(p);
        const auto on = rows(filter, {}, 5);
        QVERIFY(!on.empty());
        QVERIFY(expected == std::set<int>(on.begin(), on.end()));
        filter.fires = NeuronFilter::Fires::FirstOnly;
        const auto first = rows(filter, {}, 5);
        QCOMPARE(static_cast<int>(first.size()), firstTokenNeurons(*m_activity, threshold));
        for (const int p : first) {
            QVERIFY(m_activity->activation(p, 0) >= threshold);
            for (int i = 1; i < m_activity->tokenCount(); ++i)
                QVERIFY(m_activity->activation(p, i) < threshold);
        }
    }
}

void TestNeuronModels::filtersByLayerAndWords()
{
    NeuronFilter filter;
    filter.layer = LayerIndex(3);
    const auto layer = rows(filter, {}, 0);
    QCOMPARE(static_cast<int>(layer.size()), m_activity->neurons(core::LayerIndex(0)));
    for (const int p : layer)
        QCOMPARE(m_activity->layerOf(p).value, 3);

    filter.words = QStringLiteral("SHIP"); // whatever the case
    std::set<int> expected;
    for (const int p : layer) {
        const auto k = static_cast<std::size_t>(m_activity->neuronOf(p).value);
        const LensCell& in = m_words->in[3][k];
        for (const LensCell* cell : {&in, &m_words->out[3][k]})
            for (const TokenId id : cell->ids)
                if (!cell->highBias
                    && QString::fromUtf8(m_model->words->word(id).data(),
                                         static_cast<qsizetype>(m_model->words->word(id).size()))
                           .toLower()
                           .contains(QStringLiteral("ship")))
                    expected.insert(p);
    }
    const auto found = rows(filter, {}, 0);
    QVERIFY(!found.empty());
    QVERIFY(found.size() < layer.size());
    QVERIFY(expected == std::set<int>(found.begin(), found.end()));
    // Nothing is known of words that have not come.
    QVERIFY(neuronRows(*m_activity, nullptr, filter, {}, 0).empty());
    filter.words.clear();
    QCOMPARE(neuronRows(*m_activity, nullptr, filter, {}, 0).size(), layer.size());
}

void TestNeuronModels::cellsAreTheCoresNumbers()
{
    NeuronWordsModel words;
    NeuronActivationsModel values;
    const QAbstractItemModelTester first(&words,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester second(&values,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto order = rows({}, {}, 5);
    words.setRows(m_activity, m_words, order, 5, false);
    values.setRows(m_activity, order, false);
    QCOMPARE(words.rowCount(), m_activity->count());
    QCOMPARE(values.columnCount(), 13);
    for (const int row : {0, 1, 500, 12287}) {
        const int place = order[static_cast<std::size_t>(row)];
        const int layer = m_activity->layerOf(place).value;
        const int neuron = m_activity->neuronOf(place).value;
        QCOMPARE(words.rowOf(place), row);
        QCOMPARE(words.index(row, NeuronWordsModel::Neuron).data().toString(),
                 QStringLiteral("%1.%2").arg(layer).arg(neuron));
        const LensCell& in =
            m_words->in[static_cast<std::size_t>(layer)][static_cast<std::size_t>(neuron)];
        const auto index = words.index(row, NeuronWordsModel::Input);
        QCOMPARE(index.data(WordsRole).toStringList(), shownWords(*m_model->words, in.ids, false));
        QCOMPARE(index.data(HiddenRole).toBool(), in.highBias);
        QCOMPARE(index.data().toString() == QStringLiteral("(high bias)"), in.highBias);
        QCOMPARE(words.index(row, NeuronWordsModel::Largest).data(ValueRole).toDouble(),
                 static_cast<double>(m_activity->summary(place).largest));
        QCOMPARE(words.index(row, NeuronWordsModel::Written).data(ValueRole).toDouble(),
                 static_cast<double>(std::abs(m_activity->activation(place, 5))
                                     * m_activity->summary(place).outSize));
        for (int token = 0; token < 13; ++token) {
            const auto cell = values.index(row, token);
            const auto f = static_cast<double>(m_activity->activation(place, token));
            QCOMPARE(cell.data(ValueRole).toDouble(), f);
            QCOMPARE(cell.data().toString(), f == 0 ? QStringLiteral("–") : numberText(f));
            QCOMPARE(cell.data(ExportRole).toString(), QString::number(f, 'g', 7));
        }
    }
    QCOMPARE(values.headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("ship"));
    values.setSorted(5, true);
    QCOMPARE(values.headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("▾ ship"));
}

void TestNeuronModels::wordsMayComeLater()
{
    NeuronWordsModel words;
    words.setRows(m_activity, nullptr, rows({}, {}, 5), 5, false);
    const auto cell = words.index(0, NeuronWordsModel::Output);
    QCOMPARE(cell.data().toString(), QStringLiteral("…"));
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().isEmpty());
    QVERIFY(words.index(0, NeuronWordsModel::Largest).data(ValueRole).toDouble() > 0);
    const QPersistentModelIndex kept(cell);
    words.setWords(m_words);
    QVERIFY(kept.isValid()); // the rows stay
    QCOMPARE(cell.data(WordsRole).toStringList().size(), 3);
}

void TestNeuronModels::oneTokenAndMany()
{
    for (const int T : {1, 512}) {
        std::vector<TokenId> ids;
        for (int i = 0; i < T; ++i)
            ids.push_back((i * 37) % m_model->info.vocab);
        const auto activity = activityOf(ids);
        NeuronActivationsModel values;
        const QAbstractItemModelTester tester(
            &values, QAbstractItemModelTester::FailureReportingMode::QtTest);
        values.setRows(activity, neuronRows(*activity, nullptr, {}, {}, T - 1), false);
        QCOMPARE(values.columnCount(), T);
        QCOMPARE(values.rowCount(), activity->count());
        QCOMPARE(values.index(0, T - 1).data(ValueRole).toDouble(),
                 static_cast<double>(activity->activation(values.placeOf(0), T - 1)));
    }
    QCOMPARE(firstTokenNeurons(*activityOf({0}), 0.5F), 0);
}

void TestNeuronModels::inspection()
{
    const Lens lens(m_model);
    const Trace trace = *runTrace(
        *m_model,
        promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true));
    const auto detail = neuronDetail(*m_model, trace, lens, {LayerIndex(1), NeuronIndex(974), {}});
    const Inspection shown = inspectNeuron(*detail, 5, false);
    QVERIFY(shown.title.contains(QStringLiteral("1.974")));
    QVERIFY(shown.scoreTitle.contains(QStringLiteral("ship")));
    // What the lines of the formula say follows from one another.
    QVERIFY(shown.formula.contains(numberText(detail->products[5])));
    QVERIFY(shown.formula.contains(numberText(static_cast<double>(detail->products[5])
                                              + static_cast<double>(detail->inBias))));
    QVERIFY(shown.formula.contains(numberText(trace.activations[1](5, 974), 4)));
    QVERIFY(shown.formula.startsWith(QStringLiteral("f = gelu(")));
    QCOMPARE(shown.pattern.words.size(), std::size_t(10));
    QCOMPARE(shown.pattern.words[0].label,
             shownWord(m_model->words->word(detail->in.ids[0]), false));
    QCOMPARE(shown.pattern.words[0].value, static_cast<double>(detail->in.scores[0]));
    QCOMPARE(shown.pattern.words[0].fraction, 1.0);
    QCOMPARE(shown.message.words[9].key, detail->out.ids[9]);
    const auto most = shown.message.facts.back().second;
    QVERIFY2(most.startsWith(QStringLiteral("ship ")), qPrintable(most)); // its largest is there
    QCOMPARE(most.split(QStringLiteral(", ")).size(), 5);
    // A token that is not there any more, and a prompt of one.
    QVERIFY(inspectNeuron(*detail, 99, false).scoreTitle.contains(QStringLiteral("boats")));
    const auto one = neuronDetail(*m_model, *runTrace(*m_model, {0}), lens,
                                  {LayerIndex(0), NeuronIndex(0), {}});
    QVERIFY(!inspectNeuron(*one, 0, true).formula.isEmpty());
}

void TestNeuronModels::geometry()
{
    NeuronTableGeometry g;
    g.axisWidth = 170;
    for (const int tokens : {1, 13, 512})
        for (const int rows : {0, 5, 36864})
            for (const int width : {320, 560, 840, 1300, 1900})
                for (const int height : {160, 600}) {
                    g.tokens = tokens;
                    g.rows = rows;
                    const auto parts = g.share(width, height);
                    const int bar = parts.verticalBar ? g.scrollBar : 0;
                    QVERIFY(parts.left() + parts.values + bar <= width);
                    QVERIFY(parts.words >= 0 && parts.words <= g.wordsWidth);
                    QCOMPARE(parts.horizontalBar, parts.values < g.allValues());
                    QCOMPARE(parts.verticalBar, g.contentHeight(parts.horizontalBar) > height);
                    // Something of everything is in sight.
                    QVERIFY(parts.values >= std::min(g.cellWidth, width / 4));
                    QVERIFY(parts.words >= 40);
                }
    g.tokens = 13;
    QVERIFY(!g.share(1300, 600).horizontalBar); // a short prompt needs no scrolling
    QCOMPARE(g.share(1300, 600).number, g.numberWidth);
    QCOMPARE(g.share(400, 600).number, 0);
}

void TestNeuronModels::colours()
{
    for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
        Theme& theme = Theme::instance();
        theme.setChoice(choice);
        const Colours& colours = theme.colours();
        QCOMPARE(theme.activationColour(0), colours.surface.rgb());
        QCOMPARE(theme.activationColour(1), colours.firesMost.rgb());
        QCOMPARE(theme.activationColour(50), colours.firesMost.rgb());
        QCOMPARE(theme.activationColour(-0.17), colours.firesNot.rgb());
        const QColor half = QColor::fromRgb(theme.activationColour(0.5));
        QVERIFY(half.green() > half.red() && half.green() > half.blue());
        const QColor most = colours.firesMost;
        QVERIFY(most.red() > most.green() && most.red() > most.blue());
        const QColor below = QColor::fromRgb(theme.activationColour(-0.1));
        QVERIFY(below.blue() > below.red());
        for (double f = -0.17; f < 1.5; f += 0.01)
            QVERIFY(Theme::contrast(QColor::fromRgb(theme.activationColour(f)),
                                    theme.activationInk(f))
                    >= 4.0); // readable: small numbers on their colour
    }
}

QTEST_MAIN(TestNeuronModels)
#include "tst_neuronmodels.moc"
