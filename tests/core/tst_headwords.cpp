// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headtable.h"
#include "core/analysis/headwords.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/repeats.h"
#include "tests/support/core/lenscheck.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

constexpr double scoreTolerance = 1e-5; // float32 sums over the width, in another order

/// A model, a prompt and a lens, as a search of many heads shares them.
struct Run {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Trace> trace;
    std::shared_ptr<const Lens> lens;

    explicit Run(int tokens)
        : model(randomModel({.layers = 4, .vocab = 613, .embeddingSize = 0.05F})),
          trace(std::make_shared<const Trace>(*runTrace(*model, randomIds(*model, tokens)))),
          lens(std::make_shared<const Lens>(model))
    {}
};

QString difference(const std::vector<LensCell>& a, const std::vector<LensCell>& b)
{
    if (a.size() != b.size())
        return QStringLiteral("%1 cells and %2").arg(a.size()).arg(b.size());
    for (std::size_t k = 0; k < a.size(); ++k)
        if (const QString wrong = tests::difference(a[k], b[k], scoreTolerance); !wrong.isEmpty())
            return QStringLiteral("cell %1: %2").arg(k).arg(wrong);
    return {};
}

} // namespace

class TestHeadWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allHeadsAtOnceAreAsEachAlone_data();
    void allHeadsAtOnceAreAsEachAlone();
    void stoppingLosesNothing();
    void theWantedLayerComesFirst();
    void rowsOfATableComeInAnyOrder();
    void allNeuronsAtOnceAreAsEachAlone();
    void stoppingNeuronsLosesNothing();
};

void TestHeadWords::allHeadsAtOnceAreAsEachAlone_data()
{
    QTest::addColumn<int>("tokens");
    QTest::newRow("one search for all") << 9;
    QTest::newRow("several searches") << 399;
}

void TestHeadWords::allHeadsAtOnceAreAsEachAlone()
{
    QFETCH(int, tokens);
    const Run run(tokens);
    std::vector<HeadTableOptions> variants(2);
    variants[1].side = PatternSide::Query;
    variants[1].centredPatterns = true;
    variants[1].centredMessages = true;
    variants[1].lens.hideFragments = false;
    for (const HeadTableOptions& options : variants) {
        HeadWordsSearch search(run.model, run.trace, run.lens,
                               {options, allHeads(run.model->info), true});
        QVERIFY(search.advance());
        QCOMPARE(search.done(), std::size_t(16));
        for (std::size_t k = 0; k < search.done(); ++k) {
            const auto& which = search.request().heads[k];
            const auto alone = makeHeadTable(*run.model, *run.trace, *run.lens, which.layer,
                                             which.head, options);
            const HeadWords& words = *search.words(k);
            QString wrong = difference(words.patterns, alone->patternCells);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            wrong = difference(words.messages, alone->messageCells);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            wrong = difference({words.alwaysWrites}, {alone->alwaysWrites});
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            QCOMPARE(words.patternSizes, alone->patternSizes);
            QCOMPARE(words.messageSizes, alone->messageSizes);
            const bool hide = options.lens.hideHighBias;
            QVERIFY(words.patternRepeats == repeatingCells(words.patterns, hide));
            QVERIFY(words.messageRepeats == repeatingCells(words.messages, hide));
            // And a table made of them is the same table.
            HeadTable again = headTableWithoutWords(*run.model, *run.trace, which.layer, which.head,
                                                    options);
            setWords(again, words);
            QVERIFY(again.complete());
            QCOMPARE(again.patternCells.front().ids, words.patterns.front().ids);
            QVERIFY(again.attention == alone->attention);
        }
    }
}

void TestHeadWords::stoppingLosesNothing()
{
    const Run run(399);
    HeadWordsSearch whole(run.model, run.trace, run.lens, {{}, allHeads(run.model->info), true});
    QVERIFY(whole.advance());
    HeadWordsSearch pieces(run.model, run.trace, run.lens, {{}, allHeads(run.model->info), true});
    int stops = 0;
    for (bool done = false; !done && stops < 100;) {
        std::stop_source source;
        done = pieces.advance(
            {source.get_token(), [&](int, int) { source.request_stop(); }}); // after some heads
        stops += done ? 0 : 1;
    }
    QVERIFY(stops > 0 && stops < 100);
    QCOMPARE(pieces.done(), whole.done());
    for (std::size_t k = 0; k < whole.done(); ++k)
        QCOMPARE(pieces.words(k)->patterns.back().ids, whole.words(k)->patterns.back().ids);
}

void TestHeadWords::theWantedLayerComesFirst()
{
    ModelInfo info;
    info.layers = 3;
    info.heads = 2;
    std::vector<int> layers;
    std::vector<int> heads;
    for (const auto& which : allHeads(info, LayerIndex(1))) {
        layers.push_back(which.layer.value);
        heads.push_back(which.head.value);
    }
    QCOMPARE(layers, (std::vector{1, 1, 0, 0, 2, 2}));
    QCOMPARE(heads, (std::vector{0, 1, 0, 1, 0, 1}));
}

void TestHeadWords::rowsOfATableComeInAnyOrder()
{
    const Run run(40);
    HeadTableOptions options;
    options.centredPatterns = true; // by the mean of all rows, not of those looked up
    const auto whole = makeHeadTable(*run.model, *run.trace, *run.lens, LayerIndex(1), HeadIndex(2),
                                     options);
    HeadTable table = headTableWithoutWords(*run.model, *run.trace, LayerIndex(1), HeadIndex(2),
                                            options);
    QVERIFY(!table.complete());
    QVERIFY(findWords(table, *run.model, *run.trace, *run.lens, {17, 18, 5}));
    QVERIFY(!table.complete());
    QCOMPARE(table.patternSizes.size(), std::size_t(40));
    for (std::size_t row = 0; row < 40; ++row) {
        const bool there = row == 17 || row == 18 || row == 5;
        QCOMPARE(bool(table.found[row]), there);
        QCOMPARE(table.patternCells[row].ids.empty(), !there);
    }
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!findWords(table, *run.model, *run.trace, *run.lens, rowsWithoutWords(table),
                       {stopped.get_token(), {}}));
    QCOMPARE(rowsWithoutWords(table).size(), std::size_t(37));
    QVERIFY(findWords(table, *run.model, *run.trace, *run.lens, rowsWithoutWords(table)));
    QVERIFY(table.complete());
    QString wrong = difference(table.patternCells, whole->patternCells);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    wrong = difference(table.messageCells, whole->messageCells);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    wrong = difference({table.alwaysWrites}, {whole->alwaysWrites});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestHeadWords::allNeuronsAtOnceAreAsEachAlone()
{
    const auto model = randomModel({.vocab = 613, .embeddingSize = 0.05F});
    const auto lens = std::make_shared<const Lens>(model);
    NeuronWordsSearch search(model, lens);
    QVERIFY(search.advance());
    const NeuronWords words = search.take();
    QCOMPARE(words.in.size(), model->layers.size());
    for (std::size_t l = 0; l < words.in.size(); ++l) {
        const FeedForward& ffn = model->layers[l].feedForward;
        QCOMPARE(words.in[l].size(), static_cast<std::size_t>(ffn.neurons));
        for (int k = 0; k < ffn.neurons; k += 13) {
            const LayerIndex layer(static_cast<int>(l));
            const auto in = lens->search(constView(neuronInputs(ffn, k, 1)),
                                         LensTarget::neuronIn(layer));
            const auto out = lens->search(constView(neuronOutputs(ffn, k, 1)),
                                          LensTarget::neuronOut(layer));
            QString wrong = difference({words.in[l][static_cast<std::size_t>(k)]}, *in);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            wrong = difference({words.out[l][static_cast<std::size_t>(k)]}, *out);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

void TestHeadWords::stoppingNeuronsLosesNothing()
{
    const auto model = randomModel({.vocab = 613, .embeddingSize = 0.05F});
    const auto lens = std::make_shared<const Lens>(model);
    NeuronWordsSearch whole(model, lens);
    QVERIFY(whole.advance());
    NeuronWordsSearch pieces(model, lens);
    int stops = 0;
    int last = 0;
    int reported = 0;
    for (bool done = false; !done && stops < 100;) {
        std::stop_source source;
        done = pieces.advance({source.get_token(), [&](int neurons, int total) {
                                   QVERIFY(neurons > last && neurons <= total);
                                   last = neurons;
                                   ++reported;
                                   source.request_stop();
                               }});
        stops += done ? 0 : 1;
    }
    QVERIFY(stops > 0 && stops < 100);
    QCOMPARE(reported, 2); // once a layer: nothing is done twice
    const NeuronWords a = whole.take();
    const NeuronWords b = pieces.take();
    for (std::size_t l = 0; l < a.in.size(); ++l)
        for (std::size_t k = 0; k < a.in[l].size(); ++k) {
            QCOMPARE(b.in[l][k].ids, a.in[l][k].ids);
            QCOMPARE(b.out[l][k].scores, a.out[l][k].scores);
        }
}

QTEST_GUILESS_MAIN(TestHeadWords)
#include "tst_headwords.moc"
