// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/weight.h"

namespace headscope::core {

/// Up to this many rows a product is bound by reading its weights. OpenBLAS copies them first, so
/// the kernels below, which read each weight once and copy none, are faster; measured. They share
/// the threads themselves.
constexpr Eigen::Index skinnyRows = 32;

/// c (n, w.out) = a (n, w.in) w + (add ? c : 0) for few rows, on all threads.
void multiplySkinny(const ConstMatrixView& a, const Weight& w, MatrixView c, bool add);

} // namespace headscope::core
