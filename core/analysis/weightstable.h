// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/model/model.h"

#include <memory>

namespace headscope::core {

/// Weights view, four rows per head: layer, head, fold (1: the gain of the norm that reads the
/// stream is in the factors, see singularValues()), matrix ("P" or "M"), s1 (the largest singular
/// value), e90, e99, e999, entropy, stable (see Ranks). Made a row at a time; no prompt has a part
/// in it.
TableSource weightsTableSource(std::shared_ptr<const Model> model);

} // namespace headscope::core
