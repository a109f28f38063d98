// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/matrix.h"

namespace headscope::core {

/// Makes `m` (rows, cols), its numbers undefined. Memory fresh from the system costs a page fault
/// at the first touch of each page, a quarter of a millisecond per MB with small pages; large
/// matrices ask for large pages. Keeps the memory where the size stays.
void allocate(Matrix& m, Eigen::Index rows, Eigen::Index cols);

} // namespace headscope::core
