// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stream.h"

#include <memory>
#include <vector>

namespace headscope::ui {

using TokenStreamPtr = std::shared_ptr<const core::TokenStream>;

/// What the length of a bar is.
enum class StreamLength {
    Share,  ///< along the final state; all add up to 1
    Effect, ///< on the logit of the chosen word; all add up to the logit
    Size,   ///< |c|; sizes of parts laid end to end, which is more than the size of their sum
    Weight, ///< attention, or activation
};

/// A band of the stack, or one thing in it. Band 0 is the embedding and the position, 1 + 2 l the
/// attention of layer l, 2 + 2 l its FFN.
struct StreamPlace {
    int band = -1;    ///< -1: none
    int head = -1;    ///< of an attention band; -1: all of them
    int context = -1; ///< of a head: whose message
    int neuron = -1;  ///< of an FFN band
    bool operator==(const StreamPlace&) const = default;

    bool isValid() const { return band >= 0; }
    bool isAttention() const { return band > 0 && band % 2 == 1; }
    bool isNeurons() const { return band > 0 && band % 2 == 0; }
    core::LayerIndex layer() const { return core::LayerIndex((band - 1) / 2); }
    static StreamPlace attention(int layer, int head = -1) { return {1 + 2 * layer, head}; }
    static StreamPlace neurons(int layer, int neuron = -1)
    {
        return {2 + 2 * layer, -1, -1, neuron};
    }
    /// Whether `other` is this place or within it.
    bool holds(const StreamPlace& other) const
    {
        return band == other.band && (head < 0 || head == other.head)
               && (context < 0 || context == other.context)
               && (neuron < 0 || neuron == other.neuron);
    }
};

/// A piece of a bar, from one value to another: backwards where it is negative.
struct StreamSegment {
    enum class Kind { Embedding, Place, Head, Message, Neuron, Rest, Bias, Constant };
    Kind kind = Kind::Rest;
    StreamPlace place; ///< what a click on it means
    double from = 0;
    double to = 0;
    int count = 1; ///< of a Rest: how many are in it

    double value() const { return to - from; }
};

/// A bar of the picture: a band, or, under an open band, one of its heads or neurons.
struct StreamBar {
    StreamPlace place;
    bool inner = false;  ///< of an open band
    bool others = false; ///< inner: all neurons that have no bar of their own
    double from = 0;
    double to = 0;
    std::vector<StreamSegment> segments; ///< first the positive ones, then back

    double value() const { return to - from; }
};

/// The stack as bars, from top (the last band) to bottom (the embedding).
struct StreamBars {
    StreamLength length = StreamLength::Share;
    bool sums = true; ///< every bar begins where the one under it ends
    std::vector<StreamBar> bars;
    double low = 0; ///< of all ends of segments
    double high = 0;
    double total = 0; ///< where the last bar ends; what the parts add up to, where they do
};

/// `open`: the band (-1: none) whose heads or neurons are shown under it.
StreamBars streamBars(const core::TokenStream& stream, StreamLength length, int open);

/// The numbers of a length, one for each part.
const std::vector<float>& partValues(const core::TokenStream& stream, StreamLength length);

} // namespace headscope::ui
