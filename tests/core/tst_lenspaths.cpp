// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"
#include "core/analysis/lens.h"
#include "core/analysis/lenskernel.h"
#include "core/base/error.h"
#include "core/base/threads.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/lenscheck.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <random>
#include <set>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// The vectors of one head that a table shows, and the columns that they are combinations of.
struct HeadVectors {
    LensTarget target;
    Matrix vectors;
    Weight span;
};

std::vector<HeadVectors> headVectors(const Model& model, const Trace& trace, LayerIndex layer,
                                     HeadIndex head)
{
    const Head h = model.layers[static_cast<std::size_t>(layer.value)].attention.head(head);
    Matrix centred = patterns(model, trace, layer, head);
    centre(centred);
    return {
        {LensTarget::pattern(layer), patterns(model, trace, layer, head), h.wq},
        {LensTarget::pattern(layer), centred, h.wq},
        {LensTarget::pattern(layer), patterns(model, trace, layer, head, PatternSide::Query), h.wk},
        {LensTarget::message(layer), messages(model, trace, layer, head), h.wo.flipped()}};
}

std::vector<LensBatch> batchesOf(const std::vector<HeadVectors>& all, LensPath path)
{
    std::vector<LensBatch> batches;
    for (const HeadVectors& one : all)
        batches.push_back({one.target, one.vectors, one.span, path});
    return batches;
}

/// Every combination of space, metric and filter that a search has.
std::vector<LensOptions> allOptions()
{
    std::vector<LensOptions> all;
    for (const std::optional<Space> space :
         {std::optional<Space>(), std::optional(Space::Layer), std::optional(Space::Final),
          std::optional(Space::Raw), std::optional(Space::Draft), std::optional(Space::Logit)})
        for (const std::optional<Metric> metric :
             {std::optional<Metric>(), std::optional(Metric::Cosine), std::optional(Metric::Dot)})
            for (const bool hide : {true, false})
                if (space != Space::Logit || metric != Metric::Cosine) {
                    LensOptions options;
                    options.space = space;
                    options.metric = metric;
                    options.hideFragments = hide;
                    all.push_back(options);
                }
    return all;
}

constexpr double scoreTolerance = 1e-5; // float32 sums over the width

} // namespace

class TestLensPaths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allPathsAgree_data();
    void allPathsAgree();
    void pathsAgreeOnTheEmbeddedModel();
    void stoppingLosesNothing();
    void mixesKindsInOneSearch();
    void partsOfTheWordsMerge();
    void refusesVectorsOutsideTheirSpan();
    void worksWithDependentColumns();
};

void TestLensPaths::allPathsAgree_data()
{
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("variant");
    std::vector<int> lengths{1, 8, 65, 300};
#if !defined(HEADSCOPE_SANITIZED)
    lengths.push_back(1024); // takes minutes there, on the same ways as 300: several blocks of rows
#endif
    for (const int tokens : lengths) {
        QTest::addRow("%d tokens, layer norm, tied", tokens) << tokens << 0;
        QTest::addRow("%d tokens, RMS norm, untied", tokens) << tokens << 1;
    }
}

void TestLensPaths::allPathsAgree()
{
    QFETCH(int, tokens);
    QFETCH(int, variant);
    RandomShape shape;
    shape.vocab = 1301; // three blocks of words, the last one short
    shape.context = 1024;
    shape.embeddingSize = 0.05F;
    shape.norm = variant == 1 ? Norm::Kind::Rms : Norm::Kind::Layer;
    shape.groups = variant == 1 ? 2 : 4;
    shape.tied = variant == 0;
    const auto model = randomModel(shape);
    const auto trace = runTrace(*model, randomIds(*model, tokens));
    const Lens lens(model);
    const auto vectors = headVectors(*model, *trace, LayerIndex(1), HeadIndex(2));
    for (const LensOptions& options : allOptions()) {
        const auto direct = lens.search(batchesOf(vectors, LensPath::Direct), options);
        const auto lowRank = lens.search(batchesOf(vectors, LensPath::LowRank), options);
        const auto chosen = lens.search(batchesOf(vectors, LensPath::FewestOperations), options);
        for (std::size_t b = 0; b < vectors.size(); ++b) {
            QCOMPARE((*direct)[b].size(), static_cast<std::size_t>(tokens));
            for (std::size_t r = 0; r < (*direct)[b].size(); ++r) {
                for (const auto* other : {&*lowRank, &*chosen}) {
                    const QString wrong = difference((*direct)[b][r], (*other)[b][r],
                                                     scoreTolerance);
                    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                }
            }
            // Plain loops are slow: rows at both ends, at the edges of blocks, and some between.
            for (const Eigen::Index r : {0, 7, 64, 255, 299, 384, 1023}) {
                if (r >= tokens)
                    break;
                const NaiveCell naive = naiveLens(*model, toRow(vectors[b].vectors, r),
                                                  vectors[b].target, options);
                for (const auto* found : {&*direct, &*lowRank}) {
                    const QString wrong = difference((*found)[b][static_cast<std::size_t>(r)],
                                                     naive, scoreTolerance);
                    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                }
            }
        }
    }
}

void TestLensPaths::pathsAgreeOnTheEmbeddedModel()
{
    // Real heads: some of their matrices are close to dependent columns, and patterns of heads 2.0,
    // 2.3 and 2.4 are a hundred times longer than what tells them apart.
    const std::shared_ptr<const Model> model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const auto trace = runTrace(*model, Golden("bookshelf-20m").prompts()[0]);
    const Lens lens(model);
    for (int l = 0; l < model->info.layers; ++l) {
        for (int h = 0; h < model->info.heads; ++h) {
            const auto vectors = headVectors(*model, *trace, LayerIndex(l), HeadIndex(h));
            const auto direct = lens.search(batchesOf(vectors, LensPath::Direct));
            const auto lowRank = lens.search(batchesOf(vectors, LensPath::LowRank));
            for (std::size_t b = 0; b < vectors.size(); ++b)
                for (std::size_t r = 0; r < (*direct)[b].size(); ++r) {
                    // Centred patterns carry the rounding of what was subtracted. Most of it lies
                    // outside the span, so that one path sees it and the other does not.
                    const double tolerance = b == 1 ? 5.0 * scoreTolerance : scoreTolerance;
                    const QString wrong = difference((*direct)[b][r], (*lowRank)[b][r], tolerance);
                    QVERIFY2(wrong.isEmpty(),
                             qPrintable(QStringLiteral("head %1.%2, vectors %3, row %4: %5")
                                            .arg(l)
                                            .arg(h)
                                            .arg(b)
                                            .arg(r)
                                            .arg(wrong)));
                }
        }
    }
}

void TestLensPaths::stoppingLosesNothing()
{
    // So many blocks of words that a thread which is late still finds some.
    const auto model = randomModel({.vocab = 49999, .embeddingSize = 0.05F});
    const Lens lens(model);
    const auto trace = runTrace(*model, randomIds(*model, 300));
    const auto vectors = headVectors(*model, *trace, LayerIndex(0), HeadIndex(1));
    for (const LensPath path : {LensPath::Direct, LensPath::LowRank}) {
        const auto whole = lens.search(batchesOf(vectors, path));
        auto search = lens.start(batchesOf(vectors, path));
        QVERIFY(search.has_value());
        int stops = 0;
        int largest = 0;
        for (bool done = false; !done;) {
            std::stop_source source;
            const int before = largest;
            const RunControl control{source.get_token(), [&](int blocks, int total) {
                                         QVERIFY(blocks <= total);
                                         largest = std::max(largest, blocks);
                                         source.request_stop();
                                     }};
            done = search->advance(control);
            if (!done)
                ++stops;
            QVERIFY(done || largest > before); // it goes on, and does not begin again
        }
        QVERIFY(stops > 1);
        const auto pieces = search->take();
        for (std::size_t b = 0; b < vectors.size(); ++b)
            for (std::size_t r = 0; r < pieces[b].size(); ++r) {
                QCOMPARE(pieces[b][r].ids, (*whole)[b][r].ids);
                QCOMPARE(pieces[b][r].scores, (*whole)[b][r].scores);
                QCOMPARE(pieces[b][r].legibility, (*whole)[b][r].legibility);
            }
    }
}

void TestLensPaths::mixesKindsInOneSearch()
{
    // Every kind of target at once, over two embeddings; each batch gets its own cells back.
    const auto model = randomModel({.vocab = 613, .tied = false, .embeddingSize = 0.05F});
    const Lens lens(model);
    std::vector<LensBatch> batches;
    unsigned seed = 3;
    for (const LensTarget target :
         {LensTarget::state(LayerIndex(2)), LensTarget::pattern(LayerIndex(1)),
          LensTarget::message(LayerIndex(0)), LensTarget::neuronIn(LayerIndex(0)),
          LensTarget::neuronOut(LayerIndex(1)), LensTarget::pattern(LayerIndex(0))}) {
        std::srand(seed++);
        batches.push_back({target, Matrix::Random(seed % 3 == 0 ? 0 : 70, model->info.width)});
    }
    const auto given = batches;
    const auto cells = lens.search(std::move(batches));
    for (std::size_t b = 0; b < given.size(); ++b) {
        QCOMPARE((*cells)[b].size(), static_cast<std::size_t>(given[b].vectors.rows()));
        for (Eigen::Index r = 0; r < given[b].vectors.rows(); r += 23) {
            const QString wrong = difference(
                (*cells)[b][static_cast<std::size_t>(r)],
                naiveLens(*model, toRow(given[b].vectors, r), given[b].target, {}), scoreTolerance);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
    QVERIFY(lens.search(std::vector<LensBatch>())->empty());
}

void TestLensPaths::partsOfTheWordsMerge()
{
    std::mt19937 random(5);
    constexpr int n = 900;
    std::vector<float> scores(n), ones(n, 1.0F), zeros(n, 0.0F), bias(n), scratch(n);
    for (int t = 0; t < n; ++t) {
        scores[static_cast<std::size_t>(t)] = static_cast<float>(random() % 50) * 0.1F; // many ties
        bias[static_cast<std::size_t>(t)] = static_cast<float>(random() % 100) * 0.01F - 0.5F;
    }
    const auto keep = [&](int first, int last) {
        ScoreKeeper keeper(10, 2.5F);
        keeper.take(scores.data() + first, ones.data(), zeros.data(), 0.0F, zeros.data(),
                    bias.data() + first, last - first, first, scratch.data());
        return keeper;
    };
    const ScoreKeeper whole = keep(0, n);
    for (const int cut : {1, 5, 300, 899}) {
        ScoreKeeper merged = keep(0, cut);
        merged.merge(keep(cut, n));
        QCOMPARE(merged.best().size(), whole.best().size());
        for (std::size_t k = 0; k < whole.best().size(); ++k) {
            QCOMPARE(merged.best()[k].id, whole.best()[k].id);
            QCOMPARE(merged.best()[k].score, whole.best()[k].score);
        }
        // Sums in another order: float32 within a chunk, float64 beyond.
        HS_AT_MOST(std::abs(merged.squares() / whole.squares() - 1.0), 1e-6);
        HS_AT_MOST(std::abs(merged.probability(3.0F) / whole.probability(3.0F) - 1.0), 1e-6);
        HS_AT_MOST(std::abs(merged.probabilitySquares() / whole.probabilitySquares() - 1.0), 1e-6);
        HS_AT_MOST(std::abs(merged.probabilityBias() - whole.probabilityBias()), 1e-6);
        QCOMPARE(merged.largest(), whole.largest());
    }
}

void TestLensPaths::refusesVectorsOutsideTheirSpan()
{
    const auto model = randomModel();
    const Lens lens(model);
    const Head head = model->layers[0].attention.head(HeadIndex(0));
    std::vector<LensBatch> batches;
    batches.push_back({LensTarget::message(LayerIndex(0)), Matrix::Random(3, model->info.width),
                       head.wo.flipped(), LensPath::LowRank});
    const auto error = errorOf([&] { lens.search(std::move(batches)); });
    QVERIFY(error.has_value());
    QCOMPARE(error->kind(), ErrorKind::BadArgument);
    QVERIFY2(std::string_view(error->what()).find("span") != std::string_view::npos, error->what());
}

void TestLensPaths::worksWithDependentColumns()
{
    // A head whose matrix has one column twice and one of zeros: its rank is below d.
    const auto model = randomModel({.vocab = 613, .embeddingSize = 0.05F});
    const Lens lens(model);
    Matrix columns = Matrix::Random(model->info.width, 6);
    columns.col(3) = columns.col(1);
    columns.col(5).setZero();
    const Weight span{columns.data(), columns.rows(), columns.cols(), columns.cols(), false};
    const Matrix vectors = Matrix::Random(40, 6) * columns.transpose();
    std::vector<LensBatch> batches;
    batches.push_back({LensTarget::pattern(LayerIndex(1)), vectors, span, LensPath::LowRank});
    const auto cells = lens.search(std::move(batches));
    for (const Eigen::Index r : {0, 17, 39}) {
        const QString wrong = difference(
            cells->front()[static_cast<std::size_t>(r)],
            naiveLens(*model, toRow(vectors, r), LensTarget::pattern(LayerIndex(1)), {}),
            scoreTolerance);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
}

QTEST_GUILESS_MAIN(TestLensPaths)
#include "tst_lenspaths.moc"
