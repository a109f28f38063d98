// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/comparedrows.h"
#include "ui/models/wordtext.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace headscope::ui {

using ComparedRowsPtr = std::shared_ptr<const core::ComparedRows>;

/// Which of two runs is looked at, or what they differ by.
enum class ComparedSide { Difference, A, B };

QString comparedTableName(core::ComparedTable table); ///< "all heads", "patterns"
/// As a choice and as the title of columns: "attention", "size of the message".
QString comparedValueName(const core::ComparedValue& value);
/// A number of A or B; or a difference, with its sign.
QString comparedNumber(double value, core::Heat heat, bool difference);
QString comparedWord(const std::string& word, bool showSpaces);
QStringList comparedWords(const std::vector<std::string>& words, bool showSpaces);
/// The words that stand in both lists, in the order of A's.
std::vector<std::string> wordsInBoth(const std::vector<std::string>& a,
                                     const std::vector<std::string>& b);

/// Lists of words by a cell's number, each made when it is first painted and kept until the result
/// changes. GUI thread.
class WordListsOnce
{
public:
    template<class Make>
    const QStringList& of(std::uint64_t cell, const Make& make)
    {
        const auto [at, isNew] = m_lists.try_emplace(cell);
        if (isNew)
            at->second = make();
        return at->second;
    }
    void clear() { m_lists.clear(); }

private:
    std::unordered_map<std::uint64_t, QStringList> m_lists;
};

/// What the rows and places of a comparison are called. Made once for each; GUI thread.
class ComparedLabels
{
public:
    ComparedLabels() = default;
    /// Heads from `ownHeads` on are cross heads.
    ComparedLabels(const ComparedRowsPtr& rows, core::ComparedTable table, int ownHeads,
                   bool showSpaces);

    /// The tokens of a place: "boats", "ship / boat" where they differ, "ship / –" where one has
    /// none.
    QString place(std::int64_t place, bool context) const;
    QString placeTip(std::int64_t place, bool context) const;
    QString tokenA(std::size_t row) const;
    QString tokenB(std::size_t row) const;
    bool hasPlaces() const { return m_hasPlaces; }
    /// What a row is about, but for its token: "3.2", "neuron 3-120", "after layer 2".
    QString name(std::size_t row) const { return nameOf(m_rows->keys[row]); }
    QString nameOf(const core::RowKey& key) const;
    /// All of it, as a title.
    QString whole(std::size_t row) const;
    /// Whether a row, or a head's place, is of the encoder's tokens.
    bool isContext(const core::RowKey& key) const;

private:
    QString side(std::int64_t place, bool context, bool ofA) const;

    ComparedRowsPtr m_rows;
    core::ComparedTable m_table = core::ComparedTable::Heads;
    int m_ownHeads = 0;
    bool m_hasPlaces = false;
    std::vector<TokenLabel> m_tokensA;
    std::vector<TokenLabel> m_tokensB;
    std::vector<TokenLabel> m_contextA;
    std::vector<TokenLabel> m_contextB;
};

} // namespace headscope::ui
