// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headmeasures.h"

#include <QString>

#include <optional>
#include <vector>

namespace headscope::ui {

/// What the head map is coloured by.
enum class Measure {
    First,
    Self,
    Previous,
    Duplicate,
    Induction,
    Entropy,
    MessageSize,
    PatternLegibility,
    MessageLegibility,
    PatternRank,
    MessageRank,
};
inline constexpr int measureCount = static_cast<int>(Measure::MessageRank) + 1;

QString measureName(Measure measure);        ///< "attention on first token"
QString measureExplanation(Measure measure); ///< one sentence
/// Whether the measure is of attention alone, so that the probe has it too.
bool isProbeMeasure(Measure measure);
/// Known from the run at once; the others come with the background work.
bool isEarlyMeasure(Measure measure);
/// Of places in the text: cross heads, which look at another text's tokens, have none of these.
bool isPlaceMeasure(Measure measure);

std::optional<double> valueOf(const core::HeadMeasures& measures, Measure measure);
QString measureText(Measure measure, double value);

/// One measure of all heads, ready to be painted. Layer after layer.
struct HeadValues {
    Measure measure = Measure::First;
    int layers = 0;
    int heads = 0;
    int ownHeads = 0;                          ///< those behind are of cross-attention
    bool probe = false;                        ///< of the probe, not of the prompt
    std::vector<std::optional<double>> values; ///< (L H)
    double low = 0;  ///< of the colours: 0 for shares, else the smallest value
    double high = 1; ///< the largest value

    std::optional<double> at(int layer, int head) const;
    double fraction(double value) const { return high > low ? (value - low) / (high - low) : 0.0; }
    bool empty() const { return values.empty(); }
};

HeadValues headValues(const std::vector<core::HeadMeasures>& measures, Measure measure);
/// Gives two parts of a model the same colours for the same values.
void shareRange(HeadValues& a, HeadValues& b);

} // namespace headscope::ui
