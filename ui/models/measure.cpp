// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/measure.h"

#include "ui/models/wordtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Measure)
};

bool isShare(Measure measure)
{
    return measure <= Measure::Entropy;
}

} // namespace

QString measureName(Measure measure)
{
    switch (measure) {
    case Measure::First:
        return Text::tr("attention on first token");
    case Measure::Self:
        return Text::tr("attention on itself");
    case Measure::Previous:
        return Text::tr("attention on previous token");
    case Measure::Duplicate:
        return Text::tr("attention on earlier copy");
    case Measure::Induction:
        return Text::tr("attention after earlier copy");
    case Measure::Entropy:
        return Text::tr("entropy of attention");
    case Measure::MessageSize:
        return Text::tr("mean message size");
    case Measure::PatternLegibility:
        return Text::tr("pattern legibility");
    case Measure::MessageLegibility:
        return Text::tr("message legibility");
    case Measure::PatternRank:
        return Text::tr("effective rank of Wᴾ");
    case Measure::MessageRank:
        return Text::tr("effective rank of Wᴹ");
    }
    return {};
}

QString measureExplanation(Measure measure)
{
    switch (measure) {
    case Measure::First:
        return Text::tr("How much of each token's attention goes to the first token, on average.");
    case Measure::Self:
        return Text::tr(
            "How much of each token's attention stays on the token itself, on average.");
    case Measure::Previous:
        return Text::tr(
            "How much of each token's attention goes to the token before it, on average.");
    case Measure::Duplicate:
        return Text::tr("Attention on earlier copies of the same token, where there are any.");
    case Measure::Induction:
        return Text::tr("Attention on the tokens that followed earlier copies of the same token.");
    case Measure::Entropy:
        return Text::tr("How spread out attention is: 0 is one token, 1 is all tokens alike.");
    case Measure::MessageSize:
        return Text::tr("The length of the messages read, weighted by attention, on average.");
    case Measure::PatternLegibility:
        return Text::tr("How far the best word of a pattern stands out, in standard deviations.");
    case Measure::MessageLegibility:
        return Text::tr("How far the best word of a message stands out, in standard deviations.");
    case Measure::PatternRank:
        return Text::tr(
            "How many directions Wᴾ = W_K W_Qᵀ uses: exp of the entropy of its singular values.");
    case Measure::MessageRank:
        return Text::tr(
            "How many directions Wᴹ = W_V W_O uses: exp of the entropy of its singular values.");
    }
    return {};
}

bool isProbeMeasure(Measure measure)
{
    return measure <= Measure::MessageSize;
}

bool isEarlyMeasure(Measure measure)
{
    return measure <= Measure::MessageSize;
}

bool isPlaceMeasure(Measure measure)
{
    return measure == Measure::Self || measure == Measure::Previous || measure == Measure::Duplicate
           || measure == Measure::Induction;
}

std::optional<double> valueOf(const core::HeadMeasures& m, Measure measure)
{
    const auto rank = [](const core::Ranks& ranks) {
        return ranks.entropy > 0 ? std::optional<double>(ranks.entropy) : std::nullopt;
    };
    switch (measure) {
    case Measure::First:
        return m.first;
    case Measure::Self:
        return m.self;
    case Measure::Previous:
        return m.previous;
    case Measure::Duplicate:
        return m.duplicate;
    case Measure::Induction:
        return m.induction;
    case Measure::Entropy:
        return m.entropy;
    case Measure::MessageSize:
        return m.messageSize;
    case Measure::PatternLegibility:
        return m.patternLegibility;
    case Measure::MessageLegibility:
        return m.messageLegibility;
    case Measure::PatternRank:
        return rank(m.patternRanks);
    case Measure::MessageRank:
        return rank(m.messageRanks);
    }
    return std::nullopt;
}

QString measureText(Measure measure, double value)
{
    switch (measure) {
    case Measure::PatternLegibility:
    case Measure::MessageLegibility:
        return Text::tr("%1 σ").arg(numberText(value, 1));
    case Measure::PatternRank:
    case Measure::MessageRank:
        return numberText(value, 1);
    default:
        return numberText(value, 2);
    }
}

std::optional<double> HeadValues::at(int layer, int head) const
{
    if (layer < 0 || head < 0 || layer >= layers || head >= heads)
        return std::nullopt;
    return values[static_cast<std::size_t>(layer * heads + head)];
}

HeadValues headValues(const std::vector<core::HeadMeasures>& measures, Measure measure)
{
    HeadValues result;
    result.measure = measure;
    for (const core::HeadMeasures& m : measures) {
        result.layers = std::max(result.layers, m.layer.value + 1);
        result.heads = std::max(result.heads, m.head.value + 1);
    }
    result.ownHeads = result.heads;
    result.values.resize(static_cast<std::size_t>(result.layers)
                         * static_cast<std::size_t>(result.heads));
    double low = INFINITY;
    double high = -INFINITY;
    for (const core::HeadMeasures& m : measures) {
        auto value = valueOf(m, measure);
        if (value && !std::isfinite(*value))
            value.reset();
        if (value) {
            low = std::min(low, *value);
            high = std::max(high, *value);
        }
        result.values[static_cast<std::size_t>(m.layer.value * result.heads + m.head.value)] =
            value;
    }
    if (low <= high) {
        result.low = isShare(measure) ? 0.0 : low;
        result.high = high > 0 ? high : 1.0;
    }
    return result;
}

void shareRange(HeadValues& a, HeadValues& b)
{
    const auto known = [](const HeadValues& all) {
        return std::any_of(all.values.begin(), all.values.end(),
                           [](const auto& value) { return value.has_value(); });
    };
    if (!known(a) || !known(b))
        return; // the one that has values has its own colours
    a.low = b.low = std::min(a.low, b.low);
    a.high = b.high = std::max(a.high, b.high);
}

} // namespace headscope::ui
