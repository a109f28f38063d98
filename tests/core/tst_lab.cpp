// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changed runs of models made of the parts of every family against what a change means, written out
// with plain loops in float64.
#include "core/analysis/lab/lab.h"
#include "core/analysis/stream.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naivelab.h"
#include "tests/support/core/reference.h"

#include <utility>
#include <vector>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

Intervention at(int layer, int head, Intervention::What what)
{
    return {what, {LayerIndex(layer), HeadIndex(head)}};
}
Intervention everywhere(Intervention::What what)
{
    return {what, {}};
}

constexpr HeadOff zero{HeadOff::Mode::Zero};
constexpr HeadOff mean{HeadOff::Mode::Mean};
constexpr auto renormalise = DropMessages::Mode::Renormalise;
constexpr auto silence = DropMessages::Mode::Silence;

DropMessages small(double share, DropMessages::Mode mode)
{
    return {DropMessages::Rule::Small, share, mode};
}
DropMessages biased(double rho, DropMessages::Mode mode)
{
    return {DropMessages::Rule::HighBias, rho, mode};
}

/// What is tried on every kind of model; heads of cross-attention are 4 and up.
std::vector<std::pair<const char*, Change>> changesOf(const Model& model)
{
    const RankCut p{HeadMatrix::Pattern, 2};
    const RankCut m{HeadMatrix::Message, 1};
    std::vector<std::pair<const char*, Change>> changes{
        {"a head off", {{at(0, 2, zero)}}},
        {"a layer off", {{{zero, {LayerIndex(1), {}}}}}},
        {"a head's mean", {{at(0, 1, mean)}}},
        {"means everywhere", {{everywhere(mean)}}},
        {"zero before mean", {{at(0, 1, mean), at(0, 1, zero), at(0, 1, mean)}}},
        {"W^P of rank 2", {{everywhere(p)}}},
        {"W^M of rank 1", {{everywhere(m)}}},
        {"the lower rank", {{everywhere(p), everywhere(RankCut{HeadMatrix::Pattern, 3})}}},
        {"one head's ranks", {{at(1, 3, p), at(1, 0, m)}}},
        {"small messages", {{everywhere(small(0.9, renormalise))}}},
        {"small messages silenced", {{everywhere(small(0.9, silence))}}},
        {"most messages", {{everywhere(small(1.3, renormalise))}}},
        {"biased messages", {{everywhere(biased(0.25, renormalise))}}},
        {"biased messages silenced", {{everywhere(biased(0.25, silence))}}},
        {"routes", {{everywhere(RouteQueries{0.1})}}},
        {"a head's routes", {{at(1, 2, RouteQueries{0.0})}}},
        {"gates", {{everywhere(GateScores{})}}},
        {"a head's gate", {{at(0, 0, GateScores{})}}},
        {"gates of what is left",
         {{everywhere(GateScores{}), everywhere(small(0.9, renormalise))}}},
        {"gates of what is heard", {{everywhere(GateScores{}), everywhere(small(0.9, silence))}}},
        {"two rules and both ways",
         {{everywhere(small(0.8, silence)), everywhere(biased(0.3, renormalise))}}},
        {"the mean of what is routed and left",
         {{at(0, 1, mean), everywhere(RouteQueries{0.05}), everywhere(small(0.9, renormalise))}}},
        {"everything",
         {{at(0, 3, zero), at(1, 1, mean), everywhere(p), everywhere(m), at(0, 0, GateScores{}),
           everywhere(small(0.7, renormalise)), everywhere(biased(0.6, silence)),
           at(1, 0, RouteQueries{0.1})}}}};
    if (model.info.crossHeads > 0) {
        changes.push_back({"cross-attention off", {{at(0, 5, zero)}}});
        changes.push_back({"cross-attention's mean", {{at(1, 6, mean)}}});
        changes.push_back({"cross-attention cut", {{at(0, 4, p), at(1, 7, m)}}});
        changes.push_back({"cross-attention's gate", {{at(0, 4, GateScores{})}}});
    }
    return changes;
}

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAgreeWithPlainLoops_data() { everyKind(); }
    void changesAgreeWithPlainLoops();

private:
    /// What was found at most.
    struct Figures {
        Worst states;
        Worst logits;
        Worst residue;
        explicit Figures(double wider)
            : states("states, relative", 1e-5 * wider),
              logits("logits, relative to the token's", 5e-5 * wider),
              residue("what is left of the stream's sum, relative to the state", 1e-5)
        {}
    };
    static void compare(const Model& model, const ChangedRun& run, const NaiveRun& naive,
                        Figures& figures);
};

void TestLab::compare(const Model& model, const ChangedRun& run, const NaiveRun& naive,
                      Figures& figures)
{
    Worst& states = figures.states;
    for (std::size_t l = 0; l < model.layers.size(); ++l) {
        HS_WITHIN(states, relativeDifference(run.trace->middles[l], naive.middles[l]));
        if (model.layers[l].cross)
            HS_WITHIN(states, relativeDifference(run.trace->crossed[l], naive.crossed[l]));
        HS_WITHIN(states, relativeDifference(run.trace->states[l + 1], naive.states[l + 1]));
    }
    HS_WITHIN(figures.logits, relativeDifference(run.trace->logits, naive.logits));
    // What the views show of the changed run adds up to what it computed.
    for (const int token : {0, 4, run.trace->tokens() - 1})
        HS_WITHIN(figures.residue,
                  tokenStream(*run.model, *run.trace, {Position(token)})->sumResidue);
}

void TestLab::changesAgreeWithPlainLoops()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    Lab lab(model);
    Figures figures(widerFor(*model));
    int dropped = 0;
    int routed = 0;
    for (const auto& [what, change] : changesOf(*model)) {
        const PromptIds prompt = randomPrompt(*model, 9);
        NaiveMargin margin;
        const NaiveRun naive = naiveRun(*model, prompt, naiveChange(*model, change, margin));
        // Sizes, rho and cosines of both runs agree to some 1e-6: rounding decides nothing.
        QVERIFY2(margin.least > 1e-5, what);
        const auto run = lab.apply(change)->run(prompt, {.logits = true});
        const EffectSums sums = sumOf(run->heads);
        QVERIFY2(sums.dropped == margin.dropped && sums.routed == margin.routed,
                 qPrintable(QStringLiteral("%1: %2 of %3 dropped, %4 of %5 routed")
                                .arg(QLatin1String(what))
                                .arg(sums.dropped)
                                .arg(margin.dropped)
                                .arg(sums.routed)
                                .arg(margin.routed)));
        dropped += margin.dropped;
        routed += margin.routed;
        compare(*model, *run, naive, figures);
        if (QTest::currentTestFailed())
            QFAIL(what);
    }
    QVERIFY(dropped > 100 && routed > 10);
}

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
