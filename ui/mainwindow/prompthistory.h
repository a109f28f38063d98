// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings.h"
#include "ui/views/promptedit.h"

#include <vector>

namespace headscope::ui {

/// Latest first, as the settings have them.
std::vector<EarlierPrompt> earlierPrompts(const app::Settings& settings);
/// Puts it in front of them.
void rememberPrompt(app::Settings& settings, const EarlierPrompt& prompt);

} // namespace headscope::ui
