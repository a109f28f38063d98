// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace headscope::ui {

/// A label that stands back behind the control it names, which its access key leads to.
inline QLabel* quietLabel(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("quiet", true);
    label->setBuddy(buddy);
    return label;
}

} // namespace headscope::ui
