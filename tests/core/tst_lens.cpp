// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"
#include "core/analysis/lens.h"
#include "core/base/error.h"
#include "tests/support/core/lenscheck.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

LensTarget targetOf(const std::string& what, int layer)
{
    const LayerIndex l(layer);
    if (what == "pattern" || what == "query_pattern")
        return LensTarget::pattern(l);
    if (what == "message")
        return LensTarget::message(l);
    if (what == "neuron_in")
        return LensTarget::neuronIn(l);
    if (what == "neuron_out")
        return LensTarget::neuronOut(l);
    return LensTarget::state(l);
}

Matrix vectorOf(const Model& model, const Trace& trace, const nlohmann::json& line)
{
    const std::string what = line.at("what");
    const LayerIndex layer(line.at("layer"));
    if (what == "neuron_in" || what == "neuron_out") {
        const FeedForward& f = model.layers[static_cast<std::size_t>(layer.value)].feedForward;
        const int k = line.at("neuron");
        return what == "neuron_in" ? Matrix(f.in.outputs(k, 1).dense().transpose())
                                   : f.out.inputs(k, 1).dense();
    }
    const int token = line.at("token");
    if (what == "state")
        return trace.states[static_cast<std::size_t>(layer.value)].row(token);
    const HeadIndex head(line.at("head"));
    Matrix all = what == "message"
                     ? messages(model, trace, layer, head)
                     : patterns(model, trace, layer, head,
                                what == "pattern" ? PatternSide::Key : PatternSide::Query);
    if (line.value("centred", false))
        centre(all);
    return all.row(token);
}

} // namespace

class TestLens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithBruteForce_data();
    void agreesWithBruteForce();
    void agreesWithBruteForceOnTheEmbeddedModel();
    void agreesWithTheReference();
    void manyRowsAreTheSameAsOne();
    void tiesGoByTokenId();
    void zeroVectorsHaveNoWords();
    void rulesOfHighBias();
    void refusesBadOptions();
    void stopsWhenAsked();
};

void TestLens::agreesWithBruteForce_data()
{
    QTest::addColumn<int>("variant");
    QTest::newRow("layer norm, tied") << 0;
    QTest::newRow("RMS norm, untied") << 1;
    QTest::newRow("layer norm, untied") << 2;
}

void TestLens::agreesWithBruteForce()
{
    QFETCH(int, variant);
    RandomShape shape;
    shape.vocab = 397;
    shape.embeddingSize = 0.05F;
    shape.norm = variant == 1 ? Norm::Kind::Rms : Norm::Kind::Layer;
    shape.tied = variant == 0;
    shape.seed = 21 + static_cast<unsigned>(variant);
    const auto model = randomModel(shape);
    const Lens lens(model);
    const auto trace = runTrace(*model, randomIds(*model, 5));
    const Matrix vectors = messages(*model, *trace, LayerIndex(1), HeadIndex(0));
    using Kind = LensTarget::Kind;
    for (const Kind kind :
         {Kind::Pattern, Kind::NeuronIn, Kind::Message, Kind::NeuronOut, Kind::State}) {
        const LensTarget target{kind, LayerIndex(1)};
        for (const std::optional<Space> space :
             {std::optional<Space>(), std::optional(Space::Layer), std::optional(Space::Final),
              std::optional(Space::Raw), std::optional(Space::Draft),
              std::optional(Space::Logit)}) {
            for (const std::optional<Metric> metric :
                 {std::optional<Metric>(), std::optional(Metric::Cosine),
                  std::optional(Metric::Dot)}) {
                const bool logit = space == Space::Logit || (!space && kind == Kind::State);
                if (logit && metric == Metric::Cosine)
                    continue;
                for (const bool hide : {true, false}) {
                    LensOptions options;
                    options.space = space;
                    options.metric = metric;
                    options.hideFragments = hide;
                    options.top = hide ? 10 : 50;
                    const auto cells = lens.search(constView(vectors), target, options);
                    QVERIFY(cells.has_value());
                    for (Eigen::Index r = 0; r < vectors.rows(); ++r) {
                        const NaiveCell naive = naiveLens(*model, toRow(vectors, r), target,
                                                          options);
                        const QString wrong = difference((*cells)[static_cast<std::size_t>(r)],
                                                         naive, 1e-5);
                        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                    }
                }
            }
        }
    }
}

void TestLens::agreesWithBruteForceOnTheEmbeddedModel()
{
    const std::shared_ptr<const Model> model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const Lens lens(model);
    const auto trace = runTrace(*model, Golden("bookshelf-20m").prompts()[0]);
    const Matrix p = patterns(*model, *trace, LayerIndex(5), HeadIndex(2));
    const Matrix m = messages(*model, *trace, LayerIndex(5), HeadIndex(2));
    const LensOptions options;
    const auto pCells = lens.search(constView(p), LensTarget::pattern(LayerIndex(5)), options);
    const auto mCells = lens.search(constView(m), LensTarget::message(LayerIndex(5)), options);
    const auto sCells = lens.search(constView(trace->states[3]), LensTarget::state(LayerIndex(3)),
                                    options);
    for (const Eigen::Index r : {0, 2, 5, 12}) {
        const auto k = static_cast<std::size_t>(r);
        QString wrong = difference(
            (*pCells)[k],
            naiveLens(*model, toRow(p, r), LensTarget::pattern(LayerIndex(5)), options), 1e-5);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        wrong = difference(
            (*mCells)[k],
            naiveLens(*model, toRow(m, r), LensTarget::message(LayerIndex(5)), options), 1e-5);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        wrong = difference((*sCells)[k],
                           naiveLens(*model, toRow(trace->states[3], r),
                                     LensTarget::state(LayerIndex(3)), options),
                           1e-5);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
}

void TestLens::agreesWithTheReference()
{
    const std::shared_ptr<const Model> model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const Lens lens(model);
    const auto prompts = Golden("bookshelf-20m").prompts();
    std::vector<Trace> traces;
    for (const auto& prompt : prompts)
        traces.push_back(*runTrace(*model, prompt));
    const auto lines = readLines(tests::dataPath("/bookshelf-20m/lens.jsonl"));
    QVERIFY(lines.size() > 200);
    for (const auto& line : lines) {
        const Matrix vector = vectorOf(*model, traces.at(line.value("prompt", std::size_t(0))),
                                       line);
        const LensTarget target = targetOf(line.at("what"), line.at("layer"));
        LensOptions options;
        if (line.contains("space"))
            for (const auto& [name, space] :
                 {std::pair("layer", Space::Layer), std::pair("final", Space::Final),
                  std::pair("raw", Space::Raw), std::pair("draft", Space::Draft),
                  std::pair("logit", Space::Logit)})
                if (line.at("space") == name)
                    options.space = space;
        if (line.contains("metric"))
            options.metric = line.at("metric") == "dot" ? Metric::Dot : Metric::Cosine;
        options.hideFragments = !line.value("keep_fragments", false);
        const auto cells = lens.search(constView(vector), target, options);
        const LensCell& cell = cells->front();
        const QByteArray where = QByteArray::fromStdString(line.dump());
        const auto ids = line.at("ids").get<std::vector<int>>();
        const auto scores = line.at("scores").get<std::vector<double>>();
        QVERIFY2(cell.ids.size() == ids.size(), where.constData());
        for (std::size_t k = 0; k < ids.size(); ++k) {
            const double tolerance = swapTolerance * std::max(1.0, std::abs(scores[k])); // dot
                                                                                         // products
                                                                                         // reach
                                                                                         // hundreds
            QVERIFY2(std::abs(static_cast<double>(cell.scores[k]) - scores[k]) <= tolerance,
                     where.constData());
            const auto at = std::find(ids.begin(), ids.end(), cell.ids[k]);
            // Another order only where the scores agree; the last word may lose its place to an
            // equal one.
            QVERIFY2(at != ids.end()
                         ? std::abs(scores[static_cast<std::size_t>(at - ids.begin())] - scores[k])
                               <= tolerance
                         : k + 1 == ids.size(),
                     where.constData());
            if (cell.ids[k] == ids[k])
                QVERIFY2(model->words->word(cell.ids[k])
                             == line.at("words").at(k).get<std::string>(),
                         where.constData());
        }
        // The reference prints five decimals.
        QVERIFY2(std::abs(cell.rho - line.at("rho").get<double>()) <= 1e-4, where.constData());
        QVERIFY2(std::abs(cell.bias - line.at("bias").get<double>()) <= 1e-4, where.constData());
        QVERIFY2(std::abs(cell.legibility - line.at("legibility").get<double>()) <= 1e-3,
                 where.constData());
        QVERIFY2(cell.highBias == line.at("high_bias").get<bool>(), where.constData());
    }
}

void TestLens::manyRowsAreTheSameAsOne()
{
    // More rows than one tile holds, and a vocabulary that no tile divides.
    const auto model = randomModel({.vocab = 4999, .embeddingSize = 0.05F});
    const Lens lens(model);
    const Matrix vectors = Matrix::Random(300, model->info.width);
    const auto all = lens.search(constView(vectors), LensTarget::pattern(LayerIndex(1)));
    for (const Eigen::Index r : {0, 1, 255, 256, 299}) {
        const Matrix one = vectors.row(r);
        const auto alone = lens.search(constView(one), LensTarget::pattern(LayerIndex(1)));
        const auto wrong = difference(
            (*all)[static_cast<std::size_t>(r)],
            naiveLens(*model, toRow(vectors, r), LensTarget::pattern(LayerIndex(1)), {}), 1e-5);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QCOMPARE(alone->front().ids, (*all)[static_cast<std::size_t>(r)].ids);
    }
    QVERIFY(lens.search(constView(Matrix(0, model->info.width)), LensTarget::pattern(LayerIndex(0)))
                ->empty());
}

void TestLens::tiesGoByTokenId()
{
    auto model = randomModel({.vocab = 50});
    std::vector<float> same(50 * 24);
    for (int t = 0; t < 50; ++t)
        for (int k = 0; k < 24; ++k)
            same[static_cast<std::size_t>(t * 24 + k)] = static_cast<float>((k * 7) % 5) - 2.0F;
    model->embedding.data = same.data();
    model->unembedding.data = same.data();
    const Lens lens(model);
    const Matrix vector = Matrix::Random(1, 24);
    const auto cells = lens.search(constView(vector), LensTarget::message(LayerIndex(0)));
    const std::vector<TokenId> expected{1, 2, 3, 4, 5, 6, 8, 9, 10, 11}; // 0 and 7 are hidden
    QCOMPARE(cells->front().ids, expected);
}

void TestLens::zeroVectorsHaveNoWords()
{
    const auto model = randomModel();
    const Lens lens(model);
    Matrix vectors = Matrix::Random(2, model->info.width);
    vectors.row(0).setZero();
    const auto cells = lens.search(constView(vectors), LensTarget::pattern(LayerIndex(0)));
    QVERIFY(cells->at(0).ids.empty());
    QCOMPARE(cells->at(0).legibility, 0.0);
    QVERIFY(!cells->at(0).highBias);
    QCOMPARE(cells->at(1).ids.size(), std::size_t(10));
}

void TestLens::rulesOfHighBias()
{
    const auto model = randomModel({.embeddingSize = 0.05F});
    const Lens lens(model);
    const Matrix vectors = Matrix::Random(40, model->info.width);
    const LensTarget target = LensTarget::message(LayerIndex(0));
    int flagged = 0;
    for (const double threshold : {0.1, 0.3, 0.5}) {
        LensOptions options;
        options.biasThreshold = threshold;
        const auto byRho = lens.search(constView(vectors), target, options);
        for (const LensCell& cell : *byRho) {
            QCOMPARE(cell.highBias, std::abs(cell.rho) >= threshold);
            QCOMPARE(cell.ids.size(), std::size_t(10));
            flagged += cell.highBias ? 1 : 0;
        }
        options.biasRule = BiasRule::Posts;
        options.biasThreshold = 2.0 * threshold;
        const auto byWords = lens.search(constView(vectors), target, options);
        for (const LensCell& cell : *byWords)
            QCOMPARE(cell.highBias, cell.bias >= 2.0 * threshold);
    }
    QVERIFY(flagged > 0);
    const Row naive = naiveWordBias(*model);
    for (int t = 0; t < model->info.vocab; ++t)
        HS_AT_MOST(
            std::abs(static_cast<double>(lens.wordBias()[t]) - naive[static_cast<std::size_t>(t)]),
            1e-4);
}

void TestLens::refusesBadOptions()
{
    const auto model = randomModel();
    const Lens lens(model);
    const Matrix vectors = Matrix::Random(1, model->info.width);
    const auto refused = [&](const LensTarget& target, const LensOptions& options) {
        try {
            lens.search(constView(vectors), target, options);
        } catch (const Error& error) {
            return error.kind() == ErrorKind::BadArgument;
        }
        return false;
    };
    QVERIFY(refused(LensTarget::pattern(LayerIndex(0)), {.top = 0}));
    QVERIFY(refused(LensTarget::pattern(LayerIndex(0)), {.top = 51}));
    QVERIFY(refused(LensTarget::pattern(LayerIndex(2)), {}));
    QVERIFY(refused(LensTarget::pattern(LayerIndex(-1)), {}));
    QVERIFY(refused(LensTarget::state(LayerIndex(3)), {}));
    QVERIFY(!refused(LensTarget::state(LayerIndex(2)), {}));
    QVERIFY(refused(LensTarget::state(LayerIndex(0)), {.metric = Metric::Cosine}));
}

void TestLens::stopsWhenAsked()
{
    const auto model = randomModel();
    const Lens lens(model);
    std::stop_source source;
    source.request_stop();
    const Matrix vectors = Matrix::Random(1, model->info.width);
    QVERIFY(!lens.search(constView(vectors), LensTarget::pattern(LayerIndex(0)), {},
                         {source.get_token(), {}}));
}

QTEST_GUILESS_MAIN(TestLens)
#include "tst_lens.moc"
