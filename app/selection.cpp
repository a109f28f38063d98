// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"

#include <algorithm>

namespace headscope::app {

namespace {

/// `index` within 0 .. count - 1; 0 where there is nothing to choose from.
template<class I>
I clamped(I index, int count)
{
    return I(std::clamp(index.value, 0, std::max(count - 1, 0)));
}

} // namespace

Selection::Selection(QObject* parent) : QObject(parent) {}

void Selection::setBounds(int layers, int heads, int tokens, int neurons)
{
    const bool last = m_place.state.value == m_layers;
    m_layers = std::max(layers, 0);
    m_heads = std::max(heads, 0);
    m_tokens = std::max(tokens, 0);
    m_neurons = std::max(neurons, 0);
    Place to = m_place;
    if (last)
        to.state = core::LayerIndex(m_layers);
    change(to);
}

void Selection::setMemory(int ownHeads, int tokens)
{
    m_ownHeads = ownHeads;
    m_memory = std::max(tokens, 0);
    change(m_place);
}

void Selection::change(Place to)
{
    to.layer = clamped(to.layer, m_layers);
    to.head = clamped(to.head, m_heads);
    to.query = clamped(to.query, m_tokens);
    to.context = clamped(to.context, isCross(to.head) ? m_memory : m_tokens);
    to.neuron = clamped(to.neuron, m_neurons);
    to.state = clamped(to.state, m_layers + 1);
    if (to == m_place)
        return;
    const Place from = m_place;
    m_place = to;
    if (to.view != from.view)
        Q_EMIT viewChanged();
    if (to.layer != from.layer || to.head != from.head)
        Q_EMIT headChanged();
    if (to.layer != from.layer || to.neuron != from.neuron)
        Q_EMIT neuronChanged();
    if (to.state != from.state)
        Q_EMIT stateChanged();
    if (to.query != from.query || to.context != from.context || to.focus != from.focus)
        Q_EMIT tokenChanged();
    Q_EMIT changed();
}

void Selection::setView(View view)
{
    Place to = m_place;
    to.view = view;
    change(to);
}

void Selection::setHead(core::LayerIndex layer, core::HeadIndex head)
{
    Place to = m_place;
    to.layer = layer;
    to.head = head;
    change(to);
}

void Selection::setQuery(core::Position query)
{
    Place to = m_place;
    to.query = query;
    change(to);
}

void Selection::setContext(core::Position context, Focus focus)
{
    Place to = m_place;
    to.context = context;
    to.focus = focus;
    change(to);
}

void Selection::setCell(core::Position context, core::Position query)
{
    Place to = m_place;
    to.context = context;
    to.query = query;
    to.focus = Focus::Score;
    change(to);
}

void Selection::setNeuron(core::LayerIndex layer, core::NeuronIndex neuron)
{
    Place to = m_place;
    to.layer = layer;
    to.neuron = neuron;
    to.focus = Focus::Neuron;
    change(to);
}

void Selection::setState(core::LayerIndex state, core::Position token)
{
    Place to = m_place;
    to.state = state;
    to.query = token;
    to.focus = Focus::State;
    change(to);
}

void Selection::setPlace(const Place& place)
{
    change(place);
}

} // namespace headscope::app
