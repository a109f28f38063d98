// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"

#include <vector>

namespace headscope::ui {

/// How the rows of the head table are ordered.
enum class RowSort {
    Prompt,            ///< as the tokens stand in the prompt
    Attention,         ///< most attention of the selected input token first
    PatternLegibility, ///< most legible first
    MessageSize,       ///< largest first
};

/// Which context token each row shows. Rows that are equal stay in prompt order. (K)
std::vector<int> rowOrder(const core::HeadTable& table, RowSort sort, int query);

} // namespace headscope::ui
