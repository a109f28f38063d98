// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/composition.h"
#include "core/analysis/weightstable.h"
#include "tests/support/core/fullmatrices.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/reference.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

CompositionMatrix compositionOf(const std::shared_ptr<const Model>& model, bool fold = false)
{
    CompositionSearch search(model, {fold});
    search.advance();
    return search.take();
}

struct Which {
    const Attention* attention;
    int head;
};

Which which(const Model& model, const CompositionMatrix& of, int place)
{
    const Layer& layer = model.layers[std::size_t(place / of.headsPerLayer)];
    const int head = place % of.headsPerLayer;
    if (head < layer.attention.heads)
        return {&layer.attention, head};
    return {&*layer.cross, head - layer.attention.heads};
}

double share(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    return plainProduct(a, b).norm() / (a.norm() * b.norm());
}

bool sameNumbers(const Matrix& a, const Matrix& b)
{
    if (a.rows() != b.rows() || a.cols() != b.cols())
        return false;
    for (Eigen::Index i = 0; i < a.size(); ++i)
        if (a.data()[i] != b.data()[i] && !(std::isnan(a.data()[i]) && std::isnan(b.data()[i])))
            return false;
    return true;
}

} // namespace

class TestComposition : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithWholeMatrices_data() { everyKind(); }
    void agreesWithWholeMatrices();
    void aCopiedHeadIsReadWhole();
    void matricesTurnedAtRandom();
    void goesOnWhereItWasStopped();
    void rowsOfThePairs();
};

void TestComposition::agreesWithWholeMatrices()
{
    QFETCH(const QString, kind);
    const std::shared_ptr<const Model> model = randomModel(kindNamed(kind).shape);
    // Products of float32, of vectors as long as the model is wide.
    Worst worst("composition", 1e-6);
    for (const bool fold : {false, true}) {
        const CompositionMatrix found = compositionOf(model, fold);
        QCOMPARE(found.count(), model->info.layers * model->info.headsPerLayer());
        for (int from = 0; from < found.count(); ++from) {
            const Which writer = which(*model, found, from);
            const Eigen::MatrixXd written = fullMatrix(*writer.attention, writer.head,
                                                       HeadMatrix::Message, fold);
            for (int to = 0; to < found.count(); ++to) {
                const bool later = to / found.headsPerLayer > from / found.headsPerLayer;
                const Which reader = which(*model, found, to);
                const bool crosses = reader.attention->cross;
                QCOMPARE(std::isnan(found.at(Composition::Query, from, to)), !later);
                QCOMPARE(std::isnan(found.at(Composition::Key, from, to)), !later || crosses);
                QCOMPARE(std::isnan(found.at(Composition::Value, from, to)), !later || crosses);
                // Some pairs are enough: the plain product of every one takes its time.
                if (!later || (from + to) % 3 != 0)
                    continue;
                const Eigen::MatrixXd pattern = fullMatrix(*reader.attention, reader.head,
                                                           HeadMatrix::Pattern, fold);
                HS_WITHIN(worst, std::abs(double(found.at(Composition::Query, from, to))
                                          - share(written, pattern.transpose())));
                if (crosses)
                    continue;
                HS_WITHIN(worst, std::abs(double(found.at(Composition::Key, from, to))
                                          - share(written, pattern)));
                const Eigen::MatrixXd message = fullMatrix(*reader.attention, reader.head,
                                                           HeadMatrix::Message, fold);
                HS_WITHIN(worst, std::abs(double(found.at(Composition::Value, from, to))
                                          - share(written, message)));
            }
        }
    }
}

/// A head of rank one that writes the one direction that another reads has a share of 1, and of 0
/// where they are at right angles.
void TestComposition::aCopiedHeadIsReadWhole()
{
    const auto model = randomModel();
    Matrix writes = Matrix::Zero(24, 24);
    Matrix reads = Matrix::Zero(24, 24);
    writes(0, 5) = 2.0F; // head 0 of layer 0 writes along dimension 5
    reads(5, 0) = 3.0F;  // head 0 of layer 1 reads values there, head 1 at dimension 6
    reads(6, 6) = 1.0F;
    model->layers[0].attention.output = {writes.data(), 24, 24, 24, false};
    model->layers[1].attention.value = {reads.data(), 24, 24, 24, false};
    const CompositionMatrix found = compositionOf(model);
    HS_AT_MOST(std::abs(double(found.at(Composition::Value, 0, 4)) - 1.0), 1e-6);
    HS_AT_MOST(std::abs(double(found.at(Composition::Value, 0, 5))), 1e-6);
    QCOMPARE(found.at(Composition::Value, 1, 4), 0.0F); // head 1 of layer 0 writes nothing
    HS_AT_MOST(std::abs(double(found.largest[2]) - 1.0), 1e-6);
}

void TestComposition::matricesTurnedAtRandom()
{
    const std::shared_ptr<const Model> model = randomModel({.layers = 4, .seed = 21});
    const CompositionMatrix found = compositionOf(model);
    HS_AT_MOST(std::abs(found.random - 1.0 / std::sqrt(24.0)), 1e-12);
    // The weights are independent, so the mean square of all pairs is the expected one, but for
    // their number: 96 pairs, each with a deviation of about a fifth.
    for (const Matrix& values : found.values) {
        double sum = 0;
        int pairs = 0;
        for (const float value : values.reshaped())
            if (!std::isnan(value)) {
                sum += double(value) * double(value);
                ++pairs;
            }
        QCOMPARE(pairs, 96);
        HS_AT_MOST(std::abs(std::sqrt(sum / pairs) / found.random - 1.0), 0.1);
    }
}

void TestComposition::goesOnWhereItWasStopped()
{
    const std::shared_ptr<const Model> model = randomModel({.layers = 3});
    const CompositionMatrix whole = compositionOf(model);
    CompositionSearch search(model, {});
    int last = 0;
    int steps = 0;
    for (bool done = false; !done; ++steps) {
        std::stop_source stop;
        done = search.advance({stop.get_token(), [&](int heads, int total) {
                                   QCOMPARE(heads, last + 1);
                                   QCOMPARE(total, 12);
                                   last = heads;
                                   stop.request_stop();
                               }});
        QVERIFY(steps < 40);
    }
    QCOMPARE(last, 12);
    QVERIFY(steps > 5);
    const CompositionMatrix pieces = search.take();
    for (std::size_t k = 0; k < whole.values.size(); ++k)
        QVERIFY(sameNumbers(pieces.values[k], whole.values[k]));
}

void TestComposition::rowsOfThePairs()
{
    const auto found = std::make_shared<const CompositionMatrix>(
        compositionOf(randomModel({.layers = 3})));
    const TableSource source = compositionTableSource(found);
    QCOMPARE(source.columns, (std::vector<std::string>{"layer", "head", "to_layer", "to_head",
                                                       "kind", "value", "over_random"}));
    std::size_t rows = 0;
    for (TableRow row; source.next(row); row.clear(), ++rows) {
        const auto number = [&](std::size_t k) { return int(std::get<std::int64_t>(row[k])); };
        QVERIFY(number(2) > number(0));
        const auto kind = std::get<std::string>(row[4]);
        const int k = kind == "Q" ? 0 : kind == "K" ? 1 : 2;
        const float value = found->at(Composition(k), number(0) * 4 + number(1),
                                      number(2) * 4 + number(3));
        QCOMPARE(std::get<float>(row[5]), value);
        QCOMPARE(std::get<double>(row[6]), double(value) * std::sqrt(24.0));
    }
    QCOMPARE(rows, std::size_t(3 * 16 * 3));
    QCOMPARE(rows, source.rows);
}

QTEST_GUILESS_MAIN(TestComposition)
#include "tst_composition.moc"
