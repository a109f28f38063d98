// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/labresult.h"
#include "ui/models/labchange.h"

#include <memory>
#include <vector>

namespace headscope::ui {

using LabResultPtr = std::shared_ptr<const core::LabResult>;
using SweepPointsPtr = std::shared_ptr<const std::vector<core::SweepPoint>>;

} // namespace headscope::ui
