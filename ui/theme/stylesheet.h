// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headscope::ui {

struct Colours;

/// What the palette cannot say: rounded fields, chips, quiet frames. Widgets choose by object name
/// or by the dynamic properties "chip" and "quiet".
QString styleSheet(const Colours& colours);

} // namespace headscope::ui
