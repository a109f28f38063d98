// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <QObject>

#include <algorithm>
#include <limits>

namespace headscope::app {

/// What every view looks at: one layer, head, query token, context token, neuron and state, and
/// which view is in front. Owned by the main window, GUI thread. The views read and set it; it
/// tells each change once, after all parts of the change are made.
class Selection : public QObject
{
    Q_OBJECT
public:
    /// The views in the middle of the window, in the order of their tabs.
    enum class View {
        Head,
        Patterns,
        Messages,
        Stream,
        Neurons,
        Evolution,
        Positions,
        Weights,
        Compare,
        Lab
    };
    Q_ENUM(View)
    static constexpr int viewCount = 10;

    /// What is inspected: a vector of the selected context token or its score, the selected neuron,
    /// the selected state.
    enum class Focus { Pattern, Message, Score, Neuron, State };

    /// All of a selection, to come back to.
    struct Place {
        View view = View::Head;
        core::LayerIndex layer;
        core::HeadIndex head;
        core::Position query;
        core::Position context;
        core::NeuronIndex neuron; ///< within the layer
        core::LayerIndex state;   ///< 0 .. L: the stream before a layer, L the last one
        Focus focus = Focus::Pattern;

        bool operator==(const Place&) const = default;
    };

    explicit Selection(QObject* parent = nullptr);

    const Place& place() const { return m_place; }
    View view() const { return m_place.view; }
    core::LayerIndex layer() const { return m_place.layer; }
    core::HeadIndex head() const { return m_place.head; }
    core::Position query() const { return m_place.query; }
    core::Position context() const { return m_place.context; }
    core::NeuronIndex neuron() const { return m_place.neuron; }
    core::LayerIndex state() const { return m_place.state; }
    Focus focus() const { return m_place.focus; }

    /// The bounds that setters clamp to; keeps the selection where it still fits. A selected last
    /// state stays the last one.
    void setBounds(int layers, int heads, int tokens, int neurons = 0);
    /// Of a decoder: heads from `ownHeads` on look at its encoder, so that their context is one of
    /// `tokens` other tokens. There are no such heads before.
    void setMemory(int ownHeads, int tokens);
    /// The heads of a layer that look at the layer's own tokens: those before all others.
    int ownHeads() const { return m_heads > 0 ? std::min(m_ownHeads, m_heads) : m_ownHeads; }
    bool isCross(core::HeadIndex head) const { return head.value >= m_ownHeads; }
    /// The context tokens of the selected head.
    int contexts() const { return isCross(head()) ? m_memory : m_tokens; }
    int layers() const { return m_layers; }
    int heads() const { return m_heads; }
    int tokens() const { return m_tokens; }
    int neurons() const { return m_neurons; } ///< per layer

    void setView(View view);
    void setHead(core::LayerIndex layer, core::HeadIndex head);
    void setQuery(core::Position query);
    void setContext(core::Position context, Focus focus);
    void setCell(core::Position context, core::Position query);
    /// The neuron is then what is inspected.
    void setNeuron(core::LayerIndex layer, core::NeuronIndex neuron);
    /// The state of a token, 0 .. L; then what is inspected.
    void setState(core::LayerIndex state, core::Position token);
    /// Everything at once; clamped.
    void setPlace(const Place& place);

Q_SIGNALS:
    void viewChanged();
    void headChanged();   ///< layer or head
    void tokenChanged();  ///< query, context or focus
    void neuronChanged(); ///< neuron or its layer
    void stateChanged();
    void changed(); ///< after these, once for each change of any part

private:
    void change(Place to);

    Place m_place;
    int m_layers = 0;
    int m_heads = 0;
    int m_tokens = 0;
    int m_neurons = 0;
    int m_ownHeads = std::numeric_limits<int>::max();
    int m_memory = 0; ///< tokens that the other heads look at
};

} // namespace headscope::app
