// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/neuronactivity.h"
#include "core/analysis/neuronwords.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace headscope::ui {

using NeuronActivityPtr = std::shared_ptr<const core::NeuronActivity>;
using NeuronWordsPtr = std::shared_ptr<const core::NeuronWords>;

/// Which neurons have a row.
struct NeuronFilter {
    enum class Fires {
        Any,       ///< all neurons
        FirstOnly, ///< on the first token and on no later one
        OnToken,   ///< on the token one looks at
        Ran,       ///< whatever the activation: those of experts that ran for that token
    };
    Fires fires = Fires::Any;
    float threshold = 0.5F; ///< a neuron fires where its activation is at least this
    std::optional<core::LayerIndex> layer;
    QString words; ///< part of one of the words shown, whatever the case; empty: any

    bool operator==(const NeuronFilter&) const = default;
};

/// In which order rows stand; equal ones by layer and neuron.
struct NeuronSort {
    enum class Key {
        Place,      ///< layer, neuron
        Activation, ///< on one token
        Largest,    ///< largest activation on any token
        Written,    ///< |f| |w_out| on one token
    };
    Key key = Key::Activation;
    bool descending = true;

    bool operator==(const NeuronSort&) const = default;
};

/// Which neuron each row shows: places of `activity`. `token`: the one that Fires::OnToken,
/// Activation and Written are about. Without words a filter by words lets nothing through.
std::vector<int> neuronRows(const core::NeuronActivity& activity, const core::NeuronWords* words,
                            const NeuronFilter& filter, const NeuronSort& sort, int token);

/// What a neuron writes on a token: |f| |w_out|.
float writtenBy(const core::NeuronActivity& activity, int place, int token);

/// How many neurons fire on the first token and on no later one.
int firstTokenNeurons(const core::NeuronActivity& activity, float threshold);

} // namespace headscope::ui
