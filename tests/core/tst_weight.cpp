// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"
#include "core/tensor/panels.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/reference.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

// Sums of at most 17 products of numbers below 1: a few float32 roundings.
constexpr double rounding = 1e-5;

} // namespace

class TestWeight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void productsAgreeWithPlainLoops_data();
    void productsAgreeWithPlainLoops();
    void preciseProductsAreRoundedOnce();
    void normsAgreeWithTheirDefinition_data();
    void normsAgreeWithTheirDefinition();
    void headsAreSlices();
};

void TestWeight::productsAgreeWithPlainLoops_data()
{
    QTest::addColumn<bool>("transposed");
    QTest::newRow("stored (in, out)") << false;
    QTest::newRow("stored (out, in)") << true;
}

void TestWeight::productsAgreeWithPlainLoops()
{
    QFETCH(bool, transposed);
    const Matrix stored = Matrix::Random(17, 23);
    const Weight whole = transposed ? Weight{stored.data(), 23, 17, 23, true}
                                    : Weight{stored.data(), 17, 23, 23, false};
    const Weight part = whole.inputs(2, 9).outputs(3, 11);
    const Eigen::MatrixXd full = transposed ? Eigen::MatrixXd(stored.transpose().cast<double>())
                                            : Eigen::MatrixXd(stored.cast<double>());
    const Eigen::MatrixXd expected = full.block(2, 3, 9, 11);
    QCOMPARE(differenceFrom(part.dense(), expected), 0.0);
    QCOMPARE(differenceFrom(part.flipped().dense(), expected.transpose()), 0.0);
    for (const Eigen::Index n : {0, 1, 5}) {
        const Matrix a = Matrix::Random(n, 9);
        const Matrix b = Matrix::Random(n, 11);
        Matrix c(n, 11);
        multiply(constView(a), part, view(c));
        Matrix d(n, 9);
        multiplyTransposed(constView(b), part, view(d));
        Matrix e(n, 9);
        multiplyTransposedPrecisely(constView(b), part, view(e));
        if (n == 0)
            continue;
        HS_AT_MOST(differenceFrom(c, plainProduct(a.cast<double>(), expected)), rounding);
        HS_AT_MOST(differenceFrom(d, plainProduct(b.cast<double>(), expected.transpose())),
                   rounding);
        HS_AT_MOST(differenceFrom(e, plainProduct(b.cast<double>(), expected.transpose())),
                   rounding);
        Matrix f(n, n);
        multiplyRows(constView(a), constView(a), view(f), 0.5F);
        HS_AT_MOST(
            differenceFrom(f, 0.5 * plainProduct(a.cast<double>(), a.transpose().cast<double>())),
            rounding);
    }
    const WideMatrix wide = WideMatrix::Random(7, 5);
    const WideMatrix other = WideMatrix::Random(3, 5);
    WideMatrix wideProduct;
    multiplyRows(wide, other, wideProduct);
    HS_AT_MOST((wideProduct - plainProduct(wide, other.transpose())).cwiseAbs().maxCoeff(), 1e-14);
    const Matrix left = Matrix::Random(4, 6);
    const Matrix right = Matrix::Random(6, 3);
    Matrix c(4, 3);
    multiply(constView(left), constView(right), view(c));
    HS_AT_MOST(differenceFrom(c, plainProduct(left.cast<double>(), right.cast<double>())),
               rounding);
}

void TestWeight::preciseProductsAreRoundedOnce()
{
    const Matrix w = 100.0F * Matrix::Random(300, 64);
    const Matrix a = 100.0F * Matrix::Random(270, 64); // more rows than one block
    Matrix c(270, 300);
    multiplyTransposedPrecisely(constView(a), {w.data(), 300, 64, 64, false}, view(c));
    const Eigen::MatrixXd exact = a.cast<double>() * w.cast<double>().transpose();
    QCOMPARE(differenceFrom(c, exact.cast<float>().cast<double>()), 0.0);
}

void TestWeight::normsAgreeWithTheirDefinition_data()
{
    QTest::addColumn<bool>("rms");
    QTest::addColumn<float>("common");
    QTest::newRow("layer norm") << false << 0.0F;
    QTest::newRow("layer norm of a large common part") << false << 300.0F;
    QTest::newRow("RMS norm") << true << 0.0F;
}

void TestWeight::normsAgreeWithTheirDefinition()
{
    QFETCH(bool, rms);
    QFETCH(float, common);
    const Vector gain = Vector::Random(31);
    const Vector bias = Vector::Random(31);
    const Norm norm{rms ? Norm::Kind::Rms : Norm::Kind::Layer, gain.data(),
                    rms ? nullptr : bias.data(), 31, 1e-3F};
    const Matrix x = (0.05F * Matrix::Random(4, 31)).array() + common;
    Matrix y(4, 31);
    norm.apply(constView(x), view(y));
    for (Eigen::Index i = 0; i < 4; ++i) {
        const Row expected = naiveNorm(norm, toRow(x, i));
        // A common part of 300 leaves float32 inputs a spacing of 3e-5, a thousandth of what is
        // normed.
        for (Eigen::Index k = 0; k < 31; ++k)
            HS_AT_MOST(
                std::abs(static_cast<double>(y(i, k)) - expected[static_cast<std::size_t>(k)]),
                common > 0.0F ? 2e-3 : 1e-5);
    }
}

void TestWeight::headsAreSlices()
{
    const Matrix q = Matrix::Random(8, 12);
    const Matrix kv = Matrix::Random(8, 6);
    const Matrix o = Matrix::Random(12, 8);
    Attention a;
    a.query = {q.data(), 8, 12, 12, false};
    a.key = a.value = {kv.data(), 8, 6, 6, false};
    a.output = {o.data(), 12, 8, 8, false};
    a.queryBias = Vector::LinSpaced(12, 0, 11);
    a.keyBias = a.valueBias = Vector::LinSpaced(6, 0, 5);
    a.heads = 4;
    a.groups = 2;
    a.headSize = 3;
    const Head head = a.head(HeadIndex(3));
    QCOMPARE(head.group, 1);
    QCOMPARE(largestDifference(head.wq.dense(), q.middleCols(9, 3)), 0.0);
    QCOMPARE(largestDifference(head.wk.dense(), kv.middleCols(3, 3)), 0.0);
    QCOMPARE(largestDifference(head.wo.dense(), o.middleRows(9, 3)), 0.0);
    QCOMPARE(head.bq[0], 9.0F);
    QCOMPARE(head.bk[0], 3.0F);
}

QTEST_GUILESS_MAIN(TestWeight)
#include "tst_weight.moc"
