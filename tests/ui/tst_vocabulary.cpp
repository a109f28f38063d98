// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/vocabulary.h"

#include <QTest>

#include <algorithm>

using namespace headscope;
using ui::Vocabulary;

class VocabularyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsEveryWordOnce()
    {
        Vocabulary vocabulary;
        vocabulary.begin(std::make_shared<const core::WordList>(
            std::vector<std::string>{"ship", " ship", "a", "", "boat", "ship", " a"}));
        QVERIFY(!vocabulary.token(QStringLiteral("ship")));
        while (!vocabulary.advance()) {}
        const QString space(QChar(0x2423));
        QCOMPARE(vocabulary.words(), QStringList({QStringLiteral("a"), space + QStringLiteral("a"),
                                                  QStringLiteral("boat"), QStringLiteral("ship"),
                                                  space + QStringLiteral("ship")}));
        QCOMPARE(vocabulary.token(QStringLiteral("ship")), std::optional(0)); // not 5
        QCOMPARE(vocabulary.token(space + QStringLiteral("ship")), std::optional(1));
        QVERIFY(!vocabulary.token(QString()));
        QVERIFY(!vocabulary.token(QStringLiteral("shi")));
        QVERIFY(vocabulary.advance()); // and stays done
        QCOMPARE(vocabulary.words().size(), 5);
    }
    void takesManySlicesForManyWords()
    {
        std::vector<std::string> words;
        for (int k = 50'000; k-- > 0;)
            words.push_back(std::to_string(k));
        Vocabulary vocabulary;
        vocabulary.begin(std::make_shared<const core::WordList>(words));
        int slices = 1;
        while (!vocabulary.advance())
            ++slices;
        QVERIFY(slices > 10);
        QCOMPARE(vocabulary.words().size(), 50'000);
        QVERIFY(std::is_sorted(vocabulary.words().begin(), vocabulary.words().end(),
                               [](const QString& a, const QString& b) {
                                   return a.size() != b.size() ? a.size() < b.size() : a < b;
                               }));
        QCOMPARE(vocabulary.token(QStringLiteral("49999")), std::optional(0));
    }
    void beginsAnewWithAnotherModel()
    {
        Vocabulary vocabulary;
        QVERIFY(vocabulary.advance()); // no words at all
        vocabulary.begin(
            std::make_shared<const core::WordList>(std::vector<std::string>{"one", "two"}));
        vocabulary.advance();
        vocabulary.begin(std::make_shared<const core::WordList>(std::vector<std::string>{"three"}));
        while (!vocabulary.advance()) {}
        QCOMPARE(vocabulary.words(), QStringList(QStringLiteral("three")));
        vocabulary.begin(nullptr);
        QVERIFY(vocabulary.advance());
        QVERIFY(vocabulary.words().isEmpty());
    }
};

QTEST_GUILESS_MAIN(VocabularyTest)
#include "tst_vocabulary.moc"
