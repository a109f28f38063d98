// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <QString>

namespace headscope::ui {

// What heads are called, everywhere. A layer has `ownHeads` heads that look at its own tokens;
// those behind them look at the encoder's, and are counted anew: in files they go on from
// `ownHeads`.

/// "1.2", or "1.c2" for cross head 2.
QString headNumber(core::LayerIndex layer, core::HeadIndex head, int ownHeads);
/// "Layer 1, head 2", or "Layer 1, cross head 2 (looks at the encoder)".
QString headName(core::LayerIndex layer, core::HeadIndex head, int ownHeads);
/// The same as a title: "Layer 1 · Head 2", or "Layer 1 · Cross head 2 (looks at the encoder)".
QString headTitle(core::LayerIndex layer, core::HeadIndex head, int ownHeads);

} // namespace headscope::ui
