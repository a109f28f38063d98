// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labresultptr.h"

namespace headscope::test {

constexpr ui::LabModelShape smallShape{6, 6, 6, 32, 32};

core::ChangeScope oneHead(int layer, int number);

/// One change of each kind, at heads of many kinds, that any model of smallShape can have: head 3.1
/// off, W^P cut to rank 8, small messages of layer 2 dropped, head 2 of every layer passed by, a
/// gate everywhere.
core::Change sampleChange();

/// Four points at 1, 2, 4 and 8 of 13 tokens: KL 1 / value, and 0 at the last; the change of the
/// log-probability -0.5 / value, agreement 1 - 0.4 / value.
ui::SweepPointsPtr samplePoints();

} // namespace headscope::test
