// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headscope::ui {

/// What the help panel has a page about: the views in the order of their tabs, then the rest of the
/// window.
enum class HelpTopic {
    Head,
    Patterns,
    Messages,
    Stream,
    Neurons,
    Evolution,
    Positions,
    Weights,
    Compare,
    Lab,
    HeadMap,
    HeadKinds,
    Inspector,
    Keys
};
inline constexpr int helpTopicCount = 14;

QString helpTitle(HelpTopic topic);
/// One page in the part of HTML that Qt knows, without its title. Its classes are `formula` (what
/// is set off), `where` (what the letters of the formula mean) and `keys`; colours and distances
/// are the panel's.
QString helpText(HelpTopic topic);

/// A formula as it is printed: single letters in italics, `_x` and `_{xy}` below the line, `^T` and
/// `^{…}` above it. Everything else stays as it is written.
QString formulaHtml(const QString& plain);

} // namespace headscope::ui
