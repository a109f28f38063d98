// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tables.h"
#include "core/base/error.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <set>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

class TestTables : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Lens> m_lens;
    Trace m_trace;

    static std::vector<TableRow> all(TableSource source)
    {
        std::vector<TableRow> rows;
        for (TableRow row; source.next(row);)
            rows.push_back(row);
        return rows;
    }

private Q_SLOTS:
    void initTestCase();
    void wordsAndFragments();
    void splitCharactersAreShownWhole();
    void headTableHoldsTheCoresNumbers();
    void headTableOfShortPrompts();
    void headTableRefusesBadPlaces();
    void vectorTable();
    void vectorTableOfWordsThatAreThere();
};

void TestTables::initTestCase()
{
    m_model = loadModel(tests::modelsPath("/bookshelf-20m"));
    m_lens = std::make_shared<const Lens>(m_model);
    m_trace = *runTrace(
        *m_model,
        promptIds(*m_model, "The captain of the ship gave the order to lower the boats", true));
    QCOMPARE(m_trace.ids, Golden("bookshelf-20m").prompts()[0]);
    QCOMPARE(m_model->info.parameters, std::int64_t(20684544));
    QCOMPARE(m_model->info.dtype, std::string("F16"));
    QCOMPARE(m_model->info.name, std::string("bookshelf-20m"));
}

void TestTables::wordsAndFragments()
{
    const auto hidden = [&](std::string_view text) {
        const auto ids = m_model->encode(text);
        return ids.size() == 1 && m_model->fragments[static_cast<std::size_t>(ids[0])] == 1;
    };
    QVERIFY(!hidden(" captain"));      // begins with a space
    QVERIFY(!hidden("The"));           // " The" is one token too
    QVERIFY(!hidden(","));             // no letter or digit
    QVERIFY(!hidden("<|endoftext|>")); // special
    QVERIFY(!hidden("\n"));
    QVERIFY(hidden("ness")); // a piece: " ness" is no token
    int invalid = 0;
    for (TokenId id = 0; id < m_model->info.vocab; ++id)
        if (m_model->words->word(id).starts_with("‹")
            && m_model->bytes(id) != m_model->words->word(id)) {
            ++invalid;
            QVERIFY(m_model->fragments[static_cast<std::size_t>(id)] == 1);
        }
    QVERIFY(invalid > 60); // the single bytes of UTF-8's continuation, at least
    QCOMPARE(m_model->words->word(-1), std::string_view());
    QCOMPARE(m_model->words->word(m_model->info.vocab), std::string_view());
}

void TestTables::splitCharactersAreShownWhole()
{
    const auto ids = promptIds(*m_model, "a 🙂 b", false);
    const auto tokens = promptTokens(*m_model, ids);
    QCOMPARE(tokens.size(), ids.size());
    int parts = 0;
    for (const PromptToken& token : tokens) {
        if (token.parts > 1) {
            QVERIFY(token.text.find("🙂") != std::string::npos);
            QCOMPARE(token.part, ++parts);
            QVERIFY(token.part <= token.parts);
        }
    }
    QVERIFY(parts > 1);
    const auto first = promptTokens(*m_model, promptIds(*m_model, "x", true));
    QVERIFY(first[0].special);
    QCOMPARE(first[0].text, std::string("<|endoftext|>"));
    QVERIFY(promptIds(*m_model, "", false).empty());
}

void TestTables::headTableHoldsTheCoresNumbers()
{
    HeadTableOptions options;
    options.centredPatterns = true;
    options.lens.hideHighBias = true;
    const auto table = makeHeadTable(*m_model, m_trace, *m_lens, LayerIndex(0), HeadIndex(2),
                                     options);
    QVERIFY(table.has_value());
    Matrix p = patterns(*m_model, m_trace, LayerIndex(0), HeadIndex(2));
    centre(p);
    const Matrix m = messages(*m_model, m_trace, LayerIndex(0), HeadIndex(2));
    const Vector c = shifts(*m_model, m_trace, LayerIndex(0), HeadIndex(2));
    const auto cells = m_lens->search(constView(p), LensTarget::pattern(LayerIndex(0)),
                                      options.lens);
    for (std::size_t j = 0; j < 13; ++j) {
        const auto r = static_cast<Eigen::Index>(j);
        QCOMPARE(table->patternCells[j].ids, (*cells)[j].ids);
        QCOMPARE(table->patternSizes[j], p.row(r).norm());
        QCOMPARE(table->messageSizes[j], m.row(r).norm());
        QCOMPARE(table->shifts[j], c[r]);
    }
    QCOMPARE(largestDifference(table->attention, m_trace.attentionOf(LayerIndex(0), HeadIndex(2))),
             0.0);
    QCOMPARE(table->groupHeads, std::vector<int>{2});
    // What the model card says of it: "boats" offers them, they, their.
    std::set<std::string_view> words;
    for (const TokenId id : table->patternCells[12].ids)
        words.insert(table->words->word(id));
    QVERIFY(words.contains(" them") && words.contains(" they") && words.contains(" their"));

    const auto rows = all(headTableSource(std::make_shared<HeadTable>(*table)));
    const TableSource source = headTableSource(std::make_shared<HeadTable>(*table));
    QCOMPARE(rows.size(), std::size_t(13));
    QCOMPARE(source.columns.size(), std::size_t(14 + 13));
    QCOMPARE(source.columns[14 + 5], std::string("attention 5 ship"));
    for (const TableRow& row : rows)
        QCOMPARE(row.size(), source.columns.size());
    QVERIFY(std::holds_alternative<std::monostate>(rows[5][14 + 4])); // "the" came before "ship"
    QCOMPARE(std::get<float>(rows[5][14 + 6]), table->attention(6, 5));
}

void TestTables::headTableOfShortPrompts()
{
    for (const int T : {1, 2}) {
        const std::vector<TokenId> ids(m_trace.ids.begin(), m_trace.ids.begin() + T);
        const auto trace = runTrace(*m_model, ids);
        const auto table = makeHeadTable(*m_model, *trace, *m_lens, LayerIndex(7), HeadIndex(5),
                                         {PatternSide::Query, true, true, {}, {}});
        QCOMPARE(table->patternCells.size(), static_cast<std::size_t>(T));
        QCOMPARE(table->attention(0, 0), 1.0F);
        QVERIFY(table->alwaysWrites.ids.empty()); // there is no mean of later tokens to speak of
    }
}

void TestTables::headTableRefusesBadPlaces()
{
    const auto sentence = [&](int layer, int head) -> std::string {
        try {
            makeHeadTable(*m_model, m_trace, *m_lens, LayerIndex(layer), HeadIndex(head));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    QCOMPARE(sentence(8, 0), std::string("there is no layer 8: bookshelf-20m has layers 0 to 7"));
    QCOMPARE(sentence(0, 6),
             std::string("there is no head 6: bookshelf-20m has heads 0 to 5 in every layer"));
    QVERIFY(!sentence(-1, 0).empty());
    QVERIFY(!sentence(0, -1).empty());
    QVERIFY(sentence(7, 5).empty());
}

void TestTables::vectorTable()
{
    HeadTableOptions options;
    const auto source = vectorTableSource(*m_model, m_trace, *m_lens, VectorKind::Message, options);
    const auto rows = all(*source);
    QCOMPARE(rows.size(), std::size_t(8 * 6 * 13));
    const Matrix m = messages(*m_model, m_trace, LayerIndex(5), HeadIndex(2));
    const TableRow& row = rows[(5 * 6 + 2) * 13 + 2];
    QCOMPARE(std::get<std::int64_t>(row[0]), 5);
    QCOMPARE(std::get<std::int64_t>(row[1]), 2);
    QCOMPARE(std::get<std::string>(row[3]), std::string(" captain"));
    QCOMPARE(std::get<float>(row[7]), m.row(2).norm());
    // The model card: messages of head 5.2 are pronouns; "captain": his, himself, he.
    const auto words = std::get<std::vector<std::string>>(row[5]);
    QCOMPARE(words[0], std::string(" his"));
    for (const TableRow& each : rows) {
        QCOMPARE(each.size(), source->columns.size());
        if (std::get<bool>(each[10]))
            QVERIFY(std::get<std::vector<std::string>>(each[5]).empty());
    }
}

void TestTables::vectorTableOfWordsThatAreThere()
{
    HeadWordsSearch search(m_model, std::make_shared<const Trace>(m_trace), m_lens,
                           {{}, allHeads(m_model->info), false});
    QVERIFY(search.advance());
    auto grid = std::make_shared<HeadGrid>(
        headGrid(*m_model, promptTokens(*m_model, m_trace.ids), search));
    for (const VectorKind kind : {VectorKind::Pattern, VectorKind::Message}) {
        const auto searched = vectorTableSource(*m_model, m_trace, *m_lens, kind, {});
        const TableSource there = vectorTableSource(grid, kind);
        QCOMPARE(there.columns, searched->columns);
        const auto wanted = all(*searched);
        const auto rows = all(there);
        QCOMPARE(rows.size(), wanted.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (const std::size_t same : {0U, 1U, 2U, 3U, 4U, 5U, 10U})
                QVERIFY(rows[i][same] == wanted[i][same]);
            // One product for many heads sums in another order than one for each.
            const float size = std::get<float>(wanted[i][7]);
            QVERIFY(std::abs(std::get<float>(rows[i][7]) - size) <= 1e-5F * size);
            QVERIFY(std::abs(std::get<double>(rows[i][11]) - std::get<double>(wanted[i][11]))
                    < 1e-3);
        }
    }
    grid->heads[0] = nullptr;
    QCOMPARE(all(vectorTableSource(grid, VectorKind::Pattern)).size(), std::size_t(47 * 13));
    QCOMPARE(all(vectorTableSource(std::make_shared<HeadGrid>(), VectorKind::Pattern)).size(),
             std::size_t(0));
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
