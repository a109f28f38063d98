// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sentence.h"

#include <QTest>

using headscope::ui::asSentence;

class TestSentence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneOfTheWindow_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* said, const char* shown) {
            QTest::newRow(*said == '\0' ? "nothing" : said)
                << QString::fromUtf8(said) << QString::fromUtf8(shown);
        };
        row("the prompt is empty: it has no token", "The prompt is empty: it has no token.");
        row("a rank of 7 for W^M", "A rank of 7 for W^M.");
        row("an Excel sheet has room for 16384 columns",
            "An Excel sheet has room for 16384 columns.");
        row("cannot read /models/x: Permission denied",
            "Cannot read /models/x: Permission denied.");
        row("prompt 2 of 3: the prompt is empty", "Prompt 2 of 3: the prompt is empty.");
        // Names and paths are spelled as they are, also those that begin like a word.
        row("gpt2 has no revision v2 (404)", "gpt2 has no revision v2 (404).");
        row("/models/x: model_type is missing", "/models/x: model_type is missing.");
        row("the-model/config.json: model_type is missing",
            "the-model/config.json: model_type is missing.");
        row("The prompt is empty.", "The prompt is empty.");
        row("Is it there?", "Is it there?");
        row("", "");
    }
    void isOneOfTheWindow()
    {
        QFETCH(const QString, said);
        QFETCH(const QString, shown);
        QCOMPARE(asSentence(said), shown);
        QCOMPARE(asSentence(shown), shown);
    }
};

QTEST_GUILESS_MAIN(TestSentence)
#include "tst_sentence.moc"
