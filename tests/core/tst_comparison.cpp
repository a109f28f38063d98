// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/comparedrows.h"
#include "core/analysis/comparison.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/headtable.h"
#include "core/analysis/tables.h"
#include "core/analysis/tablewords.h"
#include "tests/support/core/randommodel.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace headscope::core;

namespace {

using Ids = std::vector<TokenId>;

/// The length of the longest common subsequence by trying all of the shorter one.
int longestByTrying(const Ids& a, const Ids& b)
{
    int longest = 0;
    for (unsigned chosen = 0; chosen < (1U << a.size()); ++chosen) {
        std::size_t j = 0;
        int length = 0;
        bool fits = true;
        for (std::size_t i = 0; i < a.size() && fits; ++i) {
            if ((chosen >> i & 1U) == 0)
                continue;
            while (j < b.size() && b[j] != a[i])
                ++j;
            fits = j < b.size();
            ++j;
            ++length;
        }
        if (fits)
            longest = std::max(longest, length);
    }
    return longest;
}

TableSource table(std::vector<std::string> columns, std::vector<TableRow> rows)
{
    TableSource source;
    source.columns = std::move(columns);
    source.name = "t";
    source.setContent({"words"}, Content::Words);
    source.setContent({"token"}, Content::Other);
    source.rows = rows.size();
    source.next = [rows = std::move(rows), at = std::size_t(0)](TableRow& row) mutable {
        if (at == rows.size())
            return false;
        row = rows[at++];
        return true;
    };
    return source;
}

std::vector<TableRow> all(const TableSource& source)
{
    std::vector<TableRow> rows;
    for (TableRow row; source.next(row); row.clear())
        rows.push_back(row);
    return rows;
}

std::size_t columnOf(const TableSource& source, const std::string& name)
{
    const auto at = std::find(source.columns.begin(), source.columns.end(), name);
    return static_cast<std::size_t>(at - source.columns.begin());
}

TableValue whole(std::int64_t x)
{
    return x;
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void replacedWordsStandSideBySide()
    {
        const TokenAlignment alignment({9, 1, 2, 3, 4}, {9, 1, 7, 3, 4});
        QCOMPARE(alignment.count(), 5);
        QCOMPARE(alignment.same(), 4);
        QVERIFY(alignment.places()[2] == (AlignedPlace{Position(2), Position(2), false}));
        const TokenAlignment longer({1, 2, 3}, {1, 5, 6, 7, 2, 3});
        QCOMPARE(longer.count(), 6);
        QCOMPARE(longer.placeOfA(1), 4);
        QCOMPARE(longer.placeOfB(2), 2);
        QCOMPARE(longer.placeOfB(6), -1);
        QCOMPARE(longer.placeOfA(-1), -1);
        QVERIFY(!longer.places()[2].a);
    }

    void emptyAndEqualPrompts()
    {
        QCOMPARE(TokenAlignment({}, {}).count(), 0);
        QCOMPARE(TokenAlignment({}, {1, 2}).count(), 2);
        QCOMPARE(TokenAlignment({3}, {}).count(), 1);
        const TokenAlignment same({1, 1, 1}, {1, 1, 1});
        QCOMPARE(same.count(), 3);
        QCOMPARE(same.same(), 3);
        const TokenAlignment other({1, 2}, {3, 4});
        QCOMPARE(other.count(), 2);
        QCOMPARE(other.same(), 0);
    }

    void asManyAsPossibleAreTheSame()
    {
        std::mt19937 random(17);
        for (int trial = 0; trial < 300; ++trial) {
            const auto ids = [&](int most) {
                Ids made(random() % static_cast<unsigned>(most));
                for (TokenId& id : made)
                    id = static_cast<TokenId>(random() % 4);
                return made;
            };
            const Ids a = ids(11);
            const Ids b = ids(11);
            const TokenAlignment alignment(a, b);
            QCOMPARE(alignment.same(), longestByTrying(a, b));
            // Every token stands in one place, in order.
            int nextA = 0;
            int nextB = 0;
            for (int p = 0; p < alignment.count(); ++p) {
                const AlignedPlace& place = alignment.places()[static_cast<std::size_t>(p)];
                QVERIFY(place.a || place.b);
                if (place.a) {
                    QCOMPARE(place.a->value, nextA);
                    QCOMPARE(alignment.placeOfA(nextA++), p);
                }
                if (place.b) {
                    QCOMPARE(place.b->value, nextB);
                    QCOMPARE(alignment.placeOfB(nextB++), p);
                }
                if (place.a && place.b)
                    QCOMPARE(place.same, a[static_cast<std::size_t>(place.a->value)]
                                             == b[static_cast<std::size_t>(place.b->value)]);
            }
            QCOMPARE(nextA, static_cast<int>(a.size()));
            QCOMPARE(nextB, static_cast<int>(b.size()));
        }
    }

    void longPromptsThatDifferEverywhere()
    {
        Ids a(9000);
        Ids b(9000);
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = static_cast<TokenId>(2 * i);
            b[i] = static_cast<TokenId>(i % 3 == 0 ? 2 * i : 2 * i + 1);
        }
        a.back() = 1000001;
        const TokenAlignment alignment(a, b); // more pairs than there is room for
        QCOMPARE(alignment.count(), 9000);
        QCOMPARE(alignment.same(), 3000);
    }

    void rowsOfTheSameThingBecomeOne()
    {
        const auto alignment = std::make_shared<const TokenAlignment>(Ids{1, 2, 3}, Ids{1, 3});
        using Words = std::vector<std::string>;
        const TableSource result = compareTables(
            table({"layer", "position", "token", "words", "size"},
                  {{whole(0), whole(0), std::string("x"), Words{"a", "b"}, 1.0F},
                   {whole(0), whole(1), std::string("y"), Words{"c"}, 2.0F},
                   {whole(0), whole(2), std::string("z"), Words{"d"}, 3.0F}}),
            table({"layer", "position", "token", "words", "size"},
                  {{whole(0), whole(0), std::string("x"), Words{"b", "a", "q"}, 1.5F},
                   {whole(0), whole(1), std::string("z"), Words{}, -3.0F},
                   {whole(1), whole(0), std::string("x"), Words{}, 9.0F}}),
            {alignment});
        QCOMPARE(result.columns,
                 (std::vector<std::string>{"layer", "position A", "position B", "token A",
                                           "token B", "words A", "words B", "words in both",
                                           "size A", "size B", "size B-A"}));
        const auto rows = all(result);
        QCOMPARE(rows.size(), std::size_t(4));
        QVERIFY(rows[0][7] == whole(2));
        QVERIFY(rows[0][10] == TableValue(0.5));
        QVERIFY(rows[1][2] == TableValue()); // B has no such token
        QVERIFY(rows[1][9] == TableValue() && rows[1][10] == TableValue());
        QVERIFY(rows[2][1] == whole(2) && rows[2][2] == whole(1));
        QVERIFY(rows[2][10] == TableValue(-6.0));
        QVERIFY(rows[3][0] == whole(1) && rows[3][8] == TableValue());
        QVERIFY(result.heatOf(10) == Heat::Signed);
    }

    void columnsOfTokensAreMatched()
    {
        const auto alignment = std::make_shared<const TokenAlignment>(Ids{1, 2, 3}, Ids{1, 9, 3});
        const TableSource result = compareTables(
            table({"layer", "act 0 a", "act 1 b", "act 2 c"}, {{whole(0), 1.0F, 2.0F, 3.0F}}),
            table({"layer", "act 0 a", "act 1 q", "act 2 c"}, {{whole(0), 1.0F, 7.0F, 4.0F}}),
            {alignment});
        const auto rows = all(result);
        QVERIFY(rows[0][columnOf(result, "act 1 b / 1 q B-A")] == TableValue(5.0));
        QVERIFY(rows[0][columnOf(result, "act 2 c B-A")] == TableValue(1.0));
        QCOMPARE(result.columns.size(), std::size_t(10));
        QCOMPARE(readTokenColumn("act 12 b")->position, 12);
        for (const char* other : {"layer", "pattern_size", "act x b", "act 1", "size B-A", ""})
            QVERIFY2(!readTokenColumn(other), other);
    }

    void refusesRowsOutOfOrder()
    {
        const auto alignment = std::make_shared<const TokenAlignment>(Ids{}, Ids{});
        const auto wrong = table({"layer"}, {{whole(1)}, {whole(0)}, {whole(2)}});
        const auto right = table({"layer"}, {{whole(0)}, {whole(1)}});
        const TableSource result = compareTables(wrong, right, {alignment});
        QVERIFY_EXCEPTION_THROWN(all(result), std::logic_error);
    }

    void anEncodersTokensHaveAPlaceOfTheirOwn()
    {
        // Heads from 1 on look at the encoder, whose second token has been replaced by two.
        ComparedTokens tokens;
        tokens.tokens = std::make_shared<const TokenAlignment>(Ids{1}, Ids{1});
        tokens.context = std::make_shared<const TokenAlignment>(Ids{5, 6, 7}, Ids{5, 8, 9, 7});
        tokens.contextFromA = 1;
        tokens.contextFromB = 1;
        const auto side = [](const std::vector<float>& sizes) {
            std::vector<TableRow> rows{{whole(0), whole(0), whole(0), 0.5F}};
            for (std::size_t j = 0; j < sizes.size(); ++j)
                rows.push_back({whole(0), whole(1), whole(static_cast<std::int64_t>(j)), sizes[j]});
            return table({"layer", "head", "position", "size"}, std::move(rows));
        };
        const auto rows = all(compareTables(side({1, 2, 3}), side({10, 20, 25, 30}), tokens));
        QCOMPARE(rows.size(), std::size_t(5));
        QVERIFY(rows[4][2] == whole(2) && rows[4][3] == whole(3)); // 7 stands beside 7
        QVERIFY(rows[4][6] == TableValue(27.0));
        QVERIFY(rows[3][2] == TableValue() && rows[3][5] == TableValue(25.0F));
        const auto compared = compareRows(side({1, 2, 3}), side({10, 20, 25, 30}), tokens);
        QVERIFY(!compared->isContext(0, true) && compared->isContext(1, true));
    }

    void wholeRowsAreThoseOfTheTable();
    void planesOfHeads();
    void planesOfVectorsAndTokens();
    void planesOfTheStreamAreItsMessages();
    void stopsBetweenRows();
    void withItselfNothingDiffers();
};

namespace {

bool same(double x, double y)
{
    return (std::isnan(x) && std::isnan(y)) || x == y;
}

double number(const TableValue& value)
{
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    if (const auto* real = std::get_if<float>(&value))
        return static_cast<double>(*real);
    const auto* count = std::get_if<std::int64_t>(&value);
    return count != nullptr ? static_cast<double>(*count)
                            : std::numeric_limits<double>::quiet_NaN();
}

/// Heads of two models, the second of which has a layer less and a head more.
TableSource headsTable(int layers, int heads, double factor)
{
    std::vector<TableRow> rows;
    for (int l = 0; l < layers; ++l)
        for (int h = 0; h < heads; ++h)
            rows.push_back({whole(l), whole(h), factor * (10 * l + h)});
    return table({"layer", "head", "first"}, std::move(rows));
}

} // namespace

/// What is looked at is what is exported, of real tables of two prompts.
void TestComparison::wholeRowsAreThoseOfTheTable()
{
    const auto model = headscope::tests::randomModel({});
    const Ids a{3, 1, 4, 1, 5};
    const Ids b{3, 1, 7, 7, 1, 5};
    const Lens lens(model);
    const ComparedTokens tokens{std::make_shared<const TokenAlignment>(a, b)};
    const auto make = [&](const Ids& ids, VectorKind kind) {
        const Trace trace = *runTrace(*model, {ids});
        return *vectorTableSource(*model, trace, lens, kind, {});
    };
    const TableSource table = compareTables(make(a, VectorKind::Message),
                                            make(b, VectorKind::Message), tokens);
    const auto rows = compareRows(make(a, VectorKind::Message), make(b, VectorKind::Message),
                                  tokens);
    const auto written = all(table);
    QCOMPARE(rows->count(), written.size());
    QVERIFY(written.size() > 20);
    double largest = 0;
    for (const ComparedColumn& column : rows->columns) {
        const auto of = [&](const char* side) { return columnOf(table, column.value.name + side); };
        for (std::size_t r = 0; r < rows->count(); ++r) {
            if (column.isNumber()) {
                QVERIFY(same(column.a[r], number(written[r][of(" A")])));
                QVERIFY(same(column.b[r], number(written[r][of(" B")])));
                QVERIFY(same(column.difference(r), number(written[r][of(" B-A")])));
                if (column.value.name == "size" && column.largestDifference > largest)
                    largest = column.largestDifference;
            } else if (column.isWords()) {
                QVERIFY(same(column.inBoth[r], number(written[r][of(" in both")])));
                const auto* words = std::get_if<std::vector<std::string>>(&written[r][of(" A")]);
                QVERIFY(words != nullptr ? column.wordsA[r] == *words : column.wordsA[r].empty());
            }
        }
    }
    QVERIFY(largest > 0);
}

void TestComparison::planesOfHeads()
{
    const ComparedTokens tokens{std::make_shared<const TokenAlignment>(Ids{}, Ids{})};
    const auto rows = compareRows(headsTable(3, 2, 1), headsTable(2, 3, 2), tokens);
    const ComparedPlane plane(*rows, 0);
    QCOMPARE(plane.rowCount(), 3);
    QCOMPARE(plane.columnCount(), 3);
    QVERIFY(plane.columnAbout() == About::Head);
    QCOMPARE(plane.rowKey(0).of(About::Layer), 2); // the last layer on top
    const ComparedPlane::Cell both = plane.at(1, 1);
    QCOMPARE(rows->columns[0].difference(static_cast<std::size_t>(both.row)), 11.0);
    QCOMPARE(plane.cellOf(both.row, 0).row, 1);
    QCOMPARE(plane.cellOf(both.row, 0).column, 1);
    QCOMPARE(plane.at(0, 2).row, -1); // neither has it
    const ComparedPlane::Cell ofA = plane.at(0, 1);
    QVERIFY(rows->hasA[static_cast<std::size_t>(ofA.row)]
            && !rows->hasB[static_cast<std::size_t>(ofA.row)]);
    QVERIFY(std::isnan(rows->columns[0].difference(static_cast<std::size_t>(ofA.row))));
    QCOMPARE(rows->columns[0].largest, 24.0);
    QCOMPARE(rows->columns[0].largestDifference, 11.0);
}

void TestComparison::planesOfVectorsAndTokens()
{
    const auto alignment = std::make_shared<const TokenAlignment>(Ids{1, 2, 3}, Ids{1, 3});
    const auto side = [](int count, float add) {
        std::vector<TableRow> rows;
        for (int l = 0; l < 2; ++l)
            for (int j = 0; j < count; ++j)
                rows.push_back({whole(l), whole(0), whole(j), add + static_cast<float>(l + j)});
        return table({"layer", "head", "position", "size"}, std::move(rows));
    };
    const auto rows = compareRows(side(3, 0), side(2, 10), {alignment});
    const ComparedPlane plane(*rows, 0);
    QCOMPARE(plane.rowCount(), 2);
    QCOMPARE(plane.columnCount(), 3);
    QVERIFY(plane.columnAbout() == About::Place);
    const ComparedPlane::Cell last = plane.at(1, 2); // the third token of A beside B's second
    QCOMPARE(rows->columns[0].difference(static_cast<std::size_t>(last.row)), 9.0);

    const auto acts = [](std::vector<std::string> columns, std::vector<TableRow> values) {
        return table(std::move(columns), std::move(values));
    };
    const auto neurons = compareRows(
        acts({"layer", "neuron", "out_size", "act 0 a", "act 1 b", "act 2 c"},
             {{whole(0), whole(0), 1.0F, 1.0F, 2.0F, 3.0F},
              {whole(0), whole(1), 1.0F, 4.0F, 5.0F, 6.0F}}),
        acts({"layer", "neuron", "out_size", "act 0 a", "act 1 c"},
             {{whole(0), whole(0), 1.0F, 1.0F, 30.0F}, {whole(0), whole(1), 1.0F, 4.0F, 60.0F}}),
        {alignment});
    const ComparedPlane activations(*neurons, 2);
    QCOMPARE(activations.rowCount(), 2);
    QCOMPARE(activations.columnCount(), 3);
    const ComparedPlane::Cell cell = activations.at(1, 2);
    QCOMPARE(neurons->columns[static_cast<std::size_t>(cell.column)].difference(
                 static_cast<std::size_t>(cell.row)),
             54.0);
    const ComparedPlane sizes(*neurons, 0);
    QVERIFY(sizes.columnAbout() == About::Neuron);
    QCOMPARE(sizes.columnCount(), 2);
}

void TestComparison::planesOfTheStreamAreItsMessages()
{
    const ComparedTokens tokens{std::make_shared<const TokenAlignment>(Ids{1, 2}, Ids{1, 2})};
    const auto side = [](float add) {
        using Text = std::string;
        return table({"kind", "layer", "head", "neuron", "position", "share"},
                     {{Text("embedding"), {}, {}, {}, {}, add},
                      {Text("message"), whole(0), whole(0), {}, whole(0), add + 1},
                      {Text("message"), whole(0), whole(0), {}, whole(1), add + 2},
                      {Text("b_O"), whole(0), {}, {}, {}, add + 3},
                      {Text("neuron"), whole(0), {}, whole(0), {}, add + 4}});
    };
    const auto rows = compareRows(side(0), side(5), tokens);
    QCOMPARE(rows->count(), std::size_t(5));
    const ComparedPlane plane(*rows, 0);
    QCOMPARE(plane.rowCount(), 1);
    QCOMPARE(plane.columnCount(), 2);
    QCOMPARE(plane.at(0, 1).row, 2);
}

void TestComparison::stopsBetweenRows()
{
    std::stop_source stop;
    stop.request_stop();
    RunControl control;
    control.stop = stop.get_token();
    const ComparedTokens tokens{std::make_shared<const TokenAlignment>(Ids{}, Ids{})};
    QVERIFY(!compareRows(headsTable(3, 2, 1), headsTable(2, 3, 2), tokens, control));
}

/// Real tables of a model with itself: every row has both, no number differs, all words are shared.
void TestComparison::withItselfNothingDiffers()
{
    const auto model = headscope::tests::randomModel({});
    const Ids ids{3, 1, 4, 1, 5};
    const auto trace = std::make_shared<const Trace>(*runTrace(*model, {ids}));
    const Lens lens(model);
    const auto alignment = std::make_shared<const TokenAlignment>(ids, ids);
    const auto make = [&](int which) {
        HeadTableOptions options;
        if (which == 0)
            return headTableSource(std::make_shared<HeadTable>(
                *makeHeadTable(*model, *trace, lens, LayerIndex(0), HeadIndex(1), options)));
        return *vectorTableSource(*model, *trace, lens,
                                  which == 1 ? VectorKind::Pattern : VectorKind::Message, options);
    };
    for (int which = 0; which < 3; ++which) {
        const std::size_t rows = all(make(which)).size();
        const TableSource result = compareTables(make(which), make(which), {alignment});
        const auto compared = all(result);
        QCOMPARE(compared.size(), rows);
        int differences = 0;
        for (const TableRow& row : compared) {
            for (std::size_t c = 0; c < row.size(); ++c) {
                if (!result.columns[c].ends_with(" B-A"))
                    continue;
                const auto* difference = std::get_if<double>(&row[c]);
                QVERIFY(difference == nullptr || *difference == 0.0);
                differences += difference != nullptr ? 1 : 0;
            }
        }
        QVERIFY(differences > 0);
    }
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
