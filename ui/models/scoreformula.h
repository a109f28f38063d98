// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"

#include <QString>

namespace headscope::ui {

/// From the pattern to the attention as this kind of head has it, with the numbers of one cell
/// where it is seen: lines of plain text, short enough for a narrow panel. Every symbol is one of
/// the lines above it, or of scoreLetters(); n, W and b are the model's.
QString scoreFormula(const core::HeadTable& table, int context, int query);
/// What the letters mean that are particular to the head; empty where none is.
QString scoreLetters(const core::HeadTable& table, int context, int query);

} // namespace headscope::ui
