// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headwords.h"
#include "core/analysis/lens.h"
#include "core/analysis/ranks.h"
#include "core/analysis/weightspectra.h"
#include "core/model/trace.h"

#include <memory>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace headscope::core {

/// The measures of one head, averaged over query positions i >= 1; nullopt where there is nothing
/// to average, as in cross-attention, whose context are other tokens, for all that compares places.
/// In heads that see only some of the tokens the entropy is divided by the logarithm of how many.
struct HeadMeasures {
    LayerIndex layer;                        ///< of the head; both count from 0
    HeadIndex head;                          ///< from ModelInfo::heads on those of cross-attention
    std::optional<double> first;             ///< a_i0
    std::optional<double> self;              ///< a_ii
    std::optional<double> previous;          ///< a_i,i-1, i >= 2
    std::optional<double> duplicate;         ///< sum of a_ij over earlier j with the same token
    std::optional<double> induction;         ///< sum of a_i,j+1 over those j
    std::optional<double> entropy;           ///< H(a_i) / log(i + 1)
    std::optional<double> messageSize;       ///< sum over j of a_ij |m_j|
    std::optional<double> patternLegibility; ///< mean over tokens
    std::optional<double> messageLegibility; ///< likewise
    Ranks patternRanks;                      ///< of W^P, without folding; zeros until filled
    Ranks messageRanks;                      ///< of W^M, likewise
};

/// Attention measures and message size of all heads, layer after layer; legibility and ranks left
/// empty. nullopt when stopped.
std::optional<std::vector<HeadMeasures>> attentionMeasures(const Model& model, const Trace& trace,
                                                           const RunControl& control = {});
/// What has to be looked up for the legibility of these heads: every pattern and message.
HeadWordsSearch::Request legibilityRequest(const std::vector<HeadMeasures>& measures,
                                           const LensOptions& options = {});
/// Fills legibility from what was found.
void setLegibility(HeadMeasures& measures, const HeadWords& words);
/// Both in one, for all of `measures`; false when stopped.
bool addLegibility(std::vector<HeadMeasures>& measures, const Model& model, const Trace& trace,
                   const Lens& lens, const LensOptions& options = {},
                   const RunControl& control = {});
/// Fills the ranks, which depend on the weights alone; false when stopped.
bool addRanks(std::vector<HeadMeasures>& measures, const Model& model,
              const RunControl& control = {});

/// What is known of all heads without a prompt: their ranks.
std::vector<HeadMeasures> rankMeasures(const WeightSpectra& spectra);

/// The probe: attention measures averaged over 8 sequences of the first token + the same 50 random
/// ordinary tokens twice, fewer where the context is shorter. Deterministic. Belongs to one thread
/// at a time.
class Probe
{
public:
    /// Of a model without ordinary tokens nothing is measured, and take() is empty.
    explicit Probe(std::shared_ptr<const Model> model);
    /// Goes on until all sequences are measured (true) or `control` asks to stop (false); only a
    /// sequence under way is then done again. Reports sequences. Throws as requireRunnable().
    bool advance(const RunControl& control = {});
    /// Only once advance() returned true.
    std::vector<HeadMeasures> take() { return std::move(m_mean); }

private:
    std::shared_ptr<const Model> m_model;
    std::vector<TokenId> m_ordinary; ///< ids to draw from
    std::mt19937_64 m_random;
    std::vector<TokenId> m_sequence; ///< being measured
    std::vector<HeadMeasures> m_mean;
    int m_done = 0;
};

/// The probe at once; nullopt when stopped.
std::optional<std::vector<HeadMeasures>> probeMeasures(const Model& model,
                                                       const RunControl& control = {});

} // namespace headscope::core
