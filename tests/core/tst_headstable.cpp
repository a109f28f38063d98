// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headstable.h"
#include "core/analysis/ranks.h"
#include "core/analysis/weightstable.h"
#include "tests/support/core/randommodel.h"

#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::core;

namespace {

std::vector<TableRow> all(const TableSource& source)
{
    std::vector<TableRow> rows;
    for (TableRow row; source.next(row); row.clear())
        rows.push_back(row);
    return rows;
}

TableValue whole(std::int64_t x)
{
    return x;
}

/// Singular values of a plain (D, D) matrix in float64: what the table must say without ever
/// building one.
Eigen::VectorXd plainValues(const Model& model, int layer, int head, bool pattern, bool fold)
{
    const Attention& attention = model.layers[static_cast<std::size_t>(layer)].attention;
    return singularValues(attention, HeadIndex(head),
                          pattern ? HeadMatrix::Pattern : HeadMatrix::Message, fold);
}

} // namespace

class TestHeadsTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMatrixOfEveryHead()
    {
        const std::shared_ptr<const Model> model = tests::randomModel({});
        const TableSource source = weightsTableSource(
            std::make_shared<const WeightSpectra>(*weightSpectra(model)));
        const auto rows = all(source);
        const int heads = model->info.heads;
        QCOMPARE(rows.size(), static_cast<std::size_t>(model->info.layers * heads * 4));
        QCOMPARE(rows.size(), source.rows);
        QCOMPARE(source.columns,
                 (std::vector<std::string>{"layer", "head", "fold", "matrix", "s1", "e90", "e99",
                                           "e999", "entropy", "stable"}));
        std::size_t at = 0;
        for (int layer = 0; layer < model->info.layers; ++layer) {
            for (int head = 0; head < heads; ++head) {
                for (const bool fold : {false, true}) {
                    for (const bool pattern : {true, false}) {
                        const TableRow& row = rows[at++];
                        QVERIFY(row[0] == whole(layer) && row[1] == whole(head));
                        QVERIFY(row[2] == whole(fold ? 1 : 0));
                        QVERIFY(row[3] == TableValue(std::string(pattern ? "P" : "M")));
                        const auto values = plainValues(*model, layer, head, pattern, fold);
                        const double sum = values.squaredNorm();
                        QVERIFY(row[4] == TableValue(values[0]));
                        // The definitions, written out.
                        double held = 0;
                        std::int64_t e90 = 0;
                        while (held < 0.9 * sum * (1 - 1e-12))
                            held += values[e90] * values[e90], ++e90;
                        QVERIFY(row[5] == whole(e90));
                        double entropy = 0;
                        for (const double s : values)
                            if (s > 0)
                                entropy -= s / values.sum() * std::log(s / values.sum());
                        QVERIFY(std::abs(std::get<double>(row[8]) - std::exp(entropy)) < 1e-9);
                        QVERIFY(std::abs(std::get<double>(row[9]) - sum / (values[0] * values[0]))
                                < 1e-9);
                    }
                }
            }
        }
    }

    void factorsBehindThem()
    {
        const std::shared_ptr<const Model> model = tests::randomModel({});
        const auto spectra = std::make_shared<const WeightSpectra>(*weightSpectra(model));
        const auto rows = all(weightsTableSource(spectra, true));
        QCOMPARE(rows.size(), spectra->heads.size() * 12);
        std::string letters;
        for (std::size_t k = 0; k < 12; ++k)
            letters += std::get<std::string>(rows[k][3]);
        QCOMPARE(letters, std::string("PMQKVOPMQKVO"));
        QVERIFY(rows[5][4]
                == TableValue(spectra->heads[0].of(HeadMatrix::Output, false).values[0]));
    }

    void measuresAsTheyAre()
    {
        HeadMeasures own;
        own.head = HeadIndex(1);
        own.first = 0.25;
        own.messageRanks.e99 = 7;
        HeadMeasures cross;
        cross.head = HeadIndex(2);
        const auto measures = std::make_shared<const std::vector<HeadMeasures>>(
            std::vector<HeadMeasures>{own, cross});
        const TableSource both = headsTableSource(measures, 2);
        const auto rows = all(both);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(both.columns.size(), rows[0].size());
        QCOMPARE(both.columns[2], std::string("attention"));
        QVERIFY(rows[0][2] == TableValue(std::string("self")));
        QVERIFY(rows[1][2] == TableValue(std::string("cross")));
        QVERIFY(rows[0][3] == TableValue(0.25));
        QVERIFY(rows[1][3] == TableValue());
        QCOMPARE(headsTableSource(measures, 3).columns[2], std::string("first"));
        const auto e99 = std::find(both.columns.begin(), both.columns.end(), "rank_m_e99");
        QVERIFY(rows[0][static_cast<std::size_t>(e99 - both.columns.begin())] == whole(7));
    }

    void labelsStandBehindTheirHeads()
    {
        const auto table = [](std::vector<std::string> columns) {
            TableSource source;
            source.columns = std::move(columns);
            source.setHeat("size", Heat::Size);
            source.next = [at = 0](TableRow& row) mutable {
                if (at == 2)
                    return false;
                row = {std::int64_t(3), std::int64_t(at++), 0.5F};
                return true;
            };
            return source;
        };
        const TableSource named = withLabels(table({"layer", "head", "size"}),
                                             {{{3, 1}, "=copies"}});
        QCOMPARE(named.columns, (std::vector<std::string>{"layer", "head", "label", "size"}));
        QVERIFY(named.heatOf(3) == Heat::Size && named.heatOf(2) == Heat::None);
        const auto rows = all(named);
        QVERIFY(rows[0][2] == TableValue());
        QVERIFY(rows[1][2] == TableValue(std::string("=copies")));
        QVERIFY(rows[1][3] == TableValue(0.5F));
        QCOMPARE(withLabels(table({"layer", "neuron", "size"}), {}).columns.size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestHeadsTable)
#include "tst_headstable.moc"
