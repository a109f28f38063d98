// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace headscope::ui {

/// A PDF of QPdfWriter without the time at which it was made, so that the same picture gives the
/// same bytes. What stands behind it moves, and the table of where objects are (ISO 32000-1, 7.5.4)
/// is told. A file that is not as that writer makes it is returned as it is.
QByteArray withoutTime(const QByteArray& pdf);

} // namespace headscope::ui
