// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/streambars.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

using Kind = StreamSegment::Kind;

constexpr std::size_t namedPieces = 8; ///< of a bar; the others are one block
constexpr std::size_t namedHeads = 16;
constexpr std::size_t innerNeurons = 12;

struct Piece {
    Kind kind = Kind::Rest;
    StreamPlace place;
    double value = 0;
    int count = 1;
};

bool larger(const Piece& a, const Piece& b)
{
    return std::abs(a.value) > std::abs(b.value);
}

/// The largest stay single, the others become one piece: their sum.
std::vector<Piece> fold(std::vector<Piece> pieces, std::size_t named, const StreamPlace& whole)
{
    if (pieces.size() <= named + 1) {
        std::stable_sort(pieces.begin(), pieces.end(), larger);
        return pieces;
    }
    const auto end = pieces.begin() + static_cast<std::ptrdiff_t>(named);
    std::nth_element(pieces.begin(), end, pieces.end(), larger);
    std::stable_sort(pieces.begin(), end, larger);
    Piece rest{Kind::Rest, whole, 0, static_cast<int>(pieces.end() - end)};
    for (auto piece = end; piece != pieces.end(); ++piece)
        rest.value += piece->value;
    pieces.erase(end, pieces.end());
    pieces.push_back(rest);
    return pieces;
}

/// Lays pieces end to end: first what goes forward, then what goes back.
StreamBar bar(const StreamPlace& place, double from, const std::vector<Piece>& pieces)
{
    StreamBar result;
    result.place = place;
    result.from = from;
    double at = from;
    for (const bool back : {false, true})
        for (const Piece& piece : pieces)
            if (piece.value != 0.0 && (piece.value < 0.0) == back) {
                result.segments.push_back(
                    {piece.kind, piece.place, at, at + piece.value, piece.count});
                at += piece.value;
            }
    result.to = at;
    return result;
}

/// Makes the bars of one stream.
class Bars
{
public:
    Bars(const core::TokenStream& stream, StreamLength length)
        : m_stream(stream), m_values(partValues(stream, length)), m_length(length)
    {}

    double value(int part) const
    {
        const double v = static_cast<double>(m_values[static_cast<std::size_t>(part)]);
        return std::isnan(v) ? 0.0 : v; // what has no weight has no length
    }
    StreamBar start(double from) const
    {
        const StreamPlace place{0};
        std::vector<Piece> pieces{{Kind::Embedding, place, value(0)},
                                  {Kind::Place, place, value(1)}};
        if (m_length == StreamLength::Effect)
            pieces.insert(pieces.begin(), {Kind::Constant, place, m_stream.constant});
        return bar(place, from, pieces);
    }
    std::vector<Piece> messages(core::LayerIndex l, int head) const
    {
        std::vector<Piece> pieces;
        for (int j = 0; j < m_stream.contextsOf(core::HeadIndex(head)); ++j) {
            StreamPlace place = StreamPlace::attention(l.value, head);
            place.context = j;
            pieces.push_back(
                {Kind::Message, place,
                 value(m_stream.message(l, core::HeadIndex(head), core::Position(j)))});
        }
        return pieces;
    }
    std::vector<Piece> heads(core::LayerIndex l) const
    {
        std::vector<Piece> pieces;
        for (int h = 0; h < m_stream.headsPerLayer(); ++h) {
            const auto parts = messages(l, h);
            const double sum = std::accumulate(
                parts.begin(), parts.end(), 0.0,
                [](double before, const Piece& piece) { return before + piece.value; });
            pieces.push_back({Kind::Head, StreamPlace::attention(l.value, h), sum});
        }
        return pieces;
    }
    std::vector<Piece> neurons(core::LayerIndex l) const
    {
        std::vector<Piece> pieces;
        for (int k = 0; k < m_stream.neuronsOf(l); ++k)
            pieces.push_back({Kind::Neuron, StreamPlace::neurons(l.value, k),
                              value(m_stream.neuron(l, core::NeuronIndex(k)))});
        return pieces;
    }
    StreamBar band(int b, double from) const
    {
        if (b == 0)
            return start(from);
        const StreamPlace place{b};
        const core::LayerIndex l = place.layer();
        const bool attention = place.isAttention();
        std::vector<Piece> pieces = attention ? fold(heads(l), namedHeads, place)
                                              : fold(neurons(l), namedPieces, place);
        double bias = value(attention ? m_stream.attentionBias(l) : m_stream.neuronBias(l));
        if (attention && m_stream.crossHeads > 0)
            bias += value(m_stream.crossBias(l));
        pieces.push_back({Kind::Bias, place, bias});
        return bar(place, from, pieces);
    }
    /// What an open band shows, largest first; all begin where the band does.
    std::vector<StreamBar> inner(int b, double from) const
    {
        const StreamPlace place{b};
        std::vector<StreamBar> result;
        if (place.isAttention()) {
            std::vector<Piece> pieces = heads(place.layer());
            std::stable_sort(pieces.begin(), pieces.end(), larger);
            for (const Piece& head : pieces)
                result.push_back(
                    bar(head.place, from,
                        fold(messages(place.layer(), head.place.head), namedPieces, head.place)));
        } else if (place.isNeurons()) {
            for (const Piece& piece : fold(neurons(place.layer()), innerNeurons, place)) {
                result.push_back(bar(piece.place, from, {piece}));
                result.back().others = piece.kind == Kind::Rest;
            }
        }
        for (StreamBar& each : result)
            each.inner = true;
        return result;
    }

private:
    const core::TokenStream& m_stream;
    const std::vector<float>& m_values; ///< (count())
    StreamLength m_length;
};

} // namespace

const std::vector<float>& partValues(const core::TokenStream& stream, StreamLength length)
{
    switch (length) {
    case StreamLength::Share:
        return stream.shares;
    case StreamLength::Effect:
        return stream.effects;
    case StreamLength::Size:
        return stream.sizes;
    case StreamLength::Weight:
        return stream.weights;
    }
    return stream.shares;
}

StreamBars streamBars(const core::TokenStream& stream, StreamLength length, int open)
{
    const Bars make(stream, length);
    StreamBars result;
    result.length = length;
    result.sums = length == StreamLength::Share || length == StreamLength::Effect;
    double at = 0;
    for (int b = 0; b <= 2 * stream.layers; ++b) {
        StreamBar band = make.band(b, result.sums ? at : 0.0);
        at = band.to;
        // Built from the bottom up, and turned round at the end.
        if (b == open) {
            auto inner = make.inner(b, band.from);
            std::reverse(inner.begin(), inner.end());
            std::move(inner.begin(), inner.end(), std::back_inserter(result.bars));
        }
        result.bars.push_back(std::move(band));
    }
    result.total = at;
    std::reverse(result.bars.begin(), result.bars.end());
    for (const StreamBar& each : result.bars)
        for (const StreamSegment& segment : each.segments) {
            result.low = std::min({result.low, segment.from, segment.to});
            result.high = std::max({result.high, segment.from, segment.to});
        }
    return result;
}

} // namespace headscope::ui
