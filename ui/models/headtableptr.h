// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headtable.h"

#include <memory>

namespace headscope::ui {

using HeadTablePtr = std::shared_ptr<const core::HeadTable>;

} // namespace headscope::ui
