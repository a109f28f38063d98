// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/repeats.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace headscope::core;

namespace {

LensCell cellOf(std::vector<TokenId> ids, bool highBias = false)
{
    LensCell cell;
    cell.ids = std::move(ids);
    cell.highBias = highBias;
    return cell;
}

/// The rule as it is said: every pair is compared.
std::vector<bool> everyPair(const std::vector<LensCell>& cells, bool hide, int shared)
{
    std::vector<bool> repeats(cells.size());
    const auto counts = [hide](const LensCell& cell) {
        return !cell.ids.empty() && !(hide && cell.highBias);
    };
    for (std::size_t a = 0; a < cells.size(); ++a)
        for (std::size_t b = 0; b < cells.size(); ++b) {
            if (a == b || !counts(cells[a]) || !counts(cells[b]))
                continue;
            int common = 0;
            for (const TokenId id : cells[a].ids)
                common += static_cast<int>(
                    std::count(cells[b].ids.begin(), cells[b].ids.end(), id));
            if (cells[a].ids.front() == cells[b].ids.front() || common >= shared)
                repeats[a] = true;
        }
    return repeats;
}

} // namespace

class RepeatsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sharesTheBestWordOrThreeOfAll()
    {
        const std::vector<LensCell> cells{
            cellOf({1, 2, 3, 4}),
            cellOf({9, 2, 3, 4}),    // three with the first
            cellOf({1, 20, 21, 22}), // the first's best word
            cellOf({30, 2, 3, 31}),  // only two
            cellOf({40, 41, 42, 1}), // a best word of others, not its own
            cellOf({}),
        };
        QVERIFY((repeatingCells(cells, true)
                 == std::vector<bool>{true, true, true, false, false, false}));
        QVERIFY(repeatingCells({}, true).empty());
        QVERIFY((repeatingCells({cellOf({1, 2, 3})}, true) == std::vector<bool>{false}));
    }

    void hiddenCellsShareNothing()
    {
        const std::vector<LensCell> cells{cellOf({1, 2}), cellOf({1, 3}, true)};
        QVERIFY((repeatingCells(cells, true) == std::vector<bool>{false, false}));
        QVERIFY((repeatingCells(cells, false) == std::vector<bool>{true, true}));
    }

    void agreesWithComparingEveryPair()
    {
        std::mt19937 random(7);
        for (const int tokens : {1, 2, 13, 512}) {
            for (const int words : {30, 300, 3000}) {
                std::vector<LensCell> cells;
                for (int j = 0; j < tokens; ++j) {
                    std::vector<TokenId> ids;
                    while (ids.size() < 10) {
                        const auto id = static_cast<TokenId>(random()
                                                             % static_cast<unsigned>(words));
                        if (std::find(ids.begin(), ids.end(), id) == ids.end())
                            ids.push_back(id);
                    }
                    cells.push_back(cellOf(ids, random() % 5 == 0));
                }
                for (const bool hide : {true, false})
                    QVERIFY(repeatingCells(cells, hide) == everyPair(cells, hide, 3));
            }
        }
    }
};

QTEST_GUILESS_MAIN(RepeatsTest)
#include "tst_repeats.moc"
