// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/syntheticwords.h"

#include "tests/bench/support/randomnumbers.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_set>

namespace headscope::bench {

namespace {

constexpr int bytes = 256;
constexpr std::string_view space = "\xc4\xa0"; // U+0120, GPT-2's sign for a space

std::string utf8(unsigned point)
{
    if (point < 0x80U)
        return {static_cast<char>(point)};
    return {static_cast<char>(0xC0U | (point >> 6U)), static_cast<char>(0x80U | (point & 0x3FU))};
}

bool printable(unsigned byte)
{
    return (byte >= 0x21U && byte <= 0x7EU) || (byte >= 0xA1U && byte <= 0xACU) || byte >= 0xAEU;
}

/// The signs of the 256 bytes in GPT-2's order: the printable ones as themselves, then the others
/// from U+0100 on.
std::vector<std::string> byteTokens()
{
    std::vector<std::string> result;
    for (unsigned byte = 0; byte < bytes; ++byte)
        if (printable(byte))
            result.push_back(utf8(byte));
    unsigned next = 0x100U;
    for (unsigned byte = 0; byte < bytes; ++byte)
        if (!printable(byte))
            result.push_back(utf8(next++));
    return result;
}

class VocabularyMaker
{
public:
    VocabularyMaker(int size, std::uint64_t seed)
        : m_random(seed), m_merges(static_cast<std::size_t>(size - bytes - 1))
    {
        m_result.tokens = byteTokens();
        m_known.insert(m_result.tokens.begin(), m_result.tokens.end());
    }

    SyntheticVocabulary make()
    {
        makeSyllables();
        // Words with a space stand before those without: their merges then win in a text, and each
        // prefix of such a word is a word itself, so that the whole is reached step by step.
        makeWords(space, m_merges * 2 / 3);
        makeWords("", m_merges);
        m_result.tokens.emplace_back("<|endoftext|>");
        return std::move(m_result);
    }

private:
    bool full(std::size_t limit) const { return m_result.merges.size() >= limit; }

    bool add(const std::string& left, const std::string& right)
    {
        std::string joined = left + right;
        if (!m_known.insert(joined).second)
            return false;
        m_result.merges.push_back(left + ' ' + right);
        m_result.tokens.push_back(std::move(joined));
        return true;
    }

    /// Consonant and vowel, and the same closed by another consonant; at most a third of all.
    void makeSyllables()
    {
        constexpr std::string_view consonants = "bdfghjklmnprstvwz";
        constexpr std::string_view vowels = "aeiou";
        constexpr std::string_view closing = "nrslmt";
        const auto addAll = [&](const std::vector<std::string>& lefts, std::string_view rights) {
            std::vector<std::string> made;
            for (const std::string& left : lefts) {
                for (const char right : rights) {
                    if (full(m_merges / 3))
                        break;
                    if (add(left, {right}))
                        made.push_back(left + right);
                }
            }
            m_syllables.insert(m_syllables.end(), made.begin(), made.end());
            return made;
        };
        std::vector<std::string> onsets;
        for (const char consonant : consonants)
            onsets.emplace_back(1, consonant);
        addAll(addAll(onsets, vowels), closing);
    }

    /// Words of one to three syllables behind `start`, until there are `limit` merges.
    void makeWords(std::string_view start, std::size_t limit)
    {
        std::vector<std::string> shorter[2]; // words that may still grow, of one and two syllables
        if (start.empty())
            shorter[0] = m_syllables;
        else
            for (std::size_t i = 0; i < m_syllables.size() && !full(limit); ++i)
                if (add(std::string(start), m_syllables[i]))
                    shorter[0].push_back(std::string(start) + m_syllables[i]);
        while (!full(limit) && !shorter[0].empty()) {
            const bool grown = !shorter[1].empty() && m_random.below(5) < 3;
            const std::string left = pick(shorter[grown ? 1 : 0]);
            const std::string& right = pick(m_syllables);
            if (add(left, right) && !grown)
                shorter[1].push_back(left + right);
        }
    }

    const std::string& pick(const std::vector<std::string>& from)
    {
        return from[static_cast<std::size_t>(m_random.below(static_cast<int>(from.size())))];
    }

    RandomNumbers m_random;
    std::size_t m_merges;
    std::vector<std::string> m_syllables;
    std::unordered_set<std::string> m_known;
    SyntheticVocabulary m_result;
};

} // namespace

SyntheticVocabulary makeVocabulary(int size, std::uint64_t seed)
{
    if (size < bytes + 100)
        throw std::invalid_argument("a synthetic vocabulary has at least 356 tokens, not "
                                    + std::to_string(size));
    auto vocabulary = VocabularyMaker(size, seed).make();
    if (static_cast<int>(vocabulary.tokens.size()) != size)
        throw std::invalid_argument("there are not enough syllables for " + std::to_string(size)
                                    + " tokens");
    return vocabulary;
}

} // namespace headscope::bench
