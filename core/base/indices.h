// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headscope::core {

/// A whole number that counts one kind of thing, so that a head cannot be passed for a layer.
template<class Tag>
struct Index {
    int value = 0; ///< counts from 0
    constexpr Index() = default;
    constexpr explicit Index(int v) : value(v) {} ///< who writes it says what is counted
    friend constexpr bool operator==(Index, Index) = default; ///< of one kind only
    /// Less than, equal to or greater than 0. No std::strong_ordering: Qt's moc cannot read a
    /// header whose first include is `<compare>`.
    friend constexpr int operator<=>(Index a, Index b)
    {
        return (a.value > b.value) - (a.value < b.value);
    }
};

using LayerIndex = Index<struct LayerTag>;   ///< 0 .. L - 1 (states: 0 .. L)
using HeadIndex = Index<struct HeadTag>;     ///< 0 .. H - 1 within a layer
using NeuronIndex = Index<struct NeuronTag>; ///< 0 .. F - 1 within a layer
using Position = Index<struct PositionTag>;  ///< 0 .. T - 1 within the prompt
using TokenId = int;                         ///< 0 .. V - 1 in the vocabulary

} // namespace headscope::core
