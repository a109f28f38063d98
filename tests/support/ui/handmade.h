// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"

namespace headscope::test {

/// A head's table of `tokens` tokens with easily checked numbers: attention of i on j is 1 / (i +
/// 1), scores i + j / 10, shift -j, message size j + 1. Words of token j are ids j % 5 and up.
/// Token 2 is hidden for high bias, token 3 is part 2 of 3.
ui::HeadTablePtr handmadeTable(int tokens);

} // namespace headscope::test
