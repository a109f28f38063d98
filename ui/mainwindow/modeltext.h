// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "ui/models/modelshape.h"

#include <QString>

namespace headscope::ui {

/// `encoderLayers`: 0 for models without an encoder, and for one that is spoken of by itself.
ModelShape shapeOf(const core::ModelInfo& info, int encoderLayers);
/// What there is to say of a model whose name is read already, a line each.
QString modelTip(const app::ModelSummary& whole);
/// What a model that cannot run does without, and what can be shown of it; empty for all others.
QString missingSentence(const core::MissingParts& missing, bool tokenizer);
/// The status bar's words on a run of the part that is looked at.
QString runText(const app::PromptResult& run, const app::Session& session);

} // namespace headscope::ui
