// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelsource.h"
#include "app/savedsession.h"

#include <QString>
#include <QStringList>

namespace headscope::core {
struct ModelInfo;
}

namespace headscope::app {

/// What a session file says of a model that is open.
SavedSession::Model identityOf(const core::ModelInfo& model, const ModelPlaces& places);

/// The folder of a session's model on this computer: where it was, else of its Hugging Face id in
/// the cache (its own revision, else the default one), else the embedded model of its name, else a
/// folder that a model with its weights was opened from before. Empty where it is nowhere. Looks at
/// names alone: whether the weights are the same, only loading tells.
QString findModel(const SavedSession::Model& model, const ModelPlaces& places,
                  const QStringList& known);

/// How `known` spells that the model in `folder` has these weights.
QString knownModel(const QString& weights, const QString& folder);

} // namespace headscope::app
