// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/neuronwords.h"

#include <algorithm>
#include <iterator>

namespace headscope::core {

namespace {

constexpr int neuronsPerSearch = 2304; // twice as many vectors: large products, soon done

void append(std::vector<LensCell>& to, std::vector<LensCell>& from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

Matrix neuronInputs(const FeedForward& feedForward, int first, int count)
{
    return feedForward.in.outputs(first, count).flipped().dense();
}

Matrix neuronGates(const FeedForward& feedForward, int first, int count)
{
    return feedForward.gate.outputs(first, count).flipped().dense();
}

Matrix neuronOutputs(const FeedForward& feedForward, int first, int count)
{
    return feedForward.out.inputs(first, count).dense();
}

NeuronWordsSearch::NeuronWordsSearch(std::shared_ptr<const Model> model,
                                     std::shared_ptr<const Lens> lens, const LensOptions& options)
    : m_model(std::move(model)), m_lens(std::move(lens))
{
    m_words.options = options;
    m_words.in.resize(m_model->layers.size());
    m_words.gate.resize(m_model->layers.size());
    m_words.out.resize(m_model->layers.size());
    for (const Layer& layer : m_model->layers)
        m_total += layer.feedForward.neurons;
}

bool NeuronWordsSearch::advance(const RunControl& control)
{
    requireRunnable(*m_model);
    const RunControl quiet{control.stop, {}};
    const auto layers = static_cast<int>(m_model->layers.size());
    for (; m_layer < layers; ++m_layer, m_first = 0) {
        const auto l = static_cast<std::size_t>(m_layer);
        const FeedForward& ffn = m_model->layers[l].feedForward;
        for (; m_first < ffn.neurons; m_first += m_count) {
            if (!m_search) {
                m_count = std::min(neuronsPerSearch, ffn.neurons - m_first);
                const LayerIndex layer(m_layer);
                std::vector<LensBatch> batches;
                batches.push_back(
                    {LensTarget::neuronIn(layer), neuronInputs(ffn, m_first, m_count)});
                batches.push_back(
                    {LensTarget::neuronOut(layer), neuronOutputs(ffn, m_first, m_count)});
                if (ffn.gated())
                    batches.push_back(
                        {LensTarget::neuronIn(layer), neuronGates(ffn, m_first, m_count)});
                m_search = m_lens->start(std::move(batches), m_words.options, control);
            }
            if (!m_search || !m_search->advance(quiet))
                return false;
            auto cells = m_search->take();
            m_search.reset();
            append(m_words.in[l], cells[0]);
            append(m_words.out[l], cells[1]);
            if (cells.size() > 2)
                append(m_words.gate[l], cells[2]);
            m_done += m_count;
            control.report(m_done, m_total);
        }
    }
    return true;
}

NeuronWords NeuronWordsSearch::take()
{
    return std::move(m_words);
}

} // namespace headscope::core
