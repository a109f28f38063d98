// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rowmerge.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace headscope::core {

namespace {

constexpr std::array<std::string_view, aboutCount> aboutNames = {
    "layer", "kind", "head", "fold", "matrix", "neuron", "query", "position", "key"};

/// The parts of the stream in the order in which a layer adds them, then the matrices of a head.
std::int64_t rankOf(std::string_view text)
{
    constexpr std::array<std::string_view, 10> texts = {
        "embedding", "position", "message", "b_O", "cross_message",
        "cross_b_O", "neuron",   "b_out",   "P",   "M"};
    return std::find(texts.begin(), texts.end(), text) - texts.begin();
}

} // namespace

std::string_view aboutName(About what)
{
    return aboutNames[static_cast<std::size_t>(what)];
}

int aboutOf(std::string_view column)
{
    const auto at = std::find(aboutNames.begin(), aboutNames.end(), column);
    return at == aboutNames.end() ? -1 : static_cast<int>(at - aboutNames.begin());
}

RowMerge::RowMerge(TableSource a, TableSource b, const ComparedTokens& tokens) : m_tokens(tokens)
{
    m_a.source = std::move(a);
    m_b.source = std::move(b);
    m_b.isA = false;
    m_a.contextFrom = tokens.contextFromA;
    m_b.contextFrom = tokens.contextFromB;
    for (Side* side : {&m_a, &m_b}) {
        side->tokens = m_tokens.tokens.get();
        side->context = m_tokens.context ? m_tokens.context.get() : side->tokens;
        side->begin();
    }
}

bool RowMerge::next()
{
    if (m_a.ended && m_b.ended)
        return false;
    m_hasA = !m_a.ended && (m_b.ended || m_a.key <= m_b.key);
    m_hasB = !m_b.ended && (m_a.ended || m_b.key <= m_a.key);
    m_key = m_hasA ? m_a.key : m_b.key;
    if (m_hasA) {
        m_rowA.swap(m_a.row);
        m_a.advance();
    }
    if (m_hasB) {
        m_rowB.swap(m_b.row);
        m_b.advance();
    }
    return true;
}

void RowMerge::Side::begin()
{
    for (std::size_t k = 0; k < aboutCount; ++k)
        columns[k] = source.columnOf(aboutNames[k]);
    advance();
}

void RowMerge::Side::advance()
{
    row.clear();
    ended = !source.next(row);
    if (ended)
        return;
    const RowKey before = key;
    for (std::size_t k = 0; k < aboutCount; ++k)
        key[k] = part(static_cast<About>(k));
    if (any && !(before < key))
        throw std::logic_error("the rows of the table " + source.name
                               + " are not in the order of what they are about");
    any = true;
}

std::int64_t RowMerge::Side::part(About what) const
{
    const int column = columns[static_cast<std::size_t>(what)];
    if (column < 0)
        return -1;
    const TableValue& value = row[static_cast<std::size_t>(column)];
    if (const auto* text = std::get_if<std::string>(&value))
        return rankOf(*text);
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr)
        return -1;
    return what == About::Place ? place(static_cast<int>(*number)) : *number;
}

std::int64_t RowMerge::Side::place(int position) const
{
    // The head has been read before: it stands before the position.
    const std::int64_t head = std::max<std::int64_t>(key.of(About::Head), 0);
    const TokenAlignment* of = head >= contextFrom ? context : tokens;
    return isA ? of->placeOfA(position) : of->placeOfB(position);
}

} // namespace headscope::core
