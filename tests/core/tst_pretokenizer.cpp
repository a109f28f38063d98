// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pretokenizer.h"

#include <QTest>

#include <string>
#include <vector>

using namespace headscope;
using core::TokenizerFile;
using Behaviour = TokenizerFile::PreTokenizer::Behaviour;
using Parts = std::vector<std::string>;

namespace {

/// "the-final--countdown" cut at every "-", the example of the format's documentation.
Parts cutAtDashes(Behaviour behaviour, bool inverted = false)
{
    TokenizerFile file;
    file.preTokenizers.resize(1);
    TokenizerFile::PreTokenizer& step = file.preTokenizers.front();
    step.kind = TokenizerFile::PreTokenizer::Kind::Split;
    step.pattern = {"-", false};
    step.behaviour = behaviour;
    step.inverted = inverted;
    const std::string text = "the-final--countdown";
    core::PreTokenizer::Pieces pieces;
    core::PreTokenizer(file).cut(text, true, pieces);
    Parts parts;
    for (const auto& piece : pieces.pieces)
        parts.emplace_back(piece.text);
    return parts;
}

} // namespace

/// What becomes of the matches of a pattern; whole tokenizers are tested with their files.
class TestPreTokenizer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyBehaviour()
    {
        QCOMPARE(cutAtDashes(Behaviour::Isolated),
                 (Parts{"the", "-", "final", "-", "-", "countdown"}));
        QCOMPARE(cutAtDashes(Behaviour::Removed), (Parts{"the", "final", "countdown"}));
        QCOMPARE(cutAtDashes(Behaviour::MergedWithPrevious),
                 (Parts{"the-", "final-", "-", "countdown"}));
        QCOMPARE(cutAtDashes(Behaviour::MergedWithNext),
                 (Parts{"the", "-final", "-", "-countdown"}));
        QCOMPARE(cutAtDashes(Behaviour::Contiguous),
                 (Parts{"the", "-", "final", "--", "countdown"}));
    }

    void invertedMatchesAndTheRestChangeRoles()
    {
        QCOMPARE(cutAtDashes(Behaviour::Removed, true), (Parts{"-", "-", "-"}));
    }
};

QTEST_GUILESS_MAIN(TestPreTokenizer)
#include "tst_pretokenizer.moc"
