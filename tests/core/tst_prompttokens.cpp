// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/prompttokens.h"
#include "core/text/tokenizer.h"
#include "tests/support/core/errors.h"
#include "tests/support/places.h"

#include <QTest>

using namespace headscope;
using core::ErrorKind;
using core::TokenId;
using tests::errorOf;

namespace {

using Ids = std::vector<TokenId>;

} // namespace

/// What a prompt's ids are, with a tokenizer and without.
class TestPromptTokens : public QObject
{
    Q_OBJECT
    std::shared_ptr<const core::Model> m_bare; // no tokenizer, 512 ids
    std::shared_ptr<const core::Model> m_whole;

    Ids bare(const char* text) const { return core::promptIds(*m_bare, text, true); }

private Q_SLOTS:
    void initTestCase()
    {
        m_bare = core::loadModel(tests::dataPath("/gpt2-tiny"));
        m_whole = core::loadModel(tests::modelsPath("/bookshelf-20m"));
        QVERIFY(!m_bare->tokenizer && m_whole->tokenizer);
    }

    void withATokenizerDigitsAreText()
    {
        const Ids ids = core::promptIds(*m_whole, "5 17 3", true);
        QVERIFY(ids != (Ids{5, 17, 3}));
        QCOMPARE(ids.front(), m_whole->info.firstToken.value());
        Ids rest = core::promptIds(*m_whole, "5 17 3", false);
        QVERIFY(rest == Ids(ids.begin() + 1, ids.end()));
        QCOMPARE(m_whole->tokenizer->decode(rest), std::string("5 17 3"));
    }

    void withoutOneTheyAreIds()
    {
        for (const char* text :
             {"5 17 3", "5,17,3", "5, 17,\t3", "  5\n17 \r\n 3  ", ",5,,17 , 3,", "05 017 0003"})
            QVERIFY2(bare(text) == (Ids{5, 17, 3}), text);
        QVERIFY(bare("0") == Ids{0});
        QVERIFY(bare("511 0 511") == (Ids{511, 0, 511}));
        for (const char* text : {"", "   ", ",", " ,\n"})
            QVERIFY2(bare(text).empty(), text);
    }

    void whatIsNoNumberIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("none"); // what is quoted
        const auto row = [](const char* text, const char* none) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(none);
        };
        row("The ship", "\"The\" is none");
        row("5 17x 3", "\"17x\" is none");
        row("5 0x11", "\"0x11\" is none");
        row("5 1.5", "\"1.5\" is none");
        row("5 +1", "\"+1\" is none");
        row("5 --1", "\"--1\" is none");
        row("5;17", "\"5;17\" is none");
        row("99999999999999999999", "\"99999999999999999999\" is none");
        row("5 \xff", "\"\xef\xbf\xbd\" is none"); // bytes that are no text are not handed on
    }
    void whatIsNoNumberIsRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, none);
        const auto error = errorOf([&] { bare(text.constData()); });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::BadArgument);
        const QByteArray sentence(error->what());
        QVERIFY2(sentence.startsWith("gpt2-tiny has no tokenizer") && sentence.endsWith(none),
                 sentence.constData());
    }

    void idsBeyondTheVocabularyAreRefused()
    {
        for (const char* text : {"5 512", "5 -1", "5 2147483647"}) {
            const Ids ids = bare(text);
            QCOMPARE(ids.size(), std::size_t(2));
            const auto error = errorOf([&] { core::checkPrompt(*m_bare, ids); });
            QVERIFY(error);
            QCOMPARE(error->kind(), ErrorKind::TokenOutOfRange);
            QVERIFY2(QByteArray(error->what()).contains("ids 0 to 511"), error->what());
        }
        QVERIFY(!errorOf([&] { core::checkPrompt(*m_bare, bare("5 511")); }));
    }

    void wordsOfAModelWithoutTokenizerAreIds()
    {
        const auto tokens = core::promptTokens(*m_bare, {5, 17});
        QCOMPARE(tokens.size(), std::size_t(2));
        for (const auto& token : tokens) {
            QVERIFY(QByteArray::fromStdString(token.text).contains(QByteArray::number(token.id)));
            QCOMPARE(token.parts, 1);
            QVERIFY(!token.special);
        }
    }
};

QTEST_GUILESS_MAIN(TestPromptTokens)
#include "tst_prompttokens.moc"
