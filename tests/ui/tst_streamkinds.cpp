// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"
#include "ui/models/roles.h"
#include "ui/models/streambars.h"
#include "ui/models/streaminspection.h"
#include "ui/models/streammodel.h"
#include "ui/models/streamtext.h"
#include "ui/models/wordtext.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace headscope;
using namespace headscope::ui;
using core::HeadIndex;
using core::LayerIndex;
using core::NeuronIndex;
using core::Position;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// One of the small models and the stream of a token.
struct Small {
    std::shared_ptr<const core::Model> model;
    std::shared_ptr<const core::Trace> trace;
    TokenStreamPtr stream;

    explicit Small(const QString& name)
        : model(core::loadModel((headscope::tests::qDataPath("/") + name).toStdString())),
          trace(std::make_shared<const core::Trace>(
              *core::runTrace(*model, model->encoder ? core::PromptIds({7, 30, 12}, {0, 25, 9, 61})
                                                     : core::PromptIds({7, 30, 12, 25, 9, 61})))),
          stream(std::make_shared<const core::TokenStream>(
              *core::tokenStream(*model, *trace, {Position(2)})))
    {}
    Inspection inspect(int part) const
    {
        return inspectStream(*stream, part, nullptr, nullptr, false);
    }
};

} // namespace

/// What the Stream view says of models of all kinds.
class TestStreamKinds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void whatStandsBeforeTheFirstLayer_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("added");
        QTest::newRow("positions")
            << text("gpt2-tiny") << text("embedding + position") << text("position");
        QTest::newRow("none") << text("llama3-tiny") << text("embedding") << text("position");
        QTest::newRow("segments") << text("bert-tiny") << text("embeddings")
                                  << text("position + segment + bias");
    }
    void whatStandsBeforeTheFirstLayer()
    {
        QFETCH(QString, model);
        QFETCH(QString, start);
        QFETCH(QString, added);
        const Small small(model);
        QCOMPARE(streamStartText(*small.stream), start);
        QCOMPARE(streamAddedText(*small.stream), added);
        QCOMPARE(streamPlaceText(*small.stream, {0}, false), start);
        const StreamBars bars = streamBars(*small.stream, StreamLength::Share, -1);
        QCOMPARE(streamBarText(*small.stream, bars.bars.back()), start);
        // What there is not has no row, and no piece of a bar.
        StreamModel rows;
        rows.setStream(small.stream);
        rows.setLook({{}, StreamModel::Kinds::Others, {}, StreamModel::Share, {}});
        const bool there = rows.rowOf(1) >= 0;
        QCOMPARE(there, small.stream->place.any());
        if (there)
            QCOMPARE(rows.index(rows.rowOf(1), StreamModel::Kind).data().toString(), added);
    }

    void crossHeadsHaveNames()
    {
        const Small small(text("t5-tiny"));
        const core::TokenStream& s = *small.stream;
        QCOMPARE(s.crossHeads, s.heads);
        const HeadIndex cross(s.heads + 1);
        const int part = s.message(LayerIndex(1), cross, Position(2));
        const QString encoders = tokenLabels(s.memory, false)[2].whole();
        StreamModel rows;
        const QAbstractItemModelTester tester(
            &rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setStream(small.stream);
        const auto cell = [&](int column) {
            return rows.index(rows.rowOf(part), column).data().toString();
        };
        QCOMPARE(cell(StreamModel::Kind), text("message"));
        QCOMPARE(cell(StreamModel::Where), text("1.c1"));
        QCOMPARE(cell(StreamModel::Token), encoders);
        const StreamPlace place = rows.placeOf(part);
        QVERIFY(
            streamPlaceText(s, place, false).contains(text("encoder's %1 at 1.c1").arg(encoders)));
        QCOMPARE(streamPlaceText(s, StreamPlace::attention(1, cross.value), false),
                 text("cross head 1.c1"));
        QCOMPARE(streamPlaceText(s, StreamPlace::attention(1, 1), false), text("head 1.1"));
        const QString title = small.inspect(part).title;
        QVERIFY2(title.contains(text("encoder's")) && title.contains(text("1.c1")),
                 qPrintable(title));
        // The decoder's own tokens are named as such.
        const QString own =
            small.inspect(s.message(LayerIndex(1), HeadIndex(1), Position(2))).title;
        QVERIFY(!own.contains(text("encoder's")) && own.contains(text("1.1")));
        // An open band has all heads, each by its name.
        QStringList names;
        const StreamBars bars = streamBars(s, StreamLength::Size, StreamPlace::attention(1).band);
        for (const StreamBar& bar : bars.bars)
            if (bar.inner)
                names << streamBarText(s, bar);
        names.sort();
        QStringList expected;
        for (int h = 0; h < s.heads; ++h)
            expected << text("1.%1").arg(h) << text("1.c%1").arg(h);
        expected.sort();
        QCOMPARE(names, expected);
    }

    void barsHoldEveryPart_data()
    {
        QTest::addColumn<QString>("model");
        for (const char* const name :
             {"gpt2-tiny", "llama3-tiny", "mistral-tiny", "gptneox-tiny", "gemma3-tiny", "t5-tiny",
              "flan-t5-tiny", "deepseekv3-tiny", "bert-tiny"})
            QTest::newRow(name) << text(name);
    }
    void barsHoldEveryPart()
    {
        QFETCH(QString, model);
        const Small small(model);
        const StreamBars shares = streamBars(*small.stream, StreamLength::Share, -1);
        QVERIFY(std::abs(shares.total - 1) < 1e-5);
        const StreamBars effects = streamBars(*small.stream, StreamLength::Effect, -1);
        QVERIFY(std::abs(effects.total - small.stream->logit)
                < 1e-3 * std::max(1.0, std::abs(small.stream->logit)));
        // Bands are added up to what their parts come to.
        const StreamBars sizes = streamBars(*small.stream, StreamLength::Size, -1);
        double all = 0;
        for (const StreamBar& bar : sizes.bars)
            all += bar.value();
        const double parts = std::accumulate(small.stream->sizes.begin(), small.stream->sizes.end(),
                                             0.0);
        QVERIFY(std::abs(all - parts) < 1e-6 * parts);
        QCOMPARE(streamSumText(*small.stream, StreamLength::Share).contains(text("frozen")),
                 model.startsWith(text("gemma")) || model.startsWith(text("bert")));
    }

    void formulasAreTheModels_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("formula");
        QTest::newRow("layer norm") << text("gpt2-tiny") << text("= (u g_f) · (c − mean) / σ\n");
        QTest::newRow("RMS norm") << text("llama3-tiny") << text("= (u g_f) · c / σ\n");
        QTest::newRow("scaled") << text("t5-tiny") << text("= scale (u g_f) · c / σ\n");
        QTest::newRow("transformed") << text("bert-tiny") << text("= (u g_f) · (c′ − mean) / σ\n");
    }
    void formulasAreTheModels()
    {
        QFETCH(QString, model);
        QFETCH(QString, formula);
        const Small small(model);
        const Inspection shown = small.inspect(small.stream->neuron(LayerIndex(1), NeuronIndex(3)));
        QVERIFY2(shown.formula.contains(formula), qPrintable(shown.formula));
        QCOMPARE(shown.formulaNote.contains(text("act(z) / z")), model == text("bert-tiny"));
        QCOMPARE(shown.formulaNote.contains(text("the norms on its way")),
                 small.stream->normsFrozen);
    }

    void gatesAreShown()
    {
        const Small small(text("llama3-tiny"));
        const auto lens = std::make_shared<const core::Lens>(small.model);
        core::LensOptions open;
        open.hideHighBias = false;
        core::NeuronWordsSearch search(small.model, lens, open);
        QVERIFY(search.advance());
        const auto words = std::make_shared<const core::NeuronWords>(search.take());
        const int part = small.stream->neuron(LayerIndex(1), NeuronIndex(9));
        const Inspection shown = inspectStream(*small.stream, part, nullptr, words.get(), false);
        QCOMPARE(shown.gate.words.size(), std::size_t(10));
        QCOMPARE(shown.gate.words[0].key, words->gate[1][9].ids[0]);
        QCOMPARE(shown.pattern.words[0].key, words->in[1][9].ids[0]);
        QCOMPARE(shown.message.words[0].key, words->out[1][9].ids[0]);
        StreamModel rows;
        rows.setStream(small.stream);
        rows.setWords(nullptr, words);
        const QString tip =
            rows.index(rows.rowOf(part), StreamModel::Input).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(shownWord(small.model->words->word(words->gate[1][9].ids[0]), false)));
        QVERIFY(tip.contains(text("gate")));
    }
};

QTEST_MAIN(TestStreamKinds)
#include "tst_streamkinds.moc"
