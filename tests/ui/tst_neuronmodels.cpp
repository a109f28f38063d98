// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuroninspection.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/neurontablegeometry.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>
#include <cmath>
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
            words->gate.emplace_back(); // the model has none
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
    void inspectionOfGates();
    void inspectionOfExperts();
    void inspectionSaysWhatIsRead_data();
    void inspectionSaysWhatIsRead();
    void gatesHaveAColumn();
    void geometry();
    void colours();
};

void TestNeuronModels::initTestCase()
{
    m_model = loadModel(headscope::tests::modelsPath("/bookshelf-20m"));
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

/// One of the small models, its lens and a run.
struct Small {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Lens> lens;
    std::shared_ptr<const Trace> trace;

    explicit Small(const QString& name)
        : model(loadModel((headscope::tests::qDataPath("/") + name).toStdString())),
          lens(std::make_shared<const Lens>(model)),
          trace(std::make_shared<const Trace>(
              *runTrace(*model, model->encoder ? PromptIds({7, 30, 12}, {0, 25, 9, 61})
                                               : PromptIds({7, 30, 12, 25, 9, 61}))))
    {}
    NeuronDetail detail(int layer, int neuron) const
    {
        return *neuronDetail(*model, *trace, *lens, {LayerIndex(layer), NeuronIndex(neuron), {}});
    }
};

void TestNeuronModels::inspectionOfGates()
{
    const Small small(QStringLiteral("llama3-tiny"));
    const NeuronDetail detail = small.detail(1, 20);
    const Inspection shown = inspectNeuron(detail, 2, false);
    const QStringList lines = shown.formula.split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QString::fromUtf8("f = silu(LN2(x) · w_gate) × (LN2(x) · w_up)"));
    const double gate = detail.gates[2];
    const double up = detail.products[2];
    QCOMPARE(lines[1],
             QString::fromUtf8("  = silu(%1) × (%2)").arg(numberText(gate), numberText(up)));
    const double opened = gate / (1.0 + std::exp(-gate));
    QCOMPARE(lines[2], QString::fromUtf8("  = %1 × %2").arg(numberText(opened, 4), numberText(up)));
    QCOMPARE(lines[3], QStringLiteral("  = %1").arg(
                           numberText(static_cast<double>(small.trace->activations[1](2, 20)), 4)));
    // The numbers follow from one another.
    QVERIFY(std::abs(opened * up - static_cast<double>(small.trace->activations[1](2, 20))) < 1e-5);
    QVERIFY(shown.pattern.title.contains(QStringLiteral("up weights")));
    QVERIFY(shown.gate.title.contains(QStringLiteral("gate")));
    QCOMPARE(shown.gate.words.size(), std::size_t(10));
    QCOMPARE(shown.gate.words[0].key, detail.gate.ids[0]);
    QVERIFY(detail.gate.ids != detail.in.ids);
    QCOMPARE(shown.gate.facts[0].second, numberText(detail.gateSize));
    // Neurons without a gate have no words of one.
    const Small plain(QStringLiteral("gpt2-tiny"));
    const Inspection other = inspectNeuron(plain.detail(0, 3), 2, false);
    QVERIFY(other.gate.words.empty() && other.gate.facts.empty() && other.gate.title.isEmpty());
}

void TestNeuronModels::inspectionOfExperts()
{
    const Small small(QStringLiteral("deepseekv3-tiny"));
    const FeedForward& ffn = small.model->layers.back().feedForward;
    QVERIFY(ffn.experts.has_value());
    const int layer = small.model->info.layers - 1;
    int ran = 0;
    int rested = 0;
    for (int expert = 0; expert < ffn.experts->count; ++expert) {
        const NeuronDetail detail = small.detail(layer, ffn.experts->shared
                                                            + expert * ffn.experts->neurons);
        QCOMPARE(detail.expert, expert);
        for (int i = 0; i < 6; ++i) {
            const auto k = static_cast<std::size_t>(i);
            const Inspection shown = inspectNeuron(detail, i, false);
            QVERIFY(shown.title.contains(QStringLiteral("of expert %1").arg(expert)));
            const bool here = detail.expertWeights[k] > 0.0F;
            QCOMPARE(shown.scoreTitle.contains(QStringLiteral("did not run")), !here);
            QVERIFY(shown.formula.contains(numberText(detail.expertWeights[k], 4)));
            QVERIFY(shown.formula.contains(QStringLiteral("g_%1").arg(expert)));
            const double made = static_cast<double>(detail.opened[k])
                                * static_cast<double>(detail.products[k])
                                * static_cast<double>(detail.expertWeights[k]);
            QVERIFY(std::abs(made - static_cast<double>(detail.activations[k])) < 1e-5);
            (here ? ran : rested) += 1;
        }
    }
    QCOMPARE(ran, 6 * ffn.experts->chosen);
    QVERIFY(rested > 0);
    // Neurons that run for every token belong to none.
    QVERIFY(
        !inspectNeuron(small.detail(layer, 0), 0, false).title.contains(QStringLiteral("expert")));
}

void TestNeuronModels::inspectionSaysWhatIsRead_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("writes");
    const QString adds = QStringLiteral("adds f w_out");
    const QString norm = QStringLiteral("goes through the norm behind");
    QTest::newRow("parallel") << QStringLiteral("gptneox-tiny")
                              << QString::fromUtf8("f = gelu(LN2(x) · w_in + b_in)")
                              << QStringLiteral("before the layer") << adds;
    QTest::newRow("decoder") << QStringLiteral("t5-tiny")
                             << QString::fromUtf8("f = relu(LN2(x) · w_in)")
                             << QStringLiteral("after the layer's cross-attention") << adds;
    QTest::newRow("norm over the sum")
        << QStringLiteral("bert-tiny") << QString::fromUtf8("f = gelu(x · w_in + b_in)")
        << QStringLiteral("behind the norm that stands there") << norm;
    QTest::newRow("norm behind") << QStringLiteral("gemma3-tiny")
                                 << QString::fromUtf8("f = gelu(LN2(x) · w_gate) × (LN2(x) · w_up)")
                                 << QStringLiteral("after the layer's attention") << norm;
}

void TestNeuronModels::inspectionSaysWhatIsRead()
{
    QFETCH(QString, model);
    QFETCH(QString, begins);
    QFETCH(QString, where);
    QFETCH(QString, writes);
    const Small small(model);
    const Inspection shown = inspectNeuron(small.detail(1, 5), 1, false);
    QCOMPARE(shown.formula.section(QLatin1Char('\n'), 0, 0), begins);
    QVERIFY2(shown.formulaNote.contains(where), qPrintable(shown.formulaNote));
    QVERIFY2(shown.formulaNote.contains(writes), qPrintable(shown.formulaNote));
}

void TestNeuronModels::gatesHaveAColumn()
{
    const Small small(QStringLiteral("llama3-tiny"));
    const auto activity = std::make_shared<const NeuronActivity>(
        *neuronActivity(*small.model, small.trace));
    NeuronWordsSearch search(small.model, small.lens);
    QVERIFY(search.advance());
    const auto words = std::make_shared<const NeuronWords>(search.take());
    NeuronWordsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int place = activity->place(LayerIndex(1), NeuronIndex(20));
    model.setRows(activity, words, {place}, 0, false);
    const auto title = [&](int column) {
        return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    };
    QCOMPARE(title(NeuronWordsModel::Input), QStringLiteral("up words"));
    QCOMPARE(title(NeuronWordsModel::Gate), QStringLiteral("gate words"));
    QCOMPARE(title(NeuronWordsModel::Output), QStringLiteral("output words"));
    const auto listed = [&](const LensCell& cell) {
        QStringList list;
        for (const TokenId id : cell.ids)
            list << shownWord(small.model->words->word(id), false);
        return list;
    };
    const auto shown = [&](int column) {
        return model.index(0, column).data(WordsRole).toStringList();
    };
    QCOMPARE(shown(NeuronWordsModel::Input), listed(words->in[1][20]));
    QCOMPARE(shown(NeuronWordsModel::Gate), listed(words->gate[1][20]));
    QCOMPARE(shown(NeuronWordsModel::Output), listed(words->out[1][20]));
    QVERIFY(model.index(0, NeuronWordsModel::Gate)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("opens the gate")));
    // A word of a gate is found.
    const QString word = listed(words->gate[1][20])[0];
    NeuronFilter filter;
    filter.words = word;
    const auto found = neuronRows(*activity, words.get(), filter, {}, 0);
    QVERIFY(words->gate[1][20].highBias
            || std::find(found.begin(), found.end(), place) != found.end());
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
