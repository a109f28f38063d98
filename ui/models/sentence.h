// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headscope::ui {

/// A sentence of the core as one of the window: with a capital, unless a name or a path comes
/// first, and a full stop. What is one already stays as it is, and so does nothing at all.
QString asSentence(QString text);

} // namespace headscope::ui
