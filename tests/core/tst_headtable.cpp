// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headgrid.h"
#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/tables.h"
#include "tests/support/places.h"

#include <QDir>
#include <QTest>

#include <cmath>

using namespace headscope::core;

/// What a head's table says of how its scores are made, in every family; and whose tokens the words
/// of all heads are of.
class TestHeadTable : public QObject
{
    Q_OBJECT

    static std::vector<TokenId> ids(int count, int first)
    {
        std::vector<TokenId> list;
        for (int i = 0; i < count; ++i)
            list.push_back(first + 7 * i % 40);
        return list;
    }
    static Trace run(const Model& model)
    {
        return model.encoder ? *runTrace(model, {ids(9, 5), ids(6, 3)})
                             : *runTrace(model, ids(9, 5));
    }

private Q_SLOTS:
    void scoresAreMadeOfWhatTheTableSays_data();
    void scoresAreMadeOfWhatTheTableSays();
    void wordsOfAllHeadsAreOfTheirTokens();
};

void TestHeadTable::scoresAreMadeOfWhatTheTableSays_data()
{
    QTest::addColumn<QString>("folder");
    const QDir data(headscope::tests::qDataPath());
    for (const QString& name : data.entryList({QStringLiteral("*-tiny")}, QDir::Dirs))
        QTest::newRow(qPrintable(name)) << data.filePath(name);
    QVERIFY(data.entryList({QStringLiteral("*-tiny")}, QDir::Dirs).size() >= 12);
}

void TestHeadTable::scoresAreMadeOfWhatTheTableSays()
{
    QFETCH(const QString, folder);
    const auto model = loadModel(folder.toStdString());
    const Trace trace = run(*model);
    double largest = 0;
    for (int l = 0; l < model->info.layers; ++l)
        for (int h = 0; h < model->info.headsPerLayer(); ++h) {
            const LayerIndex layer(l);
            const HeadIndex head(h);
            const Matrix& input = headRun(*model, trace, layer, head).input;
            for (int i = 0; i < trace.tokens(); ++i) {
                HeadTableOptions options;
                options.distance.other = Position(i);
                const HeadTable table = headTableWithoutWords(*model, trace, layer, head, options);
                QCOMPARE(table.ownHeads, model->info.heads);
                QCOMPARE(table.tied, model->info.tied);
                QCOMPARE(table.cross, h >= model->info.heads);
                const Matrix p = patterns(*model, trace, layer, head, PatternSide::Key,
                                          options.distance);
                const Vector products = p * input.row(i).transpose();
                const double spread = table.scores.cwiseAbs().maxCoeff();
                for (int j = 0; j < static_cast<int>(table.tokens.size()); ++j) {
                    if (!table.sees(i, j))
                        continue;
                    const auto at = static_cast<std::size_t>(j);
                    float score = (products[j] + table.shifts[at]) * table.queryFactors[i]
                                  * table.scale;
                    if (table.relativeBias.size() > 0)
                        score += table.relativeBias(i, j);
                    // float32 sums over the width, in another order
                    largest = std::max(largest,
                                       std::abs(static_cast<double>(score - table.scores(i, j)))
                                           / std::max(1.0, spread));
                }
            }
        }
    QVERIFY2(largest < 2e-5, qPrintable(QString::number(largest)));
}

void TestHeadTable::wordsOfAllHeadsAreOfTheirTokens()
{
    const std::shared_ptr<const Model> model = loadModel(headscope::tests::dataPath("/t5-tiny"));
    const auto trace = std::make_shared<const Trace>(run(*model));
    const auto lens = std::make_shared<const Lens>(model);
    HeadWordsSearch search(model, trace, lens, {{}, allHeads(model->info), false});
    QVERIFY(search.advance());
    const auto grid = std::make_shared<const HeadGrid>(
        headGrid(*model, promptTokens(*model, trace->ids), search));
    QCOMPARE(grid->ownHeads, model->info.heads);
    QCOMPARE(grid->memory.size(), std::size_t(9));
    QCOMPARE(grid->tokens.size(), std::size_t(6));
    const TableSource source = vectorTableSource(grid, VectorKind::Message);
    TableRow row;
    for (int l = 0; l < model->info.layers; ++l)
        for (int h = 0; h < model->info.headsPerLayer(); ++h) {
            const auto& wanted = h < model->info.heads ? trace->ids : trace->encoder->ids;
            QCOMPARE(grid->contextOf(HeadIndex(h)).size(), wanted.size());
            for (std::size_t j = 0; j < wanted.size(); ++j) {
                QVERIFY(source.next(row));
                QCOMPARE(std::get<std::int64_t>(row[0]), l);
                QCOMPARE(std::get<std::int64_t>(row[1]), h);
                QCOMPARE(std::get<std::int64_t>(row[2]), static_cast<std::int64_t>(j));
                QCOMPARE(std::get<std::int64_t>(row[4]), wanted[j]);
            }
        }
    QVERIFY(!source.next(row));
}

QTEST_GUILESS_MAIN(TestHeadTable)
#include "tst_headtable.moc"
