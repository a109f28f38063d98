// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/weightspectra.h"
#include "core/analysis/weightstable.h"
#include "tests/support/core/fullmatrices.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/reference.h"

#include <sstream>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

constexpr std::array allMatrices = {HeadMatrix::Pattern, HeadMatrix::Message, HeadMatrix::Query,
                                    HeadMatrix::Key,     HeadMatrix::Value,   HeadMatrix::Output};

/// The heads of a layer in their order, those of cross-attention last.
std::vector<std::pair<const Attention*, int>> headsOf(const Layer& layer)
{
    std::vector<std::pair<const Attention*, int>> heads;
    for (int h = 0; h < layer.attention.heads; ++h)
        heads.emplace_back(&layer.attention, h);
    for (int h = 0; layer.cross && h < layer.cross->heads; ++h)
        heads.emplace_back(&*layer.cross, h);
    return heads;
}

/// A row of head_ranks.csv.
struct Reference {
    bool fold = false;
    int layer = 0;
    int head = 0;
    HeadMatrix matrix = HeadMatrix::Pattern;
    double s1 = 0;
    std::array<int, 3> ranks{};
    double entropy = 0;
    double stable = 0;
};

std::vector<Reference> readReference(const std::string& file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line); // the header
    std::vector<Reference> rows;
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        std::vector<std::string> cells;
        for (std::string cell; std::getline(fields, cell, ',');)
            cells.push_back(cell);
        // fold,layer,head,mat,s1,er90,er99,er999,erank,pr,stable,fro
        rows.push_back({cells.at(0) == "1",
                        std::stoi(cells.at(1)),
                        std::stoi(cells.at(2)),
                        cells.at(3) == "WP" ? HeadMatrix::Pattern : HeadMatrix::Message,
                        std::stod(cells.at(4)),
                        {std::stoi(cells.at(5)), std::stoi(cells.at(6)), std::stoi(cells.at(7))},
                        std::stod(cells.at(8)),
                        std::stod(cells.at(10))});
    }
    return rows;
}

} // namespace

class TestWeightSpectra : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithWholeMatrices_data() { everyKind(); }
    void agreesWithWholeMatrices();
    void ranksAreThoseOfTheValues();
    void goesOnWhereItWasStopped();
    void ranksOfGpt2();
};

void TestWeightSpectra::agreesWithWholeMatrices()
{
    QFETCH(const QString, kind);
    const std::shared_ptr<const Model> model = randomModel(kindNamed(kind).shape);
    const auto spectra = weightSpectra(model);
    QVERIFY(spectra.has_value());
    QCOMPARE(spectra->headsPerLayer, model->info.headsPerLayer());
    // float64 on both sides; what factors are made of other weights for is rounded to float32 once.
    Worst worst("singular values, over the largest", 1e-6);
    for (std::size_t l = 0; l < model->layers.size(); ++l) {
        const auto heads = headsOf(model->layers[l]);
        for (std::size_t h = 0; h < heads.size(); ++h) {
            const HeadSpectra& found = spectra->at(LayerIndex(int(l)), HeadIndex(int(h)));
            QCOMPARE(found.layer.value, int(l));
            QCOMPARE(found.head.value, int(h));
            for (const bool fold : {false, true}) {
                for (const HeadMatrix matrix : allMatrices) {
                    const Eigen::VectorXd& s = found.of(matrix, fold).values;
                    QVERIFY(s.size() > 0);
                    const Eigen::VectorXd expected = plainSingularValues(
                        fullMatrix(*heads[h].first, heads[h].second, matrix, fold), s.size());
                    HS_WITHIN(worst, (s - expected).cwiseAbs().maxCoeff() / expected[0]);
                    const Eigen::VectorXd alone = singularValues(*model, LayerIndex(int(l)),
                                                                 HeadIndex(int(h)), matrix, fold);
                    QCOMPARE(alone, s);
                }
            }
        }
    }
}

void TestWeightSpectra::ranksAreThoseOfTheValues()
{
    const std::shared_ptr<const Model> model = randomModel();
    const auto spectra = weightSpectra(model);
    for (const HeadSpectra& head : spectra->heads)
        for (const auto& fold : head.all)
            for (const Spectrum& spectrum : fold)
                QVERIFY(spectrum.ranks == ranks(spectrum.values));
}

void TestWeightSpectra::goesOnWhereItWasStopped()
{
    const std::shared_ptr<const Model> model = randomModel({.layers = 5, .heads = 4});
    const auto whole = weightSpectra(model);
    WeightSpectraSearch search(model);
    int steps = 0;
    int last = 0;
    for (bool done = false; !done; ++steps) {
        std::stop_source stop;
        done = search.advance({stop.get_token(), [&](int heads, int total) {
                                   QVERIFY(heads > last);
                                   QCOMPARE(total, 20);
                                   last = heads;
                                   stop.request_stop();
                               }});
        QVERIFY(steps < 20);
    }
    QCOMPARE(last, 20);
    QVERIFY2(steps > 2, "it did not stop in between");
    const WeightSpectra pieces = search.take();
    for (std::size_t k = 0; k < whole->heads.size(); ++k)
        QCOMPARE(pieces.heads[k].of(HeadMatrix::Message, true).values,
                 whole->heads[k].of(HeadMatrix::Message, true).values);
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!weightSpectra(model, true, {stopped.get_token(), {}}));
    const auto two = weightSpectra(model, false);
    QCOMPARE(two->heads[3].of(HeadMatrix::Pattern, false).values,
             whole->heads[3].of(HeadMatrix::Pattern, false).values);
    QCOMPARE(two->heads[3].of(HeadMatrix::Query, false).values.size(), Eigen::Index(0));
}

void TestWeightSpectra::ranksOfGpt2()
{
    const QByteArray reference = qgetenv("HEADSCOPE_REFERENCE");
    if (reference.isEmpty())
        QSKIP("HEADSCOPE_REFERENCE does not say where reference/gpt2 is");
    const std::string folder = reference.toStdString() + "/gpt2";
    const auto spectra = weightSpectra(loadModel(folder));
    const auto rows = readReference(folder + "/head_ranks.csv");
    QCOMPARE(rows.size(), std::size_t(144 * 4));
    // The file has float16, the reference was made of float32: 11 bits against 24.
    Worst values("largest singular values, relative", 1e-3);
    Worst entropy("entropy ranks, relative", 1e-3);
    Worst stable("stable ranks, relative", 1e-3);
    int apart = 0;
    for (const Reference& row : rows) {
        const Spectrum& found =
            spectra->at(LayerIndex(row.layer), HeadIndex(row.head)).of(row.matrix, row.fold);
        HS_WITHIN(values, std::abs(found.values[0] / row.s1 - 1.0));
        HS_WITHIN(entropy, std::abs(found.ranks.entropy / row.entropy - 1.0));
        HS_WITHIN(stable, std::abs(found.ranks.stable / row.stable - 1.0));
        const std::array<int, 3> own = {found.ranks.e90, found.ranks.e99, found.ranks.e999};
        for (std::size_t k = 0; k < own.size(); ++k) {
            QVERIFY2(std::abs(own[k] - row.ranks[k]) <= 1,
                     qPrintable(QStringLiteral("head %1.%2: rank %3, the reference has %4")
                                    .arg(row.layer)
                                    .arg(row.head)
                                    .arg(own[k])
                                    .arg(row.ranks[k])));
            apart += own[k] == row.ranks[k] ? 0 : 1;
        }
    }
    qInfo("%d of %d integer ranks are one apart", apart, int(rows.size()) * 3);
    const HeadSpectra& named = spectra->at(LayerIndex(11), HeadIndex(8));
    const double nearlyOne = named.of(HeadMatrix::Message, false).ranks.stable;
    qInfo("head 11.8: the stable rank of W^M is %.3f", nearlyOne);
    QVERIFY(std::abs(nearlyOne - 1.05) < 0.005);
}

QTEST_GUILESS_MAIN(TestWeightSpectra)
#include "tst_weightspectra.moc"
