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

void Selection::setBounds(int layers, int heads, int tokens)
{
    m_layers = std::max(layers, 0);
    m_heads = std::max(heads, 0);
    m_tokens = std::max(tokens, 0);
    const auto layer = clamped(m_layer, m_layers);
    const auto head = clamped(m_head, m_heads);
    const auto query = clamped(m_query, m_tokens);
    const auto context = clamped(m_context, m_tokens);
    const bool otherHead = layer != m_layer || head != m_head;
    const bool otherToken = query != m_query || context != m_context;
    m_layer = layer;
    m_head = head;
    m_query = query;
    m_context = context;
    if (otherHead)
        Q_EMIT headChanged();
    if (otherToken)
        Q_EMIT tokenChanged();
}

void Selection::setHead(core::LayerIndex layer, core::HeadIndex head)
{
    layer = clamped(layer, m_layers);
    head = clamped(head, m_heads);
    if (layer == m_layer && head == m_head)
        return;
    m_layer = layer;
    m_head = head;
    Q_EMIT headChanged();
}

void Selection::setQuery(core::Position query)
{
    query = clamped(query, m_tokens);
    if (query == m_query)
        return;
    m_query = query;
    Q_EMIT tokenChanged();
}

void Selection::setContext(core::Position context, Focus focus)
{
    context = clamped(context, m_tokens);
    if (context == m_context && focus == m_focus)
        return;
    m_context = context;
    m_focus = focus;
    Q_EMIT tokenChanged();
}

void Selection::setCell(core::Position context, core::Position query)
{
    context = clamped(context, m_tokens);
    query = clamped(query, m_tokens);
    if (context == m_context && query == m_query && m_focus == Focus::Score)
        return;
    m_context = context;
    m_query = query;
    m_focus = Focus::Score;
    Q_EMIT tokenChanged();
}

} // namespace headscope::app
