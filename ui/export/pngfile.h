// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace headscope::ui {

/// Writes a PNG file, whole or not at all. Empty when done, else one sentence with the system's
/// reason.
QString writePng(const QImage& image, const QString& path);

} // namespace headscope::ui
