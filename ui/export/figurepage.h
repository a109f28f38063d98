// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/pictureoptions.h"
#include "ui/views/picturesource.h"

#include <QString>

namespace headscope::ui {

/// A view on a page of its own: title, caption and what sums it up above, what the colours stand
/// for below; which of them, and on what, by the options. Null where there is no content. To be
/// painted within a PictureTheme of the same options.
Figure figurePage(const PictureSource& source, const QString& caption,
                  const PictureOptions& options);

/// While it lives the theme is the one that a picture is wanted in. GUI thread; short, for the
/// whole application changes its colours with it.
class PictureTheme
{
public:
    explicit PictureTheme(const PictureOptions& options);
    ~PictureTheme();
    PictureTheme(const PictureTheme&) = delete;
    PictureTheme& operator=(const PictureTheme&) = delete;

private:
    bool m_switched = false;
    int m_choice = 0; ///< Theme::Choice as it was
};

} // namespace headscope::ui
