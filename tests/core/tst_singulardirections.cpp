// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/singulardirections.h"
#include "core/base/error.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/fullmatrices.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/reference.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

Row rowOf(const Eigen::VectorXd& vector, double sign)
{
    Row row;
    for (const double x : vector)
        row.push_back(sign * x);
    return row;
}

} // namespace

class TestSingularDirections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rebuildTheMatrix_data() { everyKind(); }
    void rebuildTheMatrix();
    void gapsAndRuns();
    void wordsAtBothEnds_data();
    void wordsAtBothEnds();
    void anEndSaysWhatRaisesTheScore();
    void refusesOtherMatrices();
    void endsWhenStopped();
};

void TestSingularDirections::rebuildTheMatrix()
{
    QFETCH(const QString, kind);
    const std::shared_ptr<const Model> model = randomModel(kindNamed(kind).shape);
    const Lens lens(model);
    const Attention& attention = model->layers[1].attention;
    // Directions are handed out as float32, the sum has as many terms as a head has dimensions.
    Worst worst("the sum of s u v^T, over the largest value", 1e-5);
    Worst signs("a sign", 0.0);
    for (const HeadMatrix matrix : {HeadMatrix::Pattern, HeadMatrix::Message}) {
        for (const bool fold : {false, true}) {
            const auto found = singularDirections(
                *model, lens, {LayerIndex(1), HeadIndex(2), matrix, fold, {.top = 1}});
            QVERIFY(found.has_value());
            Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(model->info.width, model->info.width);
            for (std::size_t i = 0; i < found->all.size(); ++i) {
                const auto k = Eigen::Index(i);
                sum += found->all[i].value * found->left.row(k).transpose().cast<double>()
                       * found->right.row(k).cast<double>();
                Eigen::Index at = 0;
                found->left.row(k).cwiseAbs().maxCoeff(&at);
                HS_WITHIN(signs, found->left(k, at) > 0.0F ? 0.0 : 1.0);
            }
            const Eigen::MatrixXd whole = fullMatrix(attention, 2, matrix, fold);
            HS_WITHIN(worst, (sum - whole).cwiseAbs().maxCoeff() / found->all[0].value);
        }
    }
}

void TestSingularDirections::gapsAndRuns()
{
    // A head whose W^P has known values: W_K has orthogonal columns of those lengths, W_Q of one.
    const auto model = randomModel();
    Matrix key = Matrix::Zero(24, 24);
    Matrix query = Matrix::Zero(24, 24);
    const std::array<float, 6> values = {8.0F, 4.0F, 3.99F, 3.9F, 1.0F, 0.5F};
    for (int i = 0; i < 6; ++i) {
        key(i, i) = values[std::size_t(i)];
        query(10 + i, i) = 1.0F;
    }
    Attention& attention = model->layers[0].attention;
    attention.key = {key.data(), 24, 24, 24, false};
    attention.query = {query.data(), 24, 24, 24, false};
    const auto found = singularDirections(*model, Lens(model), {LayerIndex(0), HeadIndex(0)});
    QCOMPARE(found->all.size(), std::size_t(6));
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-6; };
    QVERIFY(std::isinf(found->all[0].gapBefore));
    QVERIFY(near(found->all[0].gapAfter, 0.5));
    QVERIFY(near(found->all[1].gapBefore, 1.0));
    QVERIFY(near(found->all[1].gapAfter, 0.01 / 4.0));
    QVERIFY(near(found->all[1].gap(), 0.01 / 4.0));
    QVERIFY(near(found->all[5].gapAfter, 1.0)); // only zeros follow
    const auto run = [&](std::size_t i) {
        return std::pair(found->all[i].firstAlike, found->all[i].lastAlike);
    };
    QVERIFY(found->all[0].standsApart() && run(0) == std::pair(0, 0));
    for (const std::size_t i : {1, 2, 3})
        QVERIFY(run(i) == std::pair(1, 3) && !found->all[i].standsApart());
    QVERIFY(run(4) == std::pair(4, 4) && run(5) == std::pair(5, 5));
    // Left is what keys carry, right what queries look for.
    QCOMPARE(found->left(0, 0), 1.0F);
    QCOMPARE(std::abs(found->right(0, 10)), 1.0F);
}

void TestSingularDirections::wordsAtBothEnds_data()
{
    QTest::addColumn<bool>("pattern");
    QTest::addColumn<bool>("fold");
    for (const bool pattern : {true, false})
        for (const bool fold : {false, true})
            QTest::addRow("%s %s", pattern ? "W^P" : "W^M", fold ? "folded" : "plain")
                << pattern << fold;
}

void TestSingularDirections::wordsAtBothEnds()
{
    QFETCH(const bool, pattern);
    QFETCH(const bool, fold);
    const std::shared_ptr<const Model> model = randomModel({.seed = 11});
    const HeadMatrix matrix = pattern ? HeadMatrix::Pattern : HeadMatrix::Message;
    const LensOptions options{.top = 5, .hideFragments = false};
    const LayerIndex layer(1);
    const auto found = singularDirections(*model, Lens(model),
                                          {layer, HeadIndex(3), matrix, fold, options});
    QVERIFY(found->hasWords);
    const Attention& attention = model->layers[1].attention;
    const Eigen::MatrixXd whole = fullMatrix(attention, 3, matrix, fold);
    const Eigen::VectorXd gain = attention.norm.gains().cast<double>();
    for (std::size_t i = 0; i < found->all.size(); ++i) {
        const auto k = Eigen::Index(i);
        // u from W v, so that both come from the written out matrix.
        Eigen::VectorXd v = found->right.row(k).transpose().cast<double>();
        Eigen::VectorXd u = whole * v / found->all[i].value;
        v = whole.transpose() * u / found->all[i].value;
        if (fold)
            u.array() /= gain.array();
        if (fold && pattern)
            v.array() /= gain.array();
        for (const std::size_t end : {0, 1}) {
            const double sign = end == 0 ? 1.0 : -1.0;
            const NaiveCell left = naiveLens(*model, rowOf(u, sign), LensTarget::pattern(layer),
                                             options);
            const NaiveCell right = naiveLens(
                *model, rowOf(v, sign),
                pattern ? LensTarget::pattern(layer) : LensTarget::message(layer), options);
            QCOMPARE(found->all[i].left[end].ids, left.ids);
            QCOMPARE(found->all[i].right[end].ids, right.ids);
        }
    }
}

void TestSingularDirections::anEndSaysWhatRaisesTheScore()
{
    const std::shared_ptr<const Model> model = randomModel({.seed = 3});
    const auto found = singularDirections(*model, Lens(model), {LayerIndex(0), HeadIndex(1)});
    const Eigen::MatrixXd whole = fullMatrix(model->layers[0].attention, 1, HeadMatrix::Pattern,
                                             false);
    const Eigen::VectorXd u = found->left.row(0).transpose().cast<double>();
    const Eigen::VectorXd v = found->right.row(0).transpose().cast<double>();
    // key . W^P . query
    const double score = u.dot(whole * v);
    HS_AT_MOST(std::abs(score / found->all[0].value - 1.0), 1e-5);
}

void TestSingularDirections::refusesOtherMatrices()
{
    const std::shared_ptr<const Model> model = randomModel();
    const Lens lens(model);
    const auto tried = [&](int layer, int head, HeadMatrix matrix) {
        return errorOf([&] {
            singularDirections(*model, lens, {LayerIndex(layer), HeadIndex(head), matrix});
        });
    };
    for (const auto& error : {tried(2, 0, HeadMatrix::Pattern), tried(0, 4, HeadMatrix::Message),
                              tried(0, 0, HeadMatrix::Query)}) {
        QVERIFY(error.has_value());
        QVERIFY(error->kind() == ErrorKind::BadArgument);
    }
}

void TestSingularDirections::endsWhenStopped()
{
    const std::shared_ptr<const Model> model = randomModel();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!singularDirections(*model, Lens(model), {}, {stop.get_token(), {}}));
}

QTEST_GUILESS_MAIN(TestSingularDirections)
#include "tst_singulardirections.moc"
