// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/helptext.h"

#include "core/base/indices.h"

#include <QString>

#include <vector>

namespace headscope::ui {

/// The models that the tour is about; the stops of the second come last.
inline constexpr const char* tourModel = "bookshelf-20m";
inline constexpr const char* secondTourModel = "bookshelf-llama-14m";

/// One place of the guided tour: a prompt of an embedded model, what is selected there, and what to
/// look at. What it says is true of the model with the first token in front and the options of the
/// filter bar as a new window has them.
struct TourStop {
    /// What is inspected there.
    enum class Focus { Score, Message, Neuron, State };

    QString model = QString::fromLatin1(tourModel);
    QString title;
    QString text; ///< plain, two to four sentences
    QString prompt;
    HelpTopic view = HelpTopic::Head; ///< one of the views
    core::LayerIndex layer;
    core::HeadIndex head;
    core::Position query;
    core::Position context;
    Focus focus = Focus::Score;
    core::NeuronIndex neuron; ///< of the layer, where the neuron is inspected
    core::LayerIndex state;   ///< where the state is inspected
};

/// All of it, in order; made at the first call.
const std::vector<TourStop>& tour();

} // namespace headscope::ui
