// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/packedproduct.h"
#include "core/tensor/panels.h"
#include "tests/support/core/reference.h"

#include <atomic>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// Every few floats of a range, ends included.
std::vector<float> ramp(float from, float to, int steps)
{
    std::vector<float> x;
    for (int k = 0; k <= steps; ++k)
        x.push_back(from + (to - from) * static_cast<float>(k) / static_cast<float>(steps));
    return x;
}

/// |a - b| relative to `size`.
double relative(float a, double b, double size)
{
    return std::abs(static_cast<double>(a) - b) / size;
}

} // namespace

class TestKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exponentialsAreAccurate();
    void activationsAreAccurate();
    void softmaxOfLargeScores();
    void entropyOfProbabilities();
    void packedProducts_data();
    void packedProducts();
    void sharedProductsAreTheSame();
    void everyPieceIsDoneOnce();
    void piecesOfColumns();
    void preciseProducts();
};

void TestKernels::exponentialsAreAccurate()
{
    const std::vector<float> x = ramp(-87.3F, 88.0F, 1'000'003);
    std::vector<float> y(x.size());
    exponentials(x.data(), y.data(), x.size());
    Worst worst("exp, relative", 2e-7); // 3 units in the last place
    for (std::size_t j = 0; j < x.size(); ++j) {
        const double exact = std::exp(static_cast<double>(x[j]));
        HS_WITHIN(worst, relative(y[j], exact, exact));
    }
    float ends[] = {-88.0F, -1e30F, -std::numeric_limits<float>::infinity(),
                    0.0F,   1e30F,  std::numeric_limits<float>::quiet_NaN()};
    exponentials(ends, ends, 6);
    QCOMPARE(ends[0], 0.0F);
    QCOMPARE(ends[1], 0.0F);
    QCOMPARE(ends[2], 0.0F);
    QCOMPARE(ends[3], 1.0F);
    QVERIFY(std::isfinite(ends[4]) && ends[4] > 1e38F);
}

void TestKernels::activationsAreAccurate()
{
    const std::vector<float> x = ramp(-40.0F, 40.0F, 1'000'003);
    std::vector<float> gelu = x;
    geluTanh(gelu.data(), gelu.size());
    std::vector<float> swish = x;
    silu(swish.data(), swish.size());
    Worst geluWorst("GELU, relative to |x|", 4e-7);
    Worst siluWorst("SiLU, relative to |x|", 4e-7);
    for (std::size_t j = 0; j < x.size(); ++j) {
        const auto v = static_cast<double>(x[j]);
        const double size = std::max(std::abs(v), 1e-30);
        const double u = std::sqrt(2.0 / M_PI) * (v + 0.044715 * v * v * v);
        HS_WITHIN(geluWorst, relative(gelu[j], 0.5 * v * (1.0 + std::tanh(u)), size));
        HS_WITHIN(siluWorst, relative(swish[j], v / (1.0 + std::exp(-v)), size));
    }
}

void TestKernels::softmaxOfLargeScores()
{
    for (const std::size_t n : {1U, 2U, 15U, 33U, 300U}) {
        std::vector<double> scores;
        for (std::size_t j = 0; j < n; ++j)
            scores.push_back(12345.678 + 20.0 * std::sin(static_cast<double>(j)));
        std::vector<float> out(n);
        softmax(scores.data(), 0.25, out.data(), n);
        double sum = 0.0;
        for (const double s : scores)
            sum += std::exp((s - scores[0]) * 0.25);
        for (std::size_t j = 0; j < n; ++j)
            HS_AT_MOST(relative(out[j], std::exp((scores[j] - scores[0]) * 0.25) / sum, 1.0), 1e-6);
    }
}

void TestKernels::entropyOfProbabilities()
{
    for (const std::size_t n : {1U, 7U, 64U, 1000U}) {
        std::vector<float> p;
        double exact = 0.0;
        for (std::size_t j = 0; j < n; ++j) {
            p.push_back(j % 5 == 3 ? 0.0F : std::exp(-static_cast<float>(j % 90)) / 4.0F);
            if (p.back() > 0.0F)
                exact -= static_cast<double>(p.back()) * std::log(static_cast<double>(p.back()));
        }
        // A float32 sum of terms of one sign.
        HS_AT_MOST(std::abs(entropy(p.data(), n) - exact), 2e-6 * std::max(exact, 1.0));
    }
}

void TestKernels::packedProducts_data()
{
    QTest::addColumn<bool>("transposed");
    QTest::addColumn<TileShape>("shape");
    QTest::newRow("stored (in, out), wide") << false << TileShape::Wide;
    QTest::newRow("stored (in, out), narrow") << false << TileShape::Narrow;
    QTest::newRow("stored (out, in), wide") << true << TileShape::Wide;
    QTest::newRow("stored (out, in), narrow") << true << TileShape::Narrow;
}

void TestKernels::packedProducts()
{
    QFETCH(bool, transposed);
    QFETCH(TileShape, shape);
    if (shape == TileShape::Wide && bestTileShape() != TileShape::Wide)
        QSKIP("this machine, or this build, has no AVX-512");
    // Around the sizes of tiles (6 or 8 rows, 16 or 48 columns), blocks of the sum (128), chunks of
    // columns (240), and what is read in place (8 rows; its blocks are 32 and 512).
    for (const Eigen::Index in : {1, 31, 129, 270}) {
        for (const Eigen::Index out : {1, 33, 49, 250, 700}) {
            const Matrix stored = transposed ? Matrix::Random(out + 3, in + 5)
                                             : Matrix::Random(in + 3, out + 5);
            const Weight whole = transposed
                                     ? Weight{stored.data(), in + 5, out + 3, in + 5, true}
                                     : Weight{stored.data(), in + 3, out + 5, out + 5, false};
            const Weight w = whole.inputs(2, in).outputs(1, out);
            const Eigen::MatrixXd full = w.dense().cast<double>();
            PackedRows rows; // its memory serves all
            for (const Eigen::Index n : {1, 2, 3, 7, 8, 33, 9, 15, 16, 21}) {
                Matrix a = Matrix::Random(n, in);
                const Matrix start = Matrix::Random(n, out + 2);
                const Eigen::MatrixXd exact = a.cast<double>() * full;
                Matrix c = start;
                rows.pack(constView(a), shape);
                a.setConstant(NAN); // packed rows are copies
                multiply(rows, w, columns(c, 1, out));
                // Sums of 270 products of numbers below 1.
                HS_AT_MOST(differenceFrom(c.middleCols(1, out), exact), 3e-5);
                // Nothing beside it is touched.
                HS_AT_MOST(largestDifference(c.col(0), start.col(0)), 0.0);
                HS_AT_MOST(largestDifference(c.col(out + 1), start.col(out + 1)), 0.0);
            }
        }
    }
}

void TestKernels::sharedProductsAreTheSame()
{
    // Work enough for many pieces on all threads; in one thread the pieces are others.
    const Matrix stored = Matrix::Random(150, 1111);
    const Weight w{stored.data(), 150, 1111, 1111, false};
    for (const Eigen::Index n : {7, 40}) {
        const Matrix a = Matrix::Random(n, 150);
        QVERIFY(pieceColumns(1111, n * 150) < 1111);
        Matrix shared(n, 1111);
        multiply(constView(a), w, view(shared));
        HS_AT_MOST(differenceFrom(shared, plainProduct(a.cast<double>(), stored.cast<double>())),
                   2e-5);
        std::vector<Matrix> alone(2, Matrix(n, 1111));
        onThreads(2, [&](int worker) {
            multiply(constView(a), w, view(alone[static_cast<std::size_t>(worker)]));
        });
        PackedRows rows;
        rows.pack(constView(a));
        Matrix whole(n, 1111);
        multiply(rows, w, view(whole));
        HS_AT_MOST(largestDifference(shared, alone[0]), 0.0);
        HS_AT_MOST(largestDifference(shared, alone[1]), 0.0);
        HS_AT_MOST(largestDifference(shared, whole), 0.0);
    }
}

void TestKernels::everyPieceIsDoneOnce()
{
    for (const int pieces : {0, 1, 2, 57}) {
        std::vector<int> done(static_cast<std::size_t>(pieces), 0);
        sharePieces(pieces, [&](std::ptrdiff_t piece) { ++done[static_cast<std::size_t>(piece)]; });
        QCOMPARE(done, std::vector<int>(static_cast<std::size_t>(pieces), 1));
        std::atomic<int> others = 0;
        const auto failing = [&](std::ptrdiff_t piece) {
            if (piece == pieces / 2)
                throw std::runtime_error("this one");
            ++others;
        };
        if (pieces == 0) {
            sharePieces(pieces, failing);
            continue;
        }
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, sharePieces(pieces, failing));
        QCOMPARE(others.load(), pieces - 1); // the others are not left undone
    }
}

void TestKernels::piecesOfColumns()
{
    QCOMPARE(pieceColumns(100, 10), 100);  // small work: one piece
    QCOMPARE(pieceColumns(0, 1000000), 1); // never nothing
    for (const Eigen::Index columns : {768, 50257}) {
        for (const Eigen::Index operations : {8 * 768, 512 * 768, 1024 * 3072, 1000000000}) {
            const Eigen::Index piece = pieceColumns(columns, operations);
            QCOMPARE(piece % 48, 0);
            QVERIFY2(piece * operations <= 200'000'000 + 48 * operations,
                     "stopping would take too long");
            QVERIFY2(piece * 2 * threadCount() <= columns + 48 * 2 * threadCount(),
                     "a thread would have nothing to do");
        }
    }
}

void TestKernels::preciseProducts()
{
    const Matrix stored = Matrix::Random(70, 90);
    for (const bool transposed : {false, true}) {
        const Weight w = transposed ? Weight{stored.data(), 90, 70, 90, true}
                                    : Weight{stored.data(), 70, 90, 90, false};
        const Eigen::MatrixXd full = w.dense().cast<double>();
        for (const Eigen::Index n : {1, 5, 48, 131}) { // 131: several blocks of rows
            Matrix d(n, w.in);
            const Matrix b = Matrix::Random(n, w.out);
            multiplyTransposedPrecisely(constView(b), w, view(d));
            const Eigen::MatrixXd exact = b.cast<double>() * full.transpose();
            QCOMPARE(differenceFrom(d, exact.cast<float>().cast<double>()), 0.0);
        }
    }
}

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
