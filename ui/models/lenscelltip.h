// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"

#include <QString>
#include <QStringList>

namespace headscope::ui {

/// The tooltip of a cell of words: `title` (rich text), every word with its score, and the numbers
/// of the vector, `size` among them.
QString lensCellTip(const QString& title, const core::LensCell& cell, const QStringList& words,
                    double size);

} // namespace headscope::ui
