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
/// Whether the attention of an input token is the softmax of its scores, to what float32 can say:
/// not in a run in which it was changed.
bool isSoftmax(const core::HeadTable& table, int query);
/// What the letters mean that are particular to the head; empty where none is.
QString scoreLetters(const core::HeadTable& table, int context, int query);

} // namespace headscope::ui
