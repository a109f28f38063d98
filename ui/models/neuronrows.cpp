// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/neuronrows.h"

#include "core/base/wordlist.h"

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

/// (V): 1 for the words that have `text` in them.
std::vector<char> matchingIds(const core::WordList& words, const QString& text)
{
    std::vector<char> matching(static_cast<std::size_t>(words.size()), 0);
    for (core::TokenId id = 0; id < words.size(); ++id) {
        const std::string_view word = words.word(id);
        matching[static_cast<std::size_t>(id)] = QString::fromUtf8(
                                                     word.data(),
                                                     static_cast<qsizetype>(word.size()))
                                                         .contains(text, Qt::CaseInsensitive)
                                                     ? 1
                                                     : 0;
    }
    return matching;
}

bool matches(const core::LensCell& cell, const std::vector<char>& matching, bool hideHighBias)
{
    if (cell.highBias && hideHighBias)
        return false;
    return std::any_of(cell.ids.begin(), cell.ids.end(), [&](core::TokenId id) {
        return matching[static_cast<std::size_t>(id)] != 0;
    });
}

double sortValue(const core::NeuronActivity& activity, NeuronSort::Key key, int place, int token)
{
    switch (key) {
    case NeuronSort::Key::Place:
        return place;
    case NeuronSort::Key::Activation:
        return activity.activation(place, token);
    case NeuronSort::Key::Largest:
        return activity.summary(place).largest;
    case NeuronSort::Key::Written:
        return writtenBy(activity, place, token);
    }
    return 0;
}

} // namespace

float writtenBy(const core::NeuronActivity& activity, int place, int token)
{
    return std::abs(activity.activation(place, token)) * activity.summary(place).outSize;
}

int firstTokenNeurons(const core::NeuronActivity& activity, float threshold)
{
    int count = 0;
    for (int place = 0; place < activity.count(); ++place)
        count += activity.firesOnFirstOnly(place, threshold) ? 1 : 0;
    return count;
}

std::vector<int> neuronRows(const core::NeuronActivity& activity, const core::NeuronWords* words,
                            const NeuronFilter& filter, const NeuronSort& sort, int token)
{
    const bool byWords = !filter.words.isEmpty();
    if (byWords && words == nullptr)
        return {};
    const std::vector<char> matching = byWords ? matchingIds(*activity.words, filter.words)
                                               : std::vector<char>();
    const auto wanted = [&](int place) {
        if (filter.fires == NeuronFilter::Fires::FirstOnly
            && !activity.firesOnFirstOnly(place, filter.threshold))
            return false;
        if (filter.fires == NeuronFilter::Fires::OnToken
            && activity.activation(place, token) < filter.threshold)
            return false;
        if (filter.fires == NeuronFilter::Fires::Ran && !activity.ran(place, token))
            return false;
        if (!byWords)
            return true;
        const auto layer = static_cast<std::size_t>(activity.layerOf(place).value);
        const auto neuron = static_cast<std::size_t>(activity.neuronOf(place).value);
        const bool hide = words->options.hideHighBias;
        const core::LensCell* const gate = words->gateOf(activity.layerOf(place),
                                                         activity.neuronOf(place));
        return matches(words->in[layer][neuron], matching, hide)
               || (gate != nullptr && matches(*gate, matching, hide))
               || matches(words->out[layer][neuron], matching, hide);
    };
    const int first = filter.layer ? activity.place(*filter.layer, core::NeuronIndex(0)) : 0;
    const int end = filter.layer ? first + activity.neurons(*filter.layer) : activity.count();
    struct Row {
        double value;
        int place;
    };
    std::vector<Row> rows;
    for (int place = first; place < end; ++place)
        if (wanted(place))
            rows.push_back({sortValue(activity, sort.key, place, token), place});
    if (sort.key != NeuronSort::Key::Place || sort.descending)
        std::sort(rows.begin(), rows.end(), [&sort](const Row& a, const Row& b) {
            if (a.value != b.value)
                return sort.descending ? a.value > b.value : a.value < b.value;
            return a.place < b.place;
        });
    std::vector<int> order;
    order.reserve(rows.size());
    for (const Row& row : rows)
        order.push_back(row.place);
    return order;
}

} // namespace headscope::ui
