// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure.h"

namespace headscope::ui {

/// How a view becomes a picture.
struct PictureOptions {
    enum class Colours { AsWindow, Light, Dark };

    FigurePart part = FigurePart::Whole;
    Colours colours = Colours::AsWindow;
    bool transparent = false; ///< no background
    double scale = 2;         ///< of PNG: pixels for each of the screen at 100 %, 1 .. 4
    bool title = true;        ///< the view's title and what sums it up
    bool legend = true;       ///< what the colours stand for, and how to read it
    bool caption = true;      ///< model and prompt

    static constexpr double mostScale = 4;
    bool operator==(const PictureOptions&) const = default;
};

} // namespace headscope::ui
