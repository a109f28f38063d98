// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "tests/support/core/naive.h"

#include <QString>

namespace headscope::tests {

/// Words whose scores are this close, relative to the score, may change places between two
/// roundings.
inline constexpr double swapTolerance = 1e-5;

/// Empty when the cell is what brute force finds, else what differs.
QString difference(const core::LensCell& cell, const NaiveCell& naive, double scoreTolerance);

/// Empty when two cells are the same but for rounding: scores within `tolerance`, relative to the
/// score, and the same words, but where their scores are as close as that.
QString difference(const core::LensCell& a, const core::LensCell& b, double tolerance);

} // namespace headscope::tests
