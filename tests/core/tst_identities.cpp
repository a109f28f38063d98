// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The identities on which patterns and messages rest, on random models and on the embedded one.
#include "core/analysis/headvectors.h"
#include "core/model/trace.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// Attention made from patterns and shifts alone: softmax over j <= i of (n_i . p_j + c_j) scale.
/// In float64: scores of a hundred lose two digits of float32 to the sum, which is this test's
/// rounding and not the patterns'.
Matrix attentionFrom(const Matrix& n, const Matrix& p, const Vector& c, float scale)
{
    Eigen::MatrixXd scores = n.cast<double>() * p.cast<double>().transpose();
    scores.rowwise() += c.cast<double>().transpose();
    scores *= static_cast<double>(scale);
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
        auto seen = scores.row(i).head(i + 1).array();
        seen = (seen - seen.maxCoeff()).exp().eval();
        seen /= seen.sum();
        scores.row(i).tail(scores.cols() - i - 1).setZero();
    }
    return scores.cast<float>();
}

Vector rowOfWeight(const Weight& w, Eigen::Index row)
{
    return w.inputs(row, 1).dense().row(0).transpose();
}

} // namespace

class TestIdentities : public QObject
{
    Q_OBJECT

private:
    struct Case {
        std::shared_ptr<const Model> model;
        std::vector<TokenId> ids;
    };
    std::vector<Case> m_cases;

private Q_SLOTS:
    void initTestCase();
    void streamIsASum();
    void attentionComesFromPatterns();
    void attentionComesFromQueryPatterns();
    void commonPatternChangesNoAttention();
    void commonMessageIsAddedToTheOutput();
    void vectorsAgreeWithPlainLoops();
    void centringLeavesTheFirstTokenOut();
};

void TestIdentities::initTestCase()
{
    const auto bookshelf = loadModel(tests::modelsPath("/bookshelf-20m"));
    for (const auto& prompt : Golden("bookshelf-20m").prompts())
        m_cases.push_back({bookshelf, prompt});
    std::vector<TokenId> prompt{*bookshelf->info.firstToken};
    while (prompt.size() < 300)
        for (const Case& c : m_cases)
            prompt.insert(prompt.end(), c.ids.begin() + 1, c.ids.end());
    m_cases.push_back({bookshelf, prompt});
    for (unsigned seed = 1; seed <= 4; ++seed) {
        RandomShape shape;
        shape.seed = seed;
        shape.layers = 3;
        shape.groups = seed == 2 ? 2 : 4;
        shape.norm = seed == 3 ? Norm::Kind::Rms : Norm::Kind::Layer;
        shape.transposed = seed == 4;
        const auto model = randomModel(shape);
        for (const int T : {1, 2, 3, 12})
            m_cases.push_back({model, randomIds(*model, T, seed)});
    }
    QCOMPARE(m_cases.size(), std::size_t(20));
}

void TestIdentities::streamIsASum()
{
    // At every token and layer: float rounding of a sum of a few hundred terms.
    Worst residue("residue of the stream's sum, relative to the state", 1e-5);
    for (const Case& c : m_cases) {
        const auto trace = runTrace(*c.model, c.ids);
        const Eigen::Index T = trace->tokens();
        Eigen::MatrixXd sum(T, c.model->info.width);
        for (Eigen::Index i = 0; i < T; ++i)
            sum.row(i) = (rowOfWeight(c.model->embedding, c.ids[static_cast<std::size_t>(i)])
                          + rowOfWeight(c.model->positions, i))
                             .cast<double>()
                             .transpose();
        for (int l = 0; l < c.model->info.layers; ++l) {
            const auto k = static_cast<std::size_t>(l);
            const Layer& layer = c.model->layers[k];
            for (int h = 0; h < c.model->info.heads; ++h) {
                const Matrix m = messages(*c.model, *trace, LayerIndex(l), HeadIndex(h));
                sum += trace->attentionOf(LayerIndex(l), HeadIndex(h)).cast<double>()
                       * m.cast<double>();
            }
            sum.rowwise() += layer.attention.outputBias.cast<double>().transpose();
            sum += trace->activations[k].cast<double>()
                   * layer.feedForward.out.dense().cast<double>();
            sum.rowwise() += layer.feedForward.outBias.cast<double>().transpose();
            for (Eigen::Index i = 0; i < T; ++i) {
                const Eigen::VectorXd state = trace->states[k + 1].row(i).cast<double>();
                HS_WITHIN(residue, (sum.row(i).transpose() - state).norm() / state.norm());
            }
        }
    }
}

void TestIdentities::attentionComesFromPatterns()
{
    Worst plain("attention from patterns and shifts", 1e-5);
    Worst centred("attention from centred patterns and shifts", 1e-5);
    for (const Case& c : m_cases) {
        const auto trace = runTrace(*c.model, c.ids);
        for (int l = 0; l < c.model->info.layers; ++l) {
            const Attention& a = c.model->layers[static_cast<std::size_t>(l)].attention;
            for (int h = 0; h < c.model->info.heads; ++h) {
                const Matrix& n = trace->inputs[static_cast<std::size_t>(l)];
                const Vector shift = shifts(*c.model, *trace, LayerIndex(l), HeadIndex(h));
                const Matrix model = trace->attentionOf(LayerIndex(l), HeadIndex(h));
                Matrix p = patterns(*c.model, *trace, LayerIndex(l), HeadIndex(h));
                HS_WITHIN(plain, largestDifference(attentionFrom(n, p, shift, a.scale), model));
                centre(p);
                HS_WITHIN(centred, largestDifference(attentionFrom(n, p, shift, a.scale), model));
            }
        }
    }
}

void TestIdentities::attentionComesFromQueryPatterns()
{
    // (n_i W_Q + b_Q) . (n_j W_K + b_K) = q_i . n_j + const(i)
    Worst worst("attention from query-side patterns", 1e-5);
    for (const Case& c : m_cases) {
        const auto trace = runTrace(*c.model, c.ids);
        for (int l = 0; l < c.model->info.layers; ++l) {
            const Attention& a = c.model->layers[static_cast<std::size_t>(l)].attention;
            for (int h = 0; h < c.model->info.heads; ++h) {
                const Matrix& n = trace->inputs[static_cast<std::size_t>(l)];
                const Matrix q = patterns(*c.model, *trace, LayerIndex(l), HeadIndex(h),
                                          PatternSide::Query);
                const Matrix made = attentionFrom(q, n, Vector::Zero(n.rows()), a.scale);
                HS_WITHIN(worst,
                          largestDifference(made, trace->attentionOf(LayerIndex(l), HeadIndex(h))));
            }
        }
    }
}

void TestIdentities::commonPatternChangesNoAttention()
{
    const Case& c = m_cases.back();
    const auto trace = runTrace(*c.model, c.ids);
    const Matrix& n = trace->inputs[1];
    Matrix p = patterns(*c.model, *trace, LayerIndex(1), HeadIndex(2));
    const Vector shift = shifts(*c.model, *trace, LayerIndex(1), HeadIndex(2));
    const Matrix before = attentionFrom(n, p, shift, 0.4F);
    p.rowwise() += Vector::LinSpaced(p.cols(), -1.0F, 1.0F).transpose();
    HS_AT_MOST(largestDifference(attentionFrom(n, p, shift, 0.4F), before), 1e-5);
}

void TestIdentities::commonMessageIsAddedToTheOutput()
{
    const Case& c = m_cases.back();
    const auto trace = runTrace(*c.model, c.ids);
    Matrix m = messages(*c.model, *trace, LayerIndex(1), HeadIndex(2));
    const Matrix a = trace->attentionOf(LayerIndex(1), HeadIndex(2));
    const Vector extra = Vector::LinSpaced(m.cols(), -1.0F, 1.0F);
    Matrix expected = a * m;
    expected.rowwise() += extra.transpose();
    m.rowwise() += extra.transpose();
    HS_AT_MOST(largestDifference(a * m, expected), 1e-5);
}

void TestIdentities::vectorsAgreeWithPlainLoops()
{
    for (unsigned seed = 1; seed <= 2; ++seed) {
        const auto model = randomModel(
            {.groups = seed == 1 ? 4 : 2, .transposed = seed == 2, .seed = seed});
        const auto ids = randomIds(*model, 6);
        const auto trace = runTrace(*model, ids);
        const NaiveRun naive = naiveRun(*model, ids);
        for (int l = 0; l < 2; ++l) {
            for (int h = 0; h < 4; ++h) {
                const auto lk = static_cast<std::size_t>(l);
                const auto hk = static_cast<std::size_t>(h);
                const Matrix p = patterns(*model, *trace, LayerIndex(l), HeadIndex(h));
                const Matrix q = patterns(*model, *trace, LayerIndex(l), HeadIndex(h),
                                          PatternSide::Query);
                const Matrix m = messages(*model, *trace, LayerIndex(l), HeadIndex(h));
                const Vector c = shifts(*model, *trace, LayerIndex(l), HeadIndex(h));
                for (Eigen::Index j = 0; j < 6; ++j) {
                    const auto jk = static_cast<std::size_t>(j);
                    // Values of about 10 made of sums of 24 and 6 products in float32.
                    HS_AT_MOST(std::abs(static_cast<double>(c[j]) - naive.shifts[lk][hk][jk]),
                               1e-4);
                    for (Eigen::Index e = 0; e < p.cols(); ++e) {
                        const auto ek = static_cast<std::size_t>(e);
                        HS_AT_MOST(
                            std::abs(static_cast<double>(p(j, e)) - naive.patterns[lk][hk][jk][ek]),
                            1e-4);
                        HS_AT_MOST(std::abs(static_cast<double>(q(j, e))
                                            - naive.queryPatterns[lk][hk][jk][ek]),
                                   1e-4);
                        HS_AT_MOST(
                            std::abs(static_cast<double>(m(j, e)) - naive.messages[lk][hk][jk][ek]),
                            1e-4);
                    }
                }
            }
        }
    }
}

void TestIdentities::centringLeavesTheFirstTokenOut()
{
    Matrix m(3, 2);
    m << 100, 100, 1, 2, 3, 6;
    centre(m);
    Matrix expected(3, 2);
    expected << 98, 96, -1, -2, 1, 2;
    QCOMPARE(largestDifference(m, expected), 0.0);
    Matrix two = m.topRows(2);
    centre(two);
    QCOMPARE(largestDifference(two, m.topRows(2)), 0.0);
}

QTEST_GUILESS_MAIN(TestIdentities)
#include "tst_identities.moc"
