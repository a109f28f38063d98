// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/headview.h"

#include <QImage>

namespace headscope::ui {

/// The whole table of a head as a picture, not just what is on screen: title, rows and columns
/// without scroll bars, and the colours' legend. `scale` 1..4; very long prompts get less, so that
/// the picture stays below 80 million pixels. Drawn with the present theme. Null where there is no
/// table.
QImage headPicture(const HeadView& view, const QString& caption, double scale = 2.0);

} // namespace headscope::ui
