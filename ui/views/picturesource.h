// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure.h"

#include <QString>

namespace headscope::ui {

/// What can be taken out of the window as a picture: a view, or the head map beside it. Lives as
/// long as the window; what it draws is what it shows at that moment.
class PictureSource
{
public:
    virtual ~PictureSource() = default;

    /// The content, at most `maxWidth` wide where it can be narrower; null without content.
    virtual Figure figure(FigurePart part, int maxWidth) const = 0;
    /// What the colours of such a figure stand for.
    virtual Figure legend(FigurePart /*part*/, int /*maxWidth*/) const { return {}; }
    virtual QString pictureTitle() const = 0;           ///< rich text
    virtual QString pictureFacts() const { return {}; } ///< what sums it up
    virtual QString pictureNote() const { return {}; }  ///< how to read it
    static constexpr int legendWidth = 170;

protected:
    PictureSource() = default;
    PictureSource(const PictureSource&) = default;
    PictureSource& operator=(const PictureSource&) = default;
};

} // namespace headscope::ui
