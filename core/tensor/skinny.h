// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/weight.h"

namespace headscope::core {

/// Up to this many rows a product is bound by reading its weights: they are read where they lie,
/// once, the next block asked for ahead. Copying them first, as for more rows, would cost more than
/// it saves.
constexpr Eigen::Index skinnyRows = 8;

/// c (n, w.out) = a (n, w.in) w for few rows, in the caller's thread.
void multiplySkinny(const ConstMatrixView& a, const Weight& w, MatrixView c);

} // namespace headscope::core
