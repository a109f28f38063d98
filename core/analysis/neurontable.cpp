// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/neurontable.h"

#include "core/analysis/tablewords.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace headscope::core {

namespace {

constexpr int neuronsPerSearch = 1152; // of one layer, at most: large products, few words in memory

/// The words of a neuron: what it looks for, what it writes. Valid until the next call.
struct Cells {
    const LensCell* in = nullptr;
    const LensCell* gate = nullptr; ///< null where there is no gate
    const LensCell* out = nullptr;
};
using CellsOf = std::function<Cells(LayerIndex, NeuronIndex)>;

TableSource sourceOf(std::shared_ptr<const NeuronActivity> activity, CellsOf cells, bool hide,
                     std::optional<LayerIndex> layer)
{
    TableSource source;
    source.columns = {"layer", "neuron"};
    if (activity->hasExperts())
        source.columns.emplace_back("expert");
    source.columns.emplace_back("input_words");
    if (activity->hasGates())
        source.columns.emplace_back("gate_words");
    source.columns.emplace_back("output_words");
    source.columns.emplace_back("out_size");
    for (std::size_t i = 0; i < activity->tokens.size(); ++i)
        source.columns.push_back(tokenColumn("activation", activity->tokens[i], i));
    int next = layer ? activity->place(*layer, NeuronIndex(0)) : 0;
    const int end = layer ? next + activity->neurons(*layer) : activity->count();
    source.name = "neurons";
    source.rows = static_cast<std::size_t>(end - next);
    source.setContent({"input_words", "gate_words", "output_words"}, Content::Words);
    source.setContent({"expert"}, Content::Other);
    source.setHeat("out_size", Heat::Size);
    source.setHeatFrom(source.columns.size() - activity->tokens.size(), Heat::Activation);
    source.next = [activity = std::move(activity), cells = std::move(cells), hide, next,
                   end](TableRow& row) mutable {
        if (next == end)
            return false;
        const int place = next++;
        const LayerIndex l = activity->layerOf(place);
        const NeuronIndex k = activity->neuronOf(place);
        const Cells found = cells(l, k);
        row = {std::int64_t(l.value), std::int64_t(k.value)};
        // Neurons that run for every token belong to no expert.
        if (activity->hasExperts())
            row.push_back(activity->expertOf(place) < 0
                              ? TableValue()
                              : TableValue(std::int64_t(activity->expertOf(place))));
        row.push_back(wordsOf(*found.in, *activity->words, hide));
        if (activity->hasGates())
            row.push_back(found.gate != nullptr ? wordsOf(*found.gate, *activity->words, hide)
                                                : TableValue());
        row.push_back(wordsOf(*found.out, *activity->words, hide));
        row.push_back(activity->summary(place).outSize);
        for (int i = 0; i < activity->tokenCount(); ++i)
            row.push_back(activity->activation(place, i));
        return true;
    };
    return source;
}

/// The words of one block of neurons at a time.
class BlockSearch
{
public:
    BlockSearch(std::shared_ptr<const Model> model, std::shared_ptr<const Lens> lens,
                const LensOptions& options)
        : m_model(std::move(model)), m_lens(std::move(lens)), m_options(options)
    {}
    Cells operator()(LayerIndex layer, NeuronIndex neuron)
    {
        const int first = neuron.value - neuron.value % neuronsPerSearch;
        if (m_cells.empty() || layer != m_layer || first != m_first)
            search(layer, first);
        const auto at = static_cast<std::size_t>(neuron.value - first);
        return {&m_cells[0][at], m_cells.size() > 2 ? &m_cells[2][at] : nullptr, &m_cells[1][at]};
    }

private:
    void search(LayerIndex layer, int first)
    {
        const FeedForward& ffn = m_model->layers[static_cast<std::size_t>(layer.value)].feedForward;
        const int count = std::min(neuronsPerSearch, ffn.neurons - first);
        std::vector<LensBatch> batches;
        batches.push_back({LensTarget::neuronIn(layer), neuronInputs(ffn, first, count)});
        batches.push_back({LensTarget::neuronOut(layer), neuronOutputs(ffn, first, count)});
        if (ffn.gated())
            batches.push_back({LensTarget::neuronIn(layer), neuronGates(ffn, first, count)});
        m_cells = *m_lens->search(std::move(batches), m_options);
        m_layer = layer;
        m_first = first;
    }

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Lens> m_lens;
    LensOptions m_options;
    LayerIndex m_layer;
    int m_first = 0;
    std::vector<std::vector<LensCell>> m_cells;
};

} // namespace

TableSource neuronTableSource(std::shared_ptr<const NeuronActivity> activity,
                              std::shared_ptr<const NeuronWords> words,
                              std::optional<LayerIndex> layer)
{
    const bool hide = words->options.hideHighBias;
    return sourceOf(
        std::move(activity),
        [words = std::move(words)](LayerIndex l, NeuronIndex k) {
            const auto at = static_cast<std::size_t>(l.value);
            const auto neuron = static_cast<std::size_t>(k.value);
            return Cells{&words->in[at][neuron], words->gateOf(l, k), &words->out[at][neuron]};
        },
        hide, layer);
}

TableSource neuronTableSource(std::shared_ptr<const NeuronActivity> activity,
                              std::shared_ptr<const Model> model, std::shared_ptr<const Lens> lens,
                              const LensOptions& options, std::optional<LayerIndex> layer)
{
    return sourceOf(std::move(activity), BlockSearch(std::move(model), std::move(lens), options),
                    options.hideHighBias, layer);
}

} // namespace headscope::core
