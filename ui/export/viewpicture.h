// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/view.h"

#include <QImage>

namespace headscope::ui {

/// The whole content of a view as a picture, not just what is on screen: title, what sums it up,
/// rows and columns without scroll bars, and how to read them. As fine as the view draws itself,
/// and with the present theme. Null where there is nothing.
QImage viewPicture(const View& view, const QString& caption);

} // namespace headscope::ui
